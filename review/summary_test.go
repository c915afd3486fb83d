package review_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/review"
)

// The short way must say what the long way says, for every kind of case.
func TestSummaryEqualsAssessment(t *testing.T) {
	t.Parallel()
	l := library(t)
	office, err := simulate.New(simulate.Options{Appeals: 1, Seed: 11})
	must(t, err)
	for _, name := range simulate.Scenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := l.Memory() // of all these cases
			for i := range 8 {
				c, err := office.CaseOf(i, name)
				must(t, err)
				sameSummary(t, l, m, &c.Snapshot)
				bare := c.Snapshot
				bare.Flags, bare.RuleTrace = nil, nil
				sameSummary(t, l, m, &bare)
			}
		})
	}
}

func sameSummary(t *testing.T, l *review.Library, m *review.Memory, s *cases.Snapshot) {
	t.Helper()
	got, err := l.Summary(s)
	must(t, err)
	again, err := m.Summary(s)
	must(t, err)
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("%s: the memory says otherwise: %s", s.Appeal.AppealNo, diff)
	}
	a, err := l.Assess(s, review.Question{})
	must(t, err)
	sheet, err := l.Sheet(s)
	must(t, err)
	want := review.Summary{Signals: a.Signals, Sheet: sheet}
	if a.Report != nil {
		p, err := l.Program(a.Report.Policy)
		must(t, err)
		want.PolicyID, want.PolicyVersion, want.PolicyHash = p.Pack().ID, p.Pack().Version, a.Report.PolicyHash
		want.Colour, want.DecidingRule = string(a.Report.Replayed.Colour), a.Report.DecidingRule
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", s.Appeal.AppealNo, diff)
	}
}

// BenchmarkSummary is what the rules cost an import, for each case.
func BenchmarkSummary(b *testing.B) {
	l := library(b)
	office, err := simulate.New(simulate.Options{Appeals: 500, Seed: 3})
	must(b, err)
	list := make([]cases.Snapshot, 500)
	for i := range list {
		list[i] = office.Case(i).Snapshot
	}
	m := l.Memory()
	for i := 0; b.Loop(); i++ {
		_, err := m.Summary(&list[i%len(list)])
		must(b, err)
	}
}
