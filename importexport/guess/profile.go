package guess

import (
	"maps"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// Profile makes the profile of the draft and parses it, so that what is
// returned can be followed. A colour value that nobody has said the meaning of
// is not in it and is refused when it comes.
func (d *Draft) Profile(id string, title map[string]string) (*importexport.Profile, error) {
	text, err := d.YAML(id, title)
	if err != nil {
		return nil, err
	}
	return importexport.ParseProfile(text)
}

// YAML writes the profile of the draft as it is kept and shared.
func (d *Draft) YAML(id string, title map[string]string) ([]byte, error) {
	return d.profile(id, title).YAML()
}

func (d *Draft) profile(id string, title map[string]string) *importexport.Profile {
	a := &d.Answers
	p := &importexport.Profile{
		ID: id, Version: 1, Title: title, TimeZone: a.Zone, Datum: a.Datum, RadiusM: a.RadiusM, Units: maps.Clone(a.Units),
		Colours: d.colours(), Values: d.values(), Nulls: slices.Clone(a.Nulls), Lists: d.known.lists, Totals: d.known.totals, Notes: d.known.notes,
		System: a.Constants["assignment.issuing_system"],
	}
	spec := importexport.TableSpec{Columns: map[string][]string{}, Defaults: map[string]string{}, SheetName: d.sheetName()}
	for i := range d.Columns {
		switch c := &d.Columns[i]; {
		case normal(c.Heading) == "":
		case c.Field != "":
			spec.Columns[c.Field] = []string{c.Name()}
		default:
			spec.Aside = append(spec.Aside, c.Name())
		}
	}
	for field, order := range a.DateOrders {
		if spec.Columns[field] != nil && order != "" {
			if spec.DateOrders == nil {
				spec.DateOrders = map[string]importexport.DateOrder{}
			}
			spec.DateOrders[field] = order
		}
	}
	spec.Links, spec.Incomplete = d.links(), d.Answers.Incomplete && d.Kind == "appeals"
	spec.Requires = d.requires(spec.Columns)
	for _, f := range slices.Concat(slices.Collect(maps.Keys(d.known.fixed[d.Kind])), slices.Collect(maps.Keys(a.Constants)), d.Wanted()) {
		if v := d.constant(f); v != "" && spec.Columns[f] == nil {
			spec.Defaults[f] = v
		}
	}
	p.Tables = map[string]importexport.TableSpec{d.Kind: spec}
	return p
}

// sheetName is the field that the name of each sheet gives.
func (d *Draft) sheetName() string {
	if f := d.Answers.SheetName; d.known.tables[d.Kind][f] && d.Of(f) == nil {
		return f
	}
	return ""
}

// links are what rows are attached by where that is not the usual: document
// number, then phone.
func (d *Draft) links() []string {
	if d.Of("key.last4") == nil || d.Of("key.name") == nil {
		return nil
	}
	out := []string{"last4_name"}
	if d.Of("key.phone") != nil || d.Of("flag.phone") != nil {
		out = append([]string{"phone"}, out...)
	}
	if d.Of("key.doc_no") != nil {
		out = append([]string{"id"}, out...)
	}
	return out
}

// requires are the fields by which files of this sort are told from others:
// what such tables need, and the columns a person or the guess is sure of.
func (d *Draft) requires(columns map[string][]string) []string {
	var out []string
	for _, f := range slices.Concat(d.Wanted(), keys(d.Kind)) {
		if columns[f] != nil && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// colours is the map as the person gave it, and the colours' own codes, which
// mean themselves.
func (d *Draft) colours() map[string]string {
	out := map[string]string{}
	for _, c := range Colours() {
		out[string(c)] = string(c)
	}
	for text, c := range d.Answers.Colours {
		if c != "" {
			out[text] = c
		}
	}
	return out
}

// Colours lists what a value may stand for, in the order it is offered.
func Colours() []cases.Colour {
	return []cases.Colour{cases.Green, cases.Yellow, cases.Orange, cases.Red, cases.Grey, cases.NoColour, cases.Invalid}
}

// values are the tables of codes that the columns use: what the base profile
// knows and what the person said.
func (d *Draft) values() map[string]map[string]string {
	out := map[string]map[string]string{}
	use := func(field string) {
		group := d.known.groups[field]
		if table := d.known.values[group]; table != nil && out[group] == nil {
			out[group] = maps.Clone(table)
		}
		for text, code := range d.Answers.Values[field] {
			if code != "" && out[group] != nil {
				out[group][text] = code
			}
		}
	}
	for i := range d.Columns {
		use(d.Columns[i].Field)
	}
	for f := range d.Answers.Constants {
		use(f)
	}
	use(d.sheetName())
	for f := range d.known.fixed[d.Kind] {
		use(f)
	}
	if d.Source != "" {
		use("flag.source_type")
	}
	return out
}

// ID makes an id for a profile of a name: letters, digits and dashes.
func ID(name string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x4e00 && r <= 0x9fff:
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, strings.TrimSpace(importexport.Fold(name)))
	for strings.Contains(id, "--") {
		id = strings.ReplaceAll(id, "--", "-")
	}
	return strings.Trim(id, "-")
}
