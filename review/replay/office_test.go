package replay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/review/policy"
	"recourse/review/replay"
)

// heard is a verdict as it can be compared: moments hold how they were made.
func heard(v replay.Verdict) map[string]any {
	return map[string]any{
		"colour": v.Colour, "deciding": v.Deciding, "assumed": v.Assumed, "human": v.HumanCheck,
		"until": v.Until.Text(), "until_latest": v.Until.Latest().String(), "basis": v.Basis.Text(), "basis_latest": v.Basis.Latest().String(),
	}
}

func result(r *policy.Result) map[string]any {
	return map[string]any{
		"rule": r.Rule.ID, "outcome": r.Outcome, "colour": r.Colour, "days": r.Days, "until": r.Until.Text(), "basis": r.Basis.Text(),
	}
}

func TestRunner(t *testing.T) {
	t.Parallel()
	for id, p := range programs(t) {
		t.Run(id+": says of many people what the plain replay says of each", func(t *testing.T) {
			t.Parallel()
			r := replay.NewRunner(p) // one memory for everybody, so that it is used
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawFacts(t)
				for range 2 {
					text := policy.NewFlatText(string(f.AppendFlat(nil)))
					got, err := r.Verdict(&text, zone)
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(heard(replay.Quick(p, f)), heard(got)); diff != "" {
						t.Fatal(diff)
					}
				}
			})
		})
		t.Run(id+": gives every rule the outcome it has when run alone", func(t *testing.T) {
			t.Parallel()
			m := p.Memo()
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawFacts(t)
				text := policy.NewFlatText(string(f.AppendFlat(nil)))
				got, err := m.Eval(&text, zone)
				if err != nil {
					t.Fatal(err)
				}
				for i, want := range p.Eval(f) {
					if diff := cmp.Diff(result(&want), result(&got[i])); diff != "" {
						t.Fatal(diff)
					}
				}
			})
		})
		t.Run(id+": refuses what is cut short or goes on", func(t *testing.T) {
			t.Parallel()
			r := replay.NewRunner(p)
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawFacts(t)
				whole := string(f.AppendFlat(nil))
				cut := rapid.IntRange(0, len(whole)-1).Draw(t, "cut")
				for _, bad := range []string{whole[:cut], whole + "\x00"} {
					text := policy.NewFlatText(bad)
					if v, err := r.Verdict(&text, zone); err == nil {
						t.Fatalf("%q gave %v", bad, v)
					}
				}
			})
		})
	}
}

func FuzzRunner(f *testing.F) {
	p := programs(f)["HZ-2020-02"]
	if p == nil {
		f.Fatal("no pack to try")
	}
	f.Add(string(policy.NewFacts(policy.Moment{}, zone).AppendFlat(nil)))
	f.Fuzz(func(_ *testing.T, s string) {
		text := policy.NewFlatText(s)
		_, _ = replay.NewRunner(p).Verdict(&text, zone)
	})
}
