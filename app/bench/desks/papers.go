package desks

import (
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// kindsFor lists the kinds of paper that can answer a rule. Both desks that
// read papers use the same list.
func kindsFor(rule string) []string {
	switch rule {
	case "R20":
		return []string{"household_proof", "employer_certificate"}
	case "R25":
		return []string{"release_notice", "screenshot"}
	case "R30":
		return []string{"ticket"}
	case "R40", "R45":
		return []string{"ticket", "refund_record", "toll_record", "employer_certificate", "carrier_statement", "household_proof", "release_notice", "hotel_bill"}
	case "R50":
		return []string{"hospital_note", "test"}
	case "R55", "R60", "R65":
		return []string{"ticket", "employer_certificate", "carrier_statement", "screenshot", "toll_record"}
	case "R82":
		return []string{"screenshot", "community_certificate"}
	}
	return nil
}

// onItsFace reports whether any paper of the right kind was handed in.
func onItsFace(s *cases.Snapshot, rules []string) bool {
	return slices.ContainsFunc(s.Appeal.Documents, func(d cases.Document) bool {
		return slices.ContainsFunc(rules, func(r string) bool { return slices.Contains(kindsFor(r), d.Type) })
	})
}

// settles reports whether a paper of the right kind names the person and
// covers the time of the records that the rules hang on.
func settles(s *cases.Snapshot, rules []string, refs []string) bool {
	return slices.ContainsFunc(s.Appeal.Documents, func(d cases.Document) bool {
		named := d.IdentifiesPerson != nil && *d.IdentifiesPerson
		fits := slices.ContainsFunc(rules, func(r string) bool { return slices.Contains(kindsFor(r), d.Type) })
		return named && fits && (d.Type == "household_proof" || coversAny(s, &d, refs))
	})
}

// coversAny reports whether a paper's time overlaps that of one of the records.
func coversAny(s *cases.Snapshot, d *cases.Document, refs []string) bool {
	for _, ref := range refs {
		from, to, ok := spanOf(s, ref)
		if ok && !d.CoversFrom.IsZero() && !d.CoversFrom.Earliest().After(to) && !ends(d).Before(from) {
			return true
		}
	}
	return false
}

func ends(d *cases.Document) time.Time {
	if d.CoversTo.IsZero() {
		return d.CoversFrom.Latest()
	}
	return d.CoversTo.Latest()
}

// spanOf is the time of a record or of a declaration.
func spanOf(s *cases.Snapshot, ref string) (from, to time.Time, ok bool) {
	for _, e := range s.Evidence() {
		switch {
		case e.Ref != ref:
		case e.Flag != nil:
			to := e.Flag.ObservedTo
			if to.IsZero() {
				to = e.Flag.ObservedFrom
			}
			return e.Flag.ObservedFrom.Earliest(), to.Latest(), true
		case e.Form != nil:
			return e.Form.SubmittedAt.Earliest().AddDate(0, 0, -14), e.Form.SubmittedAt.Latest(), true
		}
	}
	return time.Time{}, time.Time{}, false
}

// chronic reports whether a clinic's note from before the code names the person
// and a lasting condition: it explains a symptom that the form only lists.
func chronic(s *cases.Snapshot) bool {
	return slices.ContainsFunc(s.Appeal.Documents, func(d cases.Document) bool {
		return d.Type == "hospital_note" && d.IdentifiesPerson != nil && *d.IdentifiesPerson &&
			d.IssueDate.Latest().Before(s.Assignment.IssuedAt.Earliest()) &&
			(strings.Contains(d.Title+d.Summary, "慢性") || strings.Contains(d.Title+d.Summary, "变应性") || strings.Contains(d.Title+d.Summary, "常年"))
	})
}

// released reports whether an authority's confirmed notice ended an isolation.
func released(s *cases.Snapshot) bool {
	return slices.ContainsFunc(s.Appeal.Documents, func(d cases.Document) bool {
		return d.Type == "release_notice" && d.AuthenticityCheck == "confirmed"
	})
}
