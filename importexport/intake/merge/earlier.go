package merge

import (
	"slices"
	"strings"

	"recourse/cases"
)

// Spoken says of what a delivery speaks at all. Of anything else its silence
// means nothing.
type Spoken struct {
	Sources                map[cases.Source]bool // evidence of these kinds
	Codes, Forms, CheckIns bool
}

// Earlier takes over into a case of extracts what the office has of it from
// earlier deliveries: all that this one does not speak of. What both have stands
// where it stood; what this one leaves out of a list that it brings is gone
// with it; what is new stands behind.
func Earlier(s, had *cases.Snapshot, of Spoken) {
	s.Flags = align(s.Flags, had.Flags, bareFlag(s.Appeal.AppealNo), func(f *cases.Flag) bool { return !of.Sources[f.SourceType] })
	s.CheckIns = align(s.CheckIns, had.CheckIns, func(c *cases.CheckIn) { c.Provenance = cases.Provenance{} }, always[cases.CheckIn](!of.CheckIns))
	s.Questionnaires = align(s.Questionnaires, had.Questionnaires, func(q *cases.Questionnaire) { q.Provenance = cases.Provenance{} }, always[cases.Questionnaire](!of.Forms))
	s.Appeal.Documents = align(s.Appeal.Documents, had.Appeal.Documents, func(d *cases.Document) { d.Provenance = cases.Provenance{} }, always[cases.Document](true))
	s.History = align(s.History, had.History, func(c *cases.StatusChange) { c.Provenance = cases.Provenance{} }, always[cases.StatusChange](true))
	bareCode := func(a *cases.CodeAssignment) { a.Provenance = cases.Provenance{} }
	s.OtherAssignments = align(s.OtherAssignments, had.OtherAssignments, bareCode, always[cases.CodeAssignment](!of.Codes))
	if s.RuleTrace == nil {
		s.RuleTrace = had.RuleTrace
	}
	if s.Assignment.Colour == "" && !of.Codes {
		s.Assignment, s.Appeal.AssignmentID = had.Assignment, had.Appeal.AssignmentID
	}
	if s.Resident.DocNo == "" || s.Resident.DocNo == had.Resident.DocNo && s.Resident.Name == "" {
		phone := s.Resident.Phone
		if s.Resident = had.Resident; phone != "" {
			s.Resident.Phone = phone
		}
	}
}

func always[T any](yes bool) func(*T) bool { return func(*T) bool { return yes } }

// align orders a list by an earlier one. Of the earlier list the entries that
// keep allows stay although the list lacks them.
func align[T any](list, had []T, bare func(*T), keep func(*T) bool) []T {
	var out []T
	rest := slices.Clone(list)
	for i := range had {
		at := slices.IndexFunc(rest, func(x T) bool { return same(&x, &had[i], bare) })
		switch {
		case at >= 0:
			out = append(out, had[i])
			rest = slices.Delete(rest, at, at+1)
		case keep(&had[i]):
			out = append(out, had[i])
		}
	}
	return append(out, rest...)
}

// bareFlag takes off a flag what depends on where its row stood: its origin,
// and a number that it got from its place in the case.
func bareFlag(appealNo string) func(*cases.Flag) {
	return func(f *cases.Flag) {
		if f.Provenance = (cases.Provenance{}); strings.HasPrefix(f.FlagID, appealNo+"/F") {
			f.FlagID = ""
		}
		if strings.HasPrefix(f.ResidentID, "R/") {
			f.ResidentID = ""
		}
	}
}
