package review

import (
	"slices"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/review/policy"
	"recourse/review/replay"
)

// signals are the marks of the queue that follow from a file and its replay.
func signals(s *cases.Snapshot, a *Assessment) cases.Signals {
	var out cases.Signals
	set := func(on bool, sig cases.Signals) {
		if on {
			out |= sig
		}
	}
	set(len(a.Flickers) > 0, cases.SignalFlicker)
	set(len(a.Conflicts) > 0, cases.SignalConflict)
	set(len(a.Unauthorised) > 0, cases.SignalManual)
	r := a.Report
	if r == nil {
		return out
	}
	set(slices.ContainsFunc(r.Differs, weighty), cases.SignalDiffers)
	set(r.Unexplained, cases.SignalUnexplained)
	set(r.Term != nil, cases.SignalTerm)
	set(len(r.RestsOnUnknown) > 0 || len(r.Assumed) > 0, cases.SignalUnknown)
	set(weak(s, r), cases.SignalWeakSource)
	return out
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
func weak(s *cases.Snapshot, r *replay.Report) bool {
	if policy.Colour(s.Assignment.Colour).Severity() == 0 {
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

// grounding lists the evidence that the issued colour rests on.
func grounding(s *cases.Snapshot, r *replay.Report) []string {
	var rules []string
	switch {
	case string(r.Replayed.Colour) == string(s.Assignment.Colour):
		rules = []string{r.DecidingRule}
	case len(r.RestsOnUnknown) > 0:
		rules = r.RestsOnUnknown
	default:
		return issuedRefs(s)
	}
	var refs []string
	for i := range r.Steps {
		if slices.Contains(rules, r.Steps[i].Rule) {
			for _, in := range r.Steps[i].Inputs {
				refs = append(refs, in.Evidence...)
			}
		}
	}
	return refs
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
