package intake

import (
	"maps"
	"slices"

	"recourse/importexport"
)

// Basis says why a column has its meaning.
type Basis string

// The reasons for a column's meaning.
const (
	ByName      Basis = "name"      // the profile lists the header as it stands
	BySpelling  Basis = "spelling"  // the profile lists it in another width, case or with other signs
	AsPart      Basis = "part"      // it is a piece of the field, or says whether a row is ours
	ByDefault   Basis = "default"   // the column is missing and the profile says what holds then
	OnPurpose   Basis = "aside"     // the profile knows the header and leaves the column aside
	NotInAnyMap Basis = "unmatched" // the profile does not know the header; the column is left aside
)

// TableMapping says what the columns of one table were understood to mean.
type TableMapping struct {
	File, Sheet, Table, Profile string
	Columns                     []ColumnMapping
}

// ColumnMapping is one column. Letter is empty for a column that is missing
// and has a default; Field is empty for one that means nothing.
type ColumnMapping struct {
	Letter, Header, Field string
	Basis                 Basis
	Default               string
}

// Mapping says what every column of the delivery was understood to mean, in
// the order of files, tables and columns. Files of canonical cases have no
// columns and are not listed.
func (d *Delivery) Mapping() []TableMapping {
	out := make([]TableMapping, len(d.tables))
	for i, t := range d.tables {
		out[i] = TableMapping{File: t.in.src.Name, Sheet: t.sheet, Table: t.table, Profile: t.profile.ID, Columns: t.mapping()}
	}
	return out
}

func (l *layout) mapping() []ColumnMapping {
	spec := l.profile.Tables[l.table]
	meanings, place := spec.Fields(), places(l.headers, spec.Numbered(), importexport.NormalHeader)
	var out []ColumnMapping
	for i, h := range l.headers {
		if place != nil && place[i] > 0 {
			h = importexport.NthHeader(h, place[i])
		}
		c := ColumnMapping{Letter: importexport.ColumnName(i), Header: h, Field: meanings[importexport.NormalHeader(h)]}
		switch {
		case h == "":
			continue
		case l.all[c.Field] == nil:
			c.Field, c.Basis = l.usedFor(c.Field)
			if c.Field == "" && slices.ContainsFunc(spec.Aside, func(a string) bool { return importexport.NormalHeader(a) == importexport.NormalHeader(h) }) {
				c.Basis = OnPurpose
			}
		case slices.Contains(spec.Columns[c.Field], h):
			c.Basis = ByName
		default:
			c.Basis = BySpelling
		}
		out = append(out, c)
	}
	for _, c := range l.constants {
		out = append(out, ColumnMapping{Field: c.field.name, Basis: ByDefault, Default: c.text})
	}
	for _, field := range slices.Sorted(maps.Keys(spec.Defaults)) {
		if _, there := l.fields[field]; !there && l.all[field] != nil {
			out = append(out, ColumnMapping{Field: field, Basis: ByDefault, Default: spec.Defaults[field]})
		}
	}
	return out
}

// Recogniser says which profile knows a table, as an import would.
type Recogniser struct{ match *matcher }

// NewRecogniser returns one that chooses among profiles, of which the first
// ones are the office's own.
func NewRecogniser(profiles []*importexport.Profile, own int) *Recogniser {
	m := newMatcher(profiles)
	m.own = own
	return &Recogniser{m}
}

// Recognised is a table that a profile knows.
type Recognised struct {
	Profile, Table string
	Known, Columns int  // columns that mean something, of how many that have a header
	LeftOut        bool // as the profile says of a sheet or file of this name
}

// Find looks at the first rows of a table: their numbers and texts, without
// blank ones. It returns false for a table that no profile knows.
func (r *Recogniser) Find(numbers []int, texts [][]string, sheet, file string) (Recognised, bool) {
	n := min(len(texts), headerDepth)
	rows := make([]headRow, n)
	for i := range n {
		rows[i] = headRow{numbers[i], texts[i]}
	}
	l := r.match.find(rows, sheet, file)
	out := Recognised{LeftOut: r.match.leaves(sheet, l)}
	if l == nil {
		return out, false
	}
	out = Recognised{LeftOut: out.LeftOut, Profile: l.profile.ID, Table: l.kind, Known: l.size()}
	for _, h := range l.headers {
		if h != "" {
			out.Columns++
		}
	}
	return out, true
}

// leaves reports whether a profile says that a sheet or file of this name is
// left out: the one that knows the table, or any of a table that none knows.
func (m *matcher) leaves(name string, l *layout) bool {
	name = importexport.NormalHeader(name)
	return slices.ContainsFunc(m.profiles, func(p *importexport.Profile) bool {
		return (l == nil || l.profile == p) && slices.ContainsFunc(p.LeaveOut, func(n string) bool { return importexport.NormalHeader(n) == name })
	})
}

// usedFor says for what a column is used that is no field by itself: a piece
// of one, or telling whether a row is ours.
func (l *layout) usedFor(part string) (field string, why Basis) {
	if part == "" {
		return "", NotInAnyMap
	}
	for i := range l.composed {
		if _, ok := l.composed[i].at[part]; ok {
			return l.composed[i].field.name, AsPart
		}
	}
	return part, AsPart
}
