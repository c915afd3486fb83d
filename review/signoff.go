package review

import (
	"context"
	"slices"
	"time"

	"recourse/cases"
)

// Reading is what the signatory read: the digest of the decision or proposal on
// screen and when its letter was opened (zero if it was not).
type Reading struct {
	Digest       string
	LetterOpened time.Time
}

// Approve signs a decision as the second person; from then on it stands.
func (d *Desk) Approve(ctx context.Context, id cases.ID, r Reading, note string) (*cases.File, error) {
	return d.signOff(ctx, id, cases.MoveApprove, r, cases.SignOff{Result: cases.Approve, Note: note},
		func(f *cases.File, c *cases.Change) {
			c.Row.State = cases.Decided
			settle(c, f, f.Decision())
		})
}

// Return sends a decision back with a coded deficiency and a comment. After
// two returns the next one goes to the second level instead of a third loop.
func (d *Desk) Return(ctx context.Context, id cases.ID, r Reading, code, note string) (*cases.File, error) {
	if !slices.Contains(cases.ReturnCodes(), code) {
		return nil, cases.Refuse("return_code", "value", code)
	}
	if blank(note) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveReturn))
	}
	return d.signOff(ctx, id, cases.MoveReturn, r, cases.SignOff{Result: cases.Return, Code: code, Note: note},
		func(f *cases.File, c *cases.Change) {
			c.Row.State, c.Row.LeaseUntil = cases.Returned, c.At.Add(Lease)
			if f.Returns >= cases.MaxReturns && f.State != cases.SecondLevel {
				c.Row.State = cases.SecondLevel
			}
			c.Row.Returns++
			c.Row.Officer = f.Drafter
			c.Detail["code"] = code
		})
}

// Escalate sends a decision to a second-level review by somebody who had no
// part in it.
func (d *Desk) Escalate(ctx context.Context, id cases.ID, r Reading, note string) (*cases.File, error) {
	return d.signOff(ctx, id, cases.MoveEscalate, r, cases.SignOff{Result: cases.Escalate, Note: note},
		func(f *cases.File, c *cases.Change) { c.Row.State = cases.SecondLevel })
}

func (d *Desk) signOff(ctx context.Context, id cases.ID, m cases.Move, r Reading, s cases.SignOff, move func(*cases.File, *cases.Change)) (*cases.File, error) {
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	ask := cases.Ask{Digest: r.Digest, LetterOpened: !r.LetterOpened.IsZero()}
	return d.actOn(ctx, f, m, ask, func(f *cases.File, c *cases.Change) error {
		s.No, s.DecisionNo, s.Digest = len(f.SignOffs)+1, f.Decision().No, r.Digest
		s.Signer, s.OpenedAt, s.SignedAt = d.User.Actor(), r.LetterOpened.UTC(), c.At
		move(f, c)
		return d.signed(c, cases.PaperSignOff, s.No, s)
	})
}

// View records what a signatory thinks before the earlier reasons are shown:
// the outcome the file alone leads to. It is one view for each decision.
func (d *Desk) View(ctx context.Context, id cases.ID, v cases.FirstView) (*cases.File, error) {
	if !v.Disposition.Valid() {
		return nil, cases.Refuse("no_disposition", "value", string(v.Disposition))
	}
	if v.NewColour != "" && !v.NewColour.Valid() {
		return nil, cases.Refuse("no_new_colour", "disposition", string(v.Disposition))
	}
	return d.act(ctx, id, cases.MoveFirstView, func(f *cases.File, c *cases.Change) error {
		dec := f.Decision()
		if f.ViewOf(d.User.ID, dec.No) != nil {
			return cases.Refuse("first_view_given")
		}
		v.No, v.DecisionNo, v.By, v.At = len(f.FirstViews)+1, dec.No, d.User.Actor(), c.At
		c.Detail["disposition"] = string(v.Disposition)
		return d.paper(c, cases.PaperFirstView, v.No, v)
	})
}

// ApproveBatch signs up to 20 identical overturns one after the other. It is
// for overturns alone: a refusal is read and signed singly. It returns how
// many were signed before the first error.
func (d *Desk) ApproveBatch(ctx context.Context, ids []cases.ID, readings map[cases.ID]Reading) (int, error) {
	if len(ids) > cases.MaxBatch {
		return 0, cases.Refuse("batch_size", "max", "20")
	}
	for i, id := range ids {
		f, err := d.store.Case(ctx, id)
		if err != nil {
			return i, err
		}
		if f.Disposition != cases.Overturn {
			return i, cases.Refuse("batch_overturns_only", "case", f.AppealNo)
		}
		if _, err := d.Approve(ctx, id, readings[id], ""); err != nil {
			return i, err
		}
	}
	return len(ids), nil
}
