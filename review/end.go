package review

import (
	"context"

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
func (d *Desk) Lapse(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error) {
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
		c.Row.State, c.Row.Notice = to, cases.Rendered
		return d.paper(c, cases.PaperEnding, 1, e)
	})
}
