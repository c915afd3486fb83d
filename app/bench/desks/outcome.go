package desks

import (
	"time"

	"recourse/cases"
	"recourse/importexport/simulate/justice"
	"recourse/review"
	"recourse/review/policy"
)

// Outcome is what a desk's decision leaves of a code.
type Outcome struct {
	Colour   cases.Colour
	End      time.Time // of the term; zero for green
	Remitted bool      // the source was asked and the answer awaited
	Second   bool      // decided at the second level
}

// green ends the restriction.
func green() Outcome { return Outcome{Colour: cases.Green} }

// stands is the code as it was issued.
func stands(a *cases.CodeAssignment) Outcome {
	return Outcome{Colour: a.Colour, End: a.ValidUntil.Latest()}
}

// Desk is one way to decide.
type Desk struct {
	Name   string
	Decide func(c *justice.Case, now time.Time, ask *Inquiry) (Outcome, error)
}

// All lists the desks in the order in which they are compared.
func All(l *review.Library) []Desk {
	return []Desk{
		{"issued", func(c *justice.Case, _ time.Time, _ *Inquiry) (Outcome, error) {
			return stands(&c.Snapshot.Assignment), nil
		}},
		{"trace", func(c *justice.Case, now time.Time, _ *Inquiry) (Outcome, error) {
			return byTrace(&c.Snapshot, now), nil
		}},
		{"recourse", (&officer{l}).decide},
		{"file", func(c *justice.Case, now time.Time, ask *Inquiry) (Outcome, error) {
			return (&officer{l}).decide(c, now, &Inquiry{Draw: ask.Draw})
		}},
	}
}

// Names lists the desks in the order in which they are compared.
func Names() []string { return []string{"issued", "trace", "recourse", "file"} }

// Inquiry is what comes back when a desk asks the source for proof.
type Inquiry struct {
	Answers float64 // share of questions answered before the return date
	Right   float64 // share of answers that say what really happened
	Draw    func() float64
}

// Stated rates of an inquiry. Both are assumptions: bodies that do not share
// their data do not always answer, and some stand by a wrong row.
const (
	InquiryAnswers = 0.70
	InquiryRight   = 0.95
)

// confirms reports whether the source proves the code in time.
func (q *Inquiry) confirms(c *justice.Case) bool {
	answers, right := q.Draw() < q.Answers, q.Draw() < q.Right
	return answers && right == !c.TooStrict()
}

// toTime is the instant of a replayed end as text; zero for none.
func toTime(text string) time.Time {
	m, err := policy.ParseMoment(text, cases.Shanghai())
	if err != nil || text == "" {
		return time.Time{}
	}
	return m.Latest()
}
