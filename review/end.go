package review

import (
	"context"
	"slices"
	"time"

	"recourse/cases"
)

// Withdraw ends a case because the resident took the appeal back. The date,
// the channel and how the person was recognised are recorded; a letter follows.
func (d *Desk) Withdraw(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error) {
	if blank(e.Channel) || blank(e.Checked) || e.Date.IsZero() {
		return nil, cases.Refuse("withdrawal_incomplete")
	}
	return d.end(ctx, id, cases.MoveWithdraw, cases.Withdrawn, e)
}

// Lapse ends a case because the issuing system turned the code green meanwhile.
// The day it did so and how the resident confirmed it are recorded; the case
// stays in the statistics.
func (d *Desk) Lapse(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error) {
	if !blank(e.Reason) && (blank(e.Channel) || blank(e.Checked) || e.Date.IsZero()) {
		return nil, cases.Refuse("lapse_incomplete")
	}
	return d.end(ctx, id, cases.MoveLapse, cases.Lapsed, e)
}

// Dismiss ends a case without judging its merits.
func (d *Desk) Dismiss(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error) {
	return d.end(ctx, id, cases.MoveDismiss, cases.Dismissed, e)
}

func (d *Desk) end(ctx context.Context, id cases.ID, m cases.Move, to cases.State, e cases.Ending) (*cases.File, error) {
	if blank(e.Reason) {
		return nil, cases.Refuse("reason_needed", "act", string(m))
	}
	return d.act(ctx, id, m, func(f *cases.File, c *cases.Change) error {
		e.State, e.By, e.At = to, d.User.Actor(), c.At
		if e.Date.IsZero() {
			e.Date = cases.At(c.At)
		}
		unpause(c)
		if f.Pending != "" {
			return cases.Refuse("proposal_waits", "what", f.Pending)
		}
		c.Row.State, c.Row.Officer, c.Row.Allocator = to, "", ""
		noticeDue(c)
		marked(c, f, string(to))
		return d.paper(c, cases.PaperEnding, len(f.Endings)+1, e)
	})
}

// Reinstate takes a withdrawal back inside its window; the case goes on where
// the queue is, with the clock it had.
func (d *Desk) Reinstate(ctx context.Context, id cases.ID, r cases.Reinstatement) (*cases.File, error) {
	if blank(r.Channel) || blank(r.Checked) || blank(r.Reason) {
		return nil, cases.Refuse("reinstate_incomplete")
	}
	return d.act(ctx, id, cases.MoveReinstate, func(f *cases.File, c *cases.Change) error {
		r.No, r.By, r.At = len(f.Reinstatements)+1, d.User.ID, c.At
		c.Row.State, c.Row.Notice, c.Row.NoticeSince = cases.Registered, "", time.Time{}
		marked(c, f, "")
		return d.paper(c, cases.PaperReinstatement, r.No, r)
	})
}

// RecordExpiry notes that the term ended while the case was pending. The case
// stays open and is decided as one about the record; it counts as harm.
func (d *Desk) RecordExpiry(ctx context.Context, id cases.ID, wish string) (*cases.File, error) {
	if !slices.Contains(cases.ExpiryWishes(), wish) {
		return nil, cases.Refuse("expiry_wish", "value", wish)
	}
	return d.act(ctx, id, cases.MoveRecord, func(f *cases.File, c *cases.Change) error {
		c.Row.Isolation = cases.Ended
		c.Detail["ended_at"] = f.IsolationEnd.Format(time.RFC3339)
		e := cases.Expiry{No: 1, EndedAt: f.IsolationEnd, Wish: wish, By: d.User.ID, At: c.At}
		return d.paper(c, cases.PaperExpiry, e.No, e)
	})
}

// noticeDue makes a letter to the resident due from now on.
func noticeDue(c *cases.Change) { c.Row.Notice, c.Row.NoticeSince = cases.Rendered, c.At }

// marked writes a verdict into the case's lines of the evidence index.
func marked(c *cases.Change, f *cases.File, verdict string) {
	c.Marks = f.Snapshot.Marks(c.Row.Rules)
	for i := range c.Marks {
		c.Marks[i].Verdict = verdict
	}
}
