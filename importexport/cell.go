package importexport

import "strings"

// Kind says how the file itself typed a cell. In a CSV file everything is
// Text; only a workbook knows more.
type Kind uint8

// The kinds of a cell.
const (
	Empty  Kind = iota
	Text        // characters
	Number      // a number as the file spells it, such as 3.3019919900101E+17
	Date        // ISO date, or date and time without a zone
	Bool        // TRUE or FALSE
	Error       // a spreadsheet error such as #N/A
)

// Cell is one value with the type that the file gave it.
type Cell struct {
	Text    string // as the file spells it; dates as 2020-02-15 or 2020-02-15T13:05:00
	Kind    Kind
	Formula bool // computed by the workbook; Text is the value it saved last
}

// Row is one line of a table. A row handed out by a Reader, and its cells, are
// valid until the next one is asked for.
type Row struct {
	File, Sheet string
	Number      int // 1 is the first line of the file or row of the sheet
	Cells       []Cell
	Hidden      bool
	Problem     *Problem // set when the row cannot be read; Cells hold what could be
}

// Blank reports whether the row could be read and no cell of it says anything.
func (r *Row) Blank() bool {
	if r.Problem != nil {
		return false
	}
	for i := range r.Cells {
		if r.Cells[i].Kind != Empty && strings.TrimSpace(r.Cells[i].Text) != "" {
			return false
		}
	}
	return true
}

// TextCell returns a cell of characters, or an empty one for "".
func TextCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Text: s, Kind: Text}
}

// ColumnName is the spreadsheet letter of a column counted from 0.
func ColumnName(column int) string {
	var name []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = append([]byte{byte('A' + (n-1)%26)}, name...)
	}
	return string(name)
}
