package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// What a simulated office writes reads as an official would write it.
func TestTextsOfASimulatedOffice(t *testing.T) {
	t.Parallel()
	o, err := simulate.New(simulate.Options{Seed: 7, Appeals: 600, Residents: 1200})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 600 {
		c := o.Case(i)
		s := &c.Snapshot
		for _, f := range s.Flags {
			if strings.Contains(f.Provider, "区区") {
				t.Errorf("%s: provider %s", s.Appeal.AppealNo, f.Provider)
			}
		}
		said := []string{c.Draft.Reasons}
		for _, f := range c.Draft.Findings {
			said = append(said, f.Text)
		}
		if text := strings.Join(said, "\n"); strings.Contains(text, "申诉人") {
			t.Errorf("%s speaks about the resident instead of to them: %s", s.Appeal.AppealNo, text)
		}
	}
}

// Nobody checks in before they applied, but for stories that turn on what a
// community wrote down before.
func TestNobodyChecksInBeforeTheyApplied(t *testing.T) {
	t.Parallel()
	o, err := simulate.New(simulate.Options{Seed: 7, Appeals: 600, Residents: 1200})
	if err != nil {
		t.Fatal(err)
	}
	early := 0
	for i := range 600 {
		c := o.Case(i)
		s := &c.Snapshot
		for _, f := range c.Draft.Findings {
			for _, ref := range f.Evidence {
				if !known(s, ref) {
					t.Errorf("%s cites %s, which is not there", s.Appeal.AppealNo, ref)
				}
			}
		}
		first := s.Assignment.IssuedAt
		for _, q := range s.Questionnaires {
			if q.SubmittedAt.Earliest().Before(first.Earliest()) {
				first = q.SubmittedAt
			}
		}
		if !slices.ContainsFunc(s.CheckIns, func(ci cases.CheckIn) bool { return ci.Date.Latest().Before(first.Earliest()) }) {
			continue
		}
		early++
		if !turnsOnADay(&c) {
			t.Errorf("%s (%s) has check-ins before %s and nothing turns on them", s.Appeal.AppealNo, c.Truth.Scenario, first)
		}
	}
	if early > 60 {
		t.Errorf("%d of 600 cases have check-ins before the application", early)
	}
}

// turnsOnADay reports whether somebody was ill or missed a day: such a day
// stays with those after it.
func turnsOnADay(c *simulate.Case) bool {
	return slices.ContainsFunc(c.Snapshot.CheckIns, func(ci cases.CheckIn) bool { return ci.Status != "normal" })
}

func known(s *cases.Snapshot, ref string) bool {
	return slices.ContainsFunc(s.Evidence(), func(e cases.Evidence) bool { return e.Ref == ref })
}
