package insight

import (
	"context"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/review"
	figures "recourse/review/insight"
)

// AddBasis names one more legal basis; one that is named already is not named
// twice.
func (m *Model) AddBasis(text string) {
	if text = strings.TrimSpace(text); text != "" && !slices.Contains(m.Form.Bases, text) {
		m.Form.Bases = append(m.Form.Bases, text)
	}
}

// RemoveBasis takes one away.
func (m *Model) RemoveBasis(text string) {
	m.Form.Bases = slices.DeleteFunc(m.Form.Bases, func(b string) bool { return b == text })
}

// Member finds a member of the proposal by its appeal number or by how that
// ends, so that 124 finds the one of 杭健申〔2020〕124号. Of several it finds none.
func (m *Model) Member(typed string) (cases.GroupMember, bool) {
	typed = strings.TrimSuffix(strings.TrimSpace(typed), "号")
	if m.preview == nil || typed == "" {
		return cases.GroupMember{}, false
	}
	var hits []cases.GroupMember
	for _, x := range m.preview.Members {
		no := strings.TrimSuffix(x.AppealNo, "号")
		if no == typed || strings.HasSuffix(no, "〕"+typed) {
			hits = append(hits, x)
		}
	}
	if len(hits) != 1 {
		return cases.GroupMember{}, false
	}
	return hits[0], true
}

// LeaveOpen leaves a member open, with the reason; a second time it changes
// the reason.
func (m *Model) LeaveOpen(x cases.GroupMember, reason string) {
	m.TakeIn(x.Case)
	m.Form.Leave = append(m.Form.Leave, Stay{Case: x.Case, AppealNo: x.AppealNo, Reason: strings.TrimSpace(reason)})
}

// TakeIn lets the order decide a member that was to stay open.
func (m *Model) TakeIn(id cases.ID) {
	m.Form.Leave = slices.DeleteFunc(m.Form.Leave, func(s Stay) bool { return s.Case == id })
}

// Reach is how many open cases the order would decide and leave open, with the
// choices made so far.
func (m *Model) Reach(p *review.GroupPreview) (members, left int) {
	chosen := 0
	for _, s := range m.Form.Leave {
		if slices.ContainsFunc(p.Members, func(x cases.GroupMember) bool { return x.Case == s.Case }) {
			chosen++
		}
	}
	return len(p.Members) - chosen, len(p.Left) + chosen
}

// Ask answers a what-if about the staff; then is told the outlook.
func (m *Model) Ask(in figures.Staffing, then func(*figures.Outlook)) {
	if m.figures == nil {
		return
	}
	r := m.figures.Report
	m.asked.Start(context.Background(), func(ctx context.Context) (figures.Outlook, error) {
		return m.desk.Staffing(ctx, r, in)
	}, func(o figures.Outlook, err error) {
		if err != nil {
			m.done("", err)
			return
		}
		m.outlook = &o
		then(&o)
	})
}

// Outlook is the answer to the last what-if, or what follows for the office as
// it is.
func (m *Model) Outlook() *figures.Outlook {
	if m.outlook == nil && m.figures != nil {
		return &m.figures.Outlook
	}
	return m.outlook
}
