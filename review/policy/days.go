package policy

import "time"

// TermEnd is the last second of a term of the given number of days counted
// from basis: day 1 is the day after the basis date, so fourteen days from 4
// February end with 18 February. It is the one place where days are counted,
// and it counts them in the pack's time zone.
func TermEnd(basis Moment, days int, zone *time.Location) Moment {
	t := basis.Latest().In(zone)
	last := time.Date(t.Year(), t.Month(), t.Day()+days, 23, 59, 59, 0, zone)
	return Instant(last)
}

// DaysBetween counts the calendar days from one moment's date to another's.
func DaysBetween(from, to Moment, zone *time.Location) int {
	return int(noon(to.Latest().In(zone)).Sub(noon(from.Latest().In(zone))).Hours() / 24)
}

// noon maps a time to noon UTC of its calendar date, so that differences of
// dates are whole days whatever the zone did in between.
func noon(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
}
