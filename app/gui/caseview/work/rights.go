package work

import (
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

// ReadOnlyWhy says why the draft cannot be written: somebody else's case first,
// then what the table of moves says.
func (m *Model) ReadOnlyWhy() error {
	if f := m.file; f.Officer != "" && !m.Mine() && f.State.WithOfficer() {
		return cases.Refuse("not_holder", "officer", string(f.Officer), "act", string(cases.MoveSave))
	}
	return m.May(cases.MoveSave)
}

// Blockers lists everything that keeps the draft from being sent, in the
// order of the form; when nothing is missing, it asks the table of moves.
func (m *Model) Blockers() []error {
	var out []error
	for _, r := range cases.Missing(m.file, &m.draft) {
		out = append(out, r)
	}
	if len(out) > 0 {
		return out
	}
	if err := m.May(cases.MoveDraft); err != nil {
		return []error{err}
	}
	return nil
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

// Term is how far the isolation has come, counted in days of the calendar as
// the rules count them: the day after the code was issued is day one. ok is
// false when no end is known.
func (m *Model) Term() (day, days int, share float64, ok bool) {
	f := m.file
	if f.IsolationEnd.IsZero() || !f.IsolationEnd.After(f.IssuedAt) {
		return 0, 0, 0, false
	}
	now := m.desk.Now()
	days = max(1, daysBetween(f.IssuedAt, f.IsolationEnd))
	day = min(days, max(1, daysBetween(f.IssuedAt, now)))
	gone := min(max(0, now.Sub(f.IssuedAt)), f.IsolationEnd.Sub(f.IssuedAt))
	return day, days, float64(gone) / float64(f.IsolationEnd.Sub(f.IssuedAt)), true
}

// daysBetween counts midnights in Shanghai.
func daysBetween(a, b time.Time) int {
	midnight := func(t time.Time) time.Time {
		t = t.In(cases.Shanghai())
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, cases.Shanghai())
	}
	return int(midnight(b).Sub(midnight(a)) / (24 * time.Hour))
}
