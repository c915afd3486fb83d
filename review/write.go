package review

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/review/passage"
)

// SaveDraft keeps a draft as it is being typed. Nothing is checked but that
// the officer holds the case: words must never be lost to a missing field.
func (d *Desk) SaveDraft(ctx context.Context, id cases.ID, draft cases.Draft) (*cases.File, error) {
	if err := d.markPassages(ctx, &draft); err != nil {
		return nil, err
	}
	return d.act(ctx, id, cases.MoveSave, func(f *cases.File, c *cases.Change) error {
		c.Row.LeaseUntil = c.At.Add(Lease)
		return d.keep(c, draft)
	})
}

// markPassages notes in a draft which prepared texts stand in its reasons.
func (d *Desk) markPassages(ctx context.Context, draft *cases.Draft) error {
	if d.passages == nil {
		return nil
	}
	list, err := d.passages(ctx)
	if err == nil {
		draft.Passages = passage.Used(list, draft.Reasons, draft.Passages)
	}
	return err
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
		return d.paper(c, cases.PaperWeighing, f.Next(cases.PaperWeighing), w)
	})
}

// Note adds a remark.
func (d *Desk) Note(ctx context.Context, id cases.ID, text string) (*cases.File, error) {
	return d.note(ctx, id, cases.Note{Text: text})
}

// HandOver leaves a note for one person, or with nobody named for the officer
// who works on the case next. It stands at the top of the case until it is
// read.
func (d *Desk) HandOver(ctx context.Context, id cases.ID, text string, to cases.UserID) (*cases.File, error) {
	if to == d.User.ID {
		return nil, cases.Refuse("handover_self")
	}
	return d.note(ctx, id, cases.Note{Text: text, Handover: true, To: to})
}

func (d *Desk) note(ctx context.Context, id cases.ID, n cases.Note) (*cases.File, error) {
	if blank(n.Text) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveNote))
	}
	return d.act(ctx, id, cases.MoveNote, func(f *cases.File, c *cases.Change) error {
		if n.Handover {
			c.Detail["handover"], c.Detail["to"] = "yes", string(n.To)
		}
		return d.addNote(f, c, n)
	})
}

// addNote puts a note on file and lets search find it.
func (d *Desk) addNote(f *cases.File, c *cases.Change, n cases.Note) error {
	n.No, n.By, n.At = f.Next(cases.PaperNote), d.User.ID, c.At
	c.Card = card(f, append(slices.Clone(f.Notes), n))
	return d.paper(c, cases.PaperNote, n.No, n)
}

// card is what search looks in when the file has these notes.
func card(f *cases.File, notes []cases.Note) *cases.Card {
	k := cases.CardOf(&f.Snapshot)
	lines := make([]string, len(notes))
	for i, n := range notes {
		lines[i] = n.Text
	}
	k.Notes = strings.Join(lines, "\n")
	return &k
}

// ReadNote records that a hand-over note was read. Only the person it is for
// can; a second reading is none.
func (d *Desk) ReadNote(ctx context.Context, id cases.ID, no int) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveRead, func(f *cases.File, c *cases.Change) error {
		if !slices.ContainsFunc(f.HandedOver(d.User.ID), func(n cases.Note) bool { return n.No == no }) {
			return cases.Refuse("note_not_open", "no", strconv.Itoa(no))
		}
		c.Detail["note"] = strconv.Itoa(no)
		r := cases.Reading{No: len(f.Readings) + 1, Note: no, By: d.User.ID, At: c.At}
		return d.paper(c, cases.PaperReading, r.No, r)
	})
}

// Unmask records why somebody looks at unmasked personal data and returns the
// file. Looking is a write: without the entry there is no view.
func (d *Desk) Unmask(ctx context.Context, id cases.ID, reason string) (*cases.File, error) {
	if blank(reason) {
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveUnmask))
	}
	return d.act(ctx, id, cases.MoveUnmask, func(f *cases.File, c *cases.Change) error {
		no := f.Next(cases.PaperNote)
		return d.paper(c, cases.PaperNote, no, cases.Note{No: no, Text: reason, By: d.User.ID, At: c.At})
	})
}

// blank reports whether a text says nothing: a space is no reason.
func blank(text string) bool { return strings.TrimSpace(text) == "" }
