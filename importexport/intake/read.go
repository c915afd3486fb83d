package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// errStopped says that the caller wants no more drafts.
var errStopped = errors.New("stopped")

// progressEvery is after how many cases progress is told.
const progressEvery = 500

// readAppeals reads the table that has one row per case.
func (d *Delivery) readAppeals(ctx context.Context, t *table, emit func(*Draft) bool) error {
	for row, err := range d.data(ctx, t, true) {
		if err != nil {
			return err
		}
		if d.unmapped(t, row) {
			continue
		}
		t.note(row)
		d.count()
		draft := d.buildCase(t, row)
		if d.failure != nil {
			return d.failure
		}
		if draft != nil && !emit(draft) {
			return errStopped
		}
	}
	return nil
}

// unmapped reports whether a row says nothing in any column that means
// something, such as the remarks of a report that comes back corrected. It is
// no case, but it is mentioned.
func (d *Delivery) unmapped(t *table, row *importexport.Row) bool {
	if row.Problem != nil {
		return false
	}
	for _, at := range t.reads {
		if at < len(row.Cells) && (row.Cells[at].Text != "" || row.Cells[at].Formula) {
			return false
		}
	}
	p := placeOf(t, row).problem("", kText, "", "row_without_content", importexport.Notice)
	d.report.Add(d.opts.Limits, p)
	return true
}

// count counts a case, and ends the reading at more than a delivery may have:
// every appeal number of it is held in memory.
func (d *Delivery) count() {
	if d.report.Read++; d.report.Read > int64(d.opts.Limits.Cases) && d.failure == nil {
		d.failure = importexport.Refuse(d.inputs[0].src.Name, "too_many_cases", importexport.Count("limit", d.opts.Limits.Cases))
	}
	if d.report.Read%progressEvery == 0 {
		d.tellProgress()
	}
}

// buildCase makes a draft of a row, or reports why there is none.
func (d *Delivery) buildCase(t *table, row *importexport.Row) *Draft {
	if p := t.broken(row); p != nil {
		d.report.Refused++
		d.report.Add(d.opts.Limits, p)
		d.refused.add(t, row, []*importexport.Problem{p})
		return nil
	}
	s := newSnapshot()
	e := &entry{s: s, a: &s.Assignment}
	problems, warnings := t.apply(e, row)
	e.key = t.keysOf(e)
	if !refuses(problems) {
		if repeated, ps := d.repeated(t, row, s.Appeal.AppealNo); repeated || ps != nil {
			problems = append(problems, ps...)
			if repeated && ps == nil {
				d.report.Unchanged++
				return nil
			}
		}
	}
	t.provenance(&s.Appeal.Provenance, row, warnings)
	if !refuses(problems) {
		if t.hasAssignment() {
			s.Assignment.Provenance = cases.Provenance{SourceFileSHA256: t.in.sha256, Sheet: t.sheet, RowNo: row.Number}
		}
		problems = append(problems, d.join(t, e, placeOf(t, row))...)
	}
	if !refuses(problems) {
		problems = append(problems, d.check(s, placeOf(t, row), t.incomplete())...)
	}
	d.report.Add(d.opts.Limits, problems...)
	if refuses(problems) {
		d.report.Refused++
		d.refused.add(t, row, problems)
		d.details.letGo(e.key)
		return nil
	}
	t.remember(row, warnings)
	return &Draft{Snapshot: s, File: t.in.src.Name, Sheet: t.sheet, Row: row.Number}
}

// note counts a row of the table.
func (t *table) note(row *importexport.Row) {
	t.rows++
	if row.Hidden {
		t.hidden++
	}
}

// refuses reports whether a row with these problems is not taken.
func refuses(problems []*importexport.Problem) bool {
	for _, p := range problems {
		if p.Level >= importexport.Refused {
			return true
		}
	}
	return false
}

// repeated tells a row that was sent twice, which counts once, from two rows
// that say different things under one appeal number, of which the second is
// refused.
func (d *Delivery) repeated(t *table, row *importexport.Row, appealNo string) (bool, []*importexport.Problem) {
	if appealNo == "" {
		return false, nil
	}
	d.hash.Reset()
	for _, c := range row.Cells {
		d.hash.WriteString(c.Text)
		d.hash.WriteByte(0)
	}
	return d.repeatedHash(appealNo, d.hash.Sum64(), placeOf(t, row))
}

func (d *Delivery) repeatedHash(appealNo string, hash uint64, at spot) (bool, []*importexport.Problem) {
	first, again := d.seen[appealNo]
	switch {
	case !again:
		d.seen[appealNo] = place{file: at.file, sheet: at.sheet, row: at.row, hash: hash}
		return false, nil
	case first.hash == hash:
		return true, nil
	}
	p := at.problem("appeal.appeal_no", kID, appealNo, "duplicate_in_delivery", importexport.Refused)
	p.Args = map[string]string{"first": spot{file: first.file, sheet: first.sheet, row: first.row}.String()}
	return true, []*importexport.Problem{p}
}

// spot is where a row stands, for problems.
type spot struct {
	file, sheet string
	row         int
	header      func(field string) string
}

func placeOf(t *table, row *importexport.Row) spot {
	return spot{file: t.in.src.Name, sheet: t.sheet, row: row.Number, header: t.header}
}

func (s spot) String() string {
	if s.sheet == "" {
		return fmt.Sprintf("%s:%d", s.file, s.row)
	}
	return fmt.Sprintf("%s/%s:%d", s.file, s.sheet, s.row)
}

func (s spot) problem(field string, k kind, value string, code importexport.Code, level importexport.Level) *importexport.Problem {
	return &importexport.Problem{
		File: s.file, Sheet: s.sheet, Row: s.row, Column: s.header(field), Value: shown(k, value), Code: code, Level: level,
	}
}

// apply reads the cells of a row into an entry.
func (t *table) apply(e *entry, row *importexport.Row) (problems []*importexport.Problem, warnings []string) {
	at := placeOf(t, row)
	if p := t.broken(row); p != nil {
		return []*importexport.Problem{p}, nil
	}
	take := func(col *column, cell importexport.Cell, ok bool, why fail) {
		if why.code != "" {
			p := at.problem(col.field.name, col.field.kind, cell.Text, why.code, importexport.Refused)
			p.Column, p.Args = col.header, why.args
			problems = append(problems, p)
			return
		}
		if ok && cell.Formula && t.values.warning == "" {
			t.values.warning = "formula"
		}
		if t.values.warning != "" {
			warnings = append(warnings, t.values.warning+":"+col.field.name)
		}
		if ok {
			t.set(e, col)
		}
	}
	for i := range t.columns {
		col := &t.columns[i]
		if col.index >= len(row.Cells) {
			continue
		}
		cell := row.Cells[col.index]
		ok, why := t.readCell(col, cell)
		take(col, cell, ok, why)
	}
	for i := range t.composed {
		c := &t.composed[i]
		ok, why := t.readComposed(c, row)
		take(&c.column, importexport.Cell{}, ok, why)
	}
	problems = append(problems, t.setGiven(e, at)...)
	if t.kind != "appeals" { // a case is whole only once the rows of other tables have come to it
		t.standIn(e)
	}
	return problems, warnings
}

// set puts the value read last into its place.
func (t *table) set(e *entry, col *column) {
	text := t.values.value.text
	had := 0
	if e.q != nil {
		had = len(e.q.Items)
	}
	col.field.set(e, &t.values.value)
	if e.q == nil || len(e.q.Items) == had {
		return
	}
	item := &e.q.Items[had]
	if importexport.NormalHeader(col.header) != importexport.NormalHeader(item.ItemCode) {
		item.QuestionText = col.header
	}
	if t.profile.Tables[t.table].Choices[col.field.name] != nil {
		t.tick(e, col, text)
	}
}

// broken is why nothing of a row can be believed, nil for nothing: the file
// could not be read there, or the row does not have the cells of its table.
func (t *table) broken(row *importexport.Row) *importexport.Problem {
	if row.Problem != nil {
		p := *row.Problem
		p.Value, p.Level = "", importexport.Refused
		return &p
	}
	return t.width(row, placeOf(t, row))
}

// width checks that a row has as many cells as the header. A text row with
// fewer has been cut, or a line break inside of it was taken for its end.
func (t *table) width(row *importexport.Row, at spot) *importexport.Problem {
	for i := len(t.headers); i < len(row.Cells); i++ {
		if strings.TrimSpace(row.Cells[i].Text) != "" {
			p := at.problem("", kVerbatim, "", "extra_cells", importexport.Refused)
			p.Args, p.Column = importexport.Count("columns", len(t.headers)), importexport.ColumnName(i)
			return p
		}
	}
	if t.in.report.Format == importexport.CSV && len(row.Cells) < len(t.headers) {
		p := at.problem("", kVerbatim, "", "short_row", importexport.Refused)
		if cells := fmt.Sprint(len(row.Cells)); t.short["cells"] != cells { // a file that is cut has many such rows, all alike
			t.short = map[string]string{"columns": fmt.Sprint(len(t.headers)), "cells": cells}
		}
		p.Args = t.short
		return p
	}
	return nil
}

// setGiven fills the fields that no column gives: constants, what the name of
// the sheet says, and defaults of columns that the table does not have. An
// empty cell of a column that is there stays empty.
func (t *table) setGiven(e *entry, at spot) []*importexport.Problem {
	var problems []*importexport.Problem
	give := func(f *field, text string) {
		if f.kind == kCode && isCode(t.profile.Values[f.group], text) {
			t.values.value = value{text: text} // the profile speaks in codes, sources in words
			f.set(e, &t.values.value)
			return
		}
		if f.kind == kStamp {
			t.values.dates.order = t.profile.DateOrderOf(t.table, f.name)
		}
		if _, why := t.values.read(f, importexport.TextCell(text)); why.code != "" {
			problems = append(problems, at.problem(f.name, f.kind, text, why.code, importexport.Refused))
			return
		}
		f.set(e, &t.values.value)
	}
	for _, c := range t.constants {
		give(c.field, c.text)
	}
	if t.profile.System != "" && t.hasAssignment() && e.a.IssuingSystem == "" {
		e.a.IssuingSystem = t.profile.System
	}
	spec := t.profile.Tables[t.table]
	if _, there := t.fields[spec.SheetName]; spec.SheetName != "" && !there && !namelessSheet(t.sheet) && !numberedSheet(t.sheet, t.table) {
		give(t.all[spec.SheetName], original(t.sheet))
	}
	for name, text := range spec.Defaults {
		if _, there := t.fields[name]; !there && t.all[name] != nil {
			give(t.all[name], text)
		}
	}
	return problems
}

func isCode(table map[string]string, text string) bool {
	for _, code := range table {
		if code == text {
			return true
		}
	}
	return table == nil
}

// numberedSheet reports whether a sheet is that of a report of refused rows and
// stands for a table that had no sheet.
func numberedSheet(name, table string) bool {
	n, ok := strings.CutSuffix(name, " "+table)
	return ok && allDigits(n)
}

// original is the name of a sheet without the number of a copy: 翠苑街道 (2).
func original(name string) string {
	base, copied, _ := strings.Cut(name, " (")
	if n, ok := strings.CutSuffix(copied, ")"); ok && allDigits(n) {
		return base
	}
	return name
}

// namelessSheet reports whether a sheet has the name that a spreadsheet gave
// it, or none.
func namelessSheet(name string) bool {
	name = strings.TrimSpace(strings.TrimRight(strings.ToLower(name), "0123456789"))
	return name == "" || name == "sheet" || name == "工作表"
}
