package importexport

import "strings"

// Unit turns numbers written in it into the unit of their field.
type Unit struct {
	Name   string
	Factor float64 // the field's unit is (n + Shift) × Factor
	Shift  float64
}

// UnitsOf lists the units that the numbers of a field may be written in, its
// own first; nil for a field that has none.
func UnitsOf(field string) []Unit {
	switch name := field[strings.LastIndexByte(field, '.')+1:]; {
	case strings.HasSuffix(name, "_min"):
		return []Unit{{"min", 1, 0}, {"s", 1.0 / 60, 0}, {"h", 60, 0}, {"ms", 1.0 / 60000, 0}}
	case strings.HasSuffix(name, "_m"):
		return []Unit{{"m", 1, 0}, {"km", 1000, 0}}
	case strings.HasSuffix(name, "_c") || name == "TEMP":
		return []Unit{{"°C", 1, 0}, {"°F", 5.0 / 9, -32}}
	case strings.HasSuffix(name, "_kmh"):
		return []Unit{{"km/h", 1, 0}, {"m/s", 3.6, 0}}
	}
	return nil
}

// FindUnit returns a unit of a field by its name.
func FindUnit(field, name string) (Unit, bool) {
	for _, u := range UnitsOf(field) {
		if u.Name == name {
			return u, true
		}
	}
	return Unit{}, false
}

// Convert turns a number into the unit of the field.
func (u Unit) Convert(n float64) float64 { return (n + u.Shift) * u.Factor }
