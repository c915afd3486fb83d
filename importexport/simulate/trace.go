package simulate

import (
	"fmt"

	"recourse/cases"
)

// The rule set in force when the desk opened (domain section 5).
const (
	RuleSetID      = "HZ-2020-02"
	RuleSetVersion = "2020-02-17.recon1"
)

// traceRules lists the rules in the order in which the system evaluates them.
func traceRules() []string {
	return []string{
		"R00", "R05", "R10", "R20", "R25", "R30", "R40", "R45", "R50", "R55",
		"R60", "R65", "R70", "R75", "R80", "R81", "R82", "R90",
	}
}

// trace writes the issuing system's own account: every rule in order, the one
// that coloured with its inputs, all others with what they found missing.
func (m *maker) trace() *cases.RuleTrace {
	if m.bare {
		return nil
	}
	a := &m.s.Assignment
	t := &cases.RuleTrace{
		TraceID: fmt.Sprintf("TR%08d", m.no()), AssignmentID: a.AssignmentID, EvaluatedAt: cases.At(m.issued),
		RuleSetID: RuleSetID, RuleSetVer: RuleSetVersion, Origin: "imported", Result: a.Colour,
	}
	for _, rule := range traceRules() {
		t.Steps = append(t.Steps, m.step(rule))
	}
	return t
}

func (m *maker) step(rule string) cases.TraceStep {
	a := &m.s.Assignment
	if s, ok := m.steps[rule]; ok {
		if s.Outcome == "TRUE" && s.Effect.Colour == "" && rule == m.rule {
			s.Effect = cases.TraceEffect{Colour: a.Colour, Days: a.Colour.TermDays(), Until: cases.At(m.until)}
		}
		return s
	}
	s := cases.TraceStep{RuleID: rule, Outcome: "FALSE", Inputs: m.silent(rule)}
	if rule == "R90" {
		s.Outcome, s.Effect, s.OverriddenBy = "TRUE", cases.TraceEffect{Colour: cases.Green}, m.rule
	}
	return s
}

// silent is what a rule that did not fire had looked at.
func (m *maker) silent(rule string) []cases.TraceInput {
	q := fmt.Sprintf("Q%d.", max(1, len(m.forms)))
	switch rule {
	case "R00":
		return []cases.TraceInput{in("person.id_ok", "true", ""), in("person.phone_is_own", "true", "")}
	case "R05":
		return []cases.TraceInput{in("appeal.hold_until", "", "")}
	case "R10":
		return []cases.TraceInput{in("findings.case_open", "false", "")}
	case "R20":
		return []cases.TraceInput{in("contacts", "0", ""), in("q.contact_14d", m.answered("CONTACT_14D"), q+"CONTACT_14D")}
	case "R25":
		return []cases.TraceInput{in("findings.observation_until", "", "")}
	case "R30":
		return []cases.TraceInput{in("findings.false_declaration", "false", "")}
	case "R40", "R45", "R55", "R65":
		return []cases.TraceInput{in("stays", "0", ""), in("q.key_area_14d", m.answered("KEY_AREA_14D"), q+"KEY_AREA_14D")}
	case "R50":
		return []cases.TraceInput{in("q.temp_c", m.answered("TEMP"), q+"TEMP"), in("q.respiratory", m.answered("SYMPTOM_COUGH"), q+"SYMPTOM_COUGH")}
	case "R60":
		return []cases.TraceInput{in("colocations", "0", "")}
	case "R70":
		return []cases.TraceInput{in("mismatch", "false", "")}
	case "R75":
		return []cases.TraceInput{in("q.overseas_14d", m.answered("OVERSEAS_14D"), q+"OVERSEAS_14D")}
	case "R80", "R81", "R82":
		return []cases.TraceInput{in("checkins.streak_days", fmt.Sprint(m.streak()), "")}
	}
	return nil
}

// answered is the normalised answer of the latest submission.
func (m *maker) answered(item string) string {
	if n := len(m.s.Questionnaires); n > 0 {
		for _, a := range m.s.Questionnaires[n-1].Items {
			if a.ItemCode == item {
				return a.AnswerNorm
			}
		}
	}
	return ""
}

// streak counts the normal check-ins in a row up to the day of issue, as the
// system did.
func (m *maker) streak() int {
	n := 0
	for _, c := range m.checks {
		if c.Date.Earliest().After(m.issued) {
			break
		}
		if n++; c.Status != "normal" {
			n = 0
		}
	}
	return n
}
