package intake

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/link"
	"recourse/importexport/intake/merge"
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
		had, incomplete := merge.ExtentOf(known), lackedMatter(known)
		problems := d.attach(known, keysOfCase(known), at, incomplete)
		merge.Rows(known, had)
		if incomplete {
			d.standInKnown(known)
		}
		problems = append(problems, d.check(known, at, incomplete)...)
		d.report.Add(d.opts.Limits, problems...)
		if refuses(problems) {
			d.report.Refused++
			d.details.letGo(keysOfCase(known))
			continue
		}
		if !emit(&Draft{Snapshot: known, File: at.file, Sheet: at.sheet, Row: at.row}) {
			return errStopped
		}
	}
	return nil
}

// lackedMatter reports whether a case came in incomplete, and takes off what
// was said about that: it is looked at anew.
func lackedMatter(s *cases.Snapshot) bool {
	had := len(s.Appeal.ParseWarnings)
	s.Appeal.ParseWarnings = slices.DeleteFunc(slices.Clone(s.Appeal.ParseWarnings), func(w string) bool { return strings.HasPrefix(w, "missing:") })
	return len(s.Appeal.ParseWarnings) < had
}

// standInKnown does for an incomplete case of the office what the profiles say
// of such cases when they come in.
func (d *Delivery) standInKnown(s *cases.Snapshot) {
	e := &entry{s: s, a: &s.Assignment}
	for _, p := range d.opts.Profiles {
		for table, spec := range p.Tables {
			if !spec.Incomplete {
				continue
			}
			l := &layout{profile: p, table: table, all: d.match.fields}
			l.bindExtras()
			for _, field := range l.standIn(e) {
				s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, "taken_over:"+field)
			}
		}
	}
}

// countNobodys counts evidence that belongs to nobody's case, by source and
// batch, and remembers for a person who has not appealed by which record their
// code may have come about. Nothing else of the row is looked at.
func (d *Delivery) countNobodys(t *table, keys link.Keys, row *importexport.Row, ambiguous bool) {
	if t.kind != "flags" {
		return
	}
	e := d.details.scratch // whose the row is has been read, so it is free
	e.reset()
	for i := range t.columns {
		col := &t.columns[i]
		switch col.field.name {
		case "flag.source_type", "flag.batch", "flag.list_name", "flag.identity_link", "flag.phone", "flag.linked_doc_no":
			if col.index < len(row.Cells) {
				if ok, why := t.readCell(col, row.Cells[col.index]); ok && why.code == "" {
					col.field.set(e, &t.values.value)
				}
			}
		}
	}
	t.setGiven(e, spot{header: t.header})
	of := origin{source: e.f.SourceType, batch: cmp.Or(e.f.Batch, e.f.ListName), link: cmp.Or(e.f.IdentityLink, linkOf(&e.f, keys))}
	if !of.source.Valid() {
		return
	}
	d.details.countOrigin(of)
	if ambiguous {
		return
	}
	for _, key := range personKeys(keys) {
		if _, taken := d.details.links[key]; !taken {
			of.batch = strings.Clone(e.f.Batch)
			d.details.links[strings.Clone(key)] = of
		}
	}
}

// mostBatches is how many sources and batches are counted apart; a column that
// differs in every row is no batch.
const mostBatches = 10_000

func (d *details) countOrigin(of origin) {
	key := [2]string{string(of.source), of.batch}
	if _, known := d.nobodys[key]; !known {
		if len(d.nobodys) >= mostBatches {
			key[1] = "…"
		}
		key[1] = strings.Clone(key[1])
	}
	d.nobodys[key]++
}

// tellNobodys puts the counts into the report.
func (d *Delivery) tellNobodys() {
	for _, key := range slices.SortedFunc(maps.Keys(d.details.nobodys), func(a, b [2]string) int {
		return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
	}) {
		d.report.Nobodys = append(d.report.Nobodys, importexport.Nobodys{Source: key[0], Batch: key[1], Count: d.details.nobodys[key]})
	}
}

func personKeys(k link.Keys) []string {
	var keys []string
	for _, key := range []string{"d" + k.DocNo, "r" + k.ResidentID, "p" + k.Phone} {
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
			if t.kind != "assignments" {
				continue
			}
			for row, err := range d.data(ctx, t, false) {
				if err != nil {
					yield(RegisterEntry{}, err)
					return
				}
				if row.Problem != nil {
					continue
				}
				if entry, ok := d.registerEntry(t, row); ok && !yield(entry, nil) {
					return
				}
			}
		}
	}
}

// refuseEntry refuses the code of somebody who has not appealed for what is
// wrong with it: it could not be kept in the register.
func (d *Delivery) refuseEntry(t *table, row *importexport.Row) bool {
	_, problems := d.readEntry(t, row)
	if !refuses(problems) {
		return false
	}
	d.refuseDetail(t, row, problems)
	return true
}

// readEntry reads the code of a row, and whose it is.
func (d *Delivery) readEntry(t *table, row *importexport.Row) (*entry, []*importexport.Problem) {
	e := newEntry()
	problems, _ := t.apply(e, row)
	e.key = t.keysOf(e)
	if !refuses(problems) {
		nameCode(e)
		c := checker{at: placeOf(t, row)}
		c.assignment(e.a)
		if r := &e.s.Resident; r.DocNo != "" && r.DocType != "" {
			c.docNo(r)
		}
		problems = append(problems, c.problems...)
	}
	return e, problems
}

func (d *Delivery) registerEntry(t *table, row *importexport.Row) (RegisterEntry, bool) {
	e, problems := d.readEntry(t, row)
	if refuses(problems) || !e.a.Colour.Disputable() || d.details.book.Find(e.key, t.rules()).Key != "" {
		return RegisterEntry{}, false
	}
	entry := RegisterEntry{Assignment: *e.a, Name: e.key.Name, DocNo: e.key.DocNo, Phone: e.key.Phone}
	for _, key := range personKeys(e.key) {
		if l, ok := d.details.links[key]; ok {
			entry.Source, entry.Batch, entry.Link = l.source, l.batch, l.link
			break
		}
	}
	return entry, true
}
