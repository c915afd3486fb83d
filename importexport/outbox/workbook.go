package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

// sheetRows is how many rows under a head a sheet holds; a list that has more
// goes on in a further sheet.
const sheetRows = 1<<20 - 1

// writeWorkbook writes the rows, a legend that says what the file and its
// columns are, and the codes in words. A sheet states its true range before
// its first row, so rows that nobody counted go to memory first.
func (o *Order) writeWorkbook(ctx context.Context, w io.Writer, t *Table, r *Receipt) error {
	if t.Count == 0 {
		held, err := hold(ctx, t)
		if err != nil {
			return err
		}
		t = held
	}
	said := t.spoken(o.Words)
	book, err := xlsxfile.NewWriter(w, said.sheets()...)
	if err != nil {
		return err
	}
	codes := newGlossary(t)
	if err := o.writeSheets(ctx, book, said, codes, r); err != nil {
		return err
	}
	for _, lines := range [][][]string{o.legend(t, r), codes.lines(o.Words)} {
		if err := book.NextSheet(); err != nil {
			return err
		}
		for _, line := range lines {
			if err := book.Write(texts(line)); err != nil {
				return err
			}
		}
	}
	return book.Close()
}

// hold reads all rows of a table.
func hold(ctx context.Context, t *Table) (*Table, error) {
	var rows [][]importexport.Cell
	for row, err := range t.Rows {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	held := *t
	held.Count, held.Rows = len(rows), sliced(rows)
	return &held, nil
}

func sliced(rows [][]importexport.Cell) iter.Seq2[[]importexport.Cell, error] {
	return func(yield func([]importexport.Cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// sheets announces the sheets of a table: its own, the legend and the codes.
func (t *Table) sheets() []xlsxfile.Sheet {
	one := xlsxfile.Sheet{Name: t.Name, Columns: len(t.Columns), Header: true}
	for _, c := range t.Columns {
		one.Widths = append(one.Widths, c.Width)
	}
	var out []xlsxfile.Sheet
	for left := t.Count; len(out) == 0 || left > 0; left -= sheetRows {
		s := one
		s.Rows = 1 + min(left, sheetRows)
		if len(out) > 0 {
			s.Name = fmt.Sprintf("%s %d", t.Name, len(out)+1)
		}
		out = append(out, s)
	}
	return append(out,
		xlsxfile.Sheet{Name: "说明 Legend", Widths: []float64{30, 26, 100}, Columns: 3, Header: true},
		xlsxfile.Sheet{Name: "代码 Codes", Widths: []float64{30, 26, 60}, Columns: 3, Header: true})
}

// writeSheets writes the rows, a head above those of each sheet.
func (o *Order) writeSheets(ctx context.Context, book *xlsxfile.Writer, t *Table, codes *glossary, r *Receipt) error {
	if err := book.Write(t.header(o.Format)); err != nil {
		return err
	}
	n := 0
	for row, err := range t.Rows {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if n > 0 && n%sheetRows == 0 {
			if err := errors.Join(book.NextSheet(), book.Write(t.header(o.Format))); err != nil {
				return err
			}
		}
		if err := book.Write(row); errors.Is(err, xlsxfile.ErrUnwritable) {
			return errors.Join(cases.Refuse("export.too_long", "row", strconv.Itoa(n+2)), err)
		} else if err != nil {
			return err
		}
		codes.note(t, row)
		o.wrote(r)
		n++
	}
	return nil
}
