package work

import (
	"context"
	"slices"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/review/passage"
)

// Bases lists the keys of the usual bases; see cases.UsualBases.
func Bases() []string { return cases.UsualBases() }

// Gap marks a place in a passage that the officer has to fill.
const Gap = cases.Gap

// Passages lists the prepared texts that reasons may begin with, those that
// fit the case and the outcome chosen first.
func (m *Model) Passages() []passage.Passage {
	return passage.For(m.passages, m.file.Grounds, m.draft.Disposition)
}

// loadPassages fetches them; until they are there, nothing is offered.
func (m *Model) loadPassages(ctx context.Context) {
	task.Go(m.runner, ctx, m.reader.Passages, func(list []passage.Passage, err error) {
		if err != nil {
			m.problem(err)
			return
		}
		m.passages = list
	})
}

// SetReasons replaces the reasons, and notes which passages stand in them.
func (m *Model) SetReasons(s string) {
	m.draft.Reasons = s
	m.draft.Passages = passage.Used(m.passages, s, m.draft.Passages)
	m.edited()
}

// Colleagues lists who a hand-over note can be for.
func (m *Model) Colleagues(done func([]cases.User)) {
	task.Go(m.runner, context.Background(), m.reader.People, func(list []cases.User, err error) {
		if err != nil {
			m.problem(err)
			return
		}
		done(slices.DeleteFunc(list, func(u cases.User) bool {
			return u.Disabled || u.ID == m.reader.User().ID || !u.Has(cases.Intake, cases.Reviewer, cases.Supervisor)
		}))
	})
}

// HandOver leaves a note for somebody, or for the next officer.
func (m *Model) HandOver(text string, to cases.UserID, done func(error)) {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.HandOver(ctx, m.id, text, to) }, done)
}

// HandedOver lists the hand-over notes that wait for the signed-in person.
func (m *Model) HandedOver() []cases.Note { return m.file.HandedOver(m.reader.User().ID) }

// ReadNote says that a hand-over note was read.
func (m *Model) ReadNote(no int) {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.ReadNote(ctx, m.id, no) }, func(err error) {
		m.problem(err)
		m.tell(Amendment)
	})
}

// CanUndo says why the person's last step cannot be taken back; nil when it
// can.
func (m *Model) CanUndo() error {
	if m.file == nil {
		return cases.Refuse("undo_nothing")
	}
	_, err := m.file.LastStep(m.reader.User().ID, m.desk.Now())
	return err
}

// Undo takes the person's last step back; words not yet saved go first. done
// is told what was taken back.
func (m *Model) Undo(done func(cases.Move, error)) {
	m.Flush()
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Undo(ctx, m.id) }, func(err error) {
		if err != nil {
			done("", err)
			return
		}
		m.tell(All)
		done(m.file.Undoings[len(m.file.Undoings)-1].Move, nil)
	})
}

// stepped tells of a step of the person's own that can be taken back.
func (m *Model) stepped(before *cases.File) {
	s := m.file.Step
	if s == nil || m.OnStep == nil || before == nil || before.Steps == m.file.Steps || s.By != m.reader.User().ID || m.CanUndo() != nil {
		return
	}
	m.OnStep(s.Move)
}
