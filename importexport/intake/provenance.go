package intake

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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

// reading says how often the values of a column were read in another form than
// they were written, and where first.
type reading struct {
	column string
	why    importexport.Code
}

type firstSeen struct {
	row   int
	value string
	count int
}

// remember counts the remarks on a row that was taken for the report: each row keeps its own
// beside what it said, and the report names each kind once.
func (t *table) remember(row *importexport.Row, warnings []string) {
	if t.readings == nil {
		t.readings = map[reading]*firstSeen{}
	}
	for _, w := range warnings {
		why, field, _ := strings.Cut(w, ":")
		key := reading{t.header(field), importexport.Code(why)}
		if seen := t.readings[key]; seen != nil {
			seen.count++
			continue
		}
		t.readings[reading{strings.Clone(key.column), key.why}] = &firstSeen{row.Number, t.example(row, field), 1}
	}
}

// example is the value of a field in a row, as a report may show it.
func (t *table) example(row *importexport.Row, field string) string {
	for i := range t.columns {
		if c := &t.columns[i]; c.field.name == field && c.index < len(row.Cells) {
			return strings.Clone(shown(c.field.kind, row.Cells[c.index].Text))
		}
	}
	return ""
}

// tellReadings puts the remarks into the report, one for each column and kind.
func (d *Delivery) tellReadings() {
	for _, t := range d.tables {
		keys := slices.SortedFunc(maps.Keys(t.readings), func(a, b reading) int {
			return cmp.Or(cmp.Compare(t.readings[a].row, t.readings[b].row), cmp.Compare(a.column, b.column), cmp.Compare(a.why, b.why))
		})
		for _, k := range keys {
			seen := t.readings[k]
			d.report.Add(d.opts.Limits, &importexport.Problem{
				File: t.in.src.Name, Sheet: t.sheet, Row: seen.row, Column: k.column, Value: seen.value, Code: "read_" + k.why,
				Args: importexport.Count("count", seen.count), Level: importexport.Notice,
			})
		}
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

// placeByName gives a record the division that the name of its place stands
// for, if its profile says so, and remarks on what was done or could not be. The
// name itself is kept as it came.
func (t *table) placeByName(f *cases.Flag) (warning string) {
	if t.profile.Tables[t.table].Places["flag.division"] != "flag.place_text" || t.values.places == nil || f.Division != "" || f.PlaceText == "" {
		return ""
	}
	code, ok := t.values.places.FindIn(f.PlaceText, f.ObservedFrom.Earliest())
	if !ok {
		return "place_unknown:flag.place_text"
	}
	f.Division = code
	return "place_by_name:flag.place_text"
}
