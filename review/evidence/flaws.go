package evidence

import (
	"fmt"
	"slices"

	"recourse/cases"
)

// Gap is something that is missing in where a record comes from, or two of its
// times that cannot both be right. Codes: no_source, no_record_time,
// later_event (it happened after it was recorded), old_list (the list is older
// than what it says happened).
type Gap struct{ Ref, Code string }

// Gaps lists the gaps in the provenance of the flags, in their order. A record
// of a whole day may have been made at any time of it.
func Gaps(s *cases.Snapshot) []Gap {
	var out []Gap
	for i := range s.Flags {
		f := &s.Flags[i]
		add := func(is bool, code string) {
			if is {
				out = append(out, Gap{fmt.Sprintf("F%d", i+1), code})
			}
		}
		add(f.Provider == "", "no_source")
		// A ticket is sold long before the journey, and the journey dates it.
		ticket := f.SourceType == cases.TravelTicket
		add(!ticket && f.RecordedAt.IsZero() && f.ListDate.IsZero(), "no_record_time")
		add(!ticket && before(f.RecordedAt, f.ObservedFrom), "later_event")
		add(before(f.ListDate, f.ObservedFrom), "old_list")
	}
	return out
}

// before reports whether a lies before b beyond any doubt.
func before(a, b cases.Stamp) bool {
	return !a.IsZero() && !b.IsZero() && a.Latest().Before(b.Earliest())
}

// BasisImpossible reports whether the day a term is said to count from cannot
// be right: it lies after the colour itself, or behind the end of the term.
func BasisImpossible(s *cases.Snapshot) bool {
	a := &s.Assignment
	return before(a.IssuedAt, a.BasisDate) || before(a.ValidUntil, a.BasisDate)
}

// Contradictions lists what says that it contradicts an answer: flags by their
// reference, and answers that were changed after they were given. What a
// contradiction means is a finding for the officer to make.
func Contradictions(s *cases.Snapshot) []string {
	var refs []string
	for i := range s.Flags {
		if f := &s.Flags[i]; len(f.Contradicts) > 0 || f.SourceType == cases.SelfReportInconsistency {
			refs = append(refs, fmt.Sprintf("F%d", i+1))
		}
	}
	for i := range s.Questionnaires {
		for _, a := range s.Questionnaires[i].Items {
			if a.EditedFrom != "" && a.EditedFrom != a.AnswerRaw {
				refs = append(refs, fmt.Sprintf("Q%d.%s", i+1, a.ItemCode))
			}
		}
	}
	return refs
}

// feverC is the temperature from which the published forms speak of fever.
const feverC = 37.3

// Explained reports whether a file holds anything at all from which a colour
// could follow, whatever it is worth: a record of a place, a list or a contact
// made by the time of the colour, or an answer or check-in other than healthy.
// It is the test for files that no rules can be replayed on, and deliberately
// easy to pass.
func Explained(s *cases.Snapshot) bool {
	at := s.Assignment.IssuedAt
	if slices.ContainsFunc(s.Flags, func(f cases.Flag) bool { return !before(at, f.ObservedFrom) }) {
		return true
	}
	b := &builder{in: Input{Snapshot: s, AsOf: at}, pic: &Picture{}}
	b.answers()
	a := &b.pic.Answers
	if a.TempC >= feverC {
		return true
	}
	for _, c := range []Claim{a.Fever, a.Respiratory, a.Contact, a.KeyArea, a.Overseas} {
		if c.State == Yes {
			return true
		}
	}
	return false
}
