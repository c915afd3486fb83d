package review_test

import (
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/review"
	"recourse/review/replay"
)

func TestAssess(t *testing.T) {
	t.Parallel()
	l := library(t)
	t.Run("a system without a pack is assessed without a replay", func(t *testing.T) {
		t.Parallel()
		s := worked(t, "e-flicker")
		s.Assignment.IssuingSystem = "BJ"
		a, err := l.Assess(s, review.Question{})
		if err != nil || a.Report != nil || !errors.Is(a.NoReplay, review.ErrNoPolicy) {
			t.Fatalf("got %+v, %v", a, err)
		}
		if diff := cmp.Diff([]string{"flicker", "conflict"}, slices.DeleteFunc(a.Signals.Names(), func(n string) bool { return n == "manual" })); diff != "" {
			t.Error(diff)
		}
		sum, err := l.Summary(s)
		if err != nil || sum.PolicyID != "" || !sum.Signals.Has(cases.SignalFlicker) {
			t.Errorf("got %+v, %v", sum, err)
		}
	})
	t.Run("a policy that is not on the shelf is refused", func(t *testing.T) {
		t.Parallel()
		if _, err := l.Program("HZ-1999"); !errors.Is(err, review.ErrNoPolicy) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a fact can be set for a trial, and nonsense is refused", func(t *testing.T) {
		t.Parallel()
		s := worked(t, "f-namesake")
		a, err := l.Assess(s, review.Question{Set: []string{"contacts[F1].named = true"}})
		if err != nil || a.Report.Replayed.Colour != "RED" || a.Report.DecidingRule != "R20" {
			t.Fatalf("got %+v, %v", a, err)
		}
		for _, bad := range []string{"contacts[F1].named", "contacts[F1].nam=true", "contacts[F1].named=maybe"} {
			if _, err := l.Assess(s, review.Question{Set: []string{bad}}); err == nil {
				t.Errorf("%q was accepted", bad)
			}
		}
	})
	t.Run("another as-of time gives what follows then", func(t *testing.T) {
		t.Parallel()
		at, err := cases.ParseStamp("2020-02-20T09:00:00+08:00")
		if err != nil {
			t.Fatal(err)
		}
		a, err := l.Assess(worked(t, "g-basis"), review.Question{AsOf: at})
		if err != nil || a.Report.Replayed.Colour != "GREEN" {
			t.Errorf("got %+v, %v", a.Report.Replayed, err)
		}
	})
	t.Run("another policy can be tried on an old case", func(t *testing.T) {
		t.Parallel()
		a, err := l.Assess(worked(t, "c-rhinitis"), review.Question{Policy: "HZ-2021-GRID"})
		if err != nil || a.Report.Policy != "HZ-2021-GRID@2021-01-01.recon1" || a.Report.Replayed.Colour != "YELLOW" {
			t.Errorf("got %+v, %v", a.Report, err)
		}
	})
	t.Run("a signed decision holds against the rules", func(t *testing.T) {
		t.Parallel()
		until, err := cases.ParseStamp("2020-02-20T00:00:00+08:00")
		if err != nil {
			t.Fatal(err)
		}
		a, err := l.Assess(worked(t, "g-basis"), review.Question{Hold: &review.Hold{Colour: cases.Green, Until: until, Ref: "X1"}})
		if err != nil || a.Report.Replayed.Colour != "GREEN" || a.Report.DecidingRule != "R05" {
			t.Errorf("got %+v, %v", a.Report, err)
		}
	})
	t.Run("a colour set by hand without an order stands out", func(t *testing.T) {
		t.Parallel()
		s := worked(t, "e-flicker")
		s.Assignment.Origin, s.Assignment.AssignedBy = "MANUAL", "某某"
		a, err := l.Assess(s, review.Question{})
		if err != nil || !a.Signals.Has(cases.SignalManual) {
			t.Errorf("got %v, %v", a.Signals, err)
		}
	})
}

// The whole-office path must agree with the one case path, from any number of
// goroutines, and never touch the snapshot.
func TestVerdictEqualsAssessment(t *testing.T) {
	t.Parallel()
	l := library(t)
	var wg sync.WaitGroup
	for _, name := range []string{"a-transit", "b-border", "c-rhinitis", "d-outage", "e-flicker", "f-namesake", "g-basis"} {
		s := worked(t, name)
		before, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			wg.Go(func() {
				v, differs, err := l.Verdict(s, review.Question{})
				a, err2 := l.Assess(s, review.Question{})
				if err != nil || err2 != nil {
					t.Error(err, err2)
					return
				}
				main := slices.ContainsFunc(a.Report.Differs, func(d replay.Difference) bool { return d.What == "colour" || d.What == "until" })
				if v.Colour != a.Report.Replayed.Colour || v.Deciding != a.Report.DecidingRule || v.Until.Text() != a.Report.Replayed.Until || differs != main {
					t.Errorf("%s: %+v %v against %+v", name, v, differs, a.Report.Replayed)
				}
			})
		}
		wg.Wait()
		after, err := json.Marshal(s)
		if err != nil || string(before) != string(after) {
			t.Errorf("%s: the snapshot changed", name)
		}
	}
}
