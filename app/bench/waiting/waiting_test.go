package waiting_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/app/bench/waiting"
	"recourse/app/session"
	"recourse/assets"
	"recourse/cases"
	"recourse/cases/roster"
)

// kit is what every test needs, made once.
type kit struct {
	setting  waiting.Setting
	patterns []waiting.Pattern
}

var made = sync.OnceValues(func() (kit, error) {
	l, err := session.Library()
	if err != nil {
		return kit{}, err
	}
	cal, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		return kit{}, err
	}
	p, err := waiting.Patterns(l, cal, 200, 7)
	return kit{waiting.Setting{Library: l, Calendar: cal, Daily: 60, Seed: 7, Offices: 2, Weights: roster.DefaultHarmWeights()}, p}, err
})

func tools(t interface{ Fatal(...any) }) kit {
	k, err := made()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// office draws a plan that nobody thought of.
func office(t *rapid.T) waiting.Plan {
	arrivals := rapid.SliceOfN(rapid.IntRange(0, 90), 1, 6).Draw(t, "arrivals")
	officers := rapid.SliceOfN(rapid.IntRange(1, 3), 1, 6).Draw(t, "officers")
	return waiting.Plan{
		Name: "drawn", Days: len(arrivals), Arrivals: func(d int) int { return arrivals[d] },
		Officers: func(d int) int { return officers[min(d, len(officers)-1)] },
	}
}

func TestWork(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k, p := tools(t), office(t)
		seed := rapid.Uint64Range(0, 1000).Draw(t, "seed")
		list := waiting.Arrivals(p, k.patterns, k.setting.Calendar, seed)
		if diff := cmp.Diff(len(list), count(p)); diff != "" {
			t.Fatalf("cases made: %s", diff)
		}
		longest := map[string]time.Duration{}
		for _, by := range waiting.Orders(k.setting.Weights) {
			done := append([]waiting.Case(nil), list...)
			waiting.Work(p, done, by)
			same(t, by.Name, list, done)
			for i := range done {
				longest[by.Name] = max(longest[by.Name], done[i].Waited())
			}
		}
		// From the floor on only older and critical cases go before, and all
		// that is there takes no longer than first in, first out would.
		limit := roster.HarmWaitLimit + longest["fifo"]*5/4 + 24*time.Hour
		if longest["harm"] > limit {
			t.Fatalf("somebody waited %s, first in first out at most %s", longest["harm"], longest["fifo"])
		}
	})
}

func count(p waiting.Plan) int {
	n := 0
	for d := range p.Days {
		n += p.Arrivals(d)
	}
	return n
}

// same says what holds in every order: each case is decided, once, by somebody
// who was there, and takes what it takes.
func same(t *rapid.T, order string, before, after []waiting.Case) {
	for i := range after {
		a, b := &after[i], &before[i]
		if a.Row.ID != b.Row.ID || a.Takes != b.Takes {
			t.Fatalf("%s: case %d became another", order, b.Row.ID)
		}
		begun := a.DecidedAt.Add(-a.Takes)
		if a.DecidedAt.IsZero() || begun.Before(a.Row.FiledAt) {
			t.Fatalf("%s: case %d filed %s, begun %s", order, a.Row.ID, a.Row.FiledAt, begun)
		}
		if h := begun.In(cases.Shanghai()).Hour(); h < 8 || h >= 17 {
			t.Fatalf("%s: case %d begun at %s", order, a.Row.ID, begun)
		}
		if a.Lost() < 0 || a.Lost() > a.Waited() {
			t.Fatalf("%s: case %d lost %s of %s waited", order, a.Row.ID, a.Lost(), a.Waited())
		}
	}
}

func TestOneOfficerHasOneCase(t *testing.T) {
	t.Parallel()
	k := tools(t)
	p := waiting.Plan{Days: 4, Arrivals: func(int) int { return 50 }, Officers: func(int) int { return 1 }}
	for _, by := range waiting.Orders(k.setting.Weights) {
		done := waiting.Arrivals(p, k.patterns, k.setting.Calendar, 3)
		waiting.Work(p, done, by)
		busy := map[time.Time]cases.ID{}
		for i := range done {
			c := &done[i]
			for at := c.DecidedAt.Add(-c.Takes).Truncate(time.Second); at.Before(c.DecidedAt.Truncate(time.Second)); at = at.Add(time.Second) {
				if other, ok := busy[at]; ok {
					t.Fatalf("%s: cases %d and %d at %s", by.Name, other, c.Row.ID, at)
				}
				busy[at] = c.Row.ID
			}
		}
	}
}

func TestFirstInFirstOut(t *testing.T) {
	t.Parallel()
	k := tools(t)
	p := waiting.Plan{Days: 5, Arrivals: func(int) int { return 70 }, Officers: func(int) int { return 2 }}
	done := waiting.Arrivals(p, k.patterns, k.setting.Calendar, 5)
	waiting.Work(p, done, waiting.Orders(k.setting.Weights)[0])
	for i := 1; i < len(done); i++ {
		if begun, before := done[i].DecidedAt.Add(-done[i].Takes), done[i-1].DecidedAt.Add(-done[i-1].Takes); begun.Before(before) {
			t.Fatalf("case %d was begun %s before the one filed before it", i, before.Sub(begun))
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	k := tools(t)
	got, err := waiting.Compare(t.Context(), k.setting)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the same seed gives the same figures", func(t *testing.T) {
		t.Parallel()
		again, err := waiting.Compare(t.Context(), k.setting)
		if err != nil {
			t.Fatal(err)
		}
		near := cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
		if diff := cmp.Diff(got, again, near); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("every order of every office has its figures", func(t *testing.T) {
		t.Parallel()
		for _, p := range got.Plans {
			for _, name := range waiting.OrderNames() {
				o, ok := p.Orders[name]
				if !ok || o.Lost <= 0 || o.Longest <= 0 || o.InTime <= 0 || o.InTime > 1 {
					t.Errorf("%s, %s: %+v", p.Plan, name, o)
				}
			}
			if r := p.Ratios["fifo"]; r.Mean != 1 || r.Low != 1 || r.High != 1 {
				t.Errorf("%s: first in, first out is %+v of itself", p.Plan, r)
			}
		}
	})
	t.Run("harm loses fewer days than the order of filing, and not more than knowing the truth", func(t *testing.T) {
		t.Parallel()
		if got.Lost["harm"] >= got.Lost["fifo"] || got.Lost["harm"] < got.Lost["oracle"] {
			t.Errorf("%v", got.Lost)
		}
	})
	t.Run("without the marks of the replay it saves less", func(t *testing.T) {
		t.Parallel()
		s := k.setting
		s.Weights.Refuted, s.Weights.Open = 0, 0
		blind, err := waiting.Compare(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if blind.Lost["harm"] <= got.Lost["harm"] {
			t.Errorf("%v with, %v without", got.Lost["harm"], blind.Lost["harm"])
		}
	})
}
