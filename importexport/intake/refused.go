package intake

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"recourse/importexport"
	"recourse/importexport/csvfile"
)

// refusedRows keeps the rows that were not taken as they came, so that they
// can be corrected and imported alone. It is bounded; beyond the bound rows
// are reported but not kept.
type refusedRows struct {
	limits importexport.Limits
	order  []*table
	rows   map[*table][]refusedRow
	lines  [][]byte
	kept   int
}

type refusedRow struct {
	number   int
	cells    []string
	problems []*importexport.Problem
}

func newRefusedRows(limits importexport.Limits) *refusedRows {
	return &refusedRows{limits: limits, rows: map[*table][]refusedRow{}}
}

func (r *refusedRows) add(t *table, row *importexport.Row, problems []*importexport.Problem) {
	if r.kept++; r.kept > r.limits.ProblemsKept {
		return
	}
	if _, known := r.rows[t]; !known {
		r.order = append(r.order, t)
	}
	cells := make([]string, min(len(row.Cells), len(t.headers)))
	for i := range cells {
		cells[i] = strings.Clone(row.Cells[i].Text)
	}
	r.rows[t] = append(r.rows[t], refusedRow{row.Number, cells, problems})
}

func (r *refusedRows) addLine(line []byte) {
	if r.kept++; r.kept <= r.limits.ProblemsKept {
		r.lines = append(r.lines, line)
	}
}

// SaveReport writes the report as CSV: every problem with file, sheet, row,
// column, value, code, message and remedy. Rows that were refused stand behind
// their first problem in the columns of their own table, so that the file can
// be corrected and imported again as it is. Each further table with refused
// rows has a file of its own beside it, refused lines of NDJSON another one.
// The names of all files written are returned.
func (d *Delivery) SaveReport(path string, words importexport.Words) ([]string, error) {
	base := strings.TrimSuffix(path, filepath.Ext(path))
	var written []string
	var main *table
	if len(d.refused.order) > 0 {
		main = d.refused.order[0]
	}
	if err := importexport.WriteFile(path, func(w io.Writer) error { return d.writeReport(w, main, words) }); err != nil {
		return nil, err
	}
	written = append(written, path)
	for i, t := range d.refused.order {
		if i == 0 {
			continue
		}
		name := fmt.Sprintf("%s-%d-%s.csv", base, i+1, t.table)
		if err := importexport.WriteFile(name, func(w io.Writer) error { return d.writeRefused(w, t, words) }); err != nil {
			return written, err
		}
		written = append(written, name)
	}
	if len(d.refused.lines) > 0 {
		name := base + "-refused.ndjson"
		err := importexport.WriteFile(name, func(w io.Writer) error {
			for _, line := range d.refused.lines {
				if _, err := w.Write(append(line, '\n')); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return written, err
		}
		written = append(written, name)
	}
	return written, nil
}

// writeReport writes every problem; rows of the main table carry their cells.
func (d *Delivery) writeReport(w io.Writer, main *table, words importexport.Words) error {
	out, err := csvfile.NewWriter(w, csvfile.WriterOptions{Encoding: importexport.UTF8BOM})
	if err != nil {
		return err
	}
	header := importexport.ReportHeader(words)
	if main != nil {
		header = append(header, texts(main.headers)...)
	}
	err = out.Write(header)
	shown := map[*importexport.Problem]bool{}
	if main != nil && err == nil {
		for _, r := range d.refused.rows[main] {
			err = errors.Join(err, writeRow(out, main, r, words))
			for _, p := range r.problems {
				shown[p] = true
			}
		}
	}
	for _, p := range d.report.Problems {
		if !shown[p] {
			err = errors.Join(err, out.Write(padTo(importexport.ReportCells(p, words), len(header))))
		}
	}
	return errors.Join(err, out.Close())
}

func (d *Delivery) writeRefused(w io.Writer, t *table, words importexport.Words) error {
	out, err := csvfile.NewWriter(w, csvfile.WriterOptions{Encoding: importexport.UTF8BOM})
	if err != nil {
		return err
	}
	err = out.Write(append(importexport.ReportHeader(words), texts(t.headers)...))
	for _, r := range d.refused.rows[t] {
		err = errors.Join(err, writeRow(out, t, r, words))
	}
	return errors.Join(err, out.Close())
}

// writeRow writes a refused row once, with all that is wrong with it.
func writeRow(out *csvfile.Writer, t *table, r refusedRow, words importexport.Words) error {
	cells := importexport.ReportCells(r.problems[0], words)
	for _, p := range r.problems[1:] {
		for i, c := range importexport.ReportCells(p, words)[columnAt:] {
			if at := columnAt + i; c.Text != "" && c.Text != cells[at].Text {
				cells[at] = importexport.TextCell(cells[at].Text + "; " + c.Text)
			}
		}
	}
	return out.Write(padTo(append(cells, texts(r.cells)...), columnAt+5+len(t.headers)))
}

// columnAt is where in the cells of a problem the column stands; before it are
// file, sheet and row, behind it value, code, message and remedy.
const columnAt = 3

func texts(values []string) []importexport.Cell {
	cells := make([]importexport.Cell, len(values))
	for i, v := range values {
		cells[i] = importexport.TextCell(clean(v))
	}
	return cells
}

// clean makes a text writable that was refused because it is no text.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func padTo(cells []importexport.Cell, width int) []importexport.Cell {
	for len(cells) < width {
		cells = append(cells, importexport.Cell{})
	}
	return cells
}
