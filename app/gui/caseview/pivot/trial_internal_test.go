package pivot

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review/policy"
)

// TestTrialLaw: what a trial asks depends on the values set last and not on
// their order, and setting every fact back to what is on file asks nothing.
func TestTrialLaw(t *testing.T) {
	t.Parallel()
	facts := []Fact{{Path: "a.x", Value: "true"}, {Path: "b.y", Value: "2020-02-13"}, {Path: "c.z", Value: "RED"}}
	rapid.Check(t, func(t *rapid.T) {
		trial, want := &Trial{changed: map[string]string{}}, map[string]string{}
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			f := facts[rapid.IntRange(0, len(facts)-1).Draw(t, "fact")]
			v := rapid.SampledFrom([]string{f.Value, "", "false", "unknown"}).Draw(t, "value")
			trial.Set(f, v)
			if delete(want, f.Path); v != "" && v != f.Value {
				want[f.Path] = v
			}
		}
		var set []string
		for path, v := range want {
			set = append(set, path+"="+v)
		}
		slices.Sort(set)
		if diff := cmp.Diff(set, trial.Question().Set); diff != "" {
			t.Fatalf("it asks (-want +got):\n%s", diff)
		}
		for _, f := range facts {
			trial.Set(f, f.Value)
		}
		if left := trial.Question().Set; len(left) > 0 {
			t.Fatalf("everything is as on file, and it asks %v", left)
		}
	})
}

// What was changed of a fact that is no longer on file is forgotten; the rest
// stays.
func TestAChangeGoesWithItsFact(t *testing.T) {
	t.Parallel()
	trial := &Trial{policy: "p@1", asOf: cases.Day(2020, time.February, 2), changed: map[string]string{"a.x": "false", "b.y": "false"}}
	trial.keep([]Fact{{Path: "b.y", Value: "true"}, {Path: "c.z", Value: "true"}})
	q := trial.Question()
	if diff := cmp.Diff([]string{"b.y=false"}, q.Set); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if q.Policy != "p@1" || !q.AsOf.Equal(trial.asOf) {
		t.Errorf("it asks about %s as of %s", q.Policy, q.AsOf)
	}
}

// TestTypedTimeLaw: a time that is on file reads as itself when nobody changed
// its field, seconds and zone and all, and a time that is typed reads as that
// minute in the zone of the cases.
func TestTypedTimeLaw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1.5e9, 1.7e9).Draw(t, "seconds"), 0).In(cases.Shanghai())
		f := Fact{Type: policy.MomentFact, Value: at.Format(time.RFC3339)}
		shown := typedTime(f, f.Value)
		if got := asFact(f, shown); got != f.Value {
			t.Fatalf("%s is shown as %s and read as %s", f.Value, shown, got)
		}
		other := at.Add(time.Duration(rapid.IntRange(1, 1e6).Draw(t, "minutes")) * time.Minute).Truncate(time.Minute)
		got, err := time.Parse(time.RFC3339, asFact(f, other.Format("2006-01-02 15:04")))
		if err != nil || !got.Equal(other) {
			t.Fatalf("typed %s, read %s, %v", other, got, err)
		}
	})
}

func TestTypedTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind        policy.FieldType
		value, want string
	}{
		{policy.MomentFact, "2020-02-13", "2020-02-13"},
		{policy.MomentFact, "2020-02-12T16:30:45Z", "2020-02-13 00:30"},
		{policy.MomentFact, string(policy.Unknown), string(policy.Unknown)},
		{policy.BoolFact, "2020-02-13", "2020-02-13"},
	} {
		if got := typedTime(Fact{Type: c.kind}, c.value); got != c.want {
			t.Errorf("%s is shown as %q, want %q", c.value, got, c.want)
		}
	}
}
