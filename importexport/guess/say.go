package guess

import (
	"slices"
	"strings"

	"recourse/importexport"
)

// SayColour says which colour a value stands for; "" takes it back.
func (d *Draft) SayColour(text, colour string) {
	if colour == "" {
		delete(d.Answers.Colours, text)
		return
	}
	d.Answers.Colours[text] = colour
}

// SayValue says what a value of a coded column stands for: the field and, after
// a colon, the value as written; then the code. It returns false for a field or
// a code that there is not.
func (d *Draft) SayValue(fieldAndText, code string) bool {
	field, text, ok := strings.Cut(fieldAndText, ":")
	if !ok || code != "" && !slices.Contains(d.known.Codes(field), code) {
		return false
	}
	if d.Answers.Values[field] == nil {
		d.Answers.Values[field] = map[string]string{}
	}
	if d.Answers.Values[field][text] = code; code == "" {
		delete(d.Answers.Values[field], text)
	}
	return true
}

// SayAlways says what holds for every row in place of a column; "" takes it
// back. It returns false for a field that such a table does not have.
func (d *Draft) SayAlways(field, value string) bool {
	if !d.known.tables[d.Kind][field] {
		return false
	}
	if d.Answers.Constants[field] = value; value == "" {
		delete(d.Answers.Constants, field)
	}
	return true
}

// SaySheetName says which field the name of each sheet gives; "" takes it back.
// It returns false for a field that such a table does not have.
func (d *Draft) SaySheetName(field string) bool {
	if field != "" && !d.known.tables[d.Kind][field] {
		return false
	}
	d.Answers.SheetName = field
	return true
}

// SayUnit says in which unit the numbers of a field are. It returns false for
// a field without such a unit.
func (d *Draft) SayUnit(field, unit string) bool {
	if _, ok := importexport.FindUnit(field, unit); !ok && unit != "" {
		return false
	}
	if d.Answers.Units[field] = unit; unit == "" {
		delete(d.Answers.Units, field)
	}
	return true
}
