package roster_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/roster"
)

func TestWeights(t *testing.T) {
	t.Parallel()
	if err := roster.DefaultHarmWeights().Check(); err != nil {
		t.Fatalf("the published weights: %v", err)
	}
	for _, b := range roster.HarmBounds() {
		w := roster.DefaultHarmWeights()
		for _, n := range []int{b.Min - 1, b.Max + 1} {
			if err := w.Set(b.Name, n); !errors.Is(err, cases.Refuse("weight_bounds")) || w != roster.DefaultHarmWeights() {
				t.Errorf("%s = %d: %v, %+v", b.Name, n, err, w)
			}
		}
		if err := w.Set(b.Name, b.Min); err != nil || w.Get(b.Name) != b.Min || w.Check() != nil {
			t.Errorf("%s at its least: %v, %+v", b.Name, err, w)
		}
	}
	w := roster.DefaultHarmWeights()
	if err := w.Set("floor", 0); !errors.Is(err, cases.Refuse("unknown_weight")) {
		t.Errorf("the floor itself: %v", err)
	}
	w.Floor--
	if err := w.Check(); !errors.Is(err, cases.Refuse("weight_floor")) {
		t.Errorf("a lowered floor: %v", err)
	}
}

// drawWeights are any weights an office can set.
func drawWeights(t *rapid.T) roster.HarmWeights {
	w := roster.DefaultHarmWeights()
	for _, b := range roster.HarmBounds() {
		if err := w.Set(b.Name, rapid.IntRange(b.Min, b.Max).Draw(t, b.Name)); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// drawWaiting is an open case that was filed up to three weeks before now.
func drawWaiting(t *rapid.T, id cases.ID, now time.Time) cases.Row {
	hours := func(name string, from, to int) time.Time {
		return now.Add(time.Duration(rapid.IntRange(from, to).Draw(t, fmt.Sprint(name, id))) * time.Hour)
	}
	r := cases.Row{
		ID: id, Version: 1, Seq: int64(id), State: cases.Registered, FiledAt: hours("filed", -500, 0), IsolationEnd: hours("ends", -20, 400),
		Urgency: rapid.SampledFrom([]cases.Urgency{cases.Normal, cases.Urgent, cases.Critical}).Draw(t, fmt.Sprint("urgency", id)),
		Signals: cases.Signals(rapid.Uint32Range(0, 1<<17-1).Draw(t, fmt.Sprint("signals", id))),
	}
	return r
}

// Whatever an office makes of the weights, nobody starves: once a case has
// waited for the limit, only critical ones and those that have waited as long
// or longer come before it, so that what comes in later can never hold it up.
func TestNobodyStarves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now, w := start.AddDate(0, 0, 30), drawWeights(t)
		d := newDesk()
		for i := range rapid.IntRange(2, 30).Draw(t, "cases") {
			d.put(drawWaiting(t, cases.ID(i+1), now), nil)
		}
		r := roster.New()
		r.Weigh(w)
		if _, err := r.Sync(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		v := r.Select(roster.Filter{}, roster.Sort{Key: roster.ByHarm}, now)
		limit := now.Add(-time.Duration(w.WaitHours) * time.Hour)
		for at := range v.Len() {
			old := v.At(at)
			if !old.FiledAt.Before(limit) {
				continue
			}
			for before := range at {
				if ahead := v.At(before); ahead.Urgency != cases.Critical && ahead.FiledAt.After(old.FiledAt) {
					t.Fatalf("case %d, filed %v, stands before %d, filed %v, by %+v", ahead.ID, ahead.FiledAt, old.ID, old.FiledAt, w)
				}
			}
		}
	})
}

// The sum on screen is the sum of its terms, whatever the weights.
func TestAScoreIsTheSumOfItsTerms(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now, w := start.AddDate(0, 0, 30), drawWeights(t)
		row := drawWaiting(t, 1, now)
		s := w.Score(&row, now)
		if sum := s.Isolation + s.Urgency + s.Doubt + s.Waiting; s.Points != max(sum, s.Floor) {
			t.Fatalf("%+v do not make %d points", s, s.Points)
		}
		for _, f := range s.Factors(&w) {
			if f.Points != f.Amount*f.Weight {
				t.Fatalf("%+v is no product", f)
			}
		}
	})
}
