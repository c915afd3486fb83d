package intake

import (
	"context"
	"iter"
	"slices"
	"strings"

	"recourse/importexport"
)

// data yields the rows of a table that are data: behind the header, with the
// values of merged cells in every row that they span, and without subtotals,
// remarks, headers that are printed again and rows of other matters. What is
// left out is told once, when the table is read for its rows; other readings
// are silent.
func (d *Delivery) data(ctx context.Context, t *table, tell bool) iter.Seq2[*importexport.Row, error] {
	return func(yield func(*importexport.Row, error) bool) {
		spans := slices.Clone(t.merges)
		for row, err := range t.in.reader.Rows(ctx, t.index) {
			if err != nil {
				yield(nil, err)
				return
			}
			if row.Number <= t.first {
				continue
			}
			spans = fillMerged(row, spans)
			if row.Blank() || row.Problem == nil && d.leaveOut(t, row, tell) {
				continue
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// span is a merged range of cells and the value of its first.
type span struct {
	importexport.Merge
	value importexport.Cell
}

// fillMerged gives a row the values of the cells that were merged with one in
// a row above, and forgets the ranges that end here.
func fillMerged(row *importexport.Row, spans []span) []span {
	done := 0
	for i := range spans {
		s := &spans[i]
		if s.FirstRow > row.Number {
			break
		}
		if s.LastRow <= row.Number && i == done {
			done++
		}
		if row.Number > s.LastRow || row.Problem != nil && row.Number == s.FirstRow {
			continue
		}
		if row.Number == s.FirstRow {
			if s.Column < len(row.Cells) {
				s.value = row.Cells[s.Column]
				s.value.Text = strings.Clone(s.value.Text)
			}
			continue
		}
		if s.value.Kind == importexport.Empty || row.Blank() {
			continue
		}
		for len(row.Cells) <= s.Column {
			row.Cells = append(row.Cells, importexport.Cell{})
		}
		if row.Cells[s.Column].Kind == importexport.Empty {
			row.Cells[s.Column] = s.value
		}
	}
	return spans[done:]
}

// leaveOut recognises rows that are no data and says so in the report.
func (d *Delivery) leaveOut(t *table, row *importexport.Row, tell bool) bool {
	code, shownAs := t.noData(row)
	switch {
	case code == "":
		return false
	case !tell:
	case code == "other_matter":
		t.others++
	default:
		p := placeOf(t, row).problem("", shownAs, firstText(row), code, importexport.Notice)
		p.Column = ""
		d.report.Add(d.opts.Limits, p)
	}
	return true
}

// noData says what a row is that is no data, "" for one that is.
func (t *table) noData(row *importexport.Row) (importexport.Code, kind) {
	first := strings.TrimSpace(importexport.Fold(firstText(row)))
	switch {
	case startsWith(first, t.totals) && t.lacks(row):
		return "total_row", kText
	case startsWith(first, t.notes) && t.lacks(row):
		return "note_row", kVerbatim
	case t.again(row):
		return "header_again", kText
	case t.other(row):
		return "other_matter", kText
	}
	return "", kText
}

func firstText(row *importexport.Row) string {
	for i := range row.Cells {
		if c := &row.Cells[i]; c.Kind != importexport.Empty && strings.TrimSpace(c.Text) != "" {
			return c.Text
		}
	}
	return ""
}

func startsWith(text string, words []string) bool {
	return text != "" && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(text, w) })
}

// folded are words in the form in which the texts of cells are compared.
func folded(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = importexport.Fold(w)
	}
	return out
}

// lacks reports whether a row has nothing in a column that every row of the
// table must have, the first filled cell of the row aside: that one may hold
// the word for a subtotal.
func (t *table) lacks(row *importexport.Row) bool {
	first := slices.IndexFunc(row.Cells, func(c importexport.Cell) bool { return strings.TrimSpace(c.Text) != "" })
	for _, name := range t.profile.Tables[t.table].Requires {
		at, ok := t.columnOf(name)
		if ok && at != first && (at >= len(row.Cells) || strings.TrimSpace(row.Cells[at].Text) == "") {
			return true
		}
	}
	return false
}

// again reports whether a row is the header of the table, as sheets have it on
// every printed page.
func (t *table) again(row *importexport.Row) bool {
	for _, at := range t.reads {
		if at >= len(row.Cells) || strings.TrimSpace(row.Cells[at].Text) != t.headers[at] {
			return false
		}
	}
	return len(t.reads) > 1
}

// other reports whether a row is of a matter that the table has beside ours.
func (t *table) other(row *importexport.Row) bool {
	for name, values := range t.profile.Tables[t.table].Only {
		at, ok := t.columnOf(name)
		if !ok {
			continue
		}
		text := ""
		if at < len(row.Cells) {
			text = strings.TrimSpace(importexport.Fold(row.Cells[at].Text))
		}
		if !slices.ContainsFunc(splitAny(text, t.profile.Lists), func(v string) bool { return slices.Contains(values, v) }) {
			return true
		}
	}
	return false
}
