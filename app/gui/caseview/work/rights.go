package work

import (
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// ask is the question whether the signed-in person may do something now.
func (m *Model) ask() cases.Ask {
	d := m.Draft()
	return cases.Ask{User: m.reader.User(), File: m.file, At: m.desk.Now(), Draft: &d}
}

// May says whether a move is open; the error is the refusal a command would
// give as well.
func (m *Model) May(move cases.Move) error {
	if m.file == nil {
		return cases.Refuse("no_draft")
	}
	return cases.May(move, m.ask())
}

// Editable reports whether the draft can be written.
func (m *Model) Editable() bool { return m.file != nil && m.May(cases.MoveSave) == nil }

// ReadOnlyWhy says why the draft cannot be written.
func (m *Model) ReadOnlyWhy() error { return m.May(cases.MoveSave) }

// Blockers lists everything that keeps the draft from being sent, in the
// order of the form; when nothing is missing, it asks the table of moves.
func (m *Model) Blockers() []error {
	var out []error
	for _, r := range cases.Missing(m.file, &m.draft) {
		out = append(out, r)
	}
	if m.gapLeft() {
		out = append(out, cases.Refuse("gap_left"))
	}
	if len(out) > 0 {
		return out
	}
	if err := m.May(cases.MoveDraft); err != nil {
		return []error{err}
	}
	return nil
}

// gapLeft reports whether an inserted passage still has a gap to fill; a
// letter with one never leaves.
func (m *Model) gapLeft() bool {
	if strings.Contains(m.draft.Reasons, Gap) {
		return true
	}
	return slices.ContainsFunc(m.draft.Findings, func(f cases.Finding) bool { return strings.Contains(f.Text, Gap) })
}

// Path says who sees the decision after the officer: why a second signature
// is asked for ("" when none is), and where the case goes. Drawn says that an
// uphold may yet be drawn for a second signature.
type Path struct {
	Why   string
	To    cases.State
	Drawn bool
}

// Path is where the draft goes when it is sent; ok is false until an outcome
// is chosen.
func (m *Model) Path() (p Path, ok bool) {
	if !m.draft.Disposition.Valid() {
		return Path{}, false
	}
	p.Why, p.To = cases.SecondSignature(m.file, &m.draft, false)
	p.Drawn = p.Why == ""
	return p, true
}

// Now is the office's time.
func (m *Model) Now() time.Time { return m.desk.Now() }

// Mine reports whether the signed-in person holds the case.
func (m *Model) Mine() bool { return m.file.Officer == m.reader.User().ID }

// LeaseLeft is how long the case stays with its officer untouched.
func (m *Model) LeaseLeft() time.Duration {
	if m.file.Officer == "" || !m.file.State.WithOfficer() {
		return 0
	}
	return max(0, m.file.LeaseUntil.Sub(m.desk.Now()))
}

// Term is how far the isolation has come: the day it is in and the days it
// has. ok is false when no end is known.
func (m *Model) Term() (day, days int, share float64, ok bool) {
	f := m.file
	if f.IsolationEnd.IsZero() || !f.IsolationEnd.After(f.IssuedAt) {
		return 0, 0, 0, false
	}
	whole := f.IsolationEnd.Sub(f.IssuedAt)
	gone := min(max(0, m.desk.Now().Sub(f.IssuedAt)), whole)
	days = int((whole + 12*time.Hour) / (24 * time.Hour))
	day = min(days, int(gone/(24*time.Hour))+1)
	return day, max(1, days), float64(gone) / float64(whole), true
}
