package importexport

import (
	"slices"
	"strings"
)

// DateOrder says in which order the parts of a written date stand. A date that
// begins with a year of four digits is read as it stands under every order;
// a year of two digits under none.
type DateOrder string

// The orders of the parts of a date.
const (
	YearFirst  DateOrder = "ymd" // 2020-02-25 and nothing else
	DayFirst   DateOrder = "dmy" // 25/02/2020, 25.02.2020
	MonthFirst DateOrder = "mdy" // 02/25/2020
)

// DateOrders lists the orders there are.
func DateOrders() []DateOrder { return []DateOrder{YearFirst, DayFirst, MonthFirst} }

// Valid reports whether there is such an order.
func (o DateOrder) Valid() bool { return slices.Contains(DateOrders(), o) }

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
