package intake

import (
	"cmp"

	"recourse/importexport"
)

// ValueGroup is the group of Profile.Values that a field's codes are looked up
// in, "" for a field without one.
func ValueGroup(fieldName string) string {
	f := allFields()[fieldName]
	switch {
	case f == nil:
		return ""
	case f.kind == kDivision:
		return "division"
	}
	return f.group
}

// Personal reports whether values of a field are shown masked.
func Personal(fieldName string) bool {
	f := allFields()[fieldName]
	return f != nil && f.kind.personal()
}

// Shown is a value of a field as a screen or a report may show it: shortened,
// and masked where it is about a person.
func Shown(fieldName, value string) string {
	if f := allFields()[fieldName]; f != nil {
		return shown(f.kind, value)
	}
	return importexport.Shorten(value)
}

// Taker tries values by a profile without keeping anything.
type Taker struct {
	fields fieldMap
	values valueReader
}

// NewTaker returns a taker by a profile of one table that has been parsed. serials is the
// epoch of day numbers, "" when the file does not say.
func NewTaker(p *importexport.Profile, serials string) *Taker {
	if serials == "" {
		serials = p.Serials
	}
	return &Taker{fields: allFields(), values: valueReader{profile: p, dates: dates{zone: p.Zone(), serials: serials}}}
}

// Take says why a field would not take the value of a cell; "" when it would,
// or when the cell says nothing.
func (t *Taker) Take(fieldName string, c importexport.Cell) importexport.Code {
	f := t.fields[fieldName]
	if f == nil {
		return "unknown_field"
	}
	t.values.dates.order = ""
	for table := range t.values.profile.Tables {
		t.values.dates.order = cmp.Or(t.values.profile.DateOrderOf(table, fieldName), t.values.dates.order)
	}
	_, why := t.values.read(f, c)
	return why.code
}
