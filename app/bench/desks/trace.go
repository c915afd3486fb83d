package desks

import (
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// window is how far back the published rules on stays and contacts look, and
// how long a red lasts from the date counted from.
const window = 14

// byTrace decides by the issued trace and by papers on their face.
func byTrace(s *cases.Snapshot, now time.Time) Outcome {
	steps := colouring(s)
	if len(steps) == 0 {
		return green() // the system gives no reason for the colour
	}
	var rules []string
	for _, st := range steps {
		rules = append(rules, st.RuleID)
	}
	if onItsFace(s, rules) {
		return green()
	}
	out := stands(&s.Assignment)
	for _, st := range steps {
		basis, ok := basisOf(&st)
		if !ok {
			return out // nothing in it can be counted
		}
		if s.Assignment.IssuedAt.Earliest().Sub(basis) >= window*24*time.Hour {
			return green()
		}
		if end := endOfDay(basis, window); end.Add(12 * time.Hour).Before(out.End) {
			out.End = end
		}
	}
	if !out.End.After(now) {
		return green()
	}
	return out
}

// colouring lists the steps that gave the issued colour.
func colouring(s *cases.Snapshot) []cases.TraceStep {
	if s.RuleTrace == nil {
		return nil
	}
	var out []cases.TraceStep
	for _, st := range s.RuleTrace.Steps {
		if st.Outcome == "TRUE" && st.OverriddenBy == "" && st.Effect.Colour == s.Assignment.Colour {
			out = append(out, st)
		}
	}
	return out
}

// basisOf is the date in a step from which the days of a red are counted.
func basisOf(st *cases.TraceStep) (time.Time, bool) {
	if !slices.Contains([]string{"R20", "R40", "R45"}, st.RuleID) {
		return time.Time{}, false
	}
	var last time.Time
	for _, in := range st.Inputs {
		if !strings.HasSuffix(in.Name, ".to") && !strings.HasSuffix(in.Name, ".last_exposure") {
			continue
		}
		if t, err := cases.ParseStamp(in.Value); err == nil && t.Latest().After(last) {
			last = t.Latest()
		}
	}
	return last, !last.IsZero()
}

// endOfDay is the end of the day so many days after t.
func endOfDay(t time.Time, days int) time.Time {
	y, m, d := t.In(cases.Shanghai()).Date()
	return time.Date(y, m, d+days, 23, 59, 59, 0, cases.Shanghai())
}
