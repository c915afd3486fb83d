package timeline

import (
	"slices"
	"time"

	"recourse/cases"
)

// Item is something that was so for a while, or that happened at an instant
// (To is zero).
type Item struct {
	From, To time.Time
	Colour   cases.Colour // of a code's span
	Icon     string       // of anything else
	Title    string
	Detail   string
	Alarm    bool // a flicker, a conflict: drawn with a warning
	Day      bool // only the days are known, not the hours
}

// end is the last instant of an item.
func (it Item) end() time.Time {
	if it.To.Before(it.From) {
		return it.From
	}
	return it.To
}

// Lane is one row of the axis.
type Lane struct {
	Title string
	Items []Item
}

// Scale maps times to places on a line of so many units.
type Scale struct {
	From, To time.Time
	Width    float64
}

// Around returns the scale that shows all items of all lanes, with a little
// room at both ends. Without items it shows the day of now.
func Around(lanes []Lane, now time.Time, width float64) Scale {
	from, to := now.Add(-12*time.Hour), now.Add(12*time.Hour)
	first := true
	for _, l := range lanes {
		for _, it := range l.Items {
			if first || it.From.Before(from) {
				from = it.From
			}
			if first || it.end().After(to) {
				to = it.end()
			}
			first = false
		}
	}
	room := max(to.Sub(from)/40, time.Hour)
	return Scale{From: from.Add(-room), To: to.Add(room), Width: width}
}

// X is the place of a time.
func (s Scale) X(t time.Time) float64 {
	return float64(t.Sub(s.From)) / float64(s.To.Sub(s.From)) * s.Width
}

// Time is the time at a place.
func (s Scale) Time(x float64) time.Time {
	return s.From.Add(time.Duration(x / s.Width * float64(s.To.Sub(s.From))))
}

// shortest and longest bound the zoom.
const (
	shortest = 2 * time.Hour
	longest  = 400 * 24 * time.Hour
)

// Zoom shows a time span factor times as long, with t staying where it is.
func (s Scale) Zoom(factor float64, t time.Time) Scale {
	span := time.Duration(float64(s.To.Sub(s.From)) * factor)
	span = min(max(span, shortest), longest)
	share := float64(t.Sub(s.From)) / float64(s.To.Sub(s.From))
	from := t.Add(-time.Duration(share * float64(span)))
	return Scale{From: from, To: from.Add(span), Width: s.Width}
}

// Show moves the scale, at the same zoom, so that an item is in sight.
func (s Scale) Show(it Item) Scale {
	span := s.To.Sub(s.From)
	switch {
	case it.From.Before(s.From):
		s.From = it.From.Add(-span / 10)
	case it.From.After(s.To):
		s.From = it.From.Add(-span * 9 / 10)
	default:
		return s
	}
	s.To = s.From.Add(span)
	return s
}

// Tick is a mark on the axis. Day says that it starts a day.
type Tick struct {
	At  time.Time
	Day bool
}

var steps = []time.Duration{
	time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour, day, 2 * day, 7 * day, 14 * day, 28 * day, 56 * day,
}

const day = 24 * time.Hour

// Ticks lists marks at least gap units apart, on whole hours or days of the
// case's time zone.
func (s Scale) Ticks(gap float64) []Tick {
	step := steps[len(steps)-1]
	for _, st := range steps {
		if float64(st)/float64(s.To.Sub(s.From))*s.Width >= gap {
			step = st
			break
		}
	}
	from := s.From.In(cases.Shanghai())
	at := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, cases.Shanghai())
	var ticks []Tick
	for ; at.Before(s.To); at = at.Add(step) {
		if at.Before(s.From) {
			continue
		}
		ticks = append(ticks, Tick{At: at, Day: at.Hour() == 0})
	}
	return ticks
}

// Rows gives every item of a lane a row of its own where items overlap, so
// that none hides another. It returns the row of each item and how many rows
// there are.
func Rows(items []Item) (rows []int, n int) {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return items[a].From.Compare(items[b].From) })
	rows = make([]int, len(items))
	var ends []time.Time
	for _, i := range order {
		row := slices.IndexFunc(ends, func(end time.Time) bool { return !items[i].From.Before(end) })
		if row < 0 {
			row = len(ends)
			ends = append(ends, time.Time{})
		}
		rows[i], ends[row] = row, items[i].end()
	}
	return rows, max(1, len(ends))
}

// Place names an item by its lane and its number in it.
type Place struct{ Lane, Item int }

// Order lists all items by time, then by lane.
func Order(lanes []Lane) []Place {
	var places []Place
	for l, lane := range lanes {
		for i := range lane.Items {
			places = append(places, Place{l, i})
		}
	}
	slices.SortStableFunc(places, func(a, b Place) int {
		return lanes[a.Lane].Items[a.Item].From.Compare(lanes[b.Lane].Items[b.Item].From)
	})
	return places
}

// Hatch is the distance of a colour's hatch lines, and whether they cross;
// 0 is no hatch. Red is dense and crossed, yellow is wide, green is bare.
func Hatch(c cases.Colour) (distance float64, crossed bool) {
	switch c {
	case cases.Red:
		return 12, true
	case cases.Orange:
		return 12, false
	case cases.Yellow:
		return 18, false
	}
	return 0, false
}
