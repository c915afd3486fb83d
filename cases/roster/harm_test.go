package roster_test

import (
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/roster"
)

func TestHarm(t *testing.T) {
	t.Parallel()
	hours := func(h int) time.Time { return start.Add(time.Duration(h) * time.Hour) }
	base := cases.Row{State: cases.Registered, Urgency: cases.Normal, FiledAt: start, IsolationEnd: hours(100), Isolation: cases.Running}
	with := func(change func(*cases.Row)) *cases.Row { r := base; change(&r); return &r }
	table := []struct {
		name string
		row  *cases.Row
		now  time.Time
		want roster.Score
	}{
		{"fresh", &base, start, roster.Score{Points: 6000, Isolation: 6000}},
		{"an hour later it has lost an hour and gained two", &base, hours(1), roster.Score{Points: 6060, Isolation: 5940, Waiting: 120}},
		{"urgent counts a week", with(func(r *cases.Row) { r.Urgency = cases.Urgent }), start, roster.Score{Points: 16080, Isolation: 6000, Urgency: 10080}},
		{"released has nothing left to lose", with(func(r *cases.Row) { r.Isolation = cases.Released }), hours(1), roster.Score{Points: 120, Waiting: 120}},
		{"a term beyond any published one is capped", with(func(r *cases.Row) { r.IsolationEnd = hours(9999) }), start, roster.Score{Points: 20160, Isolation: 20160}},
		{"the clock stands while papers are owed", with(func(r *cases.Row) { r.PausedAt = hours(1) }), hours(50), roster.Score{Points: 3120, Isolation: 3000, Waiting: 120}},
		{"refuted by the rules counts as much as the longest term", with(func(r *cases.Row) { r.Signals = cases.SignalTerm | cases.SignalUnknown }), start, roster.Score{Points: 26160, Isolation: 6000, Doubt: 20160}},
		{"an open fact counts ten days", with(func(r *cases.Row) { r.Signals = cases.SignalWeakSource }), start, roster.Score{Points: 20400, Isolation: 6000, Doubt: 14400}},
		{"marks about something else do not count", with(func(r *cases.Row) { r.Signals = cases.SignalFlicker | cases.SignalDiffers }), start, roster.Score{Points: 6000, Isolation: 6000}},
		{"doubt ends with the isolation", with(func(r *cases.Row) { r.Signals = cases.SignalUnexplained }), hours(101), roster.Score{Points: 12120, Waiting: 12120}},
		{"beyond the limit the floor holds", &base, hours(121), roster.Score{Points: 65060, Waiting: 14400, Floor: 65060}},
		{"settled", with(func(r *cases.Row) { r.State = cases.Decided }), hours(121), roster.Score{}},
	}
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := gocmp.Diff(c.want, roster.Harm(c.row, c.now)); diff != "" {
				t.Fatal(diff)
			}
		})
	}
	t.Run("the floor lies above every case that has not reached it, and below the critical", func(t *testing.T) {
		t.Parallel()
		most := with(func(r *cases.Row) {
			r.Urgency, r.IsolationEnd, r.Signals = cases.Urgent, hours(9999), cases.SignalUnexplained
		})
		if p := roster.Harm(most, hours(120)).Points; p >= roster.HarmFloor {
			t.Fatalf("%d points without the floor", p)
		}
		oldest := roster.Harm(&base, hours(99999)).Points
		newest := roster.Harm(with(func(r *cases.Row) { r.Urgency, r.IsolationEnd = cases.Critical, time.Time{} }), start).Points
		if oldest >= newest {
			t.Fatalf("a case on the floor has %d points, a critical one %d", oldest, newest)
		}
	})
}

func ExampleHarm() {
	now := time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai())
	s := roster.Harm(&cases.Row{
		State: cases.Registered, Urgency: cases.Urgent, FiledAt: now.Add(-10 * time.Hour), IsolationEnd: now.Add(48 * time.Hour),
	}, now)
	fmt.Println(s.Isolation, "+", s.Urgency, "+", s.Waiting, "=", s.Points)
	// Output: 2880 + 10080 + 1200 = 14160
}

func TestWeigh(t *testing.T) {
	t.Parallel()
	now := start.Add(time.Hour)
	r := roster.New()
	feed := newDesk()
	feed.put(cases.Row{ID: 1, State: cases.Registered, FiledAt: start, IsolationEnd: start.Add(200 * time.Hour)}, nil)
	feed.put(cases.Row{ID: 2, State: cases.Registered, FiledAt: start, IsolationEnd: start.Add(100 * time.Hour), Signals: cases.SignalUnexplained}, nil)
	if _, err := r.Sync(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	first := func() cases.ID { return r.Select(roster.Filter{}, roster.Sort{Key: roster.ByHarm}, now).ID(0) }
	if got := first(); got != 2 {
		t.Errorf("by the published weights case %d comes first", got)
	}
	w := r.Weights()
	w.Refuted = 0
	r.Weigh(w)
	if got := first(); got != 1 {
		t.Errorf("without doubt case %d comes first, in the same minute", got)
	}
	feed.put(cases.Row{ID: 3, State: cases.Registered, FiledAt: start, IsolationEnd: start.Add(300 * time.Hour)}, nil)
	if _, err := r.Sync(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	if got := first(); got != 3 || r.Weights() != w {
		t.Errorf("after a change case %d comes first, by %+v", got, r.Weights())
	}
}
