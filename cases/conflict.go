package cases

import (
	"slices"
	"strings"
)

// Conflicts lists the coded reasons for which a person may not work on a case:
// assigner (set the colour or a flag by hand), assigning_unit (works in the unit
// that did), same_community (lives in the resident's street or community),
// earlier (took part in a decision that this case re-examines) and excluded
// (listed on the file). The second and third can be lifted by a supervisor.
func Conflicts(u User, f *File) []string {
	var codes []string
	add := func(code string, is bool) {
		if is && !lifted(u, f, code) {
			codes = append(codes, code)
		}
	}
	add("assigner", setByHand(u, f))
	add("assigning_unit", u.Unit != "" && u.Unit == f.Snapshot.Assignment.AssignedUnit)
	add("same_community", sameCommunity(u.Community, f.Snapshot.Resident.ResidenceStreet))
	add("excluded", slices.ContainsFunc(f.Exclusions, func(e Exclusion) bool { return e.User == u.ID && !e.Lifted }))
	add("earlier", guardReheard(Ask{User: u, File: f}) != nil)
	return codes
}

// MayLift reports whether a supervisor can let somebody work in spite of a
// conflict: never of one's own act.
func MayLift(code string) bool { return code == "assigning_unit" || code == "same_community" }

func lifted(u User, f *File, code string) bool {
	return MayLift(code) && slices.ContainsFunc(f.Exclusions, func(e Exclusion) bool {
		return e.Lifted && e.User == u.ID && e.Code == code
	})
}

func setByHand(u User, f *File) bool {
	named := func(s string) bool { return s != "" && (s == string(u.ID) || s == u.Name) }
	if named(f.Snapshot.Assignment.AssignedBy) {
		return true
	}
	return slices.ContainsFunc(f.Snapshot.Flags, func(g Flag) bool { return named(g.SetBy) })
}

// sameCommunity compares at the precision both sides have; a bare division
// (6 digits) is too coarse to be a conflict.
func sameCommunity(a, b string) bool {
	const street = 9
	if len(a) < street || len(b) < street {
		return false
	}
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}
