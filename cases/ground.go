package cases

import "slices"

// Ground is one claim of error in an appeal (domain table T11, section 2.6).
type Ground string

// Grounds lists G01 to G18 in order.
func Grounds() []Ground {
	return []Ground{
		"G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09",
		"G10", "G11", "G12", "G13", "G14", "G15", "G16", "G17", "G18",
	}
}

// Valid reports whether g is one of G01 to G18.
func (g Ground) Valid() bool { return slices.Contains(Grounds(), g) }

// FindingResult says what the officer found on one ground.
type FindingResult string

// The four results a finding can have.
const (
	Proved       FindingResult = "proved"
	NotProved    FindingResult = "not_proved"
	Undetermined FindingResult = "undetermined"
	NotDecisive  FindingResult = "not_decisive"
)

// Valid reports whether r is one of the four results.
func (r FindingResult) Valid() bool {
	switch r {
	case Proved, NotProved, Undetermined, NotDecisive:
		return true
	}
	return false
}
