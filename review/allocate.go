package review

import (
	"context"
	"fmt"

	"recourse/cases"
)

// Take gives a free case to the acting officer with a lease of 30 minutes.
func (d *Desk) Take(ctx context.Context, id cases.ID) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveTake, d.inHand(cases.Assigned))
}

// TakeNext takes the first case of the candidates that can be had and opens
// it, in one act: the review begins with it. A case that another officer got
// first, that the same person was given at another seat, or from which the
// officer is barred, is passed over. It refuses when none is left.
func (d *Desk) TakeNext(ctx context.Context, candidates []cases.ID) (*cases.File, error) {
	if r, _ := cases.RuleOf(cases.MoveTake); d.User.Disabled || !d.User.Has(r.Roles...) {
		return nil, cases.May(cases.MoveTake, cases.Ask{User: d.User, File: &cases.File{}, At: d.Now()})
	}
	f, err := d.store.ApplyFirst(ctx, candidates, d.Now(), func(f *cases.File) (*cases.Change, error) {
		c, err := d.change(f, cases.MoveTake, cases.Ask{}, d.inHand(cases.InReview))
		if _, refused := cases.AsRefusal(err); refused {
			return nil, nil
		}
		return &c, err
	})
	if err != nil {
		return nil, fmt.Errorf("take the next case: %w", err)
	}
	return f.Veil(d.User), nil
}

// inHand gives a case to the acting officer.
func (d *Desk) inHand(to cases.State) func(*cases.File, *cases.Change) error {
	return func(f *cases.File, c *cases.Change) error {
		if f.Officer != "" && f.Officer != d.User.ID {
			c.Detail["previous"] = string(f.Officer)
		}
		c.Row.State, c.Row.Officer, c.Row.Allocator = to, d.User.ID, ""
		c.Row.LeaseUntil = c.At.Add(Lease)
		return nil
	}
}

// Assign gives a case to an officer. The allocator cannot sign the decision
// later on.
func (d *Desk) Assign(ctx context.Context, id cases.ID, to cases.User) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveAssign, func(f *cases.File, c *cases.Change) error {
		if !to.Has(cases.Reviewer, cases.Supervisor) || to.Disabled {
			return cases.Refuse("not_an_officer", "user", string(to.ID))
		}
		if codes := cases.Conflicts(to, f); len(codes) > 0 {
			return cases.Refuse("conflict_of", "user", to.Name, "reason", codes[0])
		}
		if cases.MayHear(to, f) != nil {
			return cases.Refuse("heard_before", "user", to.Name)
		}
		c.Detail["to"], c.Detail["previous"] = string(to.ID), string(f.Officer)
		c.Row.State, c.Row.Officer, c.Row.Allocator = cases.Assigned, to.ID, d.User.ID
		if to.ID == d.User.ID {
			c.Row.Allocator = ""
		}
		c.Row.LeaseUntil = c.At.Add(Lease)
		return nil
	})
}

// Release gives a case back to the queue with a reason, which the next officer
// finds at the top of the case; the draft stays.
func (d *Desk) Release(ctx context.Context, id cases.ID, reason string) (*cases.File, error) {
	if blank(reason) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveRelease))
	}
	return d.act(ctx, id, cases.MoveRelease, func(f *cases.File, c *cases.Change) error {
		giveBack(f, c)
		return d.addNote(f, c, cases.Note{Text: reason, Handover: true})
	})
}

// giveBack puts a case back into the queue.
func giveBack(f *cases.File, c *cases.Change) {
	unpause(c)
	c.Row.State, c.Row.Officer, c.Row.Allocator = cases.Registered, "", ""
	c.Detail["previous"] = string(f.Officer)
}

// Open loads a case for work: an officer who holds it and opens it for the
// first time begins the review, and the lease runs anew. Everybody else just
// reads.
func (d *Desk) Open(ctx context.Context, id cases.ID) (*cases.File, error) {
	f, err := d.Case(ctx, id)
	if err != nil || f.Officer != d.User.ID || f.State != cases.Assigned {
		return f, err
	}
	return d.actOn(ctx, f, cases.MoveBegin, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		c.Row.State, c.Row.LeaseUntil = cases.InReview, c.At.Add(Lease)
		return nil
	})
}

// Renew keeps a case with its officer for another lease.
func (d *Desk) Renew(ctx context.Context, id cases.ID) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveRenew, func(f *cases.File, c *cases.Change) error {
		c.Row.LeaseUntil = c.At.Add(Lease)
		return nil
	})
}

// TakeOver lets a supervisor who had no part so far judge a case of the second
// level afresh.
func (d *Desk) TakeOver(ctx context.Context, id cases.ID) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveTakeOver, func(f *cases.File, c *cases.Change) error {
		c.Row.State, c.Row.Officer, c.Row.Allocator = cases.InReview, d.User.ID, ""
		c.Row.LeaseUntil = c.At.Add(Lease)
		return nil
	})
}
