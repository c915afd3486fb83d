package evidence

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Streak is the number of consecutive days with a normal check-in up to the
// as-of time. A missed day with proof of an outage counts; one whose outage is
// only claimed leaves the streak open.
type Streak struct {
	Days    int
	Known   Claim // yes: Days is certain; open: it hangs on the refs
	Excused int
	Excuse  Claim
	Missed  Claim       // a day without check-in broke the streak
	Gap     cases.Stamp // that day
	Last    cases.Stamp
}

// maxStreak bounds how far back days are counted.
const maxStreak = 60

// latestCheckIn is the last check-in made by the as-of time.
func (b *builder) latestCheckIn() (*cases.CheckIn, int) {
	best := -1
	for i := range b.in.Snapshot.CheckIns {
		c := &b.in.Snapshot.CheckIns[i]
		if b.checkedBy(c) && c.Status != "missed" && (best < 0 || !checkTime(c).Before(checkTime(&b.in.Snapshot.CheckIns[best]))) {
			best = i
		}
	}
	if best < 0 {
		return nil, 0
	}
	return &b.in.Snapshot.CheckIns[best], best
}

// checkTime is when a check-in was made: its hour when stated, else the
// beginning of its day.
func checkTime(c *cases.CheckIn) time.Time {
	at := c.Date.Earliest()
	if c.Time == "" {
		return at
	}
	if t, err := time.Parse("15:04", c.Time); err == nil {
		at = at.Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
	}
	return at
}

// checkedBy reports whether a check-in had been made by the as-of time.
func (b *builder) checkedBy(c *cases.CheckIn) bool { return !checkTime(c).After(b.in.AsOf.Latest()) }

// streak walks back day by day from the as-of day, or the day before when
// nothing has been entered on it yet.
func (b *builder) streak() {
	s := &b.pic.Streak
	s.Known, s.Excuse, s.Missed = yes(), no(), no()
	days := b.checkDays()
	at := b.in.AsOf.Latest().In(cases.Shanghai())
	if _, ok := days[at.Format(time.DateOnly)]; !ok {
		at = at.AddDate(0, 0, -1)
	}
	for range maxStreak {
		i, ok := days[at.Format(time.DateOnly)]
		if !ok || !b.countDay(i) {
			return
		}
		at = at.AddDate(0, 0, -1)
	}
}

// checkDays maps each day to its last check-in.
func (b *builder) checkDays() map[string]int {
	days := map[string]int{}
	for i := range b.in.Snapshot.CheckIns {
		if c := &b.in.Snapshot.CheckIns[i]; b.checkedBy(c) {
			days[c.Date.Earliest().In(cases.Shanghai()).Format(time.DateOnly)] = i
		}
	}
	return days
}

// countDay adds one day to the streak and reports whether it goes on.
func (b *builder) countDay(i int) bool {
	s, c := &b.pic.Streak, &b.in.Snapshot.CheckIns[i]
	ref := fmt.Sprintf("C%d", i+1)
	if s.Last.IsZero() {
		s.Last = c.Date
	}
	switch {
	case c.Status == "normal":
		s.Days++
		return true
	case c.Status != "missed":
		return false
	}
	switch proof := b.outageProof(c.Date); {
	case proof != "":
		s.Days++
		s.Excused++
		s.Excuse = yes(ref, proof)
		s.Missed, s.Gap = no(ref, proof), c.Date
		if s.Known.State == Yes {
			s.Known.Refs = append(s.Known.Refs, ref, proof)
		}
		return true
	case b.outageClaimed(c):
		why := note("outage_unproved", "day", c.Date.String())
		s.Known, s.Excuse, s.Missed, s.Gap = open(why, ref), open(why, ref), open(why, ref), c.Date
	default:
		s.Missed, s.Gap = yes(ref), c.Date
	}
	return false
}

// outageProof finds a paper that covers the day and speaks of the app.
func (b *builder) outageProof(day cases.Stamp) string {
	for i, d := range b.in.Snapshot.Appeal.Documents {
		from, to := d.CoversFrom, d.CoversTo
		if to.IsZero() {
			to = from
		}
		covers := !from.IsZero() && !from.Earliest().After(day.Latest()) && !to.Latest().Before(day.Earliest())
		if covers && speaksOfOutage(d.Type, d.Title, d.Summary) {
			return fmt.Sprintf("D%d", i+1)
		}
	}
	return ""
}

var outageWords = []string{"outage", "故障", "中断", "崩", "打不开", "报错", "system down", "app down", "app was down"}

func speaksOfOutage(texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, " "))
	return slices.ContainsFunc(outageWords, func(w string) bool { return strings.Contains(all, w) })
}

// outageClaimed reports whether somebody says the app was down on a missed day:
// the row's own note, or the ground that a check-in was not counted.
func (b *builder) outageClaimed(c *cases.CheckIn) bool {
	return speaksOfOutage(c.Note) || slices.Contains(b.in.Snapshot.Appeal.Grounds, cases.Ground("G12"))
}
