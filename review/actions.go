package review

import (
	"context"
	"slices"
	"time"

	"recourse/cases"
)

// Action is one move and whether it is open; Refusal says why it is not.
type Action struct {
	Move    cases.Move
	Refusal *cases.Refusal
}

// Open reports whether the action may be taken now.
func (a Action) Open() bool { return a.Refusal == nil }

// Actions answers, for every move of the table, whether this person may make
// it on this file now. Buttons show the refusal's own sentence. A sign-off is
// judged as if the letter had been opened and the digest were the current one;
// the screen adds those two when it asks for real.
func Actions(u cases.User, f *cases.File, now time.Time) []Action {
	ask := cases.Ask{User: u, File: f, At: now, Draft: f.Draft, LetterOpened: true}
	if d := f.Decision(); d != nil {
		ask.Digest = d.Digest
	}
	rules := cases.Moves()
	out := make([]Action, len(rules))
	for i, r := range rules {
		out[i].Move = r.Move
		if err := cases.May(r.Move, ask); err != nil {
			out[i].Refusal, _ = cases.AsRefusal(err)
		}
	}
	return out
}

// Allowed answers for one move.
func Allowed(u cases.User, f *cases.File, now time.Time, m cases.Move) Action {
	for _, a := range Actions(u, f, now) {
		if a.Move == m {
			return a
		}
	}
	return Action{Move: m, Refusal: cases.Refuse("unknown_move", "move", string(m))}
}

// keepStep adds to an act that can be taken back what taking it back needs. A
// decision that stands at once cannot.
func (d *Desk) keepStep(f *cases.File, c *cases.Change) error {
	if !slices.Contains(cases.Undoable(), c.Move) || c.Row.State.Settled() {
		return nil
	}
	s := cases.Step{No: f.Steps + 1, Act: c.ActionID, Move: c.Move, Before: f.Row, By: d.User.ID, At: c.At}
	for _, p := range c.Papers {
		s.Papers = append(s.Papers, cases.PaperRef{Kind: p.Kind, No: p.No})
	}
	return d.paper(c, cases.PaperStep, s.No, s)
}

// Undo takes the acting person's last act back: the case stands where it stood
// before, and both the act and its undoing stay on the record. Nobody else may
// have acted since, and no more than one sitting may have passed.
func (d *Desk) Undo(ctx context.Context, id cases.ID) (*cases.File, error) {
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	if _, err := f.LastStep(d.User.ID, d.Now()); err != nil {
		return nil, err // says more than that the state does not allow it
	}
	return d.actOn(ctx, f, cases.MoveUndo, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		s := f.Step
		c.Row = s.Before
		c.Row.Version, c.Row.Seq = f.Version, f.Seq
		c.Detail["undone"], c.Detail["entry"] = string(s.Move), s.Act
		if slices.ContainsFunc(s.Papers, func(p cases.PaperRef) bool { return p.Kind == cases.PaperNote }) {
			c.Card = card(f, f.Notes[:len(f.Notes)-1])
		}
		u := cases.Undoing{No: len(f.Undoings) + 1, Act: s.Act, Move: s.Move, Papers: s.Papers, By: d.User.ID, At: c.At}
		return d.paper(c, cases.PaperUndoing, u.No, u)
	})
}
