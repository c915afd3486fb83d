// Package retention says when the working copies of a case are to be deleted:
// the imported snapshots, what was written while it was worked on, and the
// fields that find the person. Decisions, letters and receipts are kept, as
// the law on archives requires (domain section 4).
//
// The clock of a case starts when it is over and its letter has arrived. It
// runs Days; while the decision protects the person against the same code
// (HoldUntil) it does not run out. The end of the epidemic, which an office
// sets, ends every clock at once: the data were collected for that purpose.
// A case that is still open has no clock, whatever the date: its resident is
// owed a decision first.
//
// The package is pure; the store carries out what it says.
package retention

import (
	"encoding/json"
	"fmt"
	"time"

	"recourse/cases"
)

// Setting is the name of the setting under which an office keeps its rule.
const Setting = "retention"

// Days is the rule of an office that has set none.
const Days = 30

// The bounds of what an office may set.
const (
	MinDays = 1
	MaxDays = 3650
)

// Rule is how long an office keeps working copies.
type Rule struct {
	// Days after the end of a case.
	Days int `json:"days"`
	// End is the day from which nothing that is over is kept, zero while the
	// epidemic goes on.
	End time.Time `json:"end,omitzero"`
}

// Default is the rule of an office that has set none.
func Default() Rule { return Rule{Days: Days} }

// Parse reads a rule as String writes it; "" is the default.
func Parse(text string) (Rule, error) {
	if text == "" {
		return Default(), nil
	}
	var r Rule
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return Rule{}, fmt.Errorf("retention rule: %w", err)
	}
	return r, r.Check()
}

// Check refuses a number of days outside the bounds.
func (r Rule) Check() error {
	if r.Days < MinDays || r.Days > MaxDays {
		return cases.Refuse("retention_days", "value", fmt.Sprint(r.Days), "min", fmt.Sprint(MinDays), "max", fmt.Sprint(MaxDays))
	}
	return nil
}

// String is the rule as it is kept.
func (r Rule) String() string {
	r.End = r.End.UTC()
	text, err := json.Marshal(r)
	if err != nil {
		return "" // two plain fields; cannot happen
	}
	return string(text)
}

// Why says what keeps the working copies of a case, or that nothing does.
type Why string

// The reasons. Due is none.
const (
	Due         Why = "due"
	Waiting     Why = "waiting"     // the days have not passed
	Binding     Why = "binding"     // the decision still protects against the same code
	Open        Why = "open"        // not over yet
	Undelivered Why = "undelivered" // the letter has not arrived
	Proposed    Why = "proposed"    // a proposal waits for a second signature
	Joined      Why = "joined"      // the case it was joined to is not over
	Gone        Why = "gone"        // purged before
)

// Case says whether the working copies of a case are to go at now, and if not,
// why and until when they stay; zero where no day is known. Of a duplicate,
// master is the row of the case it was joined to, otherwise nil.
func (r Rule) Case(c, master *cases.Row, now time.Time) (Why, time.Time) {
	switch {
	case c.Purge != 0:
		return Gone, time.Time{}
	case !c.State.Final():
		return Open, time.Time{}
	case c.Pending != "":
		return Proposed, time.Time{}
	case c.Notice == cases.Rendered, c.Notice == cases.Issued, c.Notice == cases.Failed:
		return Undelivered, time.Time{}
	case master != nil && !master.State.Final():
		return Joined, time.Time{}
	}
	return r.at(latest(c.StateSince, c.NoticeSince), c.HoldUntil, now)
}

// at applies the clock to the instant from which it runs.
func (r Rule) at(from, hold, now time.Time) (Why, time.Time) {
	due, why := from.AddDate(0, 0, r.Days), Waiting
	if hold.After(due) {
		due, why = hold, Binding
	}
	if !r.End.IsZero() && r.End.Before(due) {
		due, why = latest(r.End, from), Waiting
	}
	if !now.Before(due) {
		return Due, due
	}
	return why, due
}

// Register says the same of the people of a delivery who have not appealed:
// their clock runs from the day on which the last of their codes ends.
func (r Rule) Register(ends time.Time, now time.Time) (Why, time.Time) {
	return r.at(ends, time.Time{}, now)
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Reasons lists what can keep working copies, in the order in which they are
// told.
func Reasons() []Why { return []Why{Waiting, Binding, Open, Undelivered, Proposed, Joined, Gone} }
