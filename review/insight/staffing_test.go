package insight_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/assets"
	"recourse/cases"
	"recourse/review/insight"
)

func calendar(t testing.TB) cases.Calendar {
	t.Helper()
	c, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The figures of the domain description, section 6: a backlog of 77,248 and
// 9,380 appeals a day at 10.4 minutes a case and 390 productive minutes.
func TestProjectTheCity(t *testing.T) {
	t.Parallel()
	now := time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai())
	base := insight.Staffing{Backlog: 77248, Arrivals: 9380}
	o := insight.Project(base, calendar(t), now)
	// 9,380 / 37.5 = 250.1 keep pace; (25,749 + 9,380) / 37.5 = 936.8 clear it in
	// three days.
	if o.Steady != 251 || o.Clear != 937 || o.Clears {
		t.Errorf("got %+v", o)
	}
	base.Officers = 937
	o = insight.Project(base, calendar(t), now)
	if !o.Clears || o.Days != 3 || o.Date.In(cases.Shanghai()).Format(time.DateOnly) != "2020-02-20" {
		t.Errorf("with 937 officers: %+v", o)
	}
}

func TestProjectLaws(t *testing.T) {
	t.Parallel()
	cal := calendar(t)
	now := time.Date(2020, 2, 14, 16, 0, 0, 0, cases.Shanghai()) // a Friday
	rapid.Check(t, func(t *rapid.T) {
		s := insight.Staffing{
			Backlog: rapid.IntRange(0, 2000).Draw(t, "backlog"), Arrivals: float64(rapid.IntRange(0, 400).Draw(t, "arrivals")),
			Officers: rapid.IntRange(0, 30).Draw(t, "officers"), Minutes: float64(rapid.IntRange(2, 60).Draw(t, "minutes")),
		}
		o := insight.Project(s, cal, now)
		if again := insight.Project(s, cal, now); again != o {
			t.Fatalf("%+v, then %+v", o, again)
		}
		more := s
		more.Officers++
		if p := insight.Project(more, cal, now); o.Clears && (!p.Clears || p.Days > o.Days) {
			t.Fatalf("one officer more takes %d days instead of %d", p.Days, o.Days)
		}
		enough := s
		enough.Officers = o.Clear
		if p := insight.Project(enough, cal, now); s.Backlog > 0 && (!p.Clears || p.Days > cases.WorkingDays) {
			t.Fatalf("%d officers were to clear it in %d days and need %d", o.Clear, cases.WorkingDays, p.Days)
		}
		if o.Clears && o.Days > 0 && !cal.Working(o.Date) {
			t.Fatalf("it clears on %s, when nobody works", o.Date)
		}
	})
}
