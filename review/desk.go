package review

import (
	"context"
	"fmt"
	"time"

	"recourse/cases"
	"recourse/review/passage"
)

// Lease is how long a case stays with an officer who does not touch it
// (design section 5). Every save renews it.
const Lease = 30 * time.Minute

// SampleShare is the share of decisions that are drawn. An uphold gets its second
// signature by the draw; whatever else is drawn has one coming anyway. Both are
// read blind first.
const SampleShare = 0.10

// Store is what the commands need of the case files.
type Store interface {
	Case(ctx context.Context, id cases.ID) (*cases.File, error)
	Apply(ctx context.Context, c cases.Change) error
	// ApplyAll applies changes of several cases, all or none.
	ApplyAll(ctx context.Context, list ...cases.Change) error
	// ApplyFirst applies the change that build makes of the first case that is
	// free at now; nil passes a case over. What others take at the same time is
	// theirs.
	ApplyFirst(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*cases.File, error)
}

// Keys are the signing keys of the person at the desk.
type Keys interface {
	// Sign signs canonical content for a named purpose.
	Sign(purpose string, content []byte) ([]byte, error)
	// Draw returns a number in [0,1) for a label: always the same in one
	// office, and not to be foretold without its keys.
	Draw(label string) (float64, error)
}

// Draw returns a number in [0,1) for a label; see Keys.
type Draw func(label string) (float64, error)

// Replayer runs the published rules on a snapshot.
type Replayer interface {
	Summary(s *cases.Snapshot) (Summary, error)
}

// Summary is what a decision remembers of the replay it was made on.
type Summary struct {
	PolicyID, PolicyVersion, PolicyHash string
	Colour                              string
	DecidingRule                        string
	Signals                             cases.Signals
	Sheet                               []byte // for the replay of the whole office, see Library.Sheet
}

// Desk is one signed-in person at work. It holds nothing that changes, so it is
// safe for concurrent use.
type Desk struct {
	User     cases.User
	store    Store
	keys     Keys
	replay   Replayer
	calendar cases.Calendar
	clock    cases.Clock
	newID    func() string
	letter   func(ctx context.Context, f *cases.File) error
	passages func(ctx context.Context) ([]passage.Passage, error)
}

// Setting gathers what a desk stands on.
type Setting struct {
	Store    Store
	Keys     Keys
	Replay   Replayer
	Calendar cases.Calendar
	Clock    cases.Clock
	NewID    func() string // action ids, unique for ever (UUID version 7)
	// Letter refuses a decision whose letter could not be issued for what its
	// author wrote or left out. The file holds the decision as its latest. Nil
	// asks nothing.
	Letter func(ctx context.Context, f *cases.File) error
	// Passages lists the prepared texts that reasons may begin with; nil for
	// none.
	Passages func(ctx context.Context) ([]passage.Passage, error)
}

// Sit returns the desk of a signed-in person.
func Sit(u cases.User, s Setting) *Desk {
	return &Desk{User: u, store: s.Store, keys: s.Keys, replay: s.Replay, calendar: s.Calendar, clock: s.Clock, newID: s.NewID, letter: s.Letter, passages: s.Passages}
}

// Now is the office's time.
func (d *Desk) Now() time.Time { return d.clock().UTC().Truncate(time.Second) }

// Case loads a case file without changing it. Reading is open to whoever may
// read at all; what is masked on screen is the caller's business. Whoever has
// yet to take an own view of a drawn decision gets the file without what was
// decided.
func (d *Desk) Case(ctx context.Context, id cases.ID) (*cases.File, error) {
	if err := d.User.Permit(cases.MayRead); err != nil {
		return nil, err
	}
	return d.seen(ctx, id)
}

// seen is a case file as the person at the desk may see it.
func (d *Desk) seen(ctx context.Context, id cases.ID) (*cases.File, error) {
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	return f.Veil(d.User), nil
}

// act is the frame of every command: load, refuse or build, apply. The build
// step changes c.Row and adds papers; it may refuse too.
func (d *Desk) act(ctx context.Context, id cases.ID, m cases.Move, build func(f *cases.File, c *cases.Change) error) (*cases.File, error) {
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.actOn(ctx, f, m, cases.Ask{}, build)
}

// actOn is act on a file already loaded, with what the guards ask beyond it.
func (d *Desk) actOn(ctx context.Context, f *cases.File, m cases.Move, ask cases.Ask, build func(f *cases.File, c *cases.Change) error) (*cases.File, error) {
	c, err := d.change(f, m, ask, build)
	if err != nil {
		return nil, err
	}
	if err := d.store.Apply(ctx, c); err != nil {
		return nil, fmt.Errorf("%s case %s: %w", m, f.AppealNo, err)
	}
	return d.seen(ctx, f.ID)
}

// change asks the table of moves and builds the change, without applying it.
func (d *Desk) change(f *cases.File, m cases.Move, ask cases.Ask, build func(f *cases.File, c *cases.Change) error) (cases.Change, error) {
	now := d.Now()
	ask.User, ask.File, ask.At = d.User, f, now
	if err := cases.May(m, ask); err != nil {
		return cases.Change{}, err
	}
	c := cases.Change{
		ActionID: d.newID(), Move: m, By: d.User.Actor(), At: now,
		Read: f.Version, From: f.State, Row: f.Row, Detail: map[string]string{},
	}
	if build != nil {
		if err := build(f, &c); err != nil {
			return cases.Change{}, err
		}
	}
	if c.Row.State != f.State && m != cases.MoveUndo {
		c.Row.StateSince = now
	}
	return c, d.keepStep(f, &c)
}

// paper adds a paper of the acting person to the change.
func (d *Desk) paper(c *cases.Change, kind cases.PaperKind, no int, v any) error {
	p, err := cases.NewPaper(kind, no, d.User.ID, c.At, v)
	if err == nil {
		c.Papers = append(c.Papers, p)
	}
	return err
}

// signed adds a paper with the acting person's signature over its body.
func (d *Desk) signed(c *cases.Change, kind cases.PaperKind, no int, v any) error {
	p, err := cases.NewPaper(kind, no, d.User.ID, c.At, v)
	if err != nil {
		return err
	}
	if p.Signature, err = d.keys.Sign(string(kind), p.Body); err != nil {
		return fmt.Errorf("sign %s %d: %w", kind, no, err)
	}
	c.Papers = append(c.Papers, p)
	return nil
}
