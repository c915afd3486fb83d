package replay

import (
	"time"

	"recourse/review/policy"
)

// Issued is what the issuing system did and said. Steps is its own trace, as
// far as it delivered one.
type Issued struct {
	Colour policy.Colour
	At     policy.Moment
	Until  policy.Moment
	Basis  policy.Moment
	Steps  []IssuedStep
}

// IssuedStep is one rule of the issuing system's trace.
type IssuedStep struct {
	Rule    string
	Outcome string
}

// Difference is one point in which the issued code and the replay disagree:
// "colour", "until", "step" or "rule" (a rule the published pack does not have).
type Difference struct {
	What     string `json:"what"`
	Rule     string `json:"rule,omitempty"`
	Issued   string `json:"issued"`
	Replayed string `json:"replayed"`
}

// Term is an end date that does not follow from the published rules, with
// the dates both sides counted from. DaysTooLong is negative when the issued
// term is the shorter one.
type Term struct {
	IssuedUntil   string `json:"issued_until"`
	ReplayedUntil string `json:"replayed_until"`
	IssuedBasis   string `json:"issued_basis,omitempty"`
	ReplayedBasis string `json:"replayed_basis,omitempty"`
	DaysTooLong   int    `json:"days_too_long"`
}

// Comparison sets a replay beside the issued code. Unexplained means that the
// issued colour is worse than the replayed one and no published rule gives it,
// nor could by an UNKNOWN fact; RestsOn names the UNKNOWN rules that could.
type Comparison struct {
	Differs     []Difference
	Unexplained bool
	RestsOn     []string
	Term        *Term
}

// Compare sets the replay beside the issued code and notes the issued outcome
// in every step there is.
func (o *Outcome) Compare(is Issued, zone *time.Location) Comparison {
	var c Comparison
	if is.Colour != o.Verdict.Colour {
		c.Differs = append(c.Differs, Difference{What: "colour", Issued: string(is.Colour), Replayed: string(o.Verdict.Colour)})
	}
	c.Term = termOf(o.Verdict, is, zone)
	if c.Term != nil {
		c.Differs = append(c.Differs, Difference{What: "until", Rule: o.Verdict.Deciding, Issued: c.Term.IssuedUntil, Replayed: c.Term.ReplayedUntil})
	}
	c.Differs = append(c.Differs, o.compareSteps(is)...)
	if is.Colour.Severity() > o.Verdict.Colour.Severity() {
		c.RestsOn = o.couldGive(is.Colour)
		c.Unexplained = len(c.RestsOn) == 0
	}
	return c
}

func (o *Outcome) compareSteps(is Issued) []Difference {
	var out []Difference
	for _, s := range is.Steps {
		i := o.index(s.Rule)
		if i < 0 {
			out = append(out, Difference{What: "rule", Rule: s.Rule, Issued: s.Outcome})
			continue
		}
		if i < len(o.Steps) {
			o.Steps[i].IssuedOutcome = s.Outcome
		}
		if now := string(o.results[i].Outcome); s.Outcome != now {
			out = append(out, Difference{What: "step", Rule: s.Rule, Issued: s.Outcome, Replayed: now})
		}
	}
	return out
}

func (o *Outcome) index(rule string) int {
	for i := range o.results {
		if o.results[i].Rule.ID == rule {
			return i
		}
	}
	return -1
}

// couldGive lists the rules by whose UNKNOWN facts the issued colour could
// still be right: UNKNOWN rules that would give it, and rules that do give it
// but yielded to one that is itself UNKNOWN.
func (o *Outcome) couldGive(c policy.Colour) []string {
	var rules []string
	for i := range o.results {
		r := &o.results[i]
		e := &r.Rule.Effect
		if e.Release || e.Final || r.Colour.Severity() < c.Severity() {
			continue
		}
		over := o.index(o.overrider(r))
		doubtful := over >= 0 && o.results[over].Outcome == policy.Unknown
		if r.Outcome == policy.Unknown && (over < 0 || doubtful) || r.Outcome == policy.True && doubtful {
			rules = append(rules, r.Rule.ID)
		}
	}
	return rules
}

// termOf compares the end dates of an equal colour, in whole days of the pack's
// zone. An issued end at exactly midnight may mean the day it begins or the
// day it ends; it is wrong only when it is neither.
func termOf(v Verdict, is Issued, zone *time.Location) *Term {
	if is.Colour != v.Colour || is.Until.IsZero() || v.Until.IsZero() {
		return nil
	}
	days := policy.DaysBetween(v.Until, is.Until, zone)
	if at := is.Until.Latest().In(zone); days == 1 && at.Format(time.TimeOnly) == "00:00:00" {
		days = 0
	}
	if days == 0 {
		return nil
	}
	return &Term{
		IssuedUntil: is.Until.Text(), ReplayedUntil: v.Until.Text(),
		IssuedBasis: is.Basis.Text(), ReplayedBasis: v.Basis.Text(), DaysTooLong: days,
	}
}

// Differs reports whether colour or end differ from the issued code: the
// short form of Compare for a whole office.
func (v Verdict) Differs(is Issued, zone *time.Location) bool {
	return is.Colour != v.Colour || termOf(v, is, zone) != nil
}
