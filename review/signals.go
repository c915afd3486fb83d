package review

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
	"recourse/review/policy"
	"recourse/review/replay"
)

// reading is what the marks need of a replay.
type reading struct {
	verdict replay.Verdict
	replay.Comparison
	evidence func(rule string) []string // what a rule read
}

// readingOf takes from a full report what the marks need.
func readingOf(r *replay.Report) *reading {
	if r == nil {
		return nil
	}
	return &reading{
		verdict:    replay.Verdict{Colour: r.Replayed.Colour, Deciding: r.DecidingRule, Assumed: r.Assumed},
		Comparison: replay.Comparison{Differs: r.Differs, Unexplained: r.Unexplained, RestsOn: r.RestsOnUnknown, Term: r.Term},
		evidence: func(rule string) []string {
			i := slices.IndexFunc(r.Steps, func(s replay.Step) bool { return s.Rule == rule })
			if i < 0 {
				return nil
			}
			return refsOf(r.Steps[i].Inputs)
		},
	}
}

func refsOf(in []policy.Input) []string {
	var refs []string
	for i := range in {
		refs = append(refs, in[i].Evidence...)
	}
	return refs
}

// fileSignals are the marks that follow from a file alone.
func fileSignals(s *cases.Snapshot, flickers []evidence.Flicker, conflicts []evidence.Conflict, unauthorised []string) cases.Signals {
	var out cases.Signals
	byHand := s.Assignment.Origin == cases.ByHand
	set(&out, byHand, cases.SignalByHand)
	set(&out, byHand && !evidence.Explained(s), cases.SignalNoCause)
	set(&out, evidence.BasisImpossible(s), cases.SignalBasisDate)
	set(&out, len(evidence.Gaps(s)) > 0, cases.SignalProvenance)
	set(&out, len(evidence.Contradictions(s)) > 0, cases.SignalContradiction)
	set(&out, len(flickers) > 0, cases.SignalFlicker)
	set(&out, len(conflicts) > 0, cases.SignalConflict)
	set(&out, len(unauthorised) > 0, cases.SignalManual)
	return out
}

// replaySignals are the marks that follow from the replay; a file that cannot
// be replayed has none.
func replaySignals(s *cases.Snapshot, r *reading) cases.Signals {
	var out cases.Signals
	if r == nil {
		return out
	}
	set(&out, slices.ContainsFunc(r.Differs, weighty), cases.SignalDiffers)
	set(&out, r.Unexplained, cases.SignalUnexplained)
	set(&out, r.Term != nil, cases.SignalTerm)
	set(&out, r.Term != nil && otherDay(r.Term.IssuedBasis, r.Term.ReplayedBasis), cases.SignalBasisDate)
	set(&out, s.Assignment.Origin == cases.ByHand && r.Unexplained, cases.SignalNoCause)
	set(&out, len(r.RestsOn) > 0 || len(r.verdict.Assumed) > 0, cases.SignalUnknown)
	set(&out, weak(s, r), cases.SignalWeakSource)
	return out
}

// otherDay reports whether both sides of a term name the day they count from,
// and name different ones.
func otherDay(issued, replayed string) bool {
	const date = len(time.DateOnly)
	return len(issued) >= date && len(replayed) >= date && issued[:date] != replayed[:date]
}

func set(out *cases.Signals, on bool, sig cases.Signals) {
	if on {
		*out |= sig
	}
}

// weighty reports whether a difference marks the case: another colour or end,
// an unpublished rule, or a rule that one side holds met and the other does
// not. That a rule found not met might after all be open is shown in the trace
// only.
func weighty(d replay.Difference) bool {
	return d.What != "step" || d.Issued == string(policy.True) || d.Replayed == string(policy.True)
}

// weak reports whether the issued colour rests on records of one weak kind of
// source alone: those behind the rule that explains it or, when none does,
// behind the UNKNOWN rules that could, or those its own trace names.
func weak(s *cases.Snapshot, r *reading) bool {
	if policy.Colour(s.Assignment.Colour).Severity() == 0 || !slices.ContainsFunc(s.Flags, weakFlag) {
		return false
	}
	kinds := map[cases.Source]bool{}
	for _, ref := range grounding(s, r) {
		f := flagOf(s, ref)
		if f == nil {
			if strings.HasPrefix(ref, "Q") || strings.HasPrefix(ref, "C") {
				return false // the person's own words stand beside it
			}
			continue
		}
		kinds[f.SourceType] = true
	}
	if len(kinds) != 1 {
		return false
	}
	for k := range kinds {
		return k.Weak()
	}
	return false
}

func weakFlag(f cases.Flag) bool { return f.SourceType.Weak() }

// grounding lists the evidence that the issued colour rests on.
func grounding(s *cases.Snapshot, r *reading) []string {
	switch {
	case string(r.verdict.Colour) == string(s.Assignment.Colour):
		return r.evidence(r.verdict.Deciding)
	case len(r.RestsOn) > 0:
		var refs []string
		for _, rule := range r.RestsOn {
			refs = append(refs, r.evidence(rule)...)
		}
		return refs
	}
	return issuedRefs(s)
}

// issuedRefs lists the evidence the issuing system's own trace names for the
// rules that fired with an effect.
func issuedRefs(s *cases.Snapshot) []string {
	var refs []string
	if s.RuleTrace == nil {
		return nil
	}
	for _, st := range s.RuleTrace.Steps {
		if st.Outcome != "TRUE" || st.OverriddenBy != "" || st.Effect.Colour.Severity() == 0 {
			continue
		}
		for _, in := range st.Inputs {
			if in.EvidenceRef != "" {
				refs = append(refs, in.EvidenceRef)
			}
		}
	}
	return refs
}

// flagOf finds a flag by its reference in the file ("F1") or its own id.
func flagOf(s *cases.Snapshot, ref string) *cases.Flag {
	if n, err := strconv.Atoi(strings.TrimPrefix(ref, "F")); err == nil && ref[0] == 'F' && n >= 1 && n <= len(s.Flags) {
		return &s.Flags[n-1]
	}
	for i := range s.Flags {
		if s.Flags[i].FlagID == ref {
			return &s.Flags[i]
		}
	}
	return nil
}
