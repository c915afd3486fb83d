package replay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/review/policy"
	"recourse/review/replay"
)

func moment(t testing.TB, s string) policy.Moment {
	t.Helper()
	m, err := policy.ParseMoment(s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// hubei are the facts of somebody who left Hubei at a time.
func hubei(t testing.TB, left string) *policy.Facts {
	t.Helper()
	f := policy.NewFacts(moment(t, "2020-02-14T10:00:00+08:00"), zone)
	f.Record("q").Set("fever", policy.BoolValue(false)).Set("respiratory", policy.BoolValue(false)).Set("overseas_14d", policy.BoolValue(false))
	f.Record("person").Set("id_ok", policy.BoolValue(true))
	f.Add("stays", "F1").Set("key_area", policy.BoolValue(true, "F1")).Set("high_risk", policy.BoolValue(false)).
		Set("higher_risk", policy.BoolValue(false)).Set("medium_risk", policy.BoolValue(false)).
		Set("to", policy.MomentValue(moment(t, left), "F1"))
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
	return f
}

func TestCompare(t *testing.T) {
	t.Parallel()
	p := programs(t)["HZ-2020-02"]
	compare := func(t *testing.T, left string, is replay.Issued) replay.Comparison {
		return replay.Run(p, hubei(t, left)).Compare(is, zone)
	}
	t.Run("the same colour and end do not differ, whatever the hour", func(t *testing.T) {
		t.Parallel()
		for _, until := range []string{"2020-02-18", "2020-02-18T15:00:00+08:00", "2020-02-19T00:00:00+08:00", "2020-02-18T00:00:00+08:00"} {
			if c := compare(t, "2020-02-04", replay.Issued{Colour: policy.Red, Until: moment(t, until)}); len(c.Differs) != 0 {
				t.Errorf("%s: %+v", until, c.Differs)
			}
		}
	})
	t.Run("a term counted from the day of the code is ten days too long", func(t *testing.T) {
		t.Parallel()
		c := compare(t, "2020-02-04", replay.Issued{Colour: policy.Red, Until: moment(t, "2020-02-28")})
		if c.Term == nil || c.Term.DaysTooLong != 10 || c.Unexplained {
			t.Errorf("got %+v", c)
		}
	})
	t.Run("a rule that the published pack does not have is named", func(t *testing.T) {
		t.Parallel()
		c := compare(t, "2020-02-04", replay.Issued{Colour: policy.Red, Steps: []replay.IssuedStep{{Rule: "R40", Outcome: "TRUE"}, {Rule: "X7", Outcome: "TRUE"}}})
		if diff := cmp.Diff([]replay.Difference{{What: "rule", Rule: "X7", Issued: "TRUE"}}, c.Differs); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a milder colour than the rules give is no unexplained one", func(t *testing.T) {
		t.Parallel()
		if c := compare(t, "2020-02-04", replay.Issued{Colour: policy.Yellow}); c.Unexplained || len(c.Differs) != 1 {
			t.Errorf("got %+v", c)
		}
	})
	t.Run("red beside a rule that gives nothing is unexplained", func(t *testing.T) {
		t.Parallel()
		if c := compare(t, "2020-01-20", replay.Issued{Colour: policy.Red}); !c.Unexplained {
			t.Errorf("got %+v", c)
		}
	})
	t.Run("an hour that nobody knows may explain it", func(t *testing.T) {
		t.Parallel()
		c := compare(t, "2020-01-31", replay.Issued{Colour: policy.Red})
		if diff := cmp.Diff([]string{"R40"}, c.RestsOn); diff != "" || c.Unexplained {
			t.Error(diff)
		}
	})
	t.Run("a stopped data flag may explain it while the number is unchecked", func(t *testing.T) {
		t.Parallel()
		f, err := hubei(t, "2020-02-04").With("person.id_ok", "UNKNOWN")
		if err != nil {
			t.Fatal(err)
		}
		c := replay.Run(p, f).Compare(replay.Issued{Colour: policy.Red}, zone)
		if diff := cmp.Diff([]string{"R40"}, c.RestsOn); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	p := programs(t)["HZ-2020-02"]
	f := hubei(t, "2020-02-04")
	for _, c := range []struct{ path, value, colour, until string }{
		{"stays[F1].key_area", "false", "GREEN", ""},
		{"stays[0].to", "2020-02-10", "RED", "2020-02-24T23:59:59+08:00"},
		{"stays[F1]", "none", "GREEN", ""},
		{"asof", "2020-02-20", "GREEN", ""},
		{"q.respiratory", "true", "RED", "2020-02-18T23:59:59+08:00"},
	} {
		with, err := f.With(c.path, c.value)
		if err != nil {
			t.Fatal(err)
		}
		if v := replay.Quick(p, with); string(v.Colour) != c.colour || v.Until.Text() != c.until {
			t.Errorf("%s=%s: %s until %s", c.path, c.value, v.Colour, v.Until.Text())
		}
	}
	if v := replay.Quick(p, f); v.Colour != policy.Red {
		t.Errorf("the facts themselves changed: %s", v.Colour)
	}
	for _, bad := range []struct{ path, value string }{
		{"q.tempc", "1"}, {"q", "1"}, {"stays[F9].to", "2020-02-10"}, {"stays.to", "2020-02-10"},
		{"q.respiratory", "perhaps"}, {"stays[F1].to", "soon"}, {"stays[F9]", "none"}, {"asof", "soon"}, {"", ""},
	} {
		if _, err := f.With(bad.path, bad.value); err == nil {
			t.Errorf("%s=%s was accepted", bad.path, bad.value)
		}
	}
}
