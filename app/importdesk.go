package main

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"recourse/app/gui/i18n"
	"recourse/app/gui/importer"
	"recourse/app/session"
	"recourse/importexport"
)

// importDesk is what the import screen does with deliveries.
type importDesk struct {
	office *session.Session
	names  *directory
	words  *i18n.Words
	log    func(error)
}

func (d importDesk) Profiles() []importer.Profile {
	list, err := d.office.Profiles(context.Background())
	d.log(err)
	out := make([]importer.Profile, len(list))
	for i, p := range list {
		out[i] = importer.Profile{ID: p.ID, ZH: p.Title["zh"], EN: p.Title["en"]}
	}
	return out
}

func (d importDesk) options(o importer.Order, tell func(importexport.Progress)) session.ImportOptions {
	return session.ImportOptions{Paths: o.Paths, Profile: o.Profile, Encoding: o.Encoding, LeaveOut: o.LeaveOut, Progress: tell}
}

func (d importDesk) Inspect(ctx context.Context, o importer.Order) (*importer.Inspection, error) {
	if len(o.Paths) == 1 && session.IsAnswers(ctx, o.Paths[0]) {
		return &importer.Inspection{Acks: true}, nil
	}
	report, columns, err := d.office.Inspect(ctx, d.options(o, nil))
	if err != nil {
		return nil, err
	}
	found := &importer.Inspection{Files: report.Files, Mapping: columns}
	return found, d.sayKinds(ctx, found)
}

// sayKinds calls the tables of profiles by what their rows are, for which the
// window has words, and not by the name that a profile has for them.
func (d importDesk) sayKinds(ctx context.Context, found *importer.Inspection) error {
	list, err := d.office.Profiles(ctx)
	if err != nil {
		return err
	}
	kind := func(profile, table string) string {
		for _, p := range list {
			if p.ID == profile && table != "" {
				return p.KindOf(table)
			}
		}
		return table
	}
	for i := range found.Files {
		for j := range found.Files[i].Tables {
			t := &found.Files[i].Tables[j]
			t.Table = kind(found.Files[i].Profile, t.Table)
		}
	}
	for i := range found.Mapping {
		found.Mapping[i].Table = kind(found.Mapping[i].Profile, found.Mapping[i].Table)
	}
	return nil
}

func (d importDesk) Check(ctx context.Context, o importer.Order, tell func(importexport.Progress)) (*importer.Result, error) {
	opt := d.options(o, tell)
	opt.DryRun = true
	return d.run(ctx, opt)
}

func (d importDesk) Import(ctx context.Context, o importer.Order, tell func(importexport.Progress)) (*importer.Result, error) {
	return d.run(ctx, d.options(o, tell))
}

func (d importDesk) run(ctx context.Context, o session.ImportOptions) (*importer.Result, error) {
	got, err := d.office.Import(ctx, o)
	if err != nil {
		return nil, err
	}
	r := &importer.Result{Report: got.Report, Delivery: got.Delivery, Registered: got.Registered}
	if len(got.Problems) > 0 {
		r.Save = func(path string) ([]string, error) { return got.Save(path, d.sentence) }
	}
	return r, nil
}

// sentence is the words behind a problem's key.
func (d importDesk) sentence(key string, args map[string]string) string {
	pairs := make([]any, 0, 2*len(args))
	for k, v := range args {
		pairs = append(pairs, k, v)
	}
	return d.words.T(key, pairs...)
}

func (d importDesk) Acknowledge(ctx context.Context, o importer.Order, tell func(importexport.Progress)) (*importer.Acks, error) {
	out := &importer.Acks{}
	for _, path := range o.Paths {
		a, err := d.office.Acknowledge(ctx, path, func(done, total int64) { tell(importexport.Progress{Done: done, Total: total, Cases: done}) })
		if err != nil {
			return out, err
		}
		for _, x := range a.Answers {
			out.Lines = append(out.Lines, importer.AckLine{
				File: filepath.Base(path), Row: x.Row, Key: x.Ack.IdempotencyKey, Case: x.Case, AppealNo: x.AppealNo,
				Fate: fate(x), Reason: x.Ack.Reason, Closed: x.Closed,
			})
		}
		for _, p := range a.Problems {
			out.Lines = append(out.Lines, importer.AckLine{File: p.File, Row: p.Row, Fate: importer.Unmatched, Problem: p})
		}
	}
	slices.SortStableFunc(out.Lines, func(a, b importer.AckLine) int { return cmp.Compare(a.Row, b.Row) })
	return out, nil
}

func fate(x session.Answered) importer.Fate {
	switch {
	case x.Repeated:
		return importer.Repeated
	case x.Ack.Accepted:
		return importer.Accepted
	}
	return importer.Rejected
}

func (d importDesk) Deliveries(ctx context.Context) ([]importer.Delivery, error) {
	list, err := d.office.Deliveries(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]importer.Delivery, len(list))
	for i, v := range list {
		out[i] = importer.Delivery{
			ID: v.ID, Name: v.Name, SHA256: v.FileSHA256, By: d.names.Name(v.By), At: v.At,
			Stored: v.Stored, Amended: v.Amended, Unchanged: v.Unchanged, Refused: v.Refused, Registered: v.Registered,
		}
	}
	return out, nil
}
