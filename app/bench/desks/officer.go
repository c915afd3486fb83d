package desks

import (
	"fmt"
	"slices"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate/justice"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

// officer follows the replay and the evidence rules of the product.
type officer struct{ library *review.Library }

func (o *officer) decide(c *justice.Case, now time.Time, ask *Inquiry) (Outcome, error) {
	s := &c.Snapshot
	a, err := o.library.Assess(s, review.Question{})
	if err != nil {
		return Outcome{}, fmt.Errorf("case %s: %w", s.Appeal.AppealNo, err)
	}
	r := a.Report
	if r == nil {
		return Outcome{}, fmt.Errorf("case %s: %w", s.Appeal.AppealNo, a.NoReplay)
	}
	switch {
	case r.Unexplained:
		return given(r, now), nil
	case len(r.RestsOnUnknown) > 0:
		return o.unknown(c, r, now, ask), nil
	}
	return o.explained(c, a, now, ask)
}

// given is what the published rules do give: green, or a milder colour or
// term. A difference that waits for a person to look at it (R70) does not
// outlast the review, which is that look.
func given(r *replay.Report, now time.Time) Outcome {
	end := toTime(r.Replayed.Until)
	if r.Replayed.Colour.Severity() == 0 || r.DecidingRule == "R70" || !end.IsZero() && !end.After(now) {
		return green()
	}
	return Outcome{Colour: cases.Colour(r.Replayed.Colour), End: end}
}

// unknown decides a code that hangs on facts nobody has established.
func (o *officer) unknown(c *justice.Case, r *replay.Report, now time.Time, ask *Inquiry) Outcome {
	if settles(&c.Snapshot, r.RestsOnUnknown, refsOf(r, r.RestsOnUnknown)) {
		return given(r, now)
	}
	out := given(r, now)
	if ask.confirms(c) {
		out = stands(&c.Snapshot.Assignment)
	}
	out.Remitted = true
	return out
}

// explained decides a code that a published rule gives on established facts.
func (o *officer) explained(c *justice.Case, a *review.Assessment, now time.Time, ask *Inquiry) (Outcome, error) {
	s, r := &c.Snapshot, a.Report
	out := stands(&s.Assignment)
	if r.Term != nil && r.Term.DaysTooLong > 0 {
		out = given(r, now)
	}
	if out.Colour == cases.Green || released(s) || r.DecidingRule == "R50" && chronic(s) {
		return green(), nil
	}
	served, err := o.served(s, now)
	switch {
	case err != nil || served:
		return green(), err
	case s.Assignment.Colour == cases.Red && a.Signals.Has(cases.SignalWeakSource):
		second := green()
		if !settles(s, []string{r.DecidingRule}, refsOf(r, []string{r.DecidingRule})) && ask.confirms(c) {
			second = out
		}
		second.Second = true
		return second, nil
	}
	return out, nil
}

// served replays as of now and reports whether a completed streak of check-ins
// releases the person.
func (o *officer) served(s *cases.Snapshot, now time.Time) (bool, error) {
	p, facts, err := o.library.Facts(s, review.Question{AsOf: cases.At(now)})
	if err != nil {
		return false, fmt.Errorf("case %s, as of now: %w", s.Appeal.AppealNo, err)
	}
	run := replay.Run(p, facts)
	streak := slices.ContainsFunc(run.Steps, func(st replay.Step) bool {
		return (st.Rule == "R80" || st.Rule == "R81") && st.Outcome == policy.True
	})
	return streak && run.Verdict.Colour.Severity() == 0, nil
}

// refsOf lists the evidence that rules read.
func refsOf(r *replay.Report, rules []string) []string {
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
