package cases

import (
	"time"
)

// WorkingDays is the time the city promised for an answer: "1 to 3 working
// days" (Hangzhou, 15 February 2020).
const WorkingDays = 3

// Targets for coded urgency (domain section 6, service targets).
const (
	UrgentTarget   = 24 * time.Hour
	CriticalTarget = 6 * time.Hour
)

// NewRow makes the queue row of a case that a delivery brings at now. Signals
// are left to the caller, who replays the rules. The clock runs from the
// resident's filing, not from the import.
func NewRow(s *Snapshot, cal Calendar, now time.Time) Row {
	a, c := &s.Appeal, &s.Assignment
	r := Row{
		Version: 1, AppealNo: a.AppealNo, State: Received, StateSince: now.UTC(),
		Colour: c.Colour, IssuedAt: c.IssuedAt.Earliest().UTC(), IsolationEnd: isolationEnd(c),
		FiledAt: a.FiledAt.Earliest().UTC(), Division: a.HandlingDivision, System: c.IssuingSystem,
		RuleSet: ruleSet(c), Rules: s.firedRules(), Grounds: a.Grounds, Urgency: a.Urgency,
		SnapshotVersion: 1, Isolation: Running,
	}
	if r.Urgency == "" {
		r.Urgency = Normal
	}
	r.DueAt = due(&r, a, cal)
	if !r.IsolationEnd.IsZero() && !now.Before(r.IsolationEnd) {
		r.Isolation = Ended
	}
	return r
}

// due is the earliest of the promise, the target of the coded urgency and the
// date the intake channel gave.
func due(r *Row, a *Appeal, cal Calendar) time.Time {
	d := cal.Due(r.FiledAt, WorkingDays)
	earlier := func(t time.Time) {
		if t.Before(d) {
			d = t.UTC()
		}
	}
	switch r.Urgency {
	case Urgent:
		earlier(r.FiledAt.Add(UrgentTarget))
	case Critical:
		earlier(r.FiledAt.Add(CriticalTarget))
	}
	if !a.DueAt.IsZero() && a.DueAt.Latest().After(r.FiledAt) {
		earlier(a.DueAt.Latest())
	}
	return d
}

// isolationEnd is the end the source gave, or issue time plus the colour's
// published term when it gave none.
func isolationEnd(c *CodeAssignment) time.Time {
	if !c.ValidUntil.IsZero() {
		return c.ValidUntil.Latest().UTC()
	}
	if days := c.Colour.TermDays(); days > 0 {
		return c.IssuedAt.Earliest().UTC().AddDate(0, 0, days)
	}
	return time.Time{}
}

func ruleSet(c *CodeAssignment) string {
	if c.RuleSetID == "" {
		return "unknown"
	}
	return c.RuleSetID + "@" + c.RuleSetVer
}

// firedRules lists the rules the issued trace says fired with an effect, or
// the reason code when there is no trace.
func (s *Snapshot) firedRules() []string {
	var ids []string
	if s.RuleTrace != nil {
		for _, st := range s.RuleTrace.Steps {
			if st.Outcome == "TRUE" && st.OverriddenBy == "" && st.Effect.Colour.Severity() > 0 {
				ids = append(ids, st.RuleID)
			}
		}
	}
	if len(ids) == 0 && s.Assignment.ReasonCode != "" {
		ids = append(ids, s.Assignment.ReasonCode)
	}
	return ids
}

// Marks are the evidence index lines of a fresh case, without a verdict yet: one
// for each flag and, of a colour set by hand, one for the assignment itself.
func (s *Snapshot) Marks(rules []string) []EvidenceMark {
	marks := make([]EvidenceMark, len(s.Flags))
	for i := range s.Flags {
		f := &s.Flags[i]
		batch := f.Batch
		if batch == "" {
			batch = f.ListName
		}
		marks[i] = EvidenceMark{Ref: ref("F", i), Source: f.SourceType, Provider: f.Provider, Batch: batch, Rules: rules}
	}
	if batch := s.Assignment.HandBatch(); batch != "" {
		marks = append(marks, EvidenceMark{Ref: "A", Source: ByHand, Provider: s.Assignment.AssignedUnit, Batch: batch, Rules: rules})
	}
	return marks
}
