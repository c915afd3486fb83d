package review

import (
	"context"
	"time"

	"recourse/cases"
)

// RequestInfo asks a named party a question and gives a date to answer by. The
// clock stops only when it is the resident's own papers that are missing.
func (d *Desk) RequestInfo(ctx context.Context, id cases.ID, r cases.InfoRequest) (*cases.File, error) {
	if blank(r.Question) || blank(r.To) && !r.ToResident {
		return nil, cases.Refuse("request_incomplete")
	}
	return d.act(ctx, id, cases.MoveRequest, func(f *cases.File, c *cases.Change) error {
		if !r.DueAt.After(c.At) {
			return cases.Refuse("request_due", "due", r.DueAt.Format(time.RFC3339))
		}
		r.No, r.By, r.At = f.Next(cases.PaperRequest), d.User.ID, c.At
		c.Row.State, c.Row.Timer, c.Row.TimerAt = cases.AwaitingInfo, cases.TimerAnswer, r.DueAt
		if r.ToResident {
			r.To, c.Row.PausedAt = "resident", c.At
		}
		c.Detail["to_resident"] = boolWord(r.ToResident)
		return d.paper(c, cases.PaperRequest, r.No, r)
	})
}

// Answer ends the open request: with what came, or with the fact that nothing
// came. A stopped clock runs again and the due date moves by the pause.
func (d *Desk) Answer(ctx context.Context, id cases.ID, received bool, text string) (*cases.File, error) {
	return d.AnswerOf(ctx, id, cases.InfoAnswer{Received: received, Text: text})
}

// AnswerOf is Answer for something that came before it was entered: a pause of
// the clock ends when the office had the answer, not when somebody typed it.
func (d *Desk) AnswerOf(ctx context.Context, id cases.ID, a cases.InfoAnswer) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveAnswer, func(f *cases.File, c *cases.Change) error {
		req := f.OpenRequest()
		if req == nil {
			return cases.Refuse("no_open_request")
		}
		if a.CameAt.After(c.At) {
			return cases.Refuse("came_later", "at", a.CameAt.In(cases.Shanghai()).Format(time.RFC3339))
		}
		resumeClock(c, a.CameAt)
		c.Row.State, c.Row.LeaseUntil = cases.InReview, c.At.Add(Lease)
		c.Detail["received"] = boolWord(a.Received)
		a.No, a.RequestNo, a.By, a.At = f.Next(cases.PaperAnswer), req.No, d.User.ID, c.At
		return d.paper(c, cases.PaperAnswer, a.No, a)
	})
}

// Remind asks again for what the open request asked for and did not bring. A
// body may get a new date; the resident keeps the clock stopped no longer than
// the date first given.
func (d *Desk) Remind(ctx context.Context, id cases.ID, r cases.Reminder) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveRemind, func(f *cases.File, c *cases.Change) error {
		req := f.OpenRequest()
		if req == nil {
			return cases.Refuse("no_open_request")
		}
		if r.DueAt.IsZero() {
			r.DueAt = c.Row.TimerAt
		}
		if !r.DueAt.After(c.At) || req.ToResident && r.DueAt.After(req.DueAt) {
			return cases.Refuse("request_due", "due", r.DueAt.In(cases.Shanghai()).Format(time.RFC3339))
		}
		r.No, r.RequestNo, r.By, r.At = len(f.Reminders)+1, req.No, d.User.ID, c.At
		c.Row.Timer, c.Row.TimerAt = cases.TimerAnswer, r.DueAt
		return d.paper(c, cases.PaperReminder, r.No, r)
	})
}

// unpause is resumeClock for what nothing came for.
func unpause(c *cases.Change) { resumeClock(c, time.Time{}) }

// resumeClock lets a stopped clock run again and moves the due date by the pause.
// The pause ended when what the resident owed came, or when their time was up,
// whichever was first: that somebody entered it later does not count against
// them. A case waits for nothing afterwards.
func resumeClock(c *cases.Change, came time.Time) {
	r := &c.Row
	if !r.PausedAt.IsZero() {
		end := c.At
		for _, t := range []time.Time{came, r.TimerAt} {
			if !t.IsZero() && t.Before(end) {
				end = t
			}
		}
		if end.After(r.PausedAt) {
			r.DueAt = r.DueAt.Add(end.Sub(r.PausedAt))
		}
		r.PausedAt = time.Time{}
	}
	r.Timer, r.TimerAt = "", time.Time{}
}

func boolWord(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
