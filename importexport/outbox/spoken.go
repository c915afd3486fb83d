package outbox

import (
	"strings"

	"recourse/importexport"
)

// spoken is the table with a column in words behind every column of codes. The
// codes stay as they are: programs read them, and imports.
func (t *Table) spoken(words Words) *Table {
	if words == nil {
		return t
	}
	out := *t
	out.Columns = nil
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, c)
		if c.List != "" {
			out.Columns = append(out.Columns, Column{Zh: c.Zh + "说明", En: c.En + " in words", Width: c.Width + 12})
		}
	}
	out.Rows = func(yield func([]importexport.Cell, error) bool) {
		for row, err := range t.Rows {
			if err == nil {
				row = t.say(words, row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return &out
}

// say adds the words of a row's codes.
func (t *Table) say(words Words, row []importexport.Cell) []importexport.Cell {
	out := make([]importexport.Cell, 0, 2*len(row))
	for i, cell := range row {
		out = append(out, cell)
		if list := t.Columns[i].List; list != "" {
			out = append(out, importexport.TextCell(words.list(list, cell.Text)))
		}
	}
	return out
}

// list words the codes of a cell, joined by commas there.
func (w Words) list(list, codes string) string {
	if codes == "" {
		return ""
	}
	parts := strings.Split(codes, ",")
	for i, code := range parts {
		if said := w(list, code); said != "" {
			parts[i] = said
		}
	}
	return strings.Join(parts, "; ")
}

// named is a code with its words.
func (o *Order) named(list, code string) string {
	if o.Words == nil {
		return code
	}
	if said := o.Words(list, code); said != "" {
		return said + " [" + code + "]"
	}
	return code
}
