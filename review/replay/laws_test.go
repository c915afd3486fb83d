package replay_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/review/policy"
	"recourse/review/replay"
)

// drawValue is a value of a field's type, unknown now and then, with the
// record's reference as evidence.
func drawValue(t *rapid.T, fd policy.Field, ref string) policy.Value {
	if rapid.IntRange(0, 5).Draw(t, "known") == 0 {
		return policy.NotKnown(policy.Statement{Key: "test"}, ref)
	}
	switch fd.Type {
	case policy.BoolFact:
		return policy.BoolValue(rapid.Bool().Draw(t, fd.Name), ref)
	case policy.IntFact:
		return policy.IntValue(rapid.SampledFrom([]int{0, 5, 7, 10, 14, 500, 501, 1440}).Draw(t, fd.Name), ref)
	case policy.NumberFact:
		return policy.NumberValue(rapid.SampledFrom([]float64{36.4, 37.2, 37.3, 39}).Draw(t, fd.Name), ref)
	case policy.TextsFact:
		return policy.TextsValue(rapid.SliceOfN(rapid.SampledFrom([]string{"APP_GPS", "CARRIER_TOWER"}), 0, 2).Draw(t, fd.Name), ref)
	case policy.MomentFact:
		return policy.MomentValue(drawMoment(t), ref)
	}
	return policy.TextValue(rapid.SampledFrom([]string{"RED", "YELLOW", "GREEN", "x"}).Draw(t, fd.Name), ref)
}

var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

func drawMoment(t *rapid.T) policy.Moment {
	at := time.Date(2020, 1, 20, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 50*24).Draw(t, "hours")) * time.Hour)
	if rapid.Bool().Draw(t, "day") {
		return policy.WholeDay(at)
	}
	return policy.Instant(at)
}

// drawFacts fills facts at random; every record and every list entry is a
// piece of evidence of its own.
func drawFacts(t *rapid.T) (*policy.Facts, []string) {
	f := policy.NewFacts(drawMoment(t), zone)
	var refs []string
	fill := func(r *policy.Record, ref string) {
		refs = append(refs, ref)
		for _, fd := range r.Fields() {
			if fd.Name != "nr" {
				r.Set(fd.Name, drawValue(t, fd, ref))
			}
		}
	}
	for _, g := range policy.Schema() {
		if !g.List {
			if rapid.Bool().Draw(t, g.Name) {
				fill(f.Record(g.Name), "E"+g.Name)
			}
			continue
		}
		for i := range rapid.IntRange(0, 3).Draw(t, g.Name) {
			ref := fmt.Sprintf("%s%d", g.Name, i)
			fill(f.Add(g.Name, ref), ref)
		}
	}
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
	return f, refs
}

func TestLaws(t *testing.T) {
	t.Parallel()
	for id, p := range programs(t) {
		t.Run(id+": what becomes unknown never worsens the colour", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, refs := drawFacts(t)
				if len(refs) == 0 {
					return
				}
				gone := rapid.SliceOfNDistinct(rapid.SampledFrom(refs), 1, min(3, len(refs)), rapid.ID[string]).Draw(t, "aside")
				before, after := replay.Quick(p, f), replay.Quick(p, f.SetAside(gone...))
				if after.Colour.Severity() > before.Colour.Severity() {
					t.Fatalf("%s (%s) became %s (%s) without %v", before.Colour, before.Deciding, after.Colour, after.Deciding, gone)
				}
			})
		})
		t.Run(id+": removing an entry that speaks against somebody never worsens the colour", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawFacts(t)
				before := replay.Quick(p, f)
				for _, list := range []string{"stays", "contacts", "colocations", "mismatches"} {
					for _, r := range f.Records(list) {
						less, err := f.With(list+"["+r.Ref+"]", "none")
						if err != nil {
							t.Fatal(err)
						}
						if after := replay.Quick(p, less); after.Colour.Severity() > before.Colour.Severity() {
							t.Fatalf("%s became %s without %s", before.Colour, after.Colour, r.Ref)
						}
					}
				}
			})
		})
		t.Run(id+": the fast path equals the traced one, and a replay repeats to the byte", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawFacts(t)
				first, second := replay.Run(p, f), replay.Run(p, f)
				quick := replay.Quick(p, f)
				if diff := cmp.Diff(say(first.Verdict), say(quick)); diff != "" {
					t.Fatal(diff)
				}
				a, _ := json.Marshal(replay.Explain(p, f, replay.Issued{Colour: policy.Red}, zone))
				b, _ := json.Marshal(replay.Explain(p, f, replay.Issued{Colour: policy.Red}, zone))
				if string(a) != string(b) || say(first.Verdict) != say(second.Verdict) {
					t.Fatal("two replays of the same facts differ")
				}
			})
		})
		t.Run(id+": a trial equals a fresh replay, and leaves nothing behind", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, refs := drawFacts(t)
				probe := p.Probe(f)
				var paths []string
				f.Each(func(path string, _ policy.Value) { paths = append(paths, path) })
				path := rapid.SampledFrom(paths).Draw(t, "path")
				value := rapid.SampledFrom([]string{"true", "false", "2020-02-01", "14", "36.5", "RED", "UNKNOWN"}).Draw(t, "value")
				aside := rapid.SliceOfNDistinct(rapid.SampledFrom(append(refs, "none")), 0, 2, rapid.ID[string]).Draw(t, "aside")
				want := f.SetAside(aside...)
				trial, err := probe.Set(path, value)
				if err == nil {
					if want, err = want.With(path, value); err != nil {
						t.Fatal(err)
					}
				}
				for range 2 {
					same(t, p.Eval(want), probe.Try(probe.Aside(aside...), trial))
				}
				same(t, p.Eval(f), probe.Try())
			})
		})
		t.Run(id+": a decisive set really changes the colour, and nothing can be left out of it", func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawFacts(t)
				base := replay.Quick(p, f)
				for _, d := range replay.Decisive(p, f) {
					if got := replay.Quick(p, f.SetAside(d.SetAside...)); got.Colour == base.Colour || got.Colour != d.Colour {
						t.Fatalf("without %v: %s", d.SetAside, got.Colour)
					}
					for i := range d.SetAside {
						less := append(append([]string{}, d.SetAside[:i]...), d.SetAside[i+1:]...)
						if replay.Quick(p, f.SetAside(less...)).Colour.Severity() <= d.Colour.Severity() {
							t.Fatalf("%v is enough", less)
						}
					}
				}
			})
		})
	}
}

func same(t *rapid.T, want, got []policy.Result) {
	for i := range want {
		a, b := &want[i], &got[i]
		if a.Rule != b.Rule || a.Outcome != b.Outcome || a.Colour != b.Colour || a.Until.Text() != b.Until.Text() || a.Basis.Text() != b.Basis.Text() {
			t.Fatalf("%s: want %s %s until %s, got %s %s until %s", a.Rule.ID, a.Outcome, a.Colour, a.Until.Text(), b.Outcome, b.Colour, b.Until.Text())
		}
	}
}

// say is a verdict as text, for comparison.
func say(v replay.Verdict) string {
	return fmt.Sprint(v.Colour, v.Until.Text(), v.Basis.Text(), v.Deciding, v.Assumed, v.HumanCheck)
}
