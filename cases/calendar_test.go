package cases_test

import (
	"testing"
	"time"

	"recourse/assets"
	"recourse/cases"
)

func calendar(t *testing.T) cases.Calendar {
	t.Helper()
	c, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDue(t *testing.T) {
	t.Parallel()
	cal := calendar(t)
	for _, tc := range []struct {
		name, filed, want string
		days              int
	}{
		{"Saturday 15 February plus three", "2020-02-15T10:00:00+08:00", "2020-02-19T18:00:00+08:00", 3},
		{"late on Friday counts from Monday", "2020-02-14T23:59:00+08:00", "2020-02-17T18:00:00+08:00", 1},
		{"the extended Spring Festival is free", "2020-01-23T09:00:00+08:00", "2020-02-05T18:00:00+08:00", 3},
		{"a make-up Sunday counts", "2020-01-17T09:00:00+08:00", "2020-01-19T18:00:00+08:00", 1},
		{"the day is Shanghai's, not UTC's", "2020-02-16T17:00:00Z", "2020-02-18T18:00:00+08:00", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := cal.Due(instant(t, tc.filed), tc.days)
			if want := instant(t, tc.want); !got.Equal(want) {
				t.Errorf("due %s, want %s", got.In(cases.Shanghai()), want.In(cases.Shanghai()))
			}
		})
	}
}

func TestParseCalendarNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, in := range []string{`{`, `{"closes":"6 pm"}`, `{"closes":"18:00","free":["2020-2-1"]}`, `{"closes":"18:00","make_up":["x"]}`} {
		if _, err := cases.ParseCalendar([]byte(in)); err == nil {
			t.Errorf("%s accepted", in)
		}
	}
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
