package signoff

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/review"
)

// Target is how soon a waiting decision should be signed (field study 5.6:
// four hours).
const Target = 4 * time.Hour

// Part names what changed.
type Part int

// The parts of the screen.
const (
	List Part = iota // the drafts that wait
	Page             // the one that is open
	Sign             // what may be done with it
)

// Model is the state of the screen and its commands. It is used from the
// window's goroutine only.
type Model struct {
	OnChange  func(Part)
	OnProblem func(error)

	desk   Desk
	reader Reader
	runner task.Runner

	rows     []cases.Row
	loaded   bool
	failed   error
	file     *cases.File
	refused  error
	pages    []image.Image
	readings map[cases.ID]review.Reading
	busy     bool
	loading  task.Latest[[]cases.Row]
	opening  task.Latest[*cases.File]
}

// NewModel returns an empty model; Reload fills it.
func NewModel(d Desk, r Reader, run task.Runner) *Model {
	return &Model{
		desk: d, reader: r, runner: run, readings: map[cases.ID]review.Reading{},
		loading: task.Latest[[]cases.Row]{Runner: run}, opening: task.Latest[*cases.File]{Runner: run},
	}
}

// Reload fetches the drafts that wait. What was read stays read.
func (m *Model) Reload(ctx context.Context) {
	m.loading.Start(ctx, m.reader.Waiting, func(rows []cases.Row, err error) {
		m.loaded, m.failed = true, err
		if err == nil {
			m.rows = slices.Clone(rows)
			slices.SortStableFunc(m.rows, func(a, b cases.Row) int { return TargetOf(&a).Compare(TargetOf(&b)) })
		}
		m.tell(List)
		m.follow(ctx)
	})
}

// follow opens the case on screen again when somebody changed it, so that
// nobody signs a page that is no longer there.
func (m *Model) follow(ctx context.Context) {
	if m.file == nil {
		return
	}
	shown := m.file
	switch r := m.row(shown.ID); {
	case r == nil: // it waits no longer, or never did: ask before the page is drawn anew
		m.opening.Start(ctx, func(ctx context.Context) (*cases.File, error) { return m.desk.Case(ctx, shown.ID) },
			func(f *cases.File, err error) {
				if err != nil || f.Version != shown.Version {
					m.Open(ctx, shown.ID)
				}
			})
	case r.Version != shown.Version:
		m.Open(ctx, shown.ID)
	}
}

// TargetOf is by when a waiting decision should be signed: four hours after
// it was sent, or when the answer to the resident is due, if that is sooner.
func TargetOf(r *cases.Row) time.Time {
	t := r.StateSince.Add(Target)
	if !r.DueAt.IsZero() && r.DueAt.Before(t) {
		return r.DueAt
	}
	return t
}

// Rows are the drafts that wait, oldest target first.
func (m *Model) Rows() []cases.Row { return m.rows }

// Loaded reports whether the list has come; Failed says why it has not.
func (m *Model) Loaded() bool { return m.loaded }

// Failed says why the list could not be read.
func (m *Model) Failed() error { return m.failed }

// Next is the first draft of the list that the person may open for signing,
// nil when there is none.
func (m *Model) Next() *cases.Row {
	i := slices.IndexFunc(m.rows, func(r cases.Row) bool { return m.Barred(&r) == nil })
	if i < 0 {
		return nil
	}
	return &m.rows[i]
}

// Barred says from the row alone why a draft cannot be opened for signing.
func (m *Model) Barred(r *cases.Row) error {
	switch m.reader.User().ID {
	case r.Drafter:
		return cases.Refuse("four_eyes", "drafter", string(r.Drafter))
	case r.Allocator:
		return cases.Refuse("four_eyes_allocator", "allocator", string(r.Allocator))
	}
	return nil
}

// Open opens one draft for signing. One that the person may not sign stays
// closed, with the sentence why.
func (m *Model) Open(ctx context.Context, id cases.ID) {
	before, pages := m.file, m.pages
	m.file, m.refused, m.pages = nil, nil, nil
	m.opening.Start(ctx, func(ctx context.Context) (*cases.File, error) { return m.desk.Case(ctx, id) },
		func(f *cases.File, err error) {
			m.file, m.refused = f, err
			if err == nil {
				m.refused = m.closed(f)
			}
			if err == nil && same(before, f) {
				m.pages = pages
			}
			m.tell(Page)
		})
}

// same reports whether both files carry the same decision, so that a letter
// that was opened stays opened.
func same(a, b *cases.File) bool {
	return a != nil && a.ID == b.ID && digestOf(a) != "" && digestOf(a) == digestOf(b)
}

// closed says why a file may not be read for signing by this person: as the
// table of moves says, as if its letter had been opened.
func (m *Model) closed(f *cases.File) error {
	ask := cases.Ask{User: m.reader.User(), File: f, At: m.desk.Now(), LetterOpened: true, Digest: digestOf(f)}
	switch {
	case f.Pending != "":
		return cases.May(confirming(f), ask)
	case f.Blind(ask.User):
		return cases.May(cases.MoveFirstView, ask)
	}
	return cases.May(cases.MoveApprove, ask)
}

// File is the open case, nil when none is; Refused says why it stays closed.
func (m *Model) File() *cases.File { return m.file }

// Refused says why the case cannot be opened for signing.
func (m *Model) Refused() error { return m.refused }

// OpenLetter draws the letter and notes when it was opened, with the digest of
// the decision it belongs to.
func (m *Model) OpenLetter(ctx context.Context) {
	f := m.file
	if f == nil || m.refused != nil || m.Blind() || digestOf(f) == "" {
		return
	}
	task.Go(m.runner, ctx, m.draw(f), func(pages []image.Image, err error) {
		if err != nil {
			m.problem(err)
			return
		}
		if m.file == nil || m.file.ID != f.ID {
			return
		}
		m.pages = pages
		m.readings[f.ID] = review.Reading{Digest: digestOf(f), LetterOpened: m.desk.Now()}
		m.tell(Sign)
	})
}

// Pages are the letter's pages, once it was opened.
func (m *Model) Pages() []image.Image { return m.pages }

// Reading is what the person read of the open case.
func (m *Model) Reading() review.Reading {
	if m.file == nil {
		return review.Reading{}
	}
	r, ok := m.readings[m.file.ID]
	if !ok {
		r.Digest = digestOf(m.file)
	}
	return r
}

// Read reports whether the letter of a case was opened.
func (m *Model) Read(id cases.ID) bool { return !m.readings[id].LetterOpened.IsZero() }

// May says whether a move is open on the case that is read, the letter
// included.
func (m *Model) May(move cases.Move) error {
	if m.file == nil {
		return cases.Refuse("no_decision")
	}
	return cases.May(move, m.ask())
}

// ask is the question about the open case, with what was read of it.
func (m *Model) ask() cases.Ask {
	r := m.Reading()
	return cases.Ask{User: m.reader.User(), File: m.file, At: m.desk.Now(), Digest: r.Digest, LetterOpened: !r.LetterOpened.IsZero()}
}

// Approve signs.
func (m *Model) Approve(note string, done func(error)) {
	r := m.Reading()
	m.act(func(ctx context.Context, id cases.ID) (*cases.File, error) { return m.desk.Approve(ctx, id, r, note) }, done)
}

// Return sends the decision back.
func (m *Model) Return(code, note string, done func(error)) {
	r := m.Reading()
	m.act(func(ctx context.Context, id cases.ID) (*cases.File, error) {
		return m.desk.Return(ctx, id, r, code, note)
	}, done)
}

// Escalate sends the case to the second level.
func (m *Model) Escalate(note string, done func(error)) {
	r := m.Reading()
	m.act(func(ctx context.Context, id cases.ID) (*cases.File, error) { return m.desk.Escalate(ctx, id, r, note) }, done)
}

// TakeOver takes a case of the second level to judge it afresh.
func (m *Model) TakeOver(done func(error)) {
	m.act(m.desk.TakeOver, done)
}

// act runs a command on the open case, closes it and fetches the list again.
func (m *Model) act(do func(context.Context, cases.ID) (*cases.File, error), done func(error)) {
	if m.file == nil || m.busy {
		return
	}
	id := m.file.ID
	m.busy = true
	task.Go(m.runner, context.Background(), func(ctx context.Context) (*cases.File, error) { return do(ctx, id) },
		func(_ *cases.File, err error) {
			m.busy = false
			if err == nil {
				m.forget(id)
			}
			done(err)
		})
}

// forget drops what was read of cases that are signed or gone.
func (m *Model) forget(ids ...cases.ID) {
	for _, id := range ids {
		delete(m.readings, id)
	}
	m.rows = slices.DeleteFunc(m.rows, func(r cases.Row) bool { return slices.Contains(ids, r.ID) })
	m.file, m.refused, m.pages = nil, nil, nil
	m.tell(List)
	m.tell(Page)
}

// Batch says whether the cases can be signed together: at most 20 identical
// overturns, none of one's own, each with its letter opened.
func (m *Model) Batch(ids []cases.ID) error {
	if len(ids) > cases.MaxBatch {
		return cases.Refuse("batch_size", "max", "20")
	}
	first := ""
	for _, id := range ids {
		r := m.row(id)
		if r == nil {
			return cases.Refuse("no_decision")
		}
		if err := m.Barred(r); err != nil {
			return err
		}
		if r.Disposition != cases.Overturn || r.State != cases.PendingSignoff {
			return cases.Refuse("batch_overturns_only", "case", r.AppealNo)
		}
		if first == "" {
			first = likeness(r)
		}
		if likeness(r) != first {
			return cases.Refuse("batch_not_alike", "case", r.AppealNo)
		}
		if !m.Read(id) {
			return cases.Refuse("batch_letter", "case", r.AppealNo)
		}
	}
	return nil
}

func (m *Model) row(id cases.ID) *cases.Row {
	i := slices.IndexFunc(m.rows, func(r cases.Row) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &m.rows[i]
}

// likeness is what identical overturns have in common: colour, new colour,
// grounds and the rules the colour rested on.
func likeness(r *cases.Row) string {
	parts := []string{string(r.Colour), string(r.NewColour), strings.Join(r.Rules, " ")}
	for _, g := range r.Grounds {
		parts = append(parts, string(g))
	}
	return strings.Join(parts, "|")
}

// ApproveBatch signs the cases one after the other. done is told how many were
// signed.
func (m *Model) ApproveBatch(ids []cases.ID, done func(signed int, err error)) {
	if err := m.Batch(ids); err != nil || m.busy {
		done(0, err)
		return
	}
	readings := map[cases.ID]review.Reading{}
	for _, id := range ids {
		readings[id] = m.readings[id]
	}
	m.busy = true
	task.Go(m.runner, context.Background(), func(ctx context.Context) (int, error) {
		return m.desk.ApproveBatch(ctx, ids, readings)
	}, func(n int, err error) {
		m.busy = false
		m.forget(ids[:n]...)
		done(n, err)
	})
}

// Now is the office's time.
func (m *Model) Now() time.Time { return m.desk.Now() }

// Name is a person's name.
func (m *Model) Name(id cases.UserID) string { return m.reader.Name(id) }

func (m *Model) tell(p Part) {
	if m.OnChange != nil {
		m.OnChange(p)
	}
}

func (m *Model) problem(err error) {
	if m.OnProblem != nil {
		m.OnProblem(err)
	}
}
