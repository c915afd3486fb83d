package work

import (
	"context"

	"recourse/app/gui/task"
	"recourse/cases"
)

// write is one act on the case that waits for its turn.
type write struct {
	do   func(context.Context) (*cases.File, error)
	done func(*cases.File, error)
}

// write runs an act after those that were asked for before it. Leaving the
// screen does not stop it: what the officer asked for is done.
func (m *Model) write(do func(context.Context) (*cases.File, error), done func(*cases.File, error)) {
	m.writes = append(m.writes, write{do, done})
	if !m.busy {
		m.next()
	}
}

func (m *Model) next() {
	if len(m.writes) == 0 {
		m.busy = false
		return
	}
	w := m.writes[0]
	m.writes, m.busy = m.writes[1:], true
	task.Go(m.runner, context.Background(), w.do, func(f *cases.File, err error) {
		w.done(f, err)
		m.next()
	})
}

// Busy reports whether an act is under way.
func (m *Model) Busy() bool { return m.busy }

// act runs an act and takes the file as it is afterwards. done is told how it
// ended, after the screen knows; a dialog closes on nil and shows the rest.
func (m *Model) act(do func(context.Context) (*cases.File, error), done func(error)) {
	m.write(do, func(f *cases.File, err error) {
		if err == nil {
			m.adopt(f)
		}
		if done != nil {
			done(err)
			return
		}
		m.problem(err)
	})
}

// Take takes a free case and opens it.
func (m *Model) Take() {
	m.act(func(ctx context.Context) (*cases.File, error) {
		if _, err := m.desk.Take(ctx, m.id); err != nil {
			return nil, err
		}
		return m.desk.Open(ctx, m.id)
	}, func(err error) {
		if err != nil {
			m.problem(err)
			return
		}
		m.draft = m.startingDraft()
		m.tell(All)
	})
}

// Renew keeps the case for another lease.
func (m *Model) Renew() {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Renew(ctx, m.id) }, nil)
}

// Recall pulls the decision back from sign-off.
func (m *Model) Recall() {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Recall(ctx, m.id) }, nil)
}

// Release gives the case back with a reason; words not yet saved go first.
func (m *Model) Release(reason string, done func(error)) {
	m.Flush()
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Release(ctx, m.id, reason) }, done)
}

// Recuse bars the officer from the case for a coded reason.
func (m *Model) Recuse(code string, done func(error)) {
	me := m.reader.User().ID
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Exclude(ctx, m.id, me, code) }, done)
}

// Weigh records what a piece of evidence is worth.
func (m *Model) Weigh(w cases.Weighing, done func(error)) {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Weigh(ctx, m.id, w) }, done)
}

// Note adds a remark.
func (m *Model) Note(text string, done func(error)) {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Note(ctx, m.id, text) }, done)
}

// RequestInfo asks a party; words not yet saved go first.
func (m *Model) RequestInfo(r cases.InfoRequest, done func(error)) {
	m.Flush()
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.RequestInfo(ctx, m.id, r) }, done)
}

// Answer ends the open request.
func (m *Model) Answer(received bool, text string, done func(error)) {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Answer(ctx, m.id, received, text) }, done)
}

// Withdraw ends the case at the resident's wish.
func (m *Model) Withdraw(e cases.Ending, done func(error)) {
	m.Flush()
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Withdraw(ctx, m.id, e) }, done)
}

// Turn carries out a turn of the procedure; words not yet saved go first.
func (m *Model) Turn(do func(context.Context) (*cases.File, error), done func(error)) {
	m.Flush()
	m.act(do, done)
}

// Unmask shows the person's full data after the reason is on record.
func (m *Model) Unmask(reason string, done func(error)) {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Unmask(ctx, m.id, reason) }, func(err error) {
		if err == nil {
			m.unmasked = true
			m.tell(All)
		}
		done(err)
	})
}

// Mask hides the person's data again.
func (m *Model) Mask() {
	m.unmasked = false
	m.tell(All)
}

// Unmasked reports whether the person's data is shown in full.
func (m *Model) Unmasked() bool { return m.unmasked }

// Send sends the draft to sign-off, or decides where no signature is asked.
func (m *Model) Send(done func(error)) {
	m.save.stopTimer()
	m.save.sends = true
	sent := m.Draft()
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Decide(ctx, m.id, sent) }, func(err error) {
		m.save.sends = false
		if err == nil {
			m.save.stopTimer()
			m.save = saving{state: Saved, at: m.file.StateSince}
			m.tell(All)
		} else if m.save.state == Unsaved {
			m.Flush() // refused, and the words are kept all the same
		}
		done(err)
	})
}

// Reload takes the file as it is now, because somebody changed the office.
// The words on screen stay, unless the decision was kept back until now.
func (m *Model) Reload() {
	m.act(func(ctx context.Context) (*cases.File, error) { return m.desk.Case(ctx, m.id) }, func(err error) {
		m.problem(err)
		if err == nil && m.veiled && !m.file.Veiled {
			m.draft = m.startingDraft()
			m.tell(All)
		}
	})
}
