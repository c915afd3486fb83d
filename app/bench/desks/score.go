package desks

import (
	"time"

	"recourse/cases"
	"recourse/importexport/simulate/justice"
)

// Tally sums up what a desk did to a group of cases.
type Tally struct {
	WrongUphold   Share   `json:"wrong_uphold"`   // of codes that were too strict, left too strict
	WrongOverturn Share   `json:"wrong_overturn"` // of people rightly restricted, left too free
	Remitted      Share   `json:"remitted"`
	Second        Share   `json:"second_level"`
	Isolated      float64 `json:"isolation_days"`  // wrongly served after the decision, per case
	AtLarge       float64 `json:"infectious_days"` // expected, wrongly released, per case
	Cost          float64 `json:"cost"`            // in isolation days, per case
}

// InfectiousCost is how many isolation days one infectious day at large
// weighs: about 0.35 further infections a day (2.5 over a week), each of which
// isolates one patient and ten contacts for fourteen days. An assumption; the
// report says where the comparison would turn.
const InfectiousCost = 54

// decidesAfter is how long after the filing every desk decides, and how much
// longer a remit or a second level takes.
const (
	decidesAfter = 24 * time.Hour
	remitTakes   = 24 * time.Hour
)

// risk is how likely somebody whom a rule rightly restricts is infectious:
// contacts 6.6 % (Shenzhen, January and February 2020), people from the key
// areas 1 % (evacuation flights), the others assumed.
func risk(rule string) float64 {
	switch rule {
	case "R20", "R25":
		return 0.066
	case "R40", "R45", "R30":
		return 0.010
	case "R50":
		return 0.020
	}
	return 0.001
}

// mark is how one decision is scored.
type mark struct {
	strictBefore, restricted bool // the code was too strict; the person is rightly restricted
	strict, mild             bool // the outcome is
	remitted, second         bool
	isolated, atLarge        float64
}

// score compares an outcome with what really happened.
func score(c *justice.Case, o Outcome, filed time.Time) mark {
	t := &c.Truth
	at := filed.Add(decidesAfter)
	m := mark{remitted: o.Remitted, second: o.Second, strictBefore: c.TooStrict(), restricted: t.TrueColour.Severity() > 0}
	m.restricted = m.restricted && c.Free().After(at)
	if o.Remitted || o.Second {
		m.isolated = overlap(at, at.Add(remitTakes), c.Free(), c.Snapshot.Assignment.ValidUntil.Latest())
		at = at.Add(remitTakes)
	}
	end := at
	if o.Colour.Severity() > 0 {
		end = o.End
	}
	m.isolated += days(later(c.Free(), at), end)
	if m.restricted {
		m.atLarge = days(later(end, at), c.Free()) * risk(ruleOf(&c.Snapshot))
	}
	m.strict = o.Colour.Severity() > t.TrueColour.Severity() && end.After(at) || end.After(later(c.Free(), at).Add(justice.Slack))
	m.mild = m.restricted && (o.Colour.Severity() < t.TrueColour.Severity() || later(end, at).Add(justice.Slack).Before(c.Free()))
	return m
}

// overlap is how many days of a span somebody sits who is free from a time on.
func overlap(from, to, free, issuedEnd time.Time) float64 {
	if issuedEnd.Before(to) {
		to = issuedEnd
	}
	return days(later(from, free), to)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// days is the length of a span in days, 0 when it ends before it begins.
func days(from, to time.Time) float64 { return max(0, to.Sub(from).Hours()/24) }

// ruleOf is the rule that gave the code according to its own trace.
func ruleOf(s *cases.Snapshot) string {
	if steps := colouring(s); len(steps) > 0 {
		return steps[0].RuleID
	}
	return ""
}

// counter adds marks up.
type counter struct {
	n, strict, restricted, kept, released, remitted, second int
	isolated, atLarge                                       float64
}

func (k *counter) add(m mark) {
	k.n++
	count(&k.strict, m.strictBefore)
	count(&k.restricted, m.restricted)
	count(&k.kept, m.strictBefore && m.strict)
	count(&k.released, m.mild)
	count(&k.remitted, m.remitted)
	count(&k.second, m.second)
	k.isolated += m.isolated
	k.atLarge += m.atLarge
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

func (k *counter) tally() Tally {
	n := float64(max(1, k.n))
	t := Tally{
		WrongUphold: ShareOf(k.kept, k.strict), WrongOverturn: ShareOf(k.released, k.restricted),
		Remitted: ShareOf(k.remitted, k.n), Second: ShareOf(k.second, k.n),
		Isolated: k.isolated / n, AtLarge: k.atLarge / n,
	}
	t.Cost = t.Isolated + InfectiousCost*t.AtLarge
	return t
}
