package importexport

import (
	"context"
	"iter"
)

// Table is one sheet of a workbook, or the only table of a text file.
type Table struct {
	Name   string // "" in a text file
	Hidden bool
}

// Reader turns a file into rows.
type Reader interface {
	// Tables lists the tables of the file in its own order.
	Tables() []Table

	// Rows yields every row of a table from first to last, blank ones of a
	// text file included. A row that cannot be read comes with its Problem; an
	// error ends the table and means that the file is damaged or asks too
	// much. The row is valid until the next step.
	Rows(ctx context.Context, table int) iter.Seq2[*Row, error]

	// Position is how many bytes of the file have been read, for progress.
	Position() int64

	// Notices says what somebody should know about the file as a whole, such
	// as macros that were not read. It is complete once all rows are read.
	Notices() []*Problem
}

// Writer turns rows into a file. Cells of kind Text stay text whatever they
// look like; nothing that is written can act as a formula.
type Writer interface {
	// Write appends one row.
	Write(cells []Cell) error

	// Close completes the file. A writer that is not closed leaves no valid
	// file behind.
	Close() error
}
