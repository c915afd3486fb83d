package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"recourse/cases"
)

// faults lists what the data dictionary has against a snapshot.
func faults(s *cases.Snapshot) []string {
	var list []string
	need := func(ok bool, format string, args ...any) {
		if !ok {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	me, a, c := &s.Resident, &s.Appeal, &s.Assignment
	need(s.Format == cases.Format, "format %q", s.Format)
	need(cases.CheckDocNo(me.DocType, me.DocNo) == cases.DocOK, "document number %q", me.DocNo)
	need(strings.HasPrefix(me.DocNo, "330199"), "a division that exists: %q", me.DocNo)
	birth, _ := cases.BirthDate(me.DocNo)
	need(me.BirthDate.Earliest().Equal(birth), "birth date %s of %s", me.BirthDate, me.DocNo)
	need((me.DocNo[16]-'0')%2 == me.Sex[0]%2, "sex %s of %s", me.Sex, me.DocNo)
	_, ok := cases.NormalisePhone(me.Phone)
	need(ok && len(me.Phone) == 11, "phone %q", me.Phone)
	need(me.Name == cases.NormaliseName(me.Name) && utf8.RuneCountInString(me.Name) >= 2, "name %q", me.Name)
	need(len(me.ResidenceStreet) == 9 && strings.HasPrefix(me.ResidenceStreet, me.ResidenceDivision), "street %q", me.ResidenceStreet)
	need(strings.Contains(a.AppealNo, "〔2020〕"), "appeal number %q", a.AppealNo)
	need(len(a.Grounds) > 0, "no ground")
	for _, g := range a.Grounds {
		need(g.Valid(), "ground %q", g)
	}
	n := utf8.RuneCountInString(a.Statement)
	need(n >= 20 && n <= cases.MaxStatement, "statement of %d characters: %q", n, a.Statement)
	need(c.Colour.Disputable(), "colour %s", c.Colour)
	need(c.IssuedAt.Earliest().Before(a.FiledAt.Earliest()), "filed %s before issue %s", a.FiledAt, c.IssuedAt)
	need(c.ValidFrom.Earliest().Before(c.ValidUntil.Earliest()), "valid from %s to %s", c.ValidFrom, c.ValidUntil)
	need((a.Urgency == cases.Normal) == (a.UrgencyWhy == ""), "urgency %s because %q", a.Urgency, a.UrgencyWhy)
	return slices.Concat(list, flagFaults(s), paperFaults(s), traceFaults(s), historyFaults(s))
}

func flagFaults(s *cases.Snapshot) []string {
	var list []string
	for i, f := range s.Flags {
		bad := func(what string) { list = append(list, fmt.Sprintf("F%d (%s): %s", i+1, f.SourceType, what)) }
		if !f.SourceType.Valid() {
			bad("unknown source")
		}
		if f.Provider == "" || f.PlaceText == "" {
			bad("no provider or place")
		}
		if !slices.Contains([]string{"id", "phone", "name", "plate"}, f.IdentityLink) {
			bad("identity link " + f.IdentityLink)
		}
		if !f.ObservedTo.IsZero() && f.ObservedTo.Latest().Before(f.ObservedFrom.Earliest()) {
			bad("ends before it begins")
		}
		if f.ObservedFrom.Earliest().After(s.Appeal.FiledAt.Latest()) {
			bad("observed after the appeal")
		}
		if (f.Lat == nil) != (f.Datum == "") || (f.Lat == nil) != (f.Lon == nil) {
			bad("half a position")
		}
		if f.Lat != nil && (*f.Lat < 18 || *f.Lat > 54 || *f.Lon < 73 || *f.Lon > 135 || f.AccuracyRadiusM == 0) {
			bad("position outside the country or without error")
		}
	}
	return list
}

func paperFaults(s *cases.Snapshot) []string {
	var list []string
	for i, d := range s.Appeal.Documents {
		if d.Type == "" || d.IssuedBy == "" || len(d.SHA256) != 64 || d.IdentifiesPerson == nil || d.Bytes > 20<<20 {
			list = append(list, fmt.Sprintf("D%d is incomplete", i+1))
		}
		if d.CoversTo.Latest().Before(d.CoversFrom.Earliest()) {
			list = append(list, fmt.Sprintf("D%d covers nothing", i+1))
		}
	}
	for i, q := range s.Questionnaires {
		if len(q.Items) < 9 || q.SubmittedAt.Earliest().After(s.Appeal.FiledAt.Latest()) {
			list = append(list, fmt.Sprintf("Q%d has %d answers at %s", i+1, len(q.Items), q.SubmittedAt))
		}
	}
	for i := 1; i < len(s.CheckIns); i++ {
		if !s.CheckIns[i-1].Date.Earliest().Before(s.CheckIns[i].Date.Earliest()) {
			list = append(list, fmt.Sprintf("C%d is out of order", i+1))
		}
	}
	return list
}

func traceFaults(s *cases.Snapshot) []string {
	if s.RuleTrace == nil {
		return nil
	}
	var list []string
	refs := s.Refs()
	fired := false
	for _, st := range s.RuleTrace.Steps {
		if st.Outcome == "TRUE" && st.OverriddenBy == "" && st.Effect.Colour == s.Assignment.Colour {
			fired = true
		}
		for _, in := range st.Inputs {
			if in.EvidenceRef != "" && !slices.Contains(refs, in.EvidenceRef) {
				list = append(list, fmt.Sprintf("%s cites %s, which is not on file", st.RuleID, in.EvidenceRef))
			}
		}
	}
	if !fired {
		list = append(list, "no step gives the colour")
	}
	return list
}

func historyFaults(s *cases.Snapshot) []string {
	var list []string
	for i, h := range s.History {
		if !h.From.Valid() || !h.To.Valid() || h.From == h.To || h.Cause == "" {
			list = append(list, fmt.Sprintf("H%d goes from %s to %s because %q", i+1, h.From, h.To, h.Cause))
		}
		if i > 0 && (h.At.Earliest().Before(s.History[i-1].At.Earliest()) || h.From != s.History[i-1].To) {
			list = append(list, fmt.Sprintf("H%d does not follow H%d", i+1, i))
		}
	}
	if !slices.ContainsFunc(s.History, func(h cases.StatusChange) bool {
		return h.At.Equal(s.Assignment.IssuedAt) && h.To == s.Assignment.Colour
	}) {
		list = append(list, "the disputed colour is not in the history")
	}
	return list
}
