package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Correct proposes to mend a clerical error in the letter of a decided or ended
// case. It takes effect with the second signature.
func (d *Desk) Correct(ctx context.Context, id cases.ID, v cases.Correction) (*cases.File, error) {
	switch {
	case !slices.Contains(cases.CorrectionFields(), v.Field):
		return nil, cases.Refuse("correction_field", "value", v.Field, "known", strings.Join(cases.CorrectionFields(), ", "))
	case blank(v.Was) || blank(v.Now) || v.Was == v.Now:
		return nil, cases.Refuse("correction_text")
	case blank(v.Reason):
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveCorrect))
	}
	return d.act(ctx, id, cases.MoveCorrect, func(f *cases.File, c *cases.Change) error {
		if len(f.Letters) == 0 {
			return cases.Refuse("no_letter")
		}
		last := f.Letters[len(f.Letters)-1]
		v.No, v.LetterNo, v.DecisionNo, v.By, v.At = len(f.Corrections)+1, last.No, last.DecisionNo, d.User.Actor(), c.At
		c.Row.Pending, c.Row.PendingSince = cases.PendingCorrection, c.At
		c.Detail["field"] = v.Field
		return d.signed(c, cases.PaperCorrection, v.No, v)
	})
}

// ConfirmCorrection is the second person's word on a correction, whose letter
// they have opened. Once it is approved a corrected letter is due; the original
// stays on file.
func (d *Desk) ConfirmCorrection(ctx context.Context, id cases.ID, r Reading, approved bool, note string) (*cases.File, error) {
	return d.confirm(ctx, id, cases.MoveConfirm, r, cases.Confirmation{Approved: approved, Note: note}, func(c *cases.Change) {
		if approved {
			noticeDue(c)
		}
	})
}

// ConfirmRefusal is the second person's word on not admitting a late appeal:
// confirmed, the case ends inadmissible and its letter is due; otherwise the
// appeal is admitted.
func (d *Desk) ConfirmRefusal(ctx context.Context, id cases.ID, r Reading, approved bool, note string) (*cases.File, error) {
	return d.confirm(ctx, id, cases.MoveRefuse, r, cases.Confirmation{Approved: approved, Note: note}, func(c *cases.Change) {
		if c.Row.State = cases.Registered; approved {
			c.Row.State = cases.Inadmissible
			noticeDue(c)
		}
	})
}

func (d *Desk) confirm(ctx context.Context, id cases.ID, m cases.Move, r Reading, v cases.Confirmation, follow func(*cases.Change)) (*cases.File, error) {
	if !v.Approved && blank(v.Note) {
		return nil, cases.Refuse("reason_needed", "act", string(m))
	}
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	ask := cases.Ask{Digest: r.Digest, LetterOpened: !r.LetterOpened.IsZero(), Declines: !v.Approved}
	return d.actOn(ctx, f, m, ask, func(f *cases.File, c *cases.Change) error {
		v.No, v.Signer, v.OpenedAt, v.SignedAt = len(f.Confirmations)+1, d.User.Actor(), r.LetterOpened.UTC(), c.At
		v.Of, v.OfNo, v.Digest, _ = f.Proposal()
		c.Row.Pending, c.Row.PendingSince = "", time.Time{}
		c.Detail["approved"] = boolWord(v.Approved)
		follow(c)
		return d.signed(c, cases.PaperConfirmation, v.No, v)
	})
}
