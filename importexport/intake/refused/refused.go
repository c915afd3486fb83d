// Package refused writes what was not taken of a delivery, so that it can be
// corrected and imported alone.
//
// A report is a workbook or a CSV file, as its name says. Each refused row
// stands once, behind all that is wrong with it, in the columns of its own
// table. In a workbook every cell of it is text, for a spreadsheet would round
// an identifier of eighteen digits that it takes for a number; a CSV file has
// no such protection and is for reading and for programs.
package refused

import (
	"io"
	"path/filepath"
	"strings"

	"recourse/importexport"
)

// Table is a table of the delivery with rows that were not taken.
type Table struct {
	Kind    string // of the profile, such as "appeals"
	Sheet   string // the table was on, "" in a text file
	Headers []string
	Rows    []Row
}

// Row is one of them, as it came.
type Row struct {
	Cells    []string
	Problems []*importexport.Problem // what is wrong with it, one at least
}

// Report is what there is to write.
type Report struct {
	Tables   []Table
	Lines    [][]byte                // refused lines of NDJSON
	Problems []*importexport.Problem // of the whole delivery, those of the rows among them
}

// Save writes the report and returns the names of all files written. A
// workbook has a sheet for each table; beside a CSV file each further table
// has a file of its own. Refused lines of NDJSON always have one.
func (r *Report) Save(path string, words importexport.Words) ([]string, error) {
	save := r.saveText
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		save = r.saveBook
	}
	written, err := save(path, words)
	if err != nil || len(r.Lines) == 0 {
		return written, err
	}
	name := base(path) + "-refused.ndjson"
	err = importexport.WriteFile(name, func(w io.Writer) error {
		for _, line := range r.Lines {
			if _, err := w.Write(append(line[:len(line):len(line)], '\n')); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return written, err
	}
	return append(written, name), nil
}

func base(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) }

// rest are the problems that do not stand with a row of these tables.
func (r *Report) rest(tables []Table) []*importexport.Problem {
	shown := map[*importexport.Problem]bool{}
	for _, t := range tables {
		for _, row := range t.Rows {
			for _, p := range row.Problems {
				shown[p] = true
			}
		}
	}
	var rest []*importexport.Problem
	for _, p := range r.Problems {
		if !shown[p] {
			rest = append(rest, p)
		}
	}
	return rest
}

// header is the first row of a table: that of the report, and its own.
func (t *Table) header(words importexport.Words) []importexport.Cell {
	return append(importexport.ReportHeader(words), texts(t.Headers)...)
}

// write writes the rows of the table behind their problems.
func (t *Table) write(w importexport.Writer, words importexport.Words) error {
	for _, row := range t.Rows {
		cells := append(row.problems(words), texts(row.Cells)...)
		if err := w.Write(padded(cells, columnAt+5+len(t.Headers))); err != nil {
			return err
		}
	}
	return nil
}

// columnAt is where in the cells of a problem the column stands; before it are
// file, sheet and row, behind it value, code, message and remedy.
const columnAt = 3

// problems is all that is wrong with a row in the cells of one problem.
func (r *Row) problems(words importexport.Words) []importexport.Cell {
	cells := importexport.ReportCells(r.Problems[0], words)
	for _, p := range r.Problems[1:] {
		for i, c := range importexport.ReportCells(p, words)[columnAt:] {
			if at := columnAt + i; c.Text != "" && c.Text != cells[at].Text {
				cells[at] = importexport.TextCell(cells[at].Text + "; " + c.Text)
			}
		}
	}
	return cells
}

// texts makes cells of what was refused, even because it is no text.
func texts(values []string) []importexport.Cell {
	cells := make([]importexport.Cell, len(values))
	for i, v := range values {
		cells[i] = importexport.TextCell(strings.ReplaceAll(strings.ToValidUTF8(v, "\uFFFD"), "\x00", "\uFFFD"))
	}
	return cells
}

func padded(cells []importexport.Cell, width int) []importexport.Cell {
	for len(cells) < width {
		cells = append(cells, importexport.Cell{})
	}
	return cells
}
