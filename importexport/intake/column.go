package intake

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
)

// column is one column that is a field by itself.
type column struct {
	index  int
	header string
	field  *field
	unit   *importexport.Unit // in which its numbers are written, nil for the field's own
	nulls  []string           // texts that are no value in this column
	zone   *time.Location     // of its times, nil for that of the profile

	order importexport.DateOrder // of its dates; what its profile says of the field, or of all
}

// composition is a field that is made of several columns.
type composition struct {
	column
	pattern importexport.Pattern
	at      map[string]int // name in the pattern -> column
}

// constant is a field whose value is the same in every row.
type constant struct {
	field *field
	text  string
}

// extras is what a profile says about the rows of a table beyond which column
// is which field.
type extras struct {
	parts     map[string]int // part -> column
	composed  []composition
	constants []constant
	standIns  [][2]*field // the first takes over the second's value
	reads     []int       // every column that means something
	totals    []string    // words that begin a subtotal, folded
	notes     []string    // and a remark
}

// bindExtras completes a layout whose columns have been found.
func (l *layout) bindExtras() {
	spec := l.profile.Tables[l.table]
	l.totals, l.notes = folded(l.profile.Totals), folded(l.profile.Notes)
	for i := range l.columns {
		l.columns[i].by(l.profile, l.table)
		l.reads = append(l.reads, l.columns[i].index)
	}
	l.reads = append(l.reads, slices.Collect(maps.Values(l.parts))...)
	slices.Sort(l.reads)
	for _, name := range slices.Sorted(maps.Keys(spec.Compose)) {
		l.compose(name, spec.Compose[name])
	}
	for _, name := range slices.Sorted(maps.Keys(spec.Constants)) {
		l.constants = append(l.constants, constant{l.all[name], spec.Constants[name]})
		if l.fields != nil {
			l.fields[name] = ""
		}
	}
	for _, name := range slices.Sorted(maps.Keys(spec.Fallbacks)) {
		l.standIns = append(l.standIns, [2]*field{l.all[name], l.all[spec.Fallbacks[name]]})
	}
}

// by takes over what the profile says about a field.
func (c *column) by(p *importexport.Profile, table string) {
	spec := p.Tables[table]
	c.nulls, c.order = spec.Nulls[c.field.name], p.DateOrderOf(table, c.field.name)
	if name := p.UnitOf(table, c.field.name); name != "" {
		if u, ok := importexport.FindUnit(c.field.name, name); ok {
			c.unit = &u
		}
	}
	if name := spec.Zones[c.field.name]; name != "" {
		c.zone, _ = importexport.LoadZone(name) // ParseProfile has loaded it once
	}
}

// compose adds a field made of columns, if at least one of them is there.
func (l *layout) compose(name, text string) {
	pattern, err := importexport.ParsePattern(text)
	if err != nil {
		return // ParseProfile has refused it
	}
	c := composition{column: column{index: -1, field: l.all[name]}, pattern: pattern, at: map[string]int{}}
	var headers []string
	for _, part := range pattern.Names() {
		if at, ok := l.columnOf(part); ok {
			c.at[part] = at
			headers = append(headers, l.headers[at])
		}
	}
	if len(c.at) == 0 {
		return
	}
	c.header = strings.Join(headers, "+")
	c.by(l.profile, l.table)
	l.composed = append(l.composed, c)
	l.fields[name] = c.header
}

// columnOf finds the column of a part or of a field.
func (l *layout) columnOf(name string) (int, bool) {
	if at, ok := l.parts[name]; ok {
		return at, true
	}
	i := slices.IndexFunc(l.columns, func(c column) bool { return c.field.name == name })
	if i < 0 {
		return 0, false
	}
	return l.columns[i].index, true
}

// readCell reads a cell of a column into t.values. It returns false for one
// that says nothing.
func (t *table) readCell(c *column, cell importexport.Cell) (bool, fail) {
	t.values.dates.order = c.order
	if c.unit == nil && c.nulls == nil && c.zone == nil {
		return t.values.read(c.field, cell)
	}
	if slices.Contains(c.nulls, strings.TrimSpace(importexport.Fold(cell.Text))) {
		t.values.warning = ""
		return false, fine
	}
	if c.zone != nil {
		return t.readZoned(c, cell)
	}
	if c.unit != nil && (c.field.kind == kNumber || c.field.kind == kWhole) {
		return t.readUnit(c, cell)
	}
	return t.values.read(c.field, cell)
}

// readZoned reads a time of another zone.
func (t *table) readZoned(c *column, cell importexport.Cell) (bool, fail) {
	here := t.values.dates.zone
	t.values.dates.zone = c.zone
	ok, why := t.values.read(c.field, cell)
	t.values.dates.zone = here
	if s := t.values.value.stamp; ok && why.code == "" && !s.WholeDay() && !s.IsZero() {
		t.values.value.stamp = cases.At(s.Earliest().In(here))
		t.values.warning = cmp.Or(crossing(s.Earliest(), here), t.values.warning)
	}
	return ok, why
}

// readUnit reads a number of another unit. Where a field takes whole numbers
// only it is rounded to the nearest, with a remark beside what was written.
func (t *table) readUnit(c *column, cell importexport.Cell) (bool, fail) {
	f := *c.field
	f.kind = kNumber
	ok, why := t.values.read(&f, cell)
	if !ok || why.code != "" || c.unit.Factor == 1 {
		return ok, why
	}
	n := c.unit.Convert(t.values.value.number)
	t.values.value.number, t.values.value.whole = n, int(math.Round(n))
	t.values.warning = "converted"
	return true, fine
}

// readComposed reads a field that is made of several columns.
func (t *table) readComposed(c *composition, row *importexport.Row) (bool, fail) {
	var only importexport.Cell
	var why fail
	filled := 0
	text := c.pattern.Fill(func(name string) string {
		cell, ok := t.part(c, name, row)
		switch {
		case !ok:
			return ""
		case cell.Kind == importexport.Error:
			why = failed("error_cell")
		case cell.Kind == importexport.Number:
			if digits, exact, whole := importexport.WholeNumber(cell.Text); whole && !exact {
				why = failed("lost_precision")
			} else if whole {
				cell.Text = digits
			}
		}
		only = cell
		filled++
		return strings.TrimSpace(cell.Text)
	})
	switch {
	case why.code != "":
		return false, why
	case filled == 1 && text == strings.TrimSpace(only.Text):
		return t.readCell(&c.column, only) // a date of a spreadsheet stays one
	}
	return t.readCell(&c.column, importexport.TextCell(text))
}

// part is the cell of a name in a pattern, false when it says nothing.
func (t *table) part(c *composition, name string, row *importexport.Row) (importexport.Cell, bool) {
	at, ok := c.at[name]
	if !ok || at >= len(row.Cells) {
		return importexport.Cell{}, false
	}
	cell := row.Cells[at]
	text := strings.TrimSpace(importexport.Fold(cell.Text))
	if text == "" || t.profile.Null(text) || slices.Contains(t.profile.Tables[t.table].Nulls[name], text) {
		return importexport.Cell{}, false
	}
	return cell, true
}

// standIn lets fields that are still empty take over the values of others. It
// returns the fields that did.
func (l *layout) standIn(e *entry) (took []string) {
	for _, pair := range l.standIns {
		to, from := pair[0], pair[1]
		switch {
		case to.text != nil && from.text != nil:
			if *to.text(e) == "" && *from.text(e) != "" {
				*to.text(e) = *from.text(e)
				took = append(took, to.name)
			}
		case to.stamp != nil && from.stamp != nil:
			if to.stamp(e).IsZero() && !from.stamp(e).IsZero() {
				*to.stamp(e) = *from.stamp(e)
				took = append(took, to.name)
			}
		}
	}
	return took
}

// tick answers the items of a column in which several things can be ticked.
func (t *table) tick(e *entry, c *column, text string) {
	choices := t.profile.Tables[t.table].Choices[c.field.name]
	ticked, known := map[string]bool{}, true
	for _, word := range splitAny(importexport.Fold(text), t.profile.Lists) {
		found := false
		for item, words := range choices {
			if slices.Contains(words, word) {
				ticked[item], found = true, true
			}
		}
		known = known && found
	}
	known = known && (len(ticked) == 1 || !ticked["none"]) && len(ticked) > 0
	for _, item := range importexport.ItemCodes() {
		if choices[item] == nil || !ticked[item] && !known || slices.ContainsFunc(e.q.Items, func(a cases.Answer) bool { return a.ItemCode == item }) {
			continue
		}
		norm := "false"
		if ticked[item] {
			norm = "true"
		}
		e.q.Items = append(e.q.Items, cases.Answer{ItemCode: item, QuestionText: c.header, AnswerRaw: strings.Clone(text), AnswerNorm: norm})
	}
}
