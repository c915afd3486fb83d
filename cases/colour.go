package cases

// Colour is a health code's colour (domain table T5).
type Colour string

// The colours of a health code. Orange and Grey belong to later rule sets.
const (
	Green    Colour = "GREEN"
	Yellow   Colour = "YELLOW"
	Orange   Colour = "ORANGE"
	Red      Colour = "RED"
	Grey     Colour = "GREY"
	NoColour Colour = "NONE"
	Invalid  Colour = "INVALID"
)

// Severity orders colours by how much they take from the resident:
// green 0, yellow 1, orange 2, red 3. Values that restrict nothing by
// themselves count as green.
func (c Colour) Severity() int {
	switch c {
	case Yellow, Grey:
		return 1
	case Orange:
		return 2
	case Red:
		return 3
	}
	return 0
}

// Valid reports whether c is one of the values of table T5.
func (c Colour) Valid() bool {
	switch c {
	case Green, Yellow, Orange, Red, Grey, NoColour, Invalid:
		return true
	}
	return false
}

// TermDays is the isolation the colour meant in Hangzhou in February 2020:
// red 14 days, yellow 7 (task-force notice of 11 February 2020).
func (c Colour) TermDays() int {
	switch c {
	case Red:
		return 14
	case Yellow:
		return 7
	}
	return 0
}

// Disputable reports whether a resident can appeal against the colour.
func (c Colour) Disputable() bool { return c.Severity() > 0 }
