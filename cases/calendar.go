package cases

import (
	"encoding/json"
	"fmt"
	"time"
)

// Calendar knows which days are working days. Weekends are free unless listed
// as make-up days, weekdays are working days unless listed as free.
type Calendar struct {
	closes time.Duration // office closes at this time of day
	free   map[string]bool
	makeUp map[string]bool
	window *time.Duration // see WithWindow, nil for LateWindow
}

// ParseCalendar reads a calendar of the form
// {"closes":"18:00","free":["2020-01-24"],"make_up":["2020-01-19"]}.
func ParseCalendar(data []byte) (Calendar, error) {
	var raw struct {
		Closes string   `json:"closes"`
		Free   []string `json:"free"`
		MakeUp []string `json:"make_up"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return Calendar{}, fmt.Errorf("working calendar: %w", err)
	}
	at, err := time.Parse("15:04", raw.Closes)
	if err != nil {
		return Calendar{}, fmt.Errorf("working calendar: closing time %q is not of the form 18:00", raw.Closes)
	}
	c := Calendar{closes: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute}
	if c.free, err = days(raw.Free); err != nil {
		return Calendar{}, err
	}
	c.makeUp, err = days(raw.MakeUp)
	return c, err
}

// WithWindow is the calendar of an office that takes appeals until so long
// after the measure ended, instead of LateWindow.
func (c Calendar) WithWindow(d time.Duration) Calendar {
	c.window = &d
	return c
}

// WindowEnd is until when an appeal against a measure that ends at end is in
// time: while the measure runs and the office's window after it. A measure
// without a known end has no such date.
func (c Calendar) WindowEnd(end time.Time) time.Time {
	if end.IsZero() {
		return time.Time{}
	}
	if c.window == nil {
		return end.Add(LateWindow)
	}
	return end.Add(*c.window)
}

func days(list []string) (map[string]bool, error) {
	set := make(map[string]bool, len(list))
	for _, d := range list {
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return nil, fmt.Errorf("working calendar: %q is not a date of the form 2020-02-15", d)
		}
		set[d] = true
	}
	return set, nil
}

// Working reports whether the office works on the day of t.
func (c Calendar) Working(t time.Time) bool {
	t = t.In(shanghai)
	day := t.Format(time.DateOnly)
	weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
	return c.makeUp[day] || !weekend && !c.free[day]
}

// Due is the closing time of the n-th working day after the day of filed: the
// filing day does not count. Filed on Saturday 15 February 2020 with n = 3 it
// is Wednesday 19 February 18:00.
func (c Calendar) Due(filed time.Time, n int) time.Time {
	t := filed.In(shanghai)
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, shanghai)
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if c.Working(day) {
			n--
		}
	}
	return day.Add(c.closes).UTC()
}
