package review_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/assets"
	"recourse/cases"
	"recourse/review"
	"recourse/review/replay"
)

// library opens the shelf that ships with the program.
func library(t testing.TB) *review.Library {
	t.Helper()
	packs, err := assets.Policies()
	if err != nil {
		t.Fatal(err)
	}
	regions, err := assets.Regions()
	if err != nil {
		t.Fatal(err)
	}
	models, err := assets.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	l, err := review.OpenLibrary(packs, regions, models)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// worked reads a worked case of domain section 5.
func worked(t testing.TB, name string) *cases.Snapshot {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "worked", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s := &cases.Snapshot{}
	if err := json.Unmarshal(text, s); err != nil {
		t.Fatal(err)
	}
	return s
}

// told is what a worked case must come to.
type told struct {
	Colour      string
	Until       string
	Deciding    string
	Step        map[string]string
	Unexplained bool
	RestsOn     []string
	Signals     []string
}

func TestWorkedCases(t *testing.T) {
	t.Parallel()
	l := library(t)
	for name, want := range map[string]told{
		"a-transit": {
			Colour: "GREEN", Deciding: "R90", Step: map[string]string{"R40": "FALSE"},
			Unexplained: true, Signals: []string{"differs", "unexplained", "weak_source"},
		},
		"b-border": {
			Colour: "GREEN", Deciding: "R90", Step: map[string]string{"R55": "UNKNOWN"},
			RestsOn: []string{"R55"}, Signals: []string{"differs", "weak_source", "unknown_step"},
		},
		"c-rhinitis": {
			Colour: "YELLOW", Until: "2020-02-21T23:59:59+08:00", Deciding: "R50", Step: map[string]string{"R50": "TRUE"},
			Signals: []string{},
		},
		"d-outage": {
			Colour: "GREEN", Deciding: "R80", Step: map[string]string{"R80": "TRUE", "R82": "FALSE", "R40": "FALSE"},
			Unexplained: true, Signals: []string{"differs", "unexplained"},
		},
		"e-flicker": {
			Colour: "GREEN", Deciding: "R90", Step: map[string]string{"R40": "FALSE"},
			Unexplained: true, Signals: []string{"flicker", "conflict", "differs", "unexplained"},
		},
		"f-namesake": {
			Colour: "GREEN", Deciding: "R90", Step: map[string]string{"R20": "UNKNOWN"},
			RestsOn: []string{"R20"}, Signals: []string{"differs", "unknown_step"},
		},
		"g-basis": {
			Colour: "RED", Until: "2020-02-18T23:59:59+08:00", Deciding: "R40", Step: map[string]string{"R40": "TRUE"},
			Signals: []string{"differs", "term", "basis_date"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := l.Assess(worked(t, name), review.Question{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, tell(a, want.Step)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func tell(a *review.Assessment, steps map[string]string) told {
	r := a.Report
	got := told{
		Colour: string(r.Replayed.Colour), Until: r.Replayed.Until, Deciding: r.DecidingRule,
		Unexplained: r.Unexplained, Signals: a.Signals.Names(), Step: map[string]string{},
	}
	if len(r.RestsOnUnknown) > 0 {
		got.RestsOn = r.RestsOnUnknown
	}
	for _, s := range r.Steps {
		if _, asked := steps[s.Rule]; asked {
			got.Step[s.Rule] = string(s.Outcome)
		}
	}
	return got
}

func TestWorkedCasesSayWhatMatters(t *testing.T) {
	t.Parallel()
	l := library(t)
	assess := func(t *testing.T, name string) *replay.Report {
		a, err := l.Assess(worked(t, name), review.Question{})
		if err != nil {
			t.Fatal(err)
		}
		return a.Report
	}
	t.Run("the border case names both distances", func(t *testing.T) {
		t.Parallel()
		for _, s := range assess(t, "b-border").Steps {
			if s.Rule != "R55" {
				continue
			}
			want := map[string]string{"place": "330106", "area": "330110", "border": "900", "radius": "2000"}
			if diff := cmp.Diff(want, s.HangsOn[0].Why.Args); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]string{"F1"}, s.HangsOn[0].Evidence); diff != "" {
				t.Error(diff)
			}
		}
	})
	t.Run("being in Yuhang after all would give yellow", func(t *testing.T) {
		t.Parallel()
		c := assess(t, "b-border").Counterfactuals
		if len(c) != 1 || c[0].Rule != "R55" || c[0].Value != "TRUE" || c[0].Colour != "YELLOW" || !slices.Equal(c[0].Evidence, []string{"F1"}) {
			t.Errorf("got %+v", c)
		}
	})
	t.Run("the rhinitis case hangs on the one answer", func(t *testing.T) {
		t.Parallel()
		d := assess(t, "c-rhinitis").Decisive
		if len(d) != 1 || len(d[0].SetAside) != 1 || d[0].SetAside[0] != "Q1.SYMPTOM_NASAL" || d[0].Colour != "GREEN" {
			t.Errorf("got %+v", d)
		}
	})
	t.Run("the basis case shows ten days too many and both dates", func(t *testing.T) {
		t.Parallel()
		want := &replay.Term{
			IssuedUntil: "2020-02-28", ReplayedUntil: "2020-02-18T23:59:59+08:00",
			IssuedBasis: "2020-02-14", ReplayedBasis: "2020-02-04", DaysTooLong: 10,
		}
		if diff := cmp.Diff(want, assess(t, "g-basis").Term); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("the namesake case asks whose row it is", func(t *testing.T) {
		t.Parallel()
		c := assess(t, "f-namesake").Counterfactuals
		if len(c) != 1 || c[0].Fact != "contacts[F1].named" || c[0].Colour != "RED" || c[0].Until != "2020-02-24T23:59:59+08:00" {
			t.Errorf("got %+v", c)
		}
	})
}
