package outbox

import (
	"strconv"
	"time"

	"recourse/cases"
	"recourse/importexport"
)

// stampLayout is how a date with its time stands in a cell: in the office's
// zone, which a cell cannot name.
const stampLayout = "2006-01-02T15:04:05"

func texts(values []string) []importexport.Cell {
	cells := make([]importexport.Cell, len(values))
	for i, v := range values {
		cells[i] = importexport.TextCell(v)
	}
	return cells
}

// whole is a number as a cell.
func whole(n int) importexport.Cell {
	return importexport.Cell{Text: strconv.Itoa(n), Kind: importexport.Number}
}

// TimeCell is an instant as a date of a table, in the zone of the office; one
// that no spreadsheet counts in is text.
func TimeCell(t time.Time) importexport.Cell {
	if t.IsZero() {
		return importexport.Cell{}
	}
	t = t.In(cases.Shanghai())
	if t.Year() <= 1901 || t.Year() > 9999 {
		return importexport.TextCell(instant(t))
	}
	return importexport.Cell{Text: t.Format(stampLayout), Kind: importexport.Date}
}

// StampCell is a stamp as a date, with a time unless it means the whole day.
func StampCell(s cases.Stamp) importexport.Cell {
	if s.WholeDay() && s.Earliest().Year() > 1901 && s.Earliest().Year() <= 9999 {
		return importexport.Cell{Text: s.String(), Kind: importexport.Date}
	}
	if s.WholeDay() {
		return importexport.TextCell(s.String())
	}
	return TimeCell(s.Earliest())
}

// instantCell is an instant that was written down before.
func instantCell(text string) importexport.Cell {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return importexport.TextCell(text)
	}
	return TimeCell(t)
}

// hasTime reports whether a date of a table has a time.
func hasTime(c *importexport.Cell) bool {
	return c.Kind == importexport.Date && len(c.Text) > len(time.DateOnly)
}

// zoned is a date with its time as programs read it, with the offset.
func zoned(c *importexport.Cell) string {
	if !hasTime(c) {
		return c.Text
	}
	t, err := time.ParseInLocation(stampLayout, c.Text, cases.Shanghai())
	if err != nil {
		return c.Text
	}
	return instant(t)
}

// typed is a row as a CSV file spells it: every spreadsheet knows a date with
// its time by the space between them.
func typed(row []importexport.Cell) []importexport.Cell {
	for i := range row {
		if hasTime(&row[i]) {
			row[i].Text = row[i].Text[:len(time.DateOnly)] + " " + row[i].Text[len(time.DateOnly)+1:]
		}
	}
	return row
}
