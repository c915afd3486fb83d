package insight

import (
	"time"

	"recourse/cases"
)

// Report is everything a supervisor sees at one instant.
type Report struct {
	At         time.Time     `json:"at"`
	Cases      int           `json:"cases"`
	Open       int           `json:"open"`
	Unappealed int           `json:"unappealed"`
	Backlog    []Age         `json:"backlog"`
	Days       []Day         `json:"days"`
	Timeliness Timeliness    `json:"timeliness"`
	Harm       Harm          `json:"harm"`
	All        Share         `json:"all"`
	Rates      map[By][]Rate `json:"rates"`
	Systemic   []Rate        `json:"systemic"`
	Blind      Agreement     `json:"blind"`
}

// Age is one bar of the backlog: the open cases that were filed between From
// and To hours ago, by colour. To is 0 for the last bar, which has no end.
type Age struct {
	From   int                  `json:"from_hours"`
	To     int                  `json:"to_hours"`
	N      int                  `json:"n"`
	Colour map[cases.Colour]int `json:"colour"`
}

// newBacklog makes the bars: by day up to the absolute limit of 72 hours
// (field guide 5.6), then wider.
func newBacklog() []Age {
	edges := []int{0, 24, 48, 72, 120, 168, 0}
	bars := make([]Age, len(edges)-1)
	for i := range bars {
		bars[i] = Age{From: edges[i], To: edges[i+1], Colour: map[cases.Colour]int{}}
	}
	return bars
}

// Day is one day of the desk.
type Day struct {
	Date    string `json:"date"` // where the rules count days
	Filed   int    `json:"filed"`
	Decided int    `json:"decided"`
}

// Timeliness compares decisions with what the resident was promised: three
// working days, or sooner for coded urgency.
type Timeliness struct {
	InTime  Share `json:"in_time"`          // of the decided cases
	Overdue int   `json:"overdue"`          // open, clock running, promise broken
	Median  int   `json:"median_hours"`     // from filing to decision
	Ninth   int   `json:"ninety_pct_hours"` // nine in ten were decided within

	hours  []int // decisions by hours of waiting
	inTime int
	n      int
}

// maxHours is the longest wait that is told apart: beyond sixty days all count
// as that.
const maxHours = 60 * 24

func (t *Timeliness) add(waited time.Duration, inTime bool) {
	if t.hours == nil {
		t.hours = make([]int, maxHours+1)
	}
	t.hours[min(max(0, int(waited.Hours())), maxHours)]++
	t.n++
	if inTime {
		t.inTime++
	}
}

func (t *Timeliness) close() {
	t.InTime = ShareOf(t.inTime, t.n)
	t.Median, t.Ninth = t.within(0.5), t.within(0.9)
}

// within is the number of whole hours within which a share of the decisions
// fell.
func (t *Timeliness) within(share float64) int {
	sum := 0
	for h, n := range t.hours {
		if sum += n; n > 0 && float64(sum) >= share*float64(t.n) {
			return h + 1
		}
	}
	return 0
}

// Harm is what waiting cost, in days of isolation.
type Harm struct {
	LostDays    float64 `json:"lost_days"`    // until the relief of those who got it
	Relieved    int     `json:"relieved"`     // how many they are
	RunningDays float64 `json:"running_days"` // of those who still wait, right or wrong
	Running     int     `json:"running"`
	EndedOpen   int     `json:"ended_open"` // terms that ended before anybody decided
	EndedLate   int     `json:"ended_late"` // decided only after the term had ended
}

// isolated is how long a person was isolated between filing and until.
func isolated(r *cases.Row, until time.Time) time.Duration {
	if !r.IsolationEnd.IsZero() && r.IsolationEnd.Before(until) {
		until = r.IsolationEnd
	}
	return max(0, until.Sub(r.FiledAt))
}

// waiting counts an open case.
func (c *Collector) waiting(r *cases.Row) {
	rep := &c.report
	rep.Open++
	hours := int(max(0, c.now.Sub(r.FiledAt)).Hours())
	for i := range rep.Backlog {
		if a := &rep.Backlog[i]; hours >= a.From && (hours < a.To || a.To == 0) {
			a.N++
			a.Colour[r.Colour]++
		}
	}
	if r.PausedAt.IsZero() && r.DueAt.Before(c.now) {
		rep.Timeliness.Overdue++
	}
	if r.Isolation == cases.Released {
		return
	}
	if !r.IsolationEnd.IsZero() && !c.now.Before(r.IsolationEnd) {
		rep.Harm.EndedOpen++
	} else {
		rep.Harm.Running++
	}
	rep.Harm.RunningDays += isolated(r, c.now).Hours() / 24
}

// settled counts a decided case.
func (c *Collector) settled(r *cases.Row, o *cases.Outcome) {
	c.flow.decided(o.At)
	c.report.Timeliness.add(o.At.Sub(r.FiledAt), !o.At.After(r.DueAt))
	if !r.IsolationEnd.IsZero() && !o.At.Before(r.IsolationEnd) {
		c.report.Harm.EndedLate++
	}
	switch o.Disposition {
	case cases.Overturn, cases.Vary, cases.CorrectRe:
		c.report.Harm.Relieved++
		c.report.Harm.LostDays += isolated(r, o.At).Hours() / 24
	}
}

// flow counts by day, numbered from 1970 in the time zone of the rules.
type flow struct{ in, out map[int]int }

func newFlow() flow { return flow{in: map[int]int{}, out: map[int]int{}} }

// zoneHours is how far the days of the rules are ahead of UTC (Asia/Shanghai,
// without summer time in the period the product covers).
const zoneHours = 8

func dayOf(t time.Time) int { return int((t.Unix() + zoneHours*3600) / (24 * 3600)) }

func (f *flow) filed(t time.Time)   { f.in[dayOf(t)]++ }
func (f *flow) decided(t time.Time) { f.out[dayOf(t)]++ }

// shownDays is how many days the figure of the flow reaches back.
const shownDays = 14

// days lists the last days up to now, oldest first.
func (f *flow) days(now time.Time) []Day {
	last := dayOf(now)
	out := make([]Day, 0, shownDays)
	for d := last - shownDays + 1; d <= last; d++ {
		date := time.Unix(int64(d)*24*3600, 0).UTC().Format(time.DateOnly)
		out = append(out, Day{Date: date, Filed: f.in[d], Decided: f.out[d]})
	}
	return out
}
