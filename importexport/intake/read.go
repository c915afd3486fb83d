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
	for row, err := range t.in.reader.Rows(ctx, t.index) {
		if err != nil {
			return err
		}
		if row.Number <= t.first || row.Blank() || d.unmapped(t, row) {
			continue
		}
		t.note(row)
		d.count()
		draft := d.buildCase(t, row)
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
	for i := range t.columns {
		if at := t.columns[i].index; at < len(row.Cells) && (row.Cells[at].Text != "" || row.Cells[at].Formula) {
			return false
		}
	}
	p := placeOf(t, row).problem("", kText, "", "row_without_content", importexport.Notice)
	d.report.Add(d.opts.Limits, p)
	return true
}

func (d *Delivery) count() {
	d.report.Read++
	if d.report.Read%progressEvery == 0 {
		d.tellProgress()
	}
}

// buildCase makes a draft of a row, or reports why there is none.
func (d *Delivery) buildCase(t *table, row *importexport.Row) *Draft {
	s := newSnapshot()
	e := &entry{s: s, a: &s.Assignment}
	problems, warnings := t.apply(e, row)
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
		problems = append(problems, d.attach(s, placeOf(t, row))...)
	}
	if !refuses(problems) {
		problems = append(problems, d.check(s, placeOf(t, row))...)
	}
	d.report.Add(d.opts.Limits, problems...)
	if refuses(problems) {
		d.report.Refused++
		d.refused.add(t, row, problems)
		d.details.letGo(s)
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
		d.seen[appealNo] = place{where: at.String(), hash: hash}
		return false, nil
	case first.hash == hash:
		return true, nil
	}
	p := at.problem("appeal.appeal_no", kID, appealNo, "duplicate_in_delivery", importexport.Refused)
	p.Args = map[string]string{"first": first.where}
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
	if row.Problem != nil {
		p := *row.Problem
		p.Value, p.Level = "", importexport.Refused
		return []*importexport.Problem{&p}, nil
	}
	if p := t.width(row, at); p != nil {
		return []*importexport.Problem{p}, nil
	}
	for i := range t.columns {
		col := &t.columns[i]
		if col.index >= len(row.Cells) {
			continue
		}
		cell := row.Cells[col.index]
		ok, why := t.values.read(col.field, cell)
		if why.code != "" {
			p := at.problem(col.field.name, col.field.kind, cell.Text, why.code, importexport.Refused)
			p.Column, p.Args = col.header, why.args
			problems = append(problems, p)
			continue
		}
		if ok && cell.Formula && t.values.warning == "" {
			t.values.warning = "formula"
		}
		if t.values.warning != "" {
			warnings = append(warnings, t.values.warning+":"+col.field.name)
		}
		if ok {
			col.field.set(e, &t.values.value)
		}
	}
	problems = append(problems, t.setDefaults(e, at)...)
	return problems, warnings
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
		p.Args = map[string]string{"columns": fmt.Sprint(len(t.headers)), "cells": fmt.Sprint(len(row.Cells))}
		return p
	}
	return nil
}

// setDefaults fills fields whose column the table does not have with what the
// profile says; an empty cell of a column that is there stays empty.
func (t *table) setDefaults(e *entry, at spot) []*importexport.Problem {
	var problems []*importexport.Problem
	for name, text := range t.profile.Tables[t.table].Defaults {
		f := t.all[name]
		if _, there := t.fields[name]; there || f == nil {
			continue
		}
		if _, why := t.values.read(f, importexport.TextCell(text)); why.code != "" {
			problems = append(problems, at.problem(name, f.kind, text, why.code, importexport.Refused))
			continue
		}
		f.set(e, &t.values.value)
	}
	return problems
}
