package policy_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/review/policy"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func moment(t testing.TB, s string) policy.Moment {
	t.Helper()
	m, err := policy.ParseMoment(s, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTermEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, basis string
		days        int
		want        string
	}{
		{"fourteen days from 4 February end with 18 February", "2020-02-04T15:00:00+08:00", 14, "2020-02-18T23:59:59+08:00"},
		{"a whole day counts like any hour of it", "2020-02-04", 14, "2020-02-18T23:59:59+08:00"},
		{"the date is that of the pack's zone", "2020-02-03T17:00:00Z", 14, "2020-02-18T23:59:59+08:00"},
		{"the leap day is a day", "2020-02-20", 14, "2020-03-05T23:59:59+08:00"},
		{"seven days", "2020-02-16T08:30:00+08:00", 7, "2020-02-23T23:59:59+08:00"},
	} {
		if got := policy.TermEnd(moment(t, c.basis), c.days, shanghai).Text(); got != c.want {
			t.Errorf("%s: got %s", c.name, got)
		}
	}
}

func TestDaysBetween(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		want     int
	}{{"2020-01-20T13:52:00+08:00", "2020-02-15T09:00:00+08:00", 26}, {"2020-01-20", "2020-02-13T21:06:00+08:00", 24}, {"2020-02-15T00:00:01+08:00", "2020-02-15T23:59:59+08:00", 0}, {"2020-02-15", "2020-02-14", -1}} {
		if got := policy.DaysBetween(moment(t, c.from), moment(t, c.to), shanghai); got != c.want {
			t.Errorf("%s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		basis := policy.Instant(time.Date(2020, 1, 1, 0, 0, 0, 0, shanghai).Add(time.Duration(rapid.IntRange(0, 1e7).Draw(t, "s")) * time.Second))
		n := rapid.IntRange(0, 60).Draw(t, "days")
		if got := policy.DaysBetween(basis, policy.TermEnd(basis, n, shanghai), shanghai); got != n {
			t.Fatalf("a term of %d days lasts %d", n, got)
		}
	})
}

func TestParseMoment(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2020-02-30", "15.2.2020", "2020-02-15 13:05", "2020-02-15T13:05:00"} {
		if m, err := policy.ParseMoment(s, shanghai); err == nil {
			t.Errorf("%q read as %s", s, m.Text())
		}
	}
	if m := moment(t, "2020-02-15"); !m.Day() || m.Latest().Sub(m.Earliest()) != 24*time.Hour-time.Second {
		t.Errorf("got %s to %s", m.Earliest(), m.Latest())
	}
}
