package review

import (
	"context"
	"fmt"
	"slices"

	"recourse/cases"
)

// Decide completes a draft and sends it: it becomes a decision signed by its
// author and waits for the second signature, or stands at once where none is
// asked. When sending is refused the complete draft is kept.
func (d *Desk) Decide(ctx context.Context, id cases.ID, draft cases.Draft) (*cases.File, error) {
	f, err := d.Open(ctx, id)
	if err != nil {
		return nil, err
	}
	if draft.SnapshotVersion == 0 {
		draft.SnapshotVersion = f.SnapshotVersion
	}
	if err := d.markPassages(ctx, &draft); err != nil {
		return nil, err
	}
	if f, err = d.complete(ctx, f, draft); err != nil {
		return nil, err
	}
	return d.submit(ctx, f)
}

// complete makes the draft the complete one of the case (state drafted).
func (d *Desk) complete(ctx context.Context, f *cases.File, draft cases.Draft) (*cases.File, error) {
	return d.actOn(ctx, f, cases.MoveDraft, cases.Ask{Draft: &draft}, func(f *cases.File, c *cases.Change) error {
		c.Row.State, c.Row.LeaseUntil = cases.Drafted, c.At.Add(Lease)
		return d.keep(c, draft)
	})
}

// submit turns the complete draft into a signed decision.
func (d *Desk) submit(ctx context.Context, f *cases.File) (*cases.File, error) {
	return d.actOn(ctx, f, cases.MoveSubmit, cases.Ask{Draft: f.Draft}, func(f *cases.File, c *cases.Change) error {
		sampled, err := Drawn(d.keys.Draw, &f.Row)
		if err != nil {
			return err
		}
		dec, err := d.decision(f, *f.Draft)
		if err != nil {
			return err
		}
		dec.SecondReview, c.Row.State = cases.SecondSignature(f, f.Draft, sampled)
		dec.Drawn, dec.DraftedAt = sampled, c.At
		if err := d.writable(ctx, f, dec); err != nil {
			return err
		}
		c.Row.Drafter, c.Row.Disposition, c.Row.NewColour = d.User.ID, dec.Disposition, dec.NewColour
		c.Row.SecondLook = dec.SecondReview != ""
		c.Detail["disposition"], c.Detail["second"] = string(dec.Disposition), dec.SecondReview
		if c.Row.State == cases.Decided {
			settle(c, f, &dec)
		}
		return d.signed(c, cases.PaperDecision, dec.No, dec)
	})
}

// writable asks, before a decision is signed and can no longer change, whether
// its letter could be issued as its author wrote it.
func (d *Desk) writable(ctx context.Context, f *cases.File, dec cases.Decision) error {
	if d.letter == nil {
		return nil
	}
	decided := *f
	decided.Decisions = append(slices.Clone(f.Decisions), dec)
	return d.letter(ctx, &decided)
}

// decision fills a decision from the file, the draft and the replay.
func (d *Desk) decision(f *cases.File, draft cases.Draft) (cases.Decision, error) {
	s, err := d.replay.Summary(&f.Snapshot)
	if err != nil {
		return cases.Decision{}, fmt.Errorf("replay case %s: %w", f.AppealNo, err)
	}
	a := &f.Snapshot
	return cases.Decision{
		No: len(f.Decisions) + 1, AppealNo: f.AppealNo, AppealID: a.Appeal.AppealID,
		AssignmentID: a.Assignment.AssignmentID, IssuingSystem: a.Assignment.IssuingSystem,
		SnapshotDigest: f.SnapshotDigest(), PolicyID: s.PolicyID, PolicyVersion: s.PolicyVersion,
		PolicyHash: s.PolicyHash, IssuedColour: a.Assignment.Colour, ReplayedColour: s.Colour,
		DecidingRule: s.DecidingRule, Draft: draft, DraftedBy: d.User.Actor(),
	}, nil
}

// Drawn draws whether the decision of a case is among those that are read blind,
// which an uphold gets a second signature for. The draw belongs to the case and
// its round and knows no outcome: whoever recalls, takes back or reworks a
// decision and sends it again draws the same.
func Drawn(draw Draw, r *cases.Row) (bool, error) {
	x, err := draw(fmt.Sprintf("uphold %s %d", r.AppealNo, r.Past+1))
	return x < SampleShare, err
}

// Recall pulls a draft back from sign-off without a verdict.
func (d *Desk) Recall(ctx context.Context, id cases.ID) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveRecall, func(f *cases.File, c *cases.Change) error {
		c.Row.State, c.Row.Officer, c.Row.LeaseUntil = cases.Drafted, f.Drafter, c.At.Add(Lease)
		return nil
	})
}

// settle sets what a decision does to the person, the instruction and the
// letter, from the moment it stands.
func settle(c *cases.Change, f *cases.File, dec *cases.Decision) {
	r := &c.Row
	noticeDue(c)
	r.Instruction, r.InstructionSince, r.LeaseUntil = cases.Queued, c.At, c.At
	if !dec.HoldUntil.IsZero() {
		r.HoldUntil = dec.HoldUntil.Latest().UTC()
	}
	if dec.Disposition == cases.Remit {
		r.Timer, r.TimerAt = cases.TimerRemit, dec.ReturnBy.Latest().UTC()
	}
	switch dec.Disposition {
	case cases.Uphold, cases.NotAdmit, cases.TransferTo, cases.Moot:
		r.Instruction = cases.NotNeeded
	case cases.Overturn:
		r.Isolation = cases.Released
	case cases.Vary, cases.CorrectRe:
		if dec.NewColour == cases.Green {
			r.Isolation = cases.Released
		}
		if !dec.IsolationEnd.IsZero() {
			r.IsolationEnd = dec.IsolationEnd.Latest().UTC()
		}
	}
	if r.Isolation == cases.Running && !r.IsolationEnd.IsZero() && !c.At.Before(r.IsolationEnd) {
		r.Isolation = cases.Ended
	}
	marked(c, f, string(dec.Disposition))
}
