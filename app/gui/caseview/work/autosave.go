package work

import (
	"context"
	"time"

	"recourse/cases"
)

// Pause is how long the officer has to stop typing before the draft is saved.
const Pause = 2 * time.Second

// Longest is how long words may stay unsaved while the officer types on.
const Longest = 10 * time.Second

// SaveState says whether the words on screen are safe.
type SaveState int

// The states of a draft's safety.
const (
	Untouched SaveState = iota // nothing was changed since it was loaded
	Unsaved                    // changed, to be saved in a moment
	Saving                     // on its way
	Saved                      // on disk
	Refused                    // not saved: SaveProblem says why
)

type saving struct {
	state  SaveState
	at     time.Time // of the last save
	since  time.Time // of the first change that is not saved
	edits  int       // raised by every change
	stop   func()
	reason error
	sends  bool // the draft is being sent, which saves it
}

func (s *saving) stopTimer() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// Saved says whether the draft is safe, and since when.
func (m *Model) Saved() (SaveState, time.Time) { return m.save.state, m.save.at }

// SaveProblem says why the last save was refused.
func (m *Model) SaveProblem() error { return m.save.reason }

// edited notes a change of the draft and starts the pause after which it is
// saved. Somebody who never pauses is saved every ten seconds all the same.
func (m *Model) edited() {
	now := m.desk.Now()
	s := &m.save
	if s.state == Untouched || s.state == Saved {
		s.since = now
	}
	s.edits++
	if s.state != Saving {
		s.state = Unsaved
	}
	m.tell(Draft)
	m.tell(Save)
	if s.stop != nil && now.Sub(s.since) >= Longest-Pause {
		return
	}
	s.stopTimer()
	s.stop = m.after(Pause, m.Flush)
}

// Flush saves what is not saved yet, at once.
func (m *Model) Flush() {
	s := &m.save
	s.stopTimer()
	if s.sends {
		return // a save after it would be refused, and nothing is lost without it
	}
	if s.state != Unsaved && s.state != Refused || m.May(cases.MoveSave) != nil && s.state == Refused {
		return
	}
	kept, upTo := m.Draft(), s.edits
	s.state = Saving
	m.tell(Save)
	m.write(func(ctx context.Context) (*cases.File, error) {
		return m.desk.SaveDraft(ctx, m.id, kept)
	}, func(f *cases.File, err error) { m.kept(f, err, upTo) })
}

// kept ends a save. Words typed while it ran are still unsaved.
func (m *Model) kept(f *cases.File, err error, upTo int) {
	s := &m.save
	switch {
	case err != nil:
		s.state, s.reason = Refused, err
	case s.edits > upTo:
		s.state, s.reason, s.since = Unsaved, nil, m.desk.Now()
		s.stopTimer()
		if m.closed {
			m.Flush()
			return
		}
		s.stop = m.after(Pause, m.Flush)
	default:
		s.state, s.reason, s.at = Saved, nil, m.desk.Now()
	}
	if err == nil {
		m.adopt(f)
	}
	m.tell(Save)
}

// Close saves what is not saved and silences the model; a save under way is
// finished.
func (m *Model) Close() {
	m.Flush()
	m.closed = true
	m.assessing.Stop()
}

// Settle saves what is not saved and calls done when nothing is under way any
// more, with the reason why words could not be saved.
func (m *Model) Settle(done func(error)) {
	m.Flush()
	m.write(func(context.Context) (*cases.File, error) { return nil, nil }, func(*cases.File, error) {
		switch m.save.state {
		case Refused:
			done(m.save.reason)
		case Unsaved, Saving: // typed while the save before was on its way
			m.Settle(done)
		default:
			done(nil)
		}
	})
}

// Later calls f on the window's goroutine after d, unless it is stopped.
func (m *Model) Later(d time.Duration, f func()) (stop func()) { return m.after(d, f) }
