package replay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/review/policy"
	"recourse/review/replay"
)

// drawSmall fills few records, so that everything can be tried.
func drawSmall(t *rapid.T) (*policy.Facts, []string) {
	f := policy.NewFacts(drawMoment(t), zone)
	var refs []string
	for _, g := range policy.Schema() {
		n := rapid.IntRange(0, 2).Draw(t, g.Name)
		if len(refs) > 4 || n == 0 {
			continue
		}
		for i := range n {
			r, ref := f.Record("q"), "E"+g.Name
			switch {
			case g.List:
				ref = fmt.Sprintf("%s%d", g.Name, i)
				r = f.Add(g.Name, ref)
			case i > 0:
				continue
			default:
				r = f.Record(g.Name)
			}
			refs = append(refs, ref)
			for _, fd := range r.Fields() {
				if fd.Name != "nr" {
					r.Set(fd.Name, drawValue(t, fd, ref))
				}
			}
		}
	}
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
	return f, refs
}

// bruteSets tries every set of evidence and keeps, for every milder colour,
// those from which nothing can be left out.
func bruteSets(p *policy.Program, f *policy.Facts, refs []string) []string {
	base := replay.Quick(p, f).Colour.Severity()
	severity := make([]int, 1<<len(refs))
	for m := range severity {
		severity[m] = replay.Quick(p, f.SetAside(pick(refs, m)...)).Colour.Severity()
	}
	var out []string
	for m := range severity {
		minimal := severity[m] < base
		for i := range refs {
			if m&(1<<i) != 0 && severity[m&^(1<<i)] <= severity[m] {
				minimal = false
			}
		}
		if minimal {
			out = append(out, strings.Join(pick(refs, m), " "))
		}
	}
	slices.Sort(out)
	return out
}

func pick(refs []string, mask int) []string {
	var out []string
	for i, r := range refs {
		if mask&(1<<i) != 0 {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return out
}

func TestTheSearchFindsWhatTryingEverythingFinds(t *testing.T) {
	t.Parallel()
	for id, p := range programs(t) {
		t.Run(id+": the sets of evidence", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, refs := drawSmall(t)
				r := replay.Explain(p, f, replay.Issued{Colour: policy.Red}, zone)
				var got []string
				for _, d := range r.Decisive {
					slices.Sort(d.SetAside)
					got = append(got, strings.Join(d.SetAside, " "))
				}
				slices.Sort(got)
				want := bruteSets(p, f, refs)
				if r.Search.Exhausted { // then what was found is right, and perhaps not all
					want = slices.DeleteFunc(want, func(w string) bool { return !slices.Contains(got, w) })
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			})
		})
		t.Run(id+": the single changes of fact", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawSmall(t)
				r := replay.Explain(p, f, replay.Issued{}, zone)
				if r.Replayed.Colour.Severity() == 0 {
					return
				}
				var got []string
				for _, turn := range r.Turns {
					if c := turn.Changes[0]; len(turn.Changes) == 1 && turn.Gives == replay.GivesColour && turn.Colour.Severity() < r.Replayed.Colour.Severity() {
						got = append(got, c.Fact+" "+c.Limit+" "+c.To)
					}
				}
				slices.Sort(got)
				want := bruteChanges(t, p, f)
				if diff := cmp.Diff(want, got); diff != "" && !r.Search.Exhausted {
					t.Fatal(diff)
				}
			})
		})
	}
}

// bruteChanges tries every value of every fact that rests on evidence or is not
// known, and says from which value on the colour is milder.
func bruteChanges(t *rapid.T, p *policy.Program, f *policy.Facts) []string {
	base := replay.Quick(p, f).Colour.Severity()
	var out []string
	f.Each(func(path string, v policy.Value) {
		kind, _ := f.Type(path)
		if v.Known() && len(v.Refs) == 0 || kind == policy.TextsFact || !readBy(p, path) {
			return
		}
		domain := domainOf(path, kind, f, v)
		milder := make([]bool, len(domain))
		for i, to := range domain {
			with, err := f.With(path, to)
			if err != nil {
				t.Fatal(err)
			}
			milder[i] = replay.Quick(p, with).Colour.Severity() < base
		}
		out = append(out, said(path, kind, domain, milder)...)
	})
	slices.Sort(out)
	return out
}

// readBy reports whether any rule reads a fact; its place on a list is none that
// could be otherwise.
func readBy(p *policy.Program, path string) bool {
	group, field := path, ""
	if i, j := strings.IndexByte(path, '['), strings.LastIndexByte(path, ']'); i >= 0 {
		group, field = path[:i], path[j+1:]
	}
	return field != ".nr" && slices.ContainsFunc(p.Pack().Rules, func(r policy.Rule) bool { return slices.Contains(r.Reads, group+field) })
}

// domainOf is every value of a type that could make a difference.
func domainOf(path string, kind policy.FieldType, f *policy.Facts, v policy.Value) []string {
	var out []string
	switch kind {
	case policy.BoolFact:
		out = []string{"false", "true"}
	case policy.TextFact:
		out = []string{"GREEN", "NONE", "RED", "YELLOW"}
		if path == "current.colour" {
			out = []string{"NONE", "RED", "YELLOW"} // green before counts as no code before
		}
	case policy.MomentFact:
		for d := -25; d <= 4; d++ {
			out = append(out, f.AsOf.Earliest().In(zone).AddDate(0, 0, d).Format(time.DateOnly))
		}
	case policy.IntFact:
		for n := range 1600 {
			if n > 4 && n < 16 || n > 498 && n < 503 || n > 798 && n < 803 || n > 1437 && n < 1443 {
				out = append(out, fmt.Sprint(n))
			}
		}
	case policy.NumberFact:
		for n := 368; n < 378; n++ {
			out = append(out, fmt.Sprintf("%d.%d", n/10, n%10))
		}
	}
	own := v.String()
	if m, ok := v.Moment(); ok {
		own = m.Earliest().In(zone).Format(time.DateOnly)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == own })
}

// said words what holds for a range of values as a turn does.
func said(path string, kind policy.FieldType, domain []string, milder []bool) []string {
	var out []string
	if kind == policy.BoolFact || kind == policy.TextFact {
		for i, m := range milder {
			if m {
				out = append(out, path+"  "+domain[i])
			}
		}
		return out
	}
	if n := slices.Index(milder, false); n > 0 {
		out = append(out, path+" at_most "+domain[n-1])
	}
	slices.Reverse(milder)
	if n := slices.Index(milder, false); n > 0 {
		out = append(out, path+" at_least "+domain[len(domain)-n])
	}
	return out
}
