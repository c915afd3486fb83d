package guess

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"recourse/importexport"
	"recourse/importexport/intake"
)

// Known is what the guesses draw on: the fields there are, and the headings
// and values that profiles list for them.
type Known struct {
	fields map[string]importexport.Field
	groups map[string]string              // field -> group of values
	kinds  []string                       // of tables, in order
	tables map[string]map[string]bool     // kind -> fields of it
	heads  map[string]map[string]string   // normal heading -> field -> profile that lists it
	needs  map[string][]string            // kind -> fields without which a table is not this one
	names  map[string][]string            // kind -> words in a sheet's name
	values map[string]map[string]string   // group -> value as written -> code
	fixed  map[string]map[string]string   // kind -> field -> what holds without a column
	listed map[string]map[string][]string // kind -> field -> headings, for what resembles them
	nulls  []string
	totals []string // words that begin rows which are no data
	notes  []string
	lists  string
	words  map[string][]string
	ids    map[string]bool // of the profiles
}

// Learn gathers what profiles know. The first is the one whose tables say what
// kinds there are and what they need; shipped profiles have it first.
func Learn(profiles []*importexport.Profile) *Known {
	k := &Known{
		fields: map[string]importexport.Field{}, groups: map[string]string{}, tables: map[string]map[string]bool{}, heads: map[string]map[string]string{}, needs: map[string][]string{},
		names: map[string][]string{}, values: map[string]map[string]string{}, fixed: map[string]map[string]string{},
		listed: map[string]map[string][]string{}, words: words(), ids: map[string]bool{},
	}
	for _, kind := range kindOrder() {
		k.tables[kind] = map[string]bool{}
		for _, f := range importexport.FieldsOf(kind) {
			if offered(kind, f.Name) {
				k.tables[kind][f.Name], k.fields[f.Name], k.groups[f.Name] = true, f, intake.ValueGroup(f.Name)
			}
		}
	}
	for _, p := range profiles {
		k.ids[p.ID] = true
		if p.ID == Base {
			k.base(p)
		}
	}
	for _, p := range profiles {
		for _, table := range slices.Sorted(maps.Keys(p.Tables)) {
			k.headings(p, table)
		}
	}
	return k
}

// Base is the profile whose tables say what kinds of tables there are.
const Base = "canonical"

func (k *Known) base(p *importexport.Profile) {
	k.nulls, k.lists, k.values, k.totals, k.notes = p.Nulls, p.Lists, p.Values, p.Totals, p.Notes
	for _, kind := range kindOrder() {
		spec, ok := p.Tables[kind]
		if !ok {
			continue
		}
		k.kinds = append(k.kinds, kind)
		k.needs[kind], k.names[kind], k.fixed[kind] = spec.Requires, spec.Names, spec.Defaults
	}
}

// offered leaves out what another field of the same table says better.
func offered(kind, field string) bool {
	switch {
	case kind == "appeals" && strings.HasPrefix(field, "key."),
		field == "assignment.colour_raw", // kept of the colour column itself
		kind == "flags" && (field == "key.phone" || field == "key.plate"):
		return false
	case kind == "assignments" || kind == "other_codes":
		return !strings.HasPrefix(field, "resident.") || !slices.Contains([]string{"doc_no", "name", "phone", "resident_id"}, leaf(field))
	}
	return true
}

// kindOrder is the order in which kinds of tables are offered.
func kindOrder() []string {
	return []string{"appeals", "assignments", "questionnaire", "flags", "history", "checkins", "documents", "trace", "other_codes"}
}

func (k *Known) headings(p *importexport.Profile, table string) {
	kind := p.KindOf(table)
	if k.tables[kind] == nil {
		return
	}
	if k.listed[kind] == nil {
		k.listed[kind] = map[string][]string{}
	}
	for field, heads := range p.Tables[table].Columns {
		for _, h := range heads {
			n := normal(h)
			if k.heads[n] == nil {
				k.heads[n] = map[string]string{}
			}
			if k.heads[n][field] == "" {
				k.heads[n][field] = p.ID
			}
			k.listed[kind][field] = append(k.listed[kind][field], n)
		}
	}
}

// Kinds lists the kinds of tables there are.
func (k *Known) Kinds() []string { return slices.Clone(k.kinds) }

// Fields lists the fields that a table of a kind may have, by name.
func (k *Known) Fields(kind string) []importexport.Field {
	var out []importexport.Field
	for _, name := range slices.Sorted(maps.Keys(k.tables[kind])) {
		out = append(out, k.fields[name])
	}
	return out
}

// Field describes a field by its name.
func (k *Known) Field(name string) (importexport.Field, bool) {
	f, ok := k.fields[name]
	return f, ok
}

// Codes lists the codes that a field's values stand for, nil where it has
// none.
func (k *Known) Codes(field string) []string {
	if k.fields[field].Value != importexport.CodeValue {
		return nil
	}
	codes := map[string]bool{}
	for _, code := range k.values[k.groups[field]] {
		codes[code] = true
	}
	return slices.Sorted(maps.Keys(codes))
}

// Taken reports whether a profile of that id exists.
func (k *Known) Taken(id string) bool { return k.ids[id] }

// Division is a name that stands for a division's code.
type Division struct{ Code, Name string }

// Divisions lists the names of divisions that are known, by code.
func (k *Known) Divisions() []Division {
	var out []Division
	for name, code := range k.values["division"] {
		out = append(out, Division{code, name})
	}
	slices.SortFunc(out, func(a, b Division) int { return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name)) })
	return out
}
