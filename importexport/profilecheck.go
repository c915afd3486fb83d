package importexport

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// check says what is wrong with a profile: the first thing, with its table and
// field.
func (p *Profile) check() error {
	if p.ID == "" || p.Version < 1 || len(p.Tables) == 0 {
		return fmt.Errorf("profile %q: id, version and tables are required", p.ID)
	}
	zone, err := LoadZone(p.TimeZone)
	if err != nil {
		return fmt.Errorf("profile %s: %w", p.ID, err)
	}
	p.zone = zone
	for _, name := range slices.Sorted(maps.Keys(p.Tables)) {
		if err := p.checkTable(name); err != nil {
			return fmt.Errorf("profile %s, table %s: %w", p.ID, name, err)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(p.Units)) {
		if _, ok := FindUnit(field, p.Units[field]); !ok {
			return fmt.Errorf("profile %s: %w", p.ID, unitError(field, p.Units[field]))
		}
	}
	if p.DateOrder != "" && !p.DateOrder.Valid() {
		return fmt.Errorf("profile %s: %w", p.ID, orderError(p.DateOrder))
	}
	return nil
}

func (p *Profile) checkTable(name string) error {
	t, kind := p.Tables[name], p.KindOf(name)
	if !slices.Contains(TableKinds(), kind) {
		return fmt.Errorf("kind %q is not known; known are %s", kind, strings.Join(TableKinds(), ", "))
	}
	for _, check := range []func(string) error{t.checkFields, t.checkHeaders, t.checkCompose, t.checkRules, t.checkOptions} {
		if err := check(kind); err != nil {
			return err
		}
	}
	if len(p.Colours) == 0 {
		if field := t.colourField(kind); field != "" {
			return fmt.Errorf("field %s: a colour map is required, colours are never guessed", field)
		}
	}
	return nil
}

// given lists the fields that a table says something about.
func (t TableSpec) given() []string {
	all := slices.Concat(slices.Collect(maps.Keys(t.Columns)), slices.Collect(maps.Keys(t.Compose)), slices.Collect(maps.Keys(t.Constants)),
		slices.Collect(maps.Keys(t.Defaults)), slices.Collect(maps.Keys(t.Fallbacks)))
	if t.SheetName != "" {
		all = append(all, t.SheetName)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (t TableSpec) checkFields(kind string) error {
	for _, field := range t.given() {
		if _, ok := FieldOf(kind, field); !ok {
			return fmt.Errorf("field %s: a table of %s has none of this name", field, kind)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Constants)) {
		if _, twice := t.Columns[field]; twice || t.Compose[field] != "" {
			return fmt.Errorf("field %s: has a constant and columns as well", field)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Compose)) {
		if _, twice := t.Columns[field]; twice {
			return fmt.Errorf("field %s: is composed and has headers as well", field)
		}
	}
	return nil
}

func (t TableSpec) checkHeaders(kind string) error {
	meaning := map[string]string{}
	for _, list := range []map[string][]string{t.Columns, t.Parts} {
		for _, field := range slices.Sorted(maps.Keys(list)) {
			for _, h := range list[field] {
				key := NormalHeader(h)
				if other, ok := meaning[key]; ok && other != field {
					return fmt.Errorf("header %q means both %s and %s", h, other, field)
				}
				meaning[key] = field
			}
		}
	}
	for _, h := range t.Aside {
		if field, ok := meaning[NormalHeader(h)]; ok {
			return fmt.Errorf("header %q means %s and is left aside as well", h, field)
		}
		meaning[NormalHeader(h)] = ""
	}
	for _, h := range slices.Sorted(maps.Keys(t.Numbered())) {
		if _, plain := meaning[h]; plain {
			return fmt.Errorf("header %q is named with the place of its column and without", h)
		}
	}
	for _, part := range slices.Sorted(maps.Keys(t.Parts)) {
		if strings.Contains(part, ".") || part == "" {
			return fmt.Errorf("part %q: a name without a full stop is required", part)
		}
	}
	for _, field := range t.Requires {
		if len(t.Columns[field]) == 0 && len(t.Parts[field]) == 0 && t.Compose[field] == "" {
			return fmt.Errorf("field %s: is required and has no headers", field)
		}
	}
	return nil
}

// column reports whether a name is that of a column, whole field or part.
func (t TableSpec) column(name string) bool {
	return len(t.Columns[name]) > 0 || len(t.Parts[name]) > 0
}

func (t TableSpec) checkCompose(string) error {
	for _, field := range slices.Sorted(maps.Keys(t.Compose)) {
		pattern, err := ParsePattern(t.Compose[field])
		if err != nil {
			return fmt.Errorf("field %s: %w", field, err)
		}
		for _, name := range pattern.Names() {
			if !t.column(name) {
				return fmt.Errorf("field %s: its pattern names %s, which has no headers", field, name)
			}
		}
	}
	return nil
}

func (t TableSpec) checkRules(kind string) error {
	given := t.given()
	for _, field := range slices.Sorted(maps.Keys(t.Fallbacks)) {
		from, ok := FieldOf(kind, t.Fallbacks[field])
		if to, _ := FieldOf(kind, field); !ok || from.Value != to.Value || from.Name == field {
			return fmt.Errorf("field %s: %s cannot stand in for it", field, t.Fallbacks[field])
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Choices)) {
		if !slices.Contains(given, field) {
			return fmt.Errorf("field %s: has choices and no headers", field)
		}
		for _, item := range slices.Sorted(maps.Keys(t.Choices[field])) {
			if item != "none" && !slices.Contains(ItemCodes(), item) {
				return fmt.Errorf("field %s: %s is no item of a questionnaire", field, item)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Only)) {
		if !t.column(name) || len(t.Only[name]) == 0 {
			return fmt.Errorf("only %s: a column and its values are required", name)
		}
	}
	return nil
}

func (t TableSpec) checkOptions(kind string) error {
	for _, link := range t.Links {
		if !slices.Contains(Links(), link) {
			return fmt.Errorf("link %q is not known; known are %s", link, strings.Join(Links(), ", "))
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Units)) {
		if _, ok := FindUnit(field, t.Units[field]); !ok {
			return unitError(field, t.Units[field])
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Zones)) {
		if f, ok := FieldOf(kind, field); !ok || f.Value != TimeValue {
			return fmt.Errorf("field %s: has a time zone and is no time", field)
		}
		if _, err := LoadZone(t.Zones[field]); err != nil {
			return fmt.Errorf("field %s: %w", field, err)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Places)) {
		if f, ok := FieldOf(kind, field); !ok || f.Value != DivisionValue {
			return fmt.Errorf("places of %s: a table of %s has no division of this name", field, kind)
		}
		if field != "flag.division" || t.Places[field] != "flag.place_text" {
			return fmt.Errorf("places of %s: only the place of a record can give its division", field)
		}
		if from := t.Places[field]; !slices.Contains(t.given(), from) {
			return fmt.Errorf("places of %s: %s has no headers", field, from)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.DateOrders)) {
		if f, ok := FieldOf(kind, field); !ok || f.Value != TimeValue {
			return fmt.Errorf("field %s: has an order of dates and is no time", field)
		}
		if order := t.DateOrders[field]; !order.Valid() {
			return fmt.Errorf("field %s: %w", field, orderError(order))
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Nulls)) {
		if _, ok := FieldOf(kind, field); !ok && len(t.Parts[field]) == 0 {
			return fmt.Errorf("nulls of %s: a table of %s has no field or part of this name", field, kind)
		}
	}
	if t.Incomplete && kind != "appeals" {
		return fmt.Errorf("incomplete: only cases can be, and these are %s", kind)
	}
	return nil
}

func (t TableSpec) colourField(kind string) string {
	for _, field := range t.given() {
		if f, ok := FieldOf(kind, field); ok && f.Value == ColourValue {
			return field
		}
	}
	return ""
}

func orderError(order DateOrder) error {
	return fmt.Errorf("date_order %q is not known; known are ymd, dmy, mdy", order)
}

func unitError(field, unit string) error {
	units := UnitsOf(field)
	if len(units) == 0 {
		return fmt.Errorf("field %s: has no unit", field)
	}
	known := make([]string, len(units))
	for i, u := range units {
		known[i] = u.Name
	}
	return fmt.Errorf("field %s: unit %q is not known; known are %s", field, unit, strings.Join(known, ", "))
}
