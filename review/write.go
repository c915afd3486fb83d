package review

import (
	"context"
	"strings"

	"recourse/cases"
)

// SaveDraft keeps a draft as it is being typed. Nothing is checked but that
// the officer holds the case: words must never be lost to a missing field.
func (d *Desk) SaveDraft(ctx context.Context, id cases.ID, draft cases.Draft) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveSave, func(f *cases.File, c *cases.Change) error {
		c.Row.LeaseUntil = c.At.Add(Lease)
		return d.keep(c, draft)
	})
}

func (d *Desk) keep(c *cases.Change, draft cases.Draft) error {
	draft.SavedAt, draft.SavedBy = c.At, d.User.ID
	return d.paper(c, cases.PaperDraft, 1, draft)
}

// Weigh records how the officer values one piece of evidence. A verdict other
// than neutral needs reasons; they feed the findings and the letter.
func (d *Desk) Weigh(ctx context.Context, id cases.ID, w cases.Weighing) (*cases.File, error) {
	if w.Verdict != "neutral" && blank(w.Reasons) {
		return nil, cases.Refuse("weigh_reasons", "ref", w.Ref)
	}
	return d.act(ctx, id, cases.MoveWeigh, func(f *cases.File, c *cases.Change) error {
		w.By, w.At = d.User.ID, c.At
		c.Row.LeaseUntil = c.At.Add(Lease)
		return d.paper(c, cases.PaperWeighing, len(f.Weighings)+1, w)
	})
}

// Note adds a remark or hand-over note.
func (d *Desk) Note(ctx context.Context, id cases.ID, text string) (*cases.File, error) {
	if blank(text) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveNote))
	}
	return d.act(ctx, id, cases.MoveNote, func(f *cases.File, c *cases.Change) error {
		return d.paper(c, cases.PaperNote, len(f.Notes)+1, cases.Note{Text: text, By: d.User.ID, At: c.At})
	})
}

// Unmask records why somebody looks at unmasked personal data and returns the
// file. Looking is a write: without the entry there is no view.
func (d *Desk) Unmask(ctx context.Context, id cases.ID, reason string) (*cases.File, error) {
	if blank(reason) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveUnmask))
	}
	return d.act(ctx, id, cases.MoveUnmask, func(f *cases.File, c *cases.Change) error {
		return d.paper(c, cases.PaperNote, len(f.Notes)+1, cases.Note{Text: reason, By: d.User.ID, At: c.At})
	})
}

// blank reports whether a text says nothing: a space is no reason.
func blank(text string) bool { return strings.TrimSpace(text) == "" }
