package office

import (
	"time"

	"recourse/cases"
)

// Day is a day on which the rule of weekdays does not hold.
type Day struct {
	Date   time.Time
	Free   bool // a free weekday; otherwise a weekend day that is worked
	Length int  // of the run of free days it belongs to, weekends counted
}

// Year is what a working calendar says about a year.
type Year struct {
	Number  int
	Working int
	Days    []Day
	Closes  time.Time // some day's closing time
}

// YearOf reads a year out of a calendar.
func YearOf(c cases.Calendar, year int) Year {
	y := Year{Number: year}
	first := time.Date(year, 1, 1, 12, 0, 0, 0, cases.Shanghai())
	y.Closes = c.Due(first, 1).In(cases.Shanghai())
	for d := first; d.Year() == year; d = d.AddDate(0, 0, 1) {
		works := c.Working(d)
		if works {
			y.Working++
		}
		if weekend(d) == works {
			y.Days = append(y.Days, Day{Date: d, Free: !works, Length: run(c, d)})
		}
	}
	return y
}

func weekend(d time.Time) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// run is how many free days in a row a day stands in, 0 for a day of work.
func run(c cases.Calendar, d time.Time) int {
	if c.Working(d) {
		return 0
	}
	n := 1
	for before := d.AddDate(0, 0, -1); !c.Working(before); before = before.AddDate(0, 0, -1) {
		n++
	}
	for after := d.AddDate(0, 0, 1); !c.Working(after); after = after.AddDate(0, 0, 1) {
		n++
	}
	return n
}
