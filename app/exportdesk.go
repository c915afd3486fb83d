package main

import (
	"context"
	"path/filepath"
	"slices"

	"recourse/app/gui/exporter"
	"recourse/app/gui/i18n"
	"recourse/app/gui/task"
	"recourse/app/session"
	"recourse/app/session/mailing"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/letter"
	"recourse/importexport/outbox"
)

// exportDesk is what the export screen does.
type exportDesk struct {
	office *session.Session
	names  *directory
	words  *i18n.Words
}

// each opens the file of every case that a filter lets through.
func (d exportDesk) each(ctx context.Context, f roster.Filter, do func(roster.Line, *cases.File)) error {
	v := d.office.Queue().Select(f, roster.Sort{Key: roster.ByDue}, d.office.Now())
	for i := range v.Len() {
		l := v.At(i)
		file, err := d.office.Desk().Case(ctx, l.ID)
		if err != nil {
			return err
		}
		do(l, file)
	}
	return nil
}

func (d exportDesk) Instructions(ctx context.Context) ([]exporter.Instruction, error) {
	var out []exporter.Instruction
	f := roster.Filter{Instructions: []cases.Instruction{cases.Queued, cases.Rejected, cases.Exported}}
	err := d.each(ctx, f, func(l roster.Line, f *cases.File) { out = append(out, instruction(l, f)) })
	return out, err
}

func instruction(l roster.Line, f *cases.File) exporter.Instruction {
	i := exporter.Instruction{
		Case: l.ID, AppealNo: l.AppealNo, Resident: l.Name, Disposition: l.Disposition, NewColour: l.NewColour,
		System: l.System, State: l.Instruction, Since: l.StateSince,
	}
	if n := len(f.Instructions); n > 0 && l.Instruction != cases.Queued {
		sent := f.Instructions[n-1]
		i.Receipt, i.File, i.Since = sent.Receipt, sent.File, sent.At
	}
	if n := len(f.Acks); n > 0 && l.Instruction == cases.Rejected {
		i.Reason, i.Since = f.Acks[n-1].Reason, f.Acks[n-1].At
	}
	return i
}

// Letters lists the letters that conclude a case, and those that open cases
// owe on their way.
func (d exportDesk) Letters(ctx context.Context) ([]exporter.Letter, error) {
	var out []exporter.Letter
	f := roster.Filter{Notices: []cases.Notice{cases.Rendered, cases.Issued, cases.Failed}}
	err := d.each(ctx, f, func(l roster.Line, f *cases.File) { out = append(out, letterLine(l, f)) })
	if err != nil {
		return nil, err
	}
	due, err := d.office.LettersDue(ctx, "")
	for i, x := range due {
		line := exporter.Letter{Case: x.Case, AppealNo: x.Line.AppealNo, Resident: x.Line.Name, Kind: string(x.Kind), State: cases.Rendered, Since: x.Line.StateSince}
		if i < languagesShown {
			file, err := d.office.Desk().Case(ctx, x.Case)
			if err != nil {
				return nil, err
			}
			line.Language = session.LetterLanguage(file)
		}
		out = append(out, line)
	}
	return out, err
}

// languagesShown is for how many letters of open cases the file is opened to
// tell the language; an office that has just taken in a city's appeals would
// wait for the rest.
const languagesShown = 500

func letterLine(l roster.Line, f *cases.File) exporter.Letter {
	x := exporter.Letter{
		Case: l.ID, AppealNo: l.AppealNo, Resident: l.Name, Kind: session.LetterKind(f), Language: session.LetterLanguage(f),
		State: l.Notice, Since: l.StateSince,
	}
	for _, sent := range f.Letters {
		if l.Notice != cases.Rendered && sent.Final() {
			x.DocNo, x.Pages, x.Since, x.Kind = sent.DocNo, sent.Pages, sent.IssuedAt, sent.Kind
		}
	}
	if n := len(f.Deliveries); n > 0 && l.Notice == cases.Failed {
		x.Failure, x.Since = f.Deliveries[n-1].Failure, f.Deliveries[n-1].At
	}
	return x
}

func (d exportDesk) Receipts(ctx context.Context) ([]exporter.Taken, error) {
	list, err := d.office.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]exporter.Taken, len(list))
	for i, r := range list {
		out[i] = exporter.Taken{
			ID: r.ID, By: d.names.Name(r.By), At: r.At, What: r.What, Purpose: outbox.Purpose(r.Purpose), File: r.File,
			SHA256: r.SHA256, Rows: r.Rows, Cases: len(r.Cases), Fields: r.Fields, Masked: r.Masked, Reason: r.Reason,
			Approver: d.names.Name(r.Approver),
		}
	}
	return out, nil
}

func (d exportDesk) Views(context.Context) ([]exporter.View, error) {
	var out []exporter.View
	for _, s := range roster.SavedViews(d.office.User().ID, d.office.Now()) {
		v := d.office.Queue().Select(s.Filter, s.Sort, d.office.Now())
		out = append(out, exporter.View{Name: s.Name, N: v.Len()})
	}
	return out, nil
}

// sampleRows is how many rows of a list are shown before it leaves.
const sampleRows = 8

func (d exportDesk) Preview(ctx context.Context, view string, p outbox.Purpose) (exporter.Preview, error) {
	s, err := roster.FindSaved(view, d.office.User().ID, d.office.Now())
	if err != nil {
		return exporter.Preview{}, err
	}
	v := d.office.Queue().Select(s.Filter, s.Sort, d.office.Now())
	out := exporter.Preview{Rows: v.Len(), Columns: outbox.CaseColumns(), Watermark: d.office.Watermark(p)}
	for i := range min(sampleRows, v.Len()) {
		l := v.At(i)
		card, _ := v.Unmasked(i)
		if err := d.office.VeilRow(ctx, &l.Row); err != nil {
			return exporter.Preview{}, err
		}
		out.Sample = append(out.Sample, outbox.CaseTexts(outbox.CaseLine{Row: l.Row, Card: card}))
	}
	return out, nil
}

func (d exportDesk) ExportInstructions(ctx context.Context, o exporter.Order, tell task.Progress) (outbox.Receipt, error) {
	return d.office.ExportDecisions(ctx, d.order(o, tell))
}

func (d exportDesk) ExportList(ctx context.Context, view string, o exporter.Order, tell task.Progress) (outbox.Receipt, error) {
	s, err := roster.FindSaved(view, d.office.User().ID, d.office.Now())
	if err != nil {
		return outbox.Receipt{}, err
	}
	return d.office.ExportCases(ctx, s.Filter, s.Sort, d.order(o, tell))
}

func (d exportDesk) order(o exporter.Order, tell task.Progress) session.ExportOrder {
	return session.ExportOrder{File: o.File, Format: o.Format, Purpose: o.Purpose, Cases: o.Cases, Words: d.words.Both, Tell: tell}
}

func (d exportDesk) IssueLetters(ctx context.Context, o exporter.LetterOrder, tell task.Progress) (exporter.Issued, error) {
	var out exporter.Issued
	run := mailing.Order{
		Cases: o.Cases, Dir: o.Dir, ByAddress: o.ByAddress, Words: d.words.Both, Tell: func(done, total int) { tell(int64(done), int64(total)) },
		Failed: func(id cases.ID, err error) { out.Failed = append(out.Failed, d.failure(ctx, id, err)) },
		Of: func(id cases.ID) session.LetterOrder {
			if slices.Contains(o.Delays, id) {
				return session.LetterOrder{Kind: letter.KindDelay, Large: o.Large, Reason: o.Reason, Until: o.Until}
			}
			return session.LetterOrder{Large: o.Large}
		},
	}
	if o.Merge != "" {
		run.Merge = filepath.Join(o.Dir, o.Merge)
	}
	done, err := mailing.Issue(ctx, d.office, run)
	out.Letters, out.Pages = done.Letters+done.Earlier, done.Pages
	if done.Merged != "" {
		out.Merged = o.Merge
	}
	return out, err
}

func (d exportDesk) failure(ctx context.Context, id cases.ID, err error) exporter.Failure {
	f := exporter.Failure{Case: id, Err: err}
	if file, ferr := d.office.Desk().Case(ctx, id); ferr == nil {
		f.AppealNo = file.AppealNo
	}
	return f
}

func (d exportDesk) RecordDelivery(ctx context.Context, ids []cases.ID, v cases.Delivery, tell task.Progress) ([]exporter.Failure, error) {
	var failed []exporter.Failure
	for i, id := range ids {
		tell(int64(i), int64(len(ids)))
		if ctx.Err() != nil {
			return failed, ctx.Err()
		}
		if _, err := d.office.Desk().Deliver(ctx, id, v); err != nil {
			failed = append(failed, d.failure(ctx, id, err))
		}
	}
	return failed, nil
}
