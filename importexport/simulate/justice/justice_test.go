package justice_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/justice"
)

func world(t interface{ Fatal(...any) }, seed uint64, scale float64) *justice.World {
	w, err := justice.New(simulate.Options{Appeals: 1000, Seed: seed, Justified: justice.Justified}, scale)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWorld(t *testing.T) {
	t.Parallel()
	t.Run("the same seed makes the same case, whatever was made before", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			seed, i := rapid.Uint64Range(0, 3).Draw(t, "seed"), rapid.IntRange(0, 5000).Draw(t, "i")
			a, b := world(t, seed, 1), world(t, seed, 1)
			b.Case(i + 1)
			if diff := cmp.Diff(a.Case(i), b.Case(i), sameStamp()); diff != "" {
				t.Fatal(diff)
			}
		})
	})
	t.Run("without noise every case is what simulate made", func(t *testing.T) {
		t.Parallel()
		clean, err := simulate.New(simulate.Options{Appeals: 1000, Seed: 5, Justified: justice.Justified})
		if err != nil {
			t.Fatal(err)
		}
		w := world(t, 5, 0)
		for i := range 200 {
			made := clean.Case(i)
			want := justice.Case{Snapshot: made.Snapshot, Truth: made.Truth}
			if diff := cmp.Diff(want, w.Case(i), sameStamp()); diff != "" {
				t.Fatalf("case %d: %s", i, diff)
			}
		}
	})
	t.Run("about 58 in a hundred codes are too strict, as published elsewhere", func(t *testing.T) {
		t.Parallel()
		strict := 0
		pool := world(t, 9, 1).Pool(3000)
		for i := range pool {
			if pool[i].TooStrict() {
				strict++
			}
		}
		if share := float64(strict) / float64(len(pool)); share < 0.54 || share > 0.62 {
			t.Errorf("%.3f", share)
		}
	})
}

func sameStamp() cmp.Option {
	return cmp.Comparer(func(a, b cases.Stamp) bool { return a.Equal(b) })
}

func TestProcesses(t *testing.T) {
	t.Parallel()
	w := world(t, 3, 3)
	pool := w.Pool(2500)
	hit := map[string]int{}
	for i := range pool {
		for _, name := range pool[i].Noise {
			hit[name]++
		}
	}
	for _, p := range justice.Processes() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			if p.Rate <= 0 || p.Rate > 0.5 || p.Anchor == "" {
				t.Errorf("rate %v, anchor %q", p.Rate, p.Anchor)
			}
			if hit[p.Name] == 0 {
				t.Error("it never hits")
			}
		})
	}
	t.Run("a case is turned round at most once", func(t *testing.T) {
		t.Parallel()
		turning := justice.ProcessNames()[:justice.Turning]
		for i := range pool {
			n := 0
			for _, name := range pool[i].Noise {
				if slices.Contains(turning, name) {
					n++
				}
			}
			if n > 1 {
				t.Fatalf("case %d: %v", i, pool[i].Noise)
			}
		}
	})
	t.Run("the evidence misleads in both directions", func(t *testing.T) {
		t.Parallel()
		var freed, held int
		for i := range pool {
			if len(pool[i].Noise) == 0 {
				continue
			}
			scenarioWrong := pool[i].Truth.ExpectedDisposition != cases.Uphold
			if scenarioWrong && !pool[i].TooStrict() {
				held++
			}
			if !scenarioWrong && pool[i].TooStrict() {
				freed++
			}
		}
		if freed == 0 || held == 0 {
			t.Errorf("%d right codes became wrong, %d wrong ones right", freed, held)
		}
	})
}

func TestFilesStayWhole(t *testing.T) {
	t.Parallel()
	pool := world(t, 4, 3).Pool(1000)
	for i := range pool {
		s := &pool[i].Snapshot
		refs := s.Refs()
		check := func(ref string) {
			if n, err := strconv.Atoi(strings.TrimPrefix(ref, "F")); err == nil && strings.HasPrefix(ref, "F") && n > 0 && !slices.Contains(refs, ref) {
				t.Errorf("case %d (%v) names %s of %d records", i, pool[i].Noise, ref, len(s.Flags))
			}
		}
		if s.RuleTrace != nil {
			for _, st := range s.RuleTrace.Steps {
				for _, in := range st.Inputs {
					check(in.EvidenceRef)
				}
			}
		}
		for _, h := range s.History {
			check(h.CauseRef)
		}
		for _, f := range s.Flags {
			if f.LinkedDocNo != "" && f.SourceType == cases.ContactList && cases.CheckDocNo(cases.DocResidentID, f.LinkedDocNo) != cases.DocOK {
				t.Errorf("case %d: number %s", i, f.LinkedDocNo)
			}
			if f.LinkedDocNo != "" && !strings.HasPrefix(f.LinkedDocNo, "330199") {
				t.Errorf("case %d: %s could be somebody's number", i, f.LinkedDocNo)
			}
		}
		if pool[i].Free().Before(s.Appeal.FiledAt.Earliest()) && pool[i].Truth.TrueColour.Severity() > 0 && pool[i].Truth.TrueEnd.IsZero() {
			t.Errorf("case %d is restricted without end", i)
		}
	}
}
