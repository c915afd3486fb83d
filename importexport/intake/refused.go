package intake

import (
	"strings"

	"recourse/importexport"
	"recourse/importexport/intake/refused"
)

// refusedRows keeps the rows that were not taken as they came, so that they
// can be corrected and imported alone. It is bounded in number and in bytes;
// beyond that rows are reported, not kept, and counted.
type refusedRows struct {
	limits importexport.Limits
	order  []*table
	rows   map[*table][]refused.Row
	lines  [][]byte
	kept   int
	bytes  int64
	missed int
}

func newRefusedRows(limits importexport.Limits) *refusedRows {
	return &refusedRows{limits: limits, rows: map[*table][]refused.Row{}}
}

// room reports whether so much more may be kept.
func (r *refusedRows) room(bytes int64) bool {
	if r.kept == r.limits.ProblemsKept || r.bytes+bytes > r.limits.RefusedBytes {
		r.missed++
		return false
	}
	r.kept++
	r.bytes += bytes
	return true
}

func (r *refusedRows) add(t *table, row *importexport.Row, problems []*importexport.Problem) {
	cells := row.Cells[:min(len(row.Cells), len(t.headers))]
	size := int64(0)
	for i := range cells {
		size += int64(len(cells[i].Text)) + 16
	}
	if !r.room(size) {
		return
	}
	if _, known := r.rows[t]; !known {
		r.order = append(r.order, t)
	}
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = strings.Clone(t.asText(i, c))
	}
	r.rows[t] = append(r.rows[t], refused.Row{Cells: texts, Problems: problems})
}

func (r *refusedRows) addLine(line []byte) {
	if r.room(int64(len(line))) {
		r.lines = append(r.lines, line)
	}
}

// asText spells a cell so that it means the same when all that is left of it
// is text: a number without powers of ten, a day number as its day.
func (t *table) asText(index int, c importexport.Cell) string {
	if c.Kind != importexport.Number {
		return c.Text
	}
	for i := range t.columns {
		if t.columns[i].index != index || t.columns[i].field.kind != kStamp {
			continue
		}
		if s, _, code := t.values.dates.read(c); code == "" && !s.IsZero() {
			return s.String()
		}
	}
	if digits, exact, whole := importexport.WholeNumber(c.Text); whole && exact {
		return digits
	}
	return c.Text
}

// tellMissed says how many refused rows could not be kept.
func (d *Delivery) tellMissed() {
	if d.refused.missed > 0 {
		d.report.Add(d.opts.Limits, &importexport.Problem{
			File: d.inputs[0].src.Name, Code: "refused_not_kept", Args: importexport.Count("count", d.refused.missed), Level: importexport.Notice,
		})
	}
}

// SaveReport writes the report and the refused rows: a workbook that a
// spreadsheet can correct if the name ends in .xlsx, else CSV. Every problem
// is in it with file, sheet, row, column, value, code, message and remedy, and
// every refused row behind its problems in the columns of its own table, so
// that the file can be corrected and imported again as it is. The names of all
// files written are returned.
func (d *Delivery) SaveReport(path string, words importexport.Words) ([]string, error) {
	r := refused.Report{Lines: d.refused.lines, Problems: d.report.Problems}
	for _, t := range d.refused.order {
		r.Tables = append(r.Tables, refused.Table{Kind: t.table, Sheet: t.sheet, Headers: t.headers, Rows: d.refused.rows[t]})
	}
	return r.Save(path, words)
}
