package intake

import (
	"context"
	"encoding/binary"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// details holds the rows of the tables that are joined to cases, packed, and
// only those that belong to an appeal of the delivery or may belong to one
// that the office knows.
type details struct {
	rows  []packedRow
	byKey map[string][]int32
	left  map[string][]int32 // appeal number -> rows, for appeals the delivery does not have
	links map[string]link    // person -> the first flag, for the register
	wants wanted
}

// packedRow is a row in a compact form.
type packedRow struct {
	table *table
	cells string
	row   int32
	state rowState
}

type rowState uint8

const (
	waiting rowState = iota
	attached
	notTaken
	foreign // counted already
)

// link is what the register keeps of a flag.
type link struct {
	source      cases.Source
	batch, link string
}

// wanted are the keys of the appeals in the delivery.
type wanted struct {
	appealNo, docNo, phone, residentID map[string]bool

	// old is the number of a person by its form of before 1999, without the
	// century and the check character. Registers still have it; a row with it
	// is joined to the person, with a remark, and stays as it was written.
	old map[string]string
}

// wantOld notes the old form of a resident ID. A form that two people share
// stands for neither.
func (w *wanted) wantOld(no string) {
	if len(no) != 18 || no[6:8] != "19" {
		return
	}
	old := no[:6] + no[8:17]
	if other, taken := w.old[old]; taken && other != no {
		no = ""
	}
	w.old[strings.Clone(old)] = no
}

// gatherDetails reads all tables but that of the cases. Nothing is read twice
// when the delivery has cases only.
func (d *Delivery) gatherDetails(ctx context.Context) error {
	d.details = &details{byKey: map[string][]int32{}, left: map[string][]int32{}, links: map[string]link{}}
	joined := false
	for _, t := range d.tables {
		joined = joined || t.table != "appeals"
	}
	if !joined {
		return nil
	}
	if err := d.collectKeys(ctx); err != nil {
		return err
	}
	for _, t := range d.tables {
		if t.table == "appeals" {
			continue
		}
		if err := d.gatherTable(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// collectKeys reads which appeals the delivery has.
func (d *Delivery) collectKeys(ctx context.Context) error {
	w := wanted{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}}
	note := func(s *cases.Snapshot) {
		w.appealNo[s.Appeal.AppealNo] = true
		w.docNo[s.Resident.DocNo] = true
		w.wantOld(s.Resident.DocNo)
		w.phone[s.Resident.Phone] = true
		w.residentID[s.Resident.ResidentID] = true
	}
	for _, t := range d.tables {
		if t.table != "appeals" {
			continue
		}
		for row, err := range t.in.reader.Rows(ctx, t.index) {
			if err != nil {
				return err
			}
			if row.Number <= t.first || row.Blank() || row.Problem != nil {
				continue
			}
			s := newSnapshot()
			t.applyKeys(&entry{s: s, a: &s.Assignment}, row)
			note(s)
		}
	}
	for _, m := range []map[string]bool{w.appealNo, w.docNo, w.phone, w.residentID} {
		delete(m, "")
	}
	d.details.wants = w
	return nil
}

// applyKeys reads only the columns that rows are joined by.
func (t *table) applyKeys(e *entry, row *importexport.Row) {
	for i := range t.columns {
		col := &t.columns[i]
		switch col.field.name {
		case "appeal.appeal_no", "resident.doc_no", "resident.phone", "resident.resident_id",
			"key.appeal_no", "key.doc_no", "key.phone", "key.resident_id", "flag.phone":
		default:
			continue
		}
		if col.index < len(row.Cells) {
			if ok, why := t.values.read(col.field, row.Cells[col.index]); ok && why.code == "" {
				col.field.set(e, &t.values.value)
			}
		}
	}
}

func (d *Delivery) gatherTable(ctx context.Context, t *table) error {
	for row, err := range t.in.reader.Rows(ctx, t.index) {
		if err != nil {
			return err
		}
		if row.Number <= t.first || row.Blank() || d.unmapped(t, row) {
			continue
		}
		t.note(row)
		if d.report.Details++; d.report.Details%progressEvery == 0 {
			d.tellProgress()
		}
		if row.Problem != nil {
			p := *row.Problem
			p.Value, p.Level = "", importexport.Refused
			d.refuseDetail(t, row, []*importexport.Problem{&p})
			continue
		}
		d.keep(t, row)
	}
	return nil
}

// keep packs a row away if it belongs, or may belong, to a case.
func (d *Delivery) keep(t *table, row *importexport.Row) {
	e := &entry{}
	t.applyKeys(e, row)
	if e.f.Phone != "" {
		e.key.phone = e.f.Phone
	}
	key, ok := d.details.wants.key(e.key)
	if !ok && e.key == (joinKey{}) {
		d.refuseUnkeyed(t, row)
		return
	}
	if !ok && (e.key.appealNo == "" || d.opts.Known == nil) {
		d.report.DetailsForeign++
		d.keepLink(t, e, row)
		return
	}
	n := int32(len(d.details.rows))
	d.details.rows = append(d.details.rows, packedRow{table: t, cells: pack(row.Cells), row: int32(row.Number)})
	if ok {
		d.details.byKey[key] = append(d.details.byKey[key], n)
	} else {
		no := strings.Clone(e.key.appealNo)
		d.details.left[no] = append(d.details.left[no], n)
	}
}

// refuseUnkeyed refuses a row that belongs to nobody, for what is wrong with
// the columns that say whose it is, or because there is nothing in them.
func (d *Delivery) refuseUnkeyed(t *table, row *importexport.Row) {
	e := &entry{a: &cases.CodeAssignment{}, q: &cases.Questionnaire{}, t: &cases.RuleTrace{}, s: newSnapshot()}
	problems, _ := t.apply(e, row)
	if forbidden := d.forbid(problems, e.f.Provider); forbidden != nil {
		d.report.DetailsRefused++
		d.report.Add(d.opts.Limits, forbidden...)
		return
	}
	if !refuses(problems) {
		problems = []*importexport.Problem{placeOf(t, row).problem("key.appeal_no", kID, "", "no_key", importexport.Refused)}
	}
	d.refuseDetail(t, row, problems)
}

// key is the strongest key of a row that the delivery has an appeal for.
func (w wanted) key(k joinKey) (string, bool) {
	switch {
	case k.appealNo != "":
		return "a" + k.appealNo, w.appealNo[k.appealNo]
	case k.docNo != "" && w.docNo[k.docNo]:
		return "d" + k.docNo, true
	case w.old[k.docNo] != "":
		return "d" + w.old[k.docNo], true
	case k.residentID != "" && w.residentID[k.residentID]:
		return "r" + k.residentID, true
	case k.phone != "" && w.phone[k.phone]:
		return "p" + k.phone, true
	}
	return "", false
}

// of returns the rows that belong to a case, in the order of the delivery.
func (d *details) of(s *cases.Snapshot) []int32 {
	if len(d.byKey) == 0 {
		return nil
	}
	var all []int32
	for _, key := range []string{"a" + s.Appeal.AppealNo, "d" + s.Resident.DocNo, "r" + s.Resident.ResidentID, "p" + s.Resident.Phone} {
		if len(key) > 1 {
			all = append(all, d.byKey[key]...)
		}
	}
	return all
}

// settle counts what became of the rows. Those of a case that was refused are
// refused with it and kept beside it, so that the case can be corrected and
// imported alone with all that belongs to it.
func (d *Delivery) settle() {
	r := &d.report
	for i := range d.details.rows {
		row := &d.details.rows[i]
		switch row.state {
		case attached:
			r.DetailsAttached++
		case foreign:
		case notTaken:
			r.DetailsRefused++
		default:
			r.DetailsRefused++
			full := row.unpack()
			p := placeOf(row.table, full).problem("", kText, "", "case_refused", importexport.Refused)
			d.refused.add(row.table, full, []*importexport.Problem{p})
		}
	}
}

// letGo takes the rows back from a case that was refused.
func (d *details) letGo(s *cases.Snapshot) {
	for _, n := range d.of(s) {
		if row := &d.rows[n]; row.state == attached {
			row.state = waiting
		}
	}
}

// pack writes cells one behind the other: kind, length, text.
func pack(cells []importexport.Cell) string {
	var b []byte
	for _, c := range cells {
		k := byte(c.Kind) << 1
		if c.Formula {
			k |= 1
		}
		b = append(b, k)
		b = binary.AppendUvarint(b, uint64(len(c.Text)))
		b = append(b, c.Text...)
	}
	return string(b)
}

// unpack is the reverse of pack.
func unpack(packed string, cells []importexport.Cell) []importexport.Cell {
	cells = cells[:0]
	for len(packed) > 0 {
		k := packed[0]
		n, size := uvarint(packed[1:])
		packed = packed[1+size:]
		cells = append(cells, importexport.Cell{Kind: importexport.Kind(k >> 1), Formula: k&1 == 1, Text: packed[:n]})
		packed = packed[n:]
	}
	return cells
}

func uvarint(s string) (value, size int) {
	shift := 0
	for i := range len(s) {
		value |= int(s[i]&0x7f) << shift
		if s[i] < 0x80 {
			return value, i + 1
		}
		shift += 7
	}
	return 0, len(s)
}
