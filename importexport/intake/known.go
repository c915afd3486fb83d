package intake

import (
	"context"
	"iter"
	"maps"
	"slices"

	"recourse/cases"
	"recourse/importexport"
)

// amendKnown joins detail rows to cases that the office has and the delivery
// does not bring, such as rows that were refused once and have been corrected.
func (d *Delivery) amendKnown(emit func(*Draft) bool) error {
	for _, no := range slices.Sorted(maps.Keys(d.details.left)) {
		rows := d.details.left[no]
		known, err := d.opts.Known(no)
		if err != nil {
			return err
		}
		if known == nil {
			d.report.DetailsForeign += int64(len(rows))
			for _, n := range rows {
				d.details.rows[n].state = foreign
			}
			continue
		}
		first := d.details.rows[rows[0]]
		d.count()
		d.details.byKey["a"+no] = rows
		at := placeOf(first.table, first.unpack())
		had := extentOf(known)
		problems := d.attach(known, at)
		mergeKnown(known, had)
		problems = append(problems, d.check(known, at)...)
		d.report.Add(d.opts.Limits, problems...)
		if refuses(problems) {
			d.report.Refused++
			d.details.letGo(known)
			continue
		}
		if !emit(&Draft{Snapshot: known, File: at.file, Sheet: at.sheet, Row: at.row}) {
			return errStopped
		}
	}
	return nil
}

// keepLink remembers, for a person who has not appealed, by which record the
// code of that person may have come about.
func (d *Delivery) keepLink(t *table, keys *entry, row *importexport.Row) {
	if t.table != "flags" {
		return
	}
	e := &entry{}
	if problems, _ := t.apply(e, row); refuses(problems) {
		return
	}
	l := link{source: e.f.SourceType, batch: e.f.Batch, link: linkOf(&e.f, keys.key)}
	if e.f.IdentityLink != "" {
		l.link = e.f.IdentityLink
	}
	for _, key := range personKeys(keys.key) {
		if _, taken := d.details.links[key]; !taken {
			d.details.links[key] = l
		}
	}
}

func personKeys(k joinKey) []string {
	var keys []string
	for _, key := range []string{"d" + k.docNo, "r" + k.residentID, "p" + k.phone} {
		if len(key) > 1 {
			keys = append(keys, key)
		}
	}
	return keys
}

// Register yields the disputable codes of people in the delivery who have not
// appealed. It may be read once Drafts is through.
func (d *Delivery) Register(ctx context.Context) iter.Seq2[RegisterEntry, error] {
	return func(yield func(RegisterEntry, error) bool) {
		for _, in := range d.inputs {
			if in.unappealed > 0 && !in.registerLines(ctx, yield) {
				return
			}
		}
		for _, t := range d.tables {
			if t.table != "assignments" {
				continue
			}
			for row, err := range t.in.reader.Rows(ctx, t.index) {
				if err != nil {
					yield(RegisterEntry{}, err)
					return
				}
				if row.Number <= t.first || row.Blank() || row.Problem != nil {
					continue
				}
				if entry, ok := d.registerEntry(t, row); ok && !yield(entry, nil) {
					return
				}
			}
		}
	}
}

func (d *Delivery) registerEntry(t *table, row *importexport.Row) (RegisterEntry, bool) {
	e := &entry{a: &cases.CodeAssignment{}}
	problems, _ := t.apply(e, row)
	if _, appealed := d.details.wants.key(e.key); appealed || refuses(problems) {
		return RegisterEntry{}, false
	}
	c := checker{at: placeOf(t, row)}
	if c.assignment(e.a); refuses(c.problems) || !e.a.Colour.Disputable() {
		return RegisterEntry{}, false
	}
	entry := RegisterEntry{Assignment: *e.a, Name: e.name, DocNo: e.key.docNo, Phone: e.key.phone}
	for _, key := range personKeys(e.key) {
		if l, ok := d.details.links[key]; ok {
			entry.Source, entry.Batch, entry.Link = l.source, l.batch, l.link
			break
		}
	}
	return entry, true
}
