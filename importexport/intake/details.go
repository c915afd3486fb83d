package intake

import (
	"context"
	"encoding/binary"
	"path"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/link"
)

// details holds the rows of the tables that are joined to cases, packed, and
// only those that belong to an appeal of the delivery or may belong to one
// that the office knows.
type details struct {
	rows  []packedRow
	byKey map[string][]int32
	left  map[string][]int32 // appeal number -> rows, for appeals the delivery does not have
	links map[string]origin  // person -> the first flag, for the register

	book    *link.Book // of the appeals of the delivery
	office  *link.Book // of the cases that the office has, nil when nobody asked
	nobodys map[[2]string]int64
	scratch *entry
}

// packedRow is a row in a compact form.
type packedRow struct {
	table *table
	cells string
	row   int32
	state rowState
	how   string // the link by which it belongs to its case
}

type rowState uint8

const (
	waiting rowState = iota
	attached
	notTaken
	foreign // counted already
)

// origin is what the register keeps of a flag.
type origin struct {
	source      cases.Source
	batch, link string
}

// gatherDetails reads all tables but that of the cases. Nothing is read twice
// when the delivery has cases only.
func (d *Delivery) gatherDetails(ctx context.Context) error {
	d.details = &details{
		byKey: map[string][]int32{}, left: map[string][]int32{}, links: map[string]origin{},
		book: link.NewBook(), nobodys: map[[2]string]int64{}, scratch: newEntry(),
	}
	var others []*table
	for _, t := range d.tables {
		if t.kind != "appeals" {
			others = append(others, t)
		}
	}
	if len(others) == 0 {
		return nil
	}
	// In whatever order files come, a case gets its rows in the same one: the
	// same delivery packed otherwise says nothing new.
	slices.SortStableFunc(others, func(a, b *table) int {
		return strings.Compare(path.Base(a.in.src.Name), path.Base(b.in.src.Name))
	})
	if err := d.collectKeys(ctx, others); err != nil {
		return err
	}
	for _, t := range others {
		if err := d.gatherTable(ctx, t); err != nil {
			return err
		}
	}
	d.tellNobodys()
	return nil
}

// collectKeys reads which appeals the delivery has and, where it matters, who
// else there is: a caller is found by phone in the extract of codes, and only
// there does it show that a name is that of two people.
func (d *Delivery) collectKeys(ctx context.Context, others []*table) error {
	book := d.details.book
	book.Weak = slices.ContainsFunc(others, func(t *table) bool { return t.weak() })
	for _, t := range d.tables {
		if t.kind != "appeals" {
			continue
		}
		if err := d.eachKey(ctx, t, book.Appeal); err != nil {
			return err
		}
	}
	if err := d.collectPeople(ctx, others, book); err != nil {
		return err
	}
	return d.collectOffice(ctx, others)
}

// collectPeople enters everybody whom the extracts of codes name, if somebody
// has to be found by them.
func (d *Delivery) collectPeople(ctx context.Context, others []*table, book *link.Book) error {
	for _, t := range others {
		if t.kind != "assignments" || !book.Weak && !book.Waits() {
			continue
		}
		if err := d.eachKey(ctx, t, func(k link.Keys) { enterPerson(book, k) }); err != nil {
			return err
		}
	}
	book.Settle()
	return nil
}

// enterPerson enters somebody of an extract of codes. A number with a wrong
// check character is nobody's: its row is refused, and finds no caller.
func enterPerson(book *link.Book, k link.Keys) {
	if len(k.DocNo) == 18 && cases.CheckDocNo("01", k.DocNo) == cases.DocBad {
		return
	}
	book.Person(k)
}

// collectOffice asks which cases the office has that rows of this delivery may
// belong to: those that do not name an appeal.
func (d *Delivery) collectOffice(ctx context.Context, others []*table) error {
	keyless := func(t *table) bool { _, named := t.fields["key.appeal_no"]; return !named }
	if d.opts.People == nil || d.opts.Known == nil || !slices.ContainsFunc(others, keyless) {
		return nil
	}
	d.details.office = link.NewBook()
	d.details.office.Weak = d.details.book.Weak
	for k, err := range d.opts.People(ctx) {
		if err != nil {
			return err
		}
		d.details.office.Appeal(k)
	}
	return d.collectPeople(ctx, others, d.details.office)
}

// eachKey reads of a table only whose its rows are.
func (d *Delivery) eachKey(ctx context.Context, t *table, note func(link.Keys)) error {
	for row, err := range d.data(ctx, t, false) {
		if err != nil {
			return err
		}
		if row.Problem == nil {
			note(d.keysIn(t, row))
		}
	}
	return nil
}

// keysIn reads whose a row is, and nothing else. What cannot be read of that
// is told when the row is read whole.
func (d *Delivery) keysIn(t *table, row *importexport.Row) link.Keys {
	e := d.details.scratch
	e.reset()
	for i := range t.columns {
		col := &t.columns[i]
		if !isKey(col.field.name) || col.index >= len(row.Cells) {
			continue
		}
		if ok, why := t.readCell(col, row.Cells[col.index]); ok && why.code == "" {
			col.field.set(e, &t.values.value)
		}
	}
	for i := range t.composed {
		c := &t.composed[i]
		if !isKey(c.field.name) {
			continue
		}
		if ok, why := t.readComposed(c, row); ok && why.code == "" {
			c.field.set(e, &t.values.value)
		}
	}
	if name := t.profile.Tables[t.table].SheetName; isKey(name) {
		t.setGiven(e, spot{header: t.header})
	}
	return t.keysOf(e)
}

// isKey reports whether a field says whose a row is.
func isKey(name string) bool {
	switch name {
	case "appeal.appeal_no", "resident.doc_no", "resident.phone", "resident.resident_id", "resident.name",
		"flag.phone", "flag.linked_doc_no", "flag.linked_name":
		return true
	}
	return strings.HasPrefix(name, "key.")
}

func (d *Delivery) gatherTable(ctx context.Context, t *table) error {
	for row, err := range d.data(ctx, t, true) {
		if err != nil {
			return err
		}
		if d.unmapped(t, row) {
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
	keys, rules := d.keysIn(t, row), t.rules()
	m := d.details.book.Find(keys, rules)
	switch {
	case m.Key == "" && !keys.Usable(rules):
		d.refuseUnkeyed(t, row)
		return
	case m.Key == "" && !m.Ambiguous && d.details.office != nil:
		// A case that the delivery brings itself is as the delivery says.
		if m = d.details.office.Find(keys, rules); m.Key != "" && !d.details.book.Has(m.AppealNo) {
			keys.AppealNo = m.AppealNo
		}
		m.Key = ""
	}
	if m.Ambiguous {
		p := placeOf(t, row).problem(linkField(m.How), kName, keys.Name, "ambiguous_link", importexport.Notice)
		d.report.Add(d.opts.Limits, p)
	}
	if m.Key == "" && (keys.AppealNo == "" || d.opts.Known == nil) {
		if t.kind == "assignments" && d.refuseEntry(t, row) {
			return
		}
		d.report.DetailsForeign++
		d.countNobodys(t, keys, row, m.Ambiguous)
		return
	}
	n := int32(len(d.details.rows))
	d.details.rows = append(d.details.rows, packedRow{table: t, cells: pack(row.Cells), row: int32(row.Number), how: m.How})
	if m.Key != "" {
		d.details.byKey[m.Key] = append(d.details.byKey[m.Key], n)
	} else {
		no := strings.Clone(keys.AppealNo)
		d.details.left[no] = append(d.details.left[no], n)
	}
}

// linkField is the column that a link looks at first.
func linkField(how string) string {
	if how == "plate" {
		return "key.plate"
	}
	return "key.name"
}

// refuseUnkeyed refuses a row that belongs to nobody, for what is wrong with
// the columns that say whose it is, or because there is nothing in them.
func (d *Delivery) refuseUnkeyed(t *table, row *importexport.Row) {
	e := newEntry()
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

// of returns the rows that belong to a case, in the order of the delivery.
func (d *details) of(k link.Keys) []int32 {
	if len(d.byKey) == 0 {
		return nil
	}
	var all []int32
	for _, key := range link.Of(k) {
		all = append(all, d.byKey[key]...)
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
func (d *details) letGo(k link.Keys) {
	for _, n := range d.of(k) {
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
