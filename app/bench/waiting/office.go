package waiting

import (
	"math/rand/v2"
	"slices"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// Case is a case in the queue of the simulated office.
type Case struct {
	Row       cases.Row
	Takes     time.Duration // of an officer's time
	DecidedAt time.Time
	free, end time.Time // rightly free from; let go by the code at
}

// Lost is how long the person sat isolated without cause because the decision
// had not come.
func (c *Case) Lost() time.Duration {
	from, to := c.Row.FiledAt, c.DecidedAt
	if c.free.After(from) {
		from = c.free
	}
	if c.end.Before(to) {
		to = c.end
	}
	return max(0, to.Sub(from))
}

// saves is how much isolation without cause a minute of an officer's time saves
// when the case is taken now: nothing for who is rightly restricted, or free.
func (c *Case) saves(now time.Time) time.Duration {
	if !c.free.Before(c.end) || !now.Before(c.end) {
		return 0
	}
	return time.Duration(float64(time.Hour) * float64(time.Hour) / float64(c.Takes))
}

// Waited is the time from filing to decision.
func (c *Case) Waited() time.Duration { return c.DecidedAt.Sub(c.Row.FiledAt) }

// Plan is an office over some days: how many people file each day and how many
// officers sit.
type Plan struct {
	Name     string
	Days     int
	Arrivals func(day int) int
	Officers func(day int) int
}

// A district of Hangzhou on an average day: 9,380 appeals a day in thirteen
// districts, a backlog of 77,248 when the channel opened, 37.5 cases a day for
// each officer (domain section 6, base).
const (
	District = 720
	backlog  = 77_248.0 / 9_380 // in days of arrivals
	perDay   = 37.5
)

// Plans are the offices compared, for so many appeals a day. The first is the
// one the figure stands for.
func Plans(daily int) []Plan {
	n := float64(daily)
	officers := func(load float64) int { return max(1, int(n/perDay/load+0.5)) }
	opening := func(day int) int {
		k := map[int]float64{0: backlog * 0.5, 1: backlog * 0.3, 2: backlog * 0.2}[day]
		return int(n * (k + monday(day)))
	}
	steady := func(day int) int { return int(n * monday(day)) }
	reinforced := func(share float64, days int) func(int) int {
		return func(day int) int {
			if day < days {
				return max(1, int(n/perDay*backlog/3*share+0.5))
			}
			return officers(0.95)
		}
	}
	return []Plan{
		{"launch", 14, opening, reinforced(1, 5)},
		{"short", 14, opening, reinforced(0.6, 10)},
		{"steady", 14, steady, func(int) int { return officers(0.95) }},
	}
}

// monday is the share of a day's arrivals: day 0 is Saturday 15 February 2020.
func monday(day int) float64 {
	if day%7 == 2 {
		return 1.3
	}
	return 0.95
}

// opensAt is midnight of the first day, when the review channel opened.
func opensAt() time.Time {
	y, m, d := simulate.Opening().Date()
	return time.Date(y, m, d-2, 0, 0, 0, 0, cases.Shanghai())
}

// Arrivals draws the cases of a plan in the order of their filing.
func Arrivals(p Plan, patterns []Pattern, cal cases.Calendar, seed uint64) []Case {
	r := rand.New(rand.NewPCG(seed, 0x7175657565))
	var list []Case
	for day := range p.Days {
		for range p.Arrivals(day) {
			at := opensAt().AddDate(0, 0, day).Add(hour(r))
			c := patterns[r.IntN(len(patterns))].at(cases.ID(len(list)+1), at, cal)
			c.Takes = handling(r.Float64())
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Case) int { return a.Row.FiledAt.Compare(b.Row.FiledAt) })
	for i := range list {
		list[i].Row.ID = cases.ID(i + 1)
	}
	return list
}

// hour draws a time of day: nine tenths between seven and midnight.
func hour(r *rand.Rand) time.Duration {
	from, length := 7.0, 17.0
	if r.Float64() < 0.1 {
		from, length = 0, 7
	}
	return time.Duration((from + r.Float64()*length) * float64(time.Hour)).Truncate(time.Second)
}

// handling is how long a case takes: simple, with evidence, contested.
func handling(x float64) time.Duration {
	switch {
	case x < 0.6:
		return 4 * time.Minute
	case x < 0.9:
		return 15 * time.Minute
	}
	return 35 * time.Minute
}
