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
		r.No, r.By, r.At = len(f.Requests)+1, d.User.ID, c.At
		c.Row.State = cases.AwaitingInfo
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
	return d.act(ctx, id, cases.MoveAnswer, func(f *cases.File, c *cases.Change) error {
		req := f.OpenRequest()
		if req == nil {
			return cases.Refuse("no_open_request")
		}
		unpause(c)
		c.Row.State, c.Row.LeaseUntil = cases.InReview, c.At.Add(Lease)
		c.Detail["received"] = boolWord(received)
		a := cases.InfoAnswer{No: len(f.Answers) + 1, RequestNo: req.No, Received: received, Text: text, By: d.User.ID, At: c.At}
		return d.paper(c, cases.PaperAnswer, a.No, a)
	})
}

func unpause(c *cases.Change) {
	if !c.Row.PausedAt.IsZero() {
		c.Row.DueAt = c.Row.DueAt.Add(c.At.Sub(c.Row.PausedAt))
		c.Row.PausedAt = time.Time{}
	}
}

func boolWord(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
