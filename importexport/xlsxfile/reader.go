package xlsxfile

import (
	"context"
	"fmt"
	"io"
	"iter"
	"sync/atomic"

	"recourse/importexport"
)

// Reader reads the sheets of one workbook.
type Reader struct {
	book *workbook
	read atomic.Int64
}

var _ importexport.Reader = (*Reader)(nil)

// Open checks the archive and reads what the sheets refer to: their names, the
// date formats and the shared strings. No row is read yet.
func Open(ctx context.Context, src *importexport.Source, limits importexport.Limits) (*Reader, error) {
	found, err := importexport.Detect(src, limits)
	if err != nil {
		return nil, err
	}
	if found.Format != importexport.XLSX {
		return nil, importexport.Refuse(src.Name, "not_a_workbook", nil)
	}
	w := &workbook{archive: found.Archive, name: src.Name, limits: limits}
	if err := w.load(); err != nil {
		return nil, err
	}
	return &Reader{book: w}, ctx.Err()
}

// Tables lists the worksheets in the order of the workbook, hidden ones too.
func (r *Reader) Tables() []importexport.Table {
	tables := make([]importexport.Table, len(r.book.sheets))
	for i, s := range r.book.sheets {
		tables[i] = s.Table
	}
	return tables
}

// Notices says what was left alone: macros, links to other files, charts.
func (r *Reader) Notices() []*importexport.Problem { return r.book.notices }

// Position is how many packed bytes of the sheets have been read, roughly.
func (r *Reader) Position() int64 { return r.read.Load() }

// Rows yields the rows of a sheet that exist in the file; a workbook leaves
// empty ones out. The sequence ends without an error only when the sheet was
// whole to its last byte.
func (r *Reader) Rows(ctx context.Context, table int) iter.Seq2[*importexport.Row, error] {
	return func(yield func(*importexport.Row, error) bool) {
		if table < 0 || table >= len(r.book.sheets) {
			yield(nil, fmt.Errorf("file %s: no sheet %d", r.book.name, table))
			return
		}
		s := newSheetScanner(ctx, r, r.book.sheets[table])
		defer s.close()
		for {
			row, err := s.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Epoch is the year from which the workbook counts days, "1900" or "1904".
func (r *Reader) Epoch() string {
	if r.book.epoch1904 {
		return "1904"
	}
	return "1900"
}
