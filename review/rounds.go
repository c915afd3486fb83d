package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Reopen sets a decided or ended case going again on a coded ground. Nothing
// is edited: everything stays on file, the next decision is the next number,
// and somebody who had no part in the earlier ones makes it. New evidence and
// a fault of procedure count once, as of right.
func (d *Desk) Reopen(ctx context.Context, id cases.ID, v cases.Reopening) (*cases.File, error) {
	switch {
	case !slices.Contains(cases.ReopenCodes(), v.Code):
		return nil, cases.Refuse("reopen_code", "value", v.Code, "known", strings.Join(cases.ReopenCodes(), ", "))
	case blank(v.Reason):
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveReopen))
	case v.Code == cases.ReopenAbove && blank(v.Directions):
		return nil, cases.Refuse("reopen_directions")
	}
	return d.act(ctx, id, cases.MoveReopen, func(f *cases.File, c *cases.Change) error {
		if ofRight(v.Code) && slices.ContainsFunc(f.Reopenings, func(o cases.Reopening) bool { return ofRight(o.Code) }) {
			return cases.Refuse("reopen_used")
		}
		if v.RequestedAt.IsZero() {
			v.RequestedAt = cases.At(c.At)
		}
		if v.RequestedAt.Earliest().After(c.At) {
			return cases.Refuse("came_later", "at", v.RequestedAt.String())
		}
		v.No, v.By, v.At = len(f.Reopenings)+1, d.User.Actor(), c.At
		v.PriorState, v.PriorDecision = f.State, len(f.Decisions)
		c.Detail["reopening"], c.Detail["prior"] = v.Code, string(f.State)
		d.nextRound(c, f, v.RequestedAt.Earliest())
		c.Row.Barred, c.Row.MergedInto = len(f.Decisions), 0
		return d.paperAndEmptyDraft(c, f, cases.PaperReopening, v.No, v)
	})
}

// OptOut records that a resident does not want what a group order decided. The
// case is heard again on its own grounds, by somebody who signed nothing of
// the order; what the order gave stays in force until then. An instruction
// that still waits is not sent. What counts is when the resident said so
// (v.RequestedAt), not when it is entered.
func (d *Desk) OptOut(ctx context.Context, id cases.ID, v cases.Reopening) (*cases.File, error) {
	switch {
	case blank(v.Reason):
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveOptOut))
	case blank(v.Channel) || blank(v.Checked):
		return nil, cases.Refuse("opt_out_check")
	}
	return d.act(ctx, id, cases.MoveOptOut, func(f *cases.File, c *cases.Change) error {
		if v.RequestedAt.IsZero() {
			v.RequestedAt = cases.At(c.At)
		}
		said := v.RequestedAt.Earliest()
		if said.After(c.At) {
			return cases.Refuse("came_later", "at", v.RequestedAt.String())
		}
		dec := f.Decision()
		if end := optOutEnd(f, dec.No); !end.IsZero() && said.After(end) {
			return cases.Refuse("opt_out_over", "until", end.Format(time.RFC3339))
		}
		v.Code, v.No, v.By, v.At = cases.ReopenOptOut, len(f.Reopenings)+1, d.User.Actor(), c.At
		v.PriorState, v.PriorDecision = f.State, len(f.Decisions)
		c.Detail["order"], c.Detail["prior"] = fmt.Sprint(dec.GroupOrder), string(f.State)
		d.nextRound(c, f, said)
		c.Row.Barred = len(f.Decisions)
		return d.paperAndEmptyDraft(c, f, cases.PaperReopening, v.No, v)
	})
}

// optOutEnd is until when the resident may opt out of a decision: it runs from
// the last letter that told it, zero before there is one.
func optOutEnd(f *cases.File, decision int) (end time.Time) {
	for _, l := range f.Letters {
		if l.DecisionNo == decision && l.Kind == "group" {
			end = cases.OptOutUntil(l.IssuedAt)
		}
	}
	return end
}

func ofRight(code string) bool { return code == cases.ReopenEvidence || code == cases.ReopenFault }

// Resume takes a remitted case up again: because the other body answered, or
// because its date passed. What was asked of it stays attached.
func (d *Desk) Resume(ctx context.Context, id cases.ID, v cases.Resumption) (*cases.File, error) {
	if v.Returned && blank(v.Result) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveResume))
	}
	return d.act(ctx, id, cases.MoveResume, func(f *cases.File, c *cases.Change) error {
		if !v.Returned && c.At.Before(f.TimerAt) {
			return cases.Refuse("limit_runs", "until", f.TimerAt.In(cases.Shanghai()).Format(time.RFC3339))
		}
		dec := f.Decision()
		v.No, v.DecisionNo, v.Directions, v.By, v.At = len(f.Resumptions)+1, dec.No, dec.CorrectInstruction, d.User.ID, c.At
		c.Detail["returned"] = boolWord(v.Returned)
		d.nextRound(c, f, c.At)
		return d.paperAndEmptyDraft(c, f, cases.PaperResumption, v.No, v)
	})
}

// nextRound brings a case back to the queue with a clock of its own. What the
// earlier decision gave the person stays in force meanwhile.
func (d *Desk) nextRound(c *cases.Change, f *cases.File, from time.Time) {
	r := &c.Row
	r.State, r.Officer, r.Allocator, r.Drafter, r.Returns = cases.Registered, "", "", "", 0
	r.Disposition, r.NewColour, r.SecondLook = "", "", false
	r.Instruction, r.InstructionSince, r.Notice, r.NoticeSince = "", time.Time{}, "", time.Time{}
	r.Timer, r.TimerAt, r.PausedAt, r.LeaseUntil = "", time.Time{}, time.Time{}, c.At
	r.Past = len(f.Decisions)
	r.DueAt = d.calendar.Due(from, cases.WorkingDays)
}

// paperAndEmptyDraft adds a paper and clears the desk: the next officer starts
// from the facts, not from an old draft.
func (d *Desk) paperAndEmptyDraft(c *cases.Change, f *cases.File, kind cases.PaperKind, no int, v any) error {
	if err := d.paper(c, kind, no, v); err != nil || f.Draft == nil {
		return err
	}
	return d.keep(c, cases.Draft{})
}

// Hold answers a delivery that brought a worse code for somebody whose decision
// binds: the case is marked and its instruction is due again, so that the next
// batch does not flip the code back. The same delivery twice is one.
func (d *Desk) Hold(ctx context.Context, id cases.ID, v cases.Relapse) (*cases.File, error) {
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	known := func(o cases.Relapse) bool { return o.Delivery == v.Delivery && o.IssuedAt.Equal(v.IssuedAt) }
	if slices.ContainsFunc(f.Relapses, known) {
		return f, nil
	}
	return d.actOn(ctx, f, cases.MoveHold, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		dec := f.Decision()
		if v.Colour.Severity() <= f.NewColour.Severity() || v.IssuedAt.Before(dec.DraftedAt) {
			return cases.Refuse("no_relapse", "colour", string(v.Colour))
		}
		v.No, v.DecisionNo, v.HoldUntil, v.By, v.At = len(f.Relapses)+1, dec.No, f.HoldUntil, d.User.ID, c.At
		c.Row.State, c.Row.Signals = cases.Decided, c.Row.Signals|cases.SignalHold
		c.Row.Instruction, c.Row.InstructionSince = cases.Queued, c.At
		c.Detail["colour"] = string(v.Colour)
		return d.paper(c, cases.PaperRelapse, v.No, v)
	})
}
