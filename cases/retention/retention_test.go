package retention_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/retention"
)

var start = time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC)

func day(n int) time.Time { return start.AddDate(0, 0, n) }

func over(edit func(*cases.Row)) *cases.Row {
	r := &cases.Row{State: cases.Closed, StateSince: start, Notice: cases.Delivered, NoticeSince: start}
	edit(r)
	return r
}

func TestWhatKeepsACase(t *testing.T) {
	t.Parallel()
	rule := retention.Rule{Days: 30}
	ended := retention.Rule{Days: 30, End: day(5)}
	for name, c := range map[string]struct {
		rule   retention.Rule
		row    *cases.Row
		master *cases.Row
		at     int
		want   retention.Why
		until  time.Time
	}{
		"the last day has not come":  {rule, over(func(*cases.Row) {}), nil, 29, retention.Waiting, day(30)},
		"the days have passed":       {rule, over(func(*cases.Row) {}), nil, 30, retention.Due, day(30)},
		"the letter came later":      {rule, over(func(r *cases.Row) { r.NoticeSince = day(3) }), nil, 30, retention.Waiting, day(33)},
		"the decision still binds":   {rule, over(func(r *cases.Row) { r.HoldUntil = day(60) }), nil, 45, retention.Binding, day(60)},
		"the epidemic is over":       {ended, over(func(r *cases.Row) { r.HoldUntil = day(60) }), nil, 5, retention.Due, day(5)},
		"over after the end":         {ended, over(func(r *cases.Row) { r.StateSince = day(8) }), nil, 8, retention.Due, day(8)},
		"open after the end":         {ended, over(func(r *cases.Row) { r.State = cases.InReview }), nil, 90, retention.Open, time.Time{}},
		"decided, not closed":        {ended, over(func(r *cases.Row) { r.State = cases.Decided }), nil, 90, retention.Open, time.Time{}},
		"the letter never arrived":   {rule, over(func(r *cases.Row) { r.State, r.Notice = cases.Withdrawn, cases.Issued }), nil, 90, retention.Undelivered, time.Time{}},
		"a correction waits":         {rule, over(func(r *cases.Row) { r.Pending = cases.PendingCorrection }), nil, 90, retention.Proposed, time.Time{}},
		"joined to an open case":     {rule, over(func(r *cases.Row) { r.State = cases.Duplicate }), over(func(r *cases.Row) { r.State = cases.InReview }), 90, retention.Joined, time.Time{}},
		"joined to one that is over": {rule, over(func(r *cases.Row) { r.State = cases.Duplicate }), over(func(*cases.Row) {}), 90, retention.Due, day(30)},
		"purged before":              {rule, over(func(r *cases.Row) { r.Purge = 1 }), nil, 90, retention.Gone, time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			why, until := c.rule.Case(c.row, c.master, day(c.at))
			if why != c.want || !until.Equal(c.until) {
				t.Errorf("%s until %s, want %s until %s", why, until, c.want, c.until)
			}
		})
	}
}

// What is due stays due, and a case that is not over never is.
func TestDueStaysDue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := retention.Rule{Days: rapid.IntRange(retention.MinDays, 400).Draw(t, "days")}
		if rapid.Bool().Draw(t, "ended") {
			rule.End = day(rapid.IntRange(-10, 400).Draw(t, "end"))
		}
		row := over(func(r *cases.Row) {
			r.State = rapid.SampledFrom(cases.States()).Draw(t, "state")
			r.HoldUntil = day(rapid.IntRange(0, 400).Draw(t, "hold"))
		})
		at := rapid.IntRange(0, 900).Draw(t, "at")
		why, _ := rule.Case(row, nil, day(at))
		later, _ := rule.Case(row, nil, day(at+rapid.IntRange(0, 90).Draw(t, "later")))
		if why == retention.Due && later != retention.Due {
			t.Fatalf("due on day %d, %s after", at, later)
		}
		if !row.State.Final() && why == retention.Due {
			t.Fatalf("a case that is %s is due", row.State)
		}
		again, err := retention.Parse(rule.String())
		if err != nil || !again.End.Equal(rule.End) || again.Days != rule.Days {
			t.Fatalf("%v becomes %v: %v", rule, again, err)
		}
	})
}

func TestRuleRefusesWhatIsNoPeriod(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"days":0}`, `{"days":-3}`, `{"days":99999}`, `{`} {
		if _, err := retention.Parse(text); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
	if r, err := retention.Parse(""); err != nil || r != retention.Default() {
		t.Errorf("no rule is %v: %v", r, err)
	}
}
