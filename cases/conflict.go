package cases

import (
	"slices"
	"strings"
)

// Conflicts lists the coded reasons for which a person may not work on a case:
// assigner (set the colour or a flag by hand), same_community (lives in the
// resident's street or community), excluded (listed on the file) and earlier
// (took part in a decision that this case re-examines).
func Conflicts(u User, f *File) []string {
	var codes []string
	add := func(code string, is bool) {
		if is {
			codes = append(codes, code)
		}
	}
	add("assigner", setByHand(u, f))
	add("same_community", sameCommunity(u.Community, f.Snapshot.Resident.ResidenceStreet))
	add("excluded", slices.ContainsFunc(f.Exclusions, func(e Exclusion) bool { return e.User == u.ID }))
	return codes
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
