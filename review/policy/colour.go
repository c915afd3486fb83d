package policy

// Colour is the colour a rule gives, in the words of the rule packs.
type Colour string

// The colours rules can give. None is the colour of a rule that gives none.
const (
	Green  Colour = "GREEN"
	Yellow Colour = "YELLOW"
	Red    Colour = "RED"
	None   Colour = ""
)

// Severity orders colours by how much they take: green 0, yellow 1, red 3.
// The gap leaves room for the orange of later rule sets.
func (c Colour) Severity() int {
	switch c {
	case Yellow, "GREY":
		return 1
	case "ORANGE":
		return 2
	case Red:
		return 3
	}
	return 0
}

// Valid reports whether a rule may give c.
func (c Colour) Valid() bool { return c == Green || c == Yellow || c == Red }

// Outcome is the result of a rule's condition.
type Outcome string

// The three outcomes of a condition.
const (
	True    Outcome = "TRUE"
	False   Outcome = "FALSE"
	Unknown Outcome = "UNKNOWN"
)
