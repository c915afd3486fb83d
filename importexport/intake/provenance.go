package intake

import (
	"github.com/go-json-experiment/json/jsontext"

	"recourse/cases"
	"recourse/importexport"
)

// provenance says where an entity came from. The row itself is kept beside it
// when something in it was read in another form than it was written.
func (t *table) provenance(p *cases.Provenance, row *importexport.Row, warnings []string) {
	p.SourceFileSHA256, p.Sheet, p.RowNo = t.in.sha256, t.sheet, row.Number
	p.ParseWarnings = warnings
	if len(warnings) > 0 {
		p.RawJSON = t.raw(row)
	}
}

// raw is a row as a JSON object of header and text.
func (t *table) raw(row *importexport.Row) string {
	b := []byte{'{'}
	for _, c := range t.columns {
		if c.index >= len(row.Cells) || row.Cells[c.index].Text == "" {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b, _ = jsontext.AppendQuote(b, c.header)
		b = append(b, ':')
		b, _ = jsontext.AppendQuote(b, row.Cells[c.index].Text)
	}
	return string(append(b, '}'))
}

// hasAssignment reports whether the table of cases carries the code that is
// disputed, so that no other table has to.
func (t *table) hasAssignment() bool {
	_, ok := t.fields["assignment.colour"]
	return ok
}
