package review

import (
	"context"
	"slices"

	"recourse/cases"
)

// IssueLetter records a letter that left the office.
func (d *Desk) IssueLetter(ctx context.Context, id cases.ID, l cases.Letter) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveIssue, func(f *cases.File, c *cases.Change) error {
		if l.Final() && !f.State.Settled() {
			return cases.Refuse("letter_early", "kind", l.Kind, "state", string(f.State))
		}
		l.No, l.IssuedAt, l.IssuedBy = len(f.Letters)+1, c.At, d.User.ID
		if l.Final() && f.State.Settled() && c.Row.Notice != cases.Delivered {
			c.Row.Notice, c.Row.NoticeSince = cases.Issued, c.At
		}
		c.Detail["letter"], c.Detail["sha256"] = l.DocNo, l.PDFSHA256
		return d.paper(c, cases.PaperLetter, l.No, l)
	})
}

// Deliver records how the letter reached the resident, or that it did not.
// When the issuing system has answered as well, the case closes.
func (d *Desk) Deliver(ctx context.Context, id cases.ID, v cases.Delivery) (*cases.File, error) {
	if !slices.Contains(cases.DeliveryMethods(), v.Method) {
		return nil, cases.Refuse("delivery_method", "method", v.Method)
	}
	f, err := d.act(ctx, id, cases.MoveDeliver, func(f *cases.File, c *cases.Change) error {
		if len(f.Letters) == 0 {
			return cases.Refuse("no_letter")
		}
		if v.LetterNo == 0 {
			v.LetterNo = f.Letters[len(f.Letters)-1].No
		}
		v.By, v.At = d.User.ID, c.At
		if v.LetterNo < 1 || v.LetterNo > len(f.Letters) {
			return cases.Refuse("no_letter")
		}
		if f.Letters[v.LetterNo-1].Final() && f.State.Settled() {
			c.Row.Notice, c.Row.NoticeSince = cases.Delivered, c.At
			if v.Failure != "" {
				c.Row.Notice = cases.Failed
			}
		}
		c.Detail["method"] = v.Method
		return d.paper(c, cases.PaperDelivery, len(f.Deliveries)+1, v)
	})
	if err != nil {
		return nil, err
	}
	return d.closeIfDone(ctx, f)
}

// Exported records that the instruction to the issuing system left.
func (d *Desk) Exported(ctx context.Context, id cases.ID, i cases.InstructionPaper) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveExport, func(f *cases.File, c *cases.Change) error {
		i.By, i.At = d.User.ID, c.At
		if c.Row.Instruction != cases.Acknowledged {
			c.Row.Instruction, c.Row.InstructionSince = cases.Exported, c.At
		}
		c.Row.Signals &^= cases.SignalRejected
		c.Detail["receipt"], c.Detail["sha256"] = i.Receipt, i.FileSHA256
		return d.paper(c, cases.PaperInstruction, len(f.Instructions)+1, i)
	})
}

// Acknowledge records the issuing system's answer to an instruction. The same
// answer again changes nothing.
func (d *Desk) Acknowledge(ctx context.Context, id cases.ID, a cases.Ack) (*cases.File, error) {
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, old := range f.Acks {
		if old.IdempotencyKey == a.IdempotencyKey && old.Accepted == a.Accepted && old.Reason == a.Reason {
			return f, nil
		}
	}
	f, err = d.actOn(ctx, f, cases.MoveAcknowledge, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		a.By, a.At = d.User.ID, c.At
		c.Row.Instruction, c.Row.InstructionSince = cases.Acknowledged, c.At
		if !a.Accepted {
			c.Row.Instruction = cases.Rejected
			c.Row.Signals |= cases.SignalRejected
		} else {
			c.Row.Signals &^= cases.SignalHold
		}
		c.Detail["accepted"] = boolWord(a.Accepted)
		return d.paper(c, cases.PaperAck, len(f.Acks)+1, a)
	})
	if err != nil {
		return nil, err
	}
	return d.closeIfDone(ctx, f)
}

// closeIfDone closes a decided case once its letter is delivered and its
// instruction confirmed; otherwise it leaves the file as it is.
func (d *Desk) closeIfDone(ctx context.Context, f *cases.File) (*cases.File, error) {
	if cases.May(cases.MoveClose, cases.Ask{User: d.User, File: f, At: d.Now()}) != nil {
		return f, nil
	}
	return d.actOn(ctx, f, cases.MoveClose, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		c.Row.State = cases.Closed
		return nil
	})
}
