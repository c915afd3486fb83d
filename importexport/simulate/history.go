package simulate

import (
	"fmt"
	"time"

	"recourse/cases"
)

// change adds a change of colour and returns its reference (H1, H2, ...).
func (m *maker) change(at time.Time, from, to cases.Colour, cause, causeRef, actor string) string {
	m.s.History = append(m.s.History, cases.StatusChange{
		At: cases.At(at), From: from, To: to, Cause: cause, CauseRef: causeRef, Actor: actor, System: "HZ-ALIPAY",
	})
	return fmt.Sprintf("H%d", len(m.s.History))
}

// history completes the list of changes: most people first got green when they
// applied and lost it when a data batch arrived; the others got their colour
// with the application itself.
func (m *maker) history() {
	if m.past {
		return
	}
	a := &m.s.Assignment
	applied := m.s.Questionnaires[0].SubmittedAt.Earliest()
	if applied.After(m.issued) || a.Origin == "SELF_REPORT" {
		m.change(m.issued, cases.NoColour, a.Colour, a.Origin, m.s.Questionnaires[0].SubmissionID, "")
		return
	}
	m.change(applied.Add(time.Minute), cases.NoColour, cases.Green, "SELF_REPORT", m.s.Questionnaires[0].SubmissionID, "")
	ref := ""
	if len(m.s.Flags) > 0 {
		ref = m.s.Flags[0].Batch
	}
	m.change(m.issued, cases.Green, a.Colour, a.Origin, ref, a.AssignedBy)
}

// other adds the code of another system and returns its reference (O1, ...).
func (m *maker) other(system, platform, authority string, c cases.Colour, at time.Time) string {
	n := len(m.s.OtherAssignments) + 1
	o := cases.CodeAssignment{
		AssignmentID: fmt.Sprintf("X%08d-%d", m.no(), n), ResidentID: m.me.ResidentID, IssuingSystem: system, Platform: platform,
		Authority: authority, Colour: c, ColourRaw: zhColour(c), IssuedAt: cases.At(at), ValidFrom: cases.At(at),
		Origin: "RULE_BATCH", Measure: measure(c),
	}
	if days := c.TermDays(); days > 0 {
		o.ValidUntil = cases.At(at.AddDate(0, 0, days))
	}
	m.s.OtherAssignments = append(m.s.OtherAssignments, o)
	return fmt.Sprintf("O%d", n)
}

func measure(c cases.Colour) string {
	switch c {
	case cases.Red:
		return "home_14"
	case cases.Yellow:
		return "home_7"
	}
	return "none"
}
