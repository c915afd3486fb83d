package refused

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/xlsxfile"
)

// saveText writes CSV files: the first table with every problem of the
// delivery under this name, the others beside it.
func (r *Report) saveText(path string, words importexport.Words) ([]string, error) {
	first := Table{}
	if len(r.Tables) > 0 {
		first = r.Tables[0]
	}
	names, tables, rest := []string{path}, []Table{first}, r.rest([]Table{first})
	for i := 1; i < len(r.Tables); i++ {
		names = append(names, fmt.Sprintf("%s-%d-%s.csv", base(path), i+1, r.Tables[i].Kind))
		tables = append(tables, r.Tables[i])
	}
	for i, name := range names {
		err := importexport.WriteFile(name, func(w io.Writer) error { return saveTable(w, &tables[i], rest, words) })
		if err != nil {
			return names[:i], err
		}
		rest = nil
	}
	return names, nil
}

func saveTable(w io.Writer, t *Table, rest []*importexport.Problem, words importexport.Words) error {
	out, err := csvfile.NewWriter(w, csvfile.WriterOptions{Encoding: importexport.UTF8BOM})
	if err != nil {
		return err
	}
	header := t.header(words)
	err = errors.Join(out.Write(header), t.write(out, words))
	for _, p := range rest {
		err = errors.Join(err, out.Write(padded(importexport.ReportCells(p, words), len(header))))
	}
	return errors.Join(err, out.Close())
}

// saveBook writes one workbook: a sheet for each table and one for the
// problems that stand with no row.
func (r *Report) saveBook(path string, words importexport.Words) ([]string, error) {
	rest := r.rest(r.Tables)
	var sheets []xlsxfile.Sheet
	for i, t := range r.Tables {
		sheets = append(sheets, sheetOf(r.sheetName(i), len(t.Rows), len(t.header(words))))
	}
	if len(rest) > 0 || len(sheets) == 0 {
		sheets = append(sheets, sheetOf(words("import.report.sheet_rest", nil), min(len(rest), mostRows), len(importexport.ReportHeader(words))))
	}
	err := importexport.WriteFile(path, func(w io.Writer) error { return r.writeBook(w, sheets, rest, words) })
	if err != nil {
		return nil, err
	}
	return []string{path}, nil
}

// sheetName is the name that a table's sheet had, which may say something of its
// rows, such as the street; a copy gets its number as spreadsheets give it. A
// table of a text file has none and is called by its number and kind.
func (r *Report) sheetName(at int) string {
	name, n := r.Tables[at].Sheet, 1
	if name == "" {
		return fmt.Sprintf("%d %s", at+1, r.Tables[at].Kind)
	}
	for _, t := range r.Tables[:at] {
		if strings.EqualFold(t.Sheet, name) {
			n++
		}
	}
	if n > 1 {
		const longest = 31 - len(" (99)")
		name = fmt.Sprintf("%s (%d)", string([]rune(name)[:min(len([]rune(name)), longest)]), n)
	}
	return name
}

// mostRows is how many rows of a report a sheet takes.
const mostRows = 1 << 20 / 2

func sheetOf(name string, rows, columns int) xlsxfile.Sheet {
	return xlsxfile.Sheet{Name: name, Header: true, Rows: rows + 1, Columns: columns, Widths: []float64{14, 10, 6, 14, 20, 18, 40, 40}}
}

func (r *Report) writeBook(w io.Writer, sheets []xlsxfile.Sheet, rest []*importexport.Problem, words importexport.Words) error {
	book, err := xlsxfile.NewWriter(w, sheets...)
	if err != nil {
		return err
	}
	out := &fitting{book}
	for i := range r.Tables {
		if i > 0 {
			if err := book.NextSheet(); err != nil {
				return err
			}
		}
		if err := errors.Join(out.Write(r.Tables[i].header(words)), r.Tables[i].write(out, words)); err != nil {
			return err
		}
	}
	if len(sheets) > len(r.Tables) {
		if err := writeRest(out, book, len(r.Tables) > 0, rest[:min(len(rest), mostRows)], words); err != nil {
			return err
		}
	}
	return book.Close()
}

func writeRest(out *fitting, book *xlsxfile.Writer, next bool, rest []*importexport.Problem, words importexport.Words) error {
	if next {
		if err := book.NextSheet(); err != nil {
			return err
		}
	}
	err := out.Write(importexport.ReportHeader(words))
	for _, p := range rest {
		err = errors.Join(err, out.Write(importexport.ReportCells(p, words)))
	}
	return err
}

// fitting writes rows to a workbook whatever their length: a text beyond what
// a cell holds is cut, with a mark, for it has to be shortened anyway.
type fitting struct{ book *xlsxfile.Writer }

func (f *fitting) Close() error { return f.book.Close() }

func (f *fitting) Write(cells []importexport.Cell) error {
	const most = 32_000
	for i, c := range cells {
		if len(c.Text) > most && utf8.RuneCountInString(c.Text) > most/2 {
			cells = slices.Clone(cells)
			cells[i].Text = string([]rune(c.Text)[:most/2]) + "…"
		}
	}
	return f.book.Write(cells)
}
