package desks_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/app/bench/desks"
	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/justice"
	"recourse/review"
)

var library = sync.OnceValues(session.Library)

func shelf(t *testing.T) *review.Library {
	t.Helper()
	l, err := library()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// never draws a source that answers nothing.
func never() *desks.Inquiry {
	return &desks.Inquiry{Answers: 0, Right: 1, Draw: func() float64 { return 0.5 }}
}

// decided lets every desk decide a case a day after its filing.
func decided(t *testing.T, c *justice.Case, ask *desks.Inquiry) map[string]desks.Outcome {
	t.Helper()
	out := map[string]desks.Outcome{}
	for _, d := range desks.All(shelf(t)) {
		o, err := d.Decide(c, c.Snapshot.Appeal.FiledAt.Earliest().Add(24*time.Hour), ask)
		if err != nil {
			t.Fatal(err)
		}
		out[d.Name] = o
	}
	return out
}

func TestDesksOnCleanFiles(t *testing.T) {
	t.Parallel()
	const green, yellow, red = cases.Green, cases.Yellow, cases.Red
	office, err := simulate.New(simulate.Options{Appeals: 1, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		scenario, why   string
		trace, recourse cases.Colour
	}{
		{"transit-wuhan", "the trace's own dates lie outside the window", green, green},
		{"border-tower", "the trace says nothing of two kilometres", yellow, green},
		{"name-twin", "a paper shows another number", green, green},
		{"contact-right", "nothing speaks against the list", red, red},
		{"ticket-rebooked", "the refund is believed; the later ticket is not in the trace", green, red},
		{"rhinitis", "the clinic's note explains the symptom", green, green},
		{"fever-real", "measured twice", yellow, yellow},
		{"outage-day", "the days are served", green, green},
		{"flicker", "no reason given", green, green},
		{"gift-order", "an order is no stay, and no paper says so", red, green},
		{"hardship-dialysis", "a milder measure needs discretion", red, red},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			t.Parallel()
			made, err := office.CaseOf(3, c.scenario)
			if err != nil {
				t.Fatal(err)
			}
			got := decided(t, &justice.Case{Snapshot: made.Snapshot, Truth: made.Truth}, never())
			if got["trace"].Colour != c.trace || got["recourse"].Colour != c.recourse {
				t.Errorf("%s: trace %s, Recourse %s; want %s and %s", c.why, got["trace"].Colour, got["recourse"].Colour, c.trace, c.recourse)
			}
		})
	}
}

func TestDesks(t *testing.T) {
	t.Parallel()
	world, err := justice.New(simulate.Options{Appeals: 1000, Seed: 21}, 2)
	if err != nil {
		t.Fatal(err)
	}
	pool := world.Pool(160)
	seconds, remits := 0, 0
	for i := range pool {
		c := &pool[i]
		always := &desks.Inquiry{Answers: 1, Right: 1, Draw: func() float64 { return 0.5 }}
		got := decided(t, c, always)
		a := &c.Snapshot.Assignment
		for name, o := range got {
			if o.Colour.Severity() > a.Colour.Severity() || o.Colour.Severity() > 0 && o.End.After(a.ValidUntil.Latest().Add(justice.Slack)) {
				t.Errorf("case %d: %s leaves %s until %s, issued %s until %s", i, name, o.Colour, o.End, a.Colour, a.ValidUntil)
			}
		}
		if o := got["issued"]; o.Colour != a.Colour || !o.End.Equal(a.ValidUntil.Latest()) {
			t.Errorf("case %d: the issued colour did not stand: %+v", i, o)
		}
		o, file := got["recourse"], got["file"]
		if o.Remitted || o.Second {
			if !c.TooStrict() && o.Colour != a.Colour {
				t.Errorf("case %d (%s): the source proved the code and it did not stand", i, c.Truth.Scenario)
			}
			if file.Colour.Severity() > o.Colour.Severity() {
				t.Errorf("case %d: silence of the source counts against the resident", i)
			}
		}
		seconds, remits = seconds+one(o.Second), remits+one(o.Remitted)
	}
	if seconds == 0 || remits == 0 {
		t.Errorf("%d second levels, %d remits", seconds, remits)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func compared(t *testing.T, n int, noise float64) *desks.Result {
	t.Helper()
	r, err := desks.Compare(t.Context(), desks.Setting{Library: shelf(t), Cases: n, Seed: 3, Noise: noise})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCompare(t *testing.T) {
	t.Parallel()
	t.Run("the same seed gives the same figures", func(t *testing.T) {
		t.Parallel()
		// Days are sums of fractions, added in the order of the goroutines.
		near := cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
		if diff := cmp.Diff(compared(t, 80, 1), compared(t, 80, 1), near); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nothing is lost and every desk decides the same cases", func(t *testing.T) {
		t.Parallel()
		r := compared(t, 150, 1)
		if r.Cases+r.Skipped != 150 {
			t.Errorf("%d decided, %d without merits", r.Cases, r.Skipped)
		}
		for _, name := range desks.Names() {
			k := r.Desks[name]
			if k.Remitted.Of != r.Cases || k.WrongUphold.Of != r.TooStrict.Count || k.WrongOverturn.Of != r.Desks["issued"].WrongOverturn.Of {
				t.Errorf("%s: %+v", name, k)
			}
		}
	})
	t.Run("the issued colour keeps every error and frees nobody", func(t *testing.T) {
		t.Parallel()
		k := compared(t, 100, 1).Desks["issued"]
		if k.WrongUphold.Rate != 1 || k.WrongOverturn.Count != 0 || k.AtLarge != 0 || k.Isolated == 0 {
			t.Errorf("%+v", k)
		}
	})
	t.Run("noise misleads Recourse in both directions", func(t *testing.T) {
		t.Parallel()
		clean, noisy := compared(t, 200, 0).Desks["recourse"], compared(t, 200, 2).Desks["recourse"]
		if clean.WrongOverturn.Count != 0 {
			t.Errorf("on clean files it frees %d people whom the rules restrict", clean.WrongOverturn.Count)
		}
		if noisy.WrongUphold.Rate <= clean.WrongUphold.Rate || noisy.WrongOverturn.Count == 0 || noisy.AtLarge == 0 {
			t.Errorf("clean %+v, noisy %+v", clean, noisy)
		}
	})
}

func TestShareOf(t *testing.T) {
	t.Parallel()
	t.Run("known intervals", func(t *testing.T) {
		t.Parallel()
		near := func(a, b float64) bool { return a-b < 5e-5 && b-a < 5e-5 }
		for _, c := range []struct {
			count, of int
			low, high float64
		}{{0, 10, 0, 0.2775}, {5, 10, 0.2366, 0.7634}, {10, 10, 0.7225, 1}, {81, 263, 0.2553, 0.3662}} {
			if s := desks.ShareOf(c.count, c.of); !near(s.Low, c.low) || !near(s.High, c.high) {
				t.Errorf("%d of %d: %.4f to %.4f", c.count, c.of, s.Low, s.High)
			}
		}
	})
	t.Run("the rate lies inside, and more cases say it more closely", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			of := rapid.IntRange(1, 10_000).Draw(t, "of")
			count := rapid.IntRange(0, of).Draw(t, "count")
			s, more := desks.ShareOf(count, of), desks.ShareOf(10*count, 10*of)
			if s.Low > s.Rate+1e-12 || s.High < s.Rate-1e-12 || s.Low < 0 || s.High > 1 || more.High-more.Low > s.High-s.Low {
				t.Fatalf("%+v, ten times as many %+v", s, more)
			}
		})
	})
	t.Run("of nothing anything is possible", func(t *testing.T) {
		t.Parallel()
		if s := desks.ShareOf(0, 0); s.Low != 0 || s.High != 1 {
			t.Errorf("%+v", s)
		}
	})
}
