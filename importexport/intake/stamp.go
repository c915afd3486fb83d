package intake

import (
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
)

// dates reads the points in time of one table.
type dates struct {
	zone    *time.Location
	order   importexport.DateOrder // of dates whose year stands last, "" when nobody has said it
	serials string                 // "1900" or "1904" when bare numbers are days of that epoch, "" when nobody can know
}

// read makes a stamp of a cell. A date without a time stays a whole day. The
// warning, if any, says what had to be assumed.
func (d dates) read(c importexport.Cell) (s cases.Stamp, warning string, code importexport.Code) {
	text := strings.TrimSpace(importexport.Fold(c.Text))
	if c.Kind == importexport.Number {
		digits, exact, whole := importexport.WholeNumber(text)
		if whole && exact && len(digits) >= 8 {
			text = digits
		} else {
			return d.serial(text)
		}
	}
	if allDigits(text) {
		return d.digits(text)
	}
	if strings.IndexByte(text, 'T') == 10 && len(text) > 19 {
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			return checked(cases.At(at.In(d.zone)), crossing(at, d.zone))
		}
	}
	if strings.HasPrefix(text, "0000-00-00") {
		return s, "zero_as_null", "" // what MySQL writes for no date
	}
	p := &dateParser{rest: text}
	day, ok := p.date(d.order)
	if !ok {
		return s, "", d.unclear(text)
	}
	if !day.real() {
		return s, "", impossible(day, p.yearLast)
	}
	p.skip(" T,")
	if p.rest == "" {
		s, warning, code = checked(cases.Day(day.year, time.Month(day.month), day.day), "")
	} else {
		s, warning, code = d.withClock(p, day)
	}
	if p.yearLast && warning == "" && code == "" {
		if warning = "month_first"; d.order == importexport.DayFirst {
			warning = "day_first"
		}
	}
	return s, warning, code
}

func (d dates) withClock(p *dateParser, day calendarDay) (s cases.Stamp, warning string, code importexport.Code) {
	clock, ok := p.clock()
	if !ok {
		return s, "", "bad_date"
	}
	zone := d.zone
	if p.rest != "" {
		offset, ok := p.offset()
		if !ok && zoneName(p.rest) {
			return s, "", "unknown_zone"
		}
		if !ok || p.rest != "" {
			return s, "", "bad_date"
		}
		zone = offset
	}
	if clock.hour > 23 || clock.minute > 59 || clock.second > 59 {
		return s, "", "impossible_date"
	}
	at := time.Date(day.year, time.Month(day.month), day.day, clock.hour, clock.minute, clock.second, 0, zone)
	if clock == (clockTime{}) && zone == d.zone {
		return checked(cases.At(at), "midnight_time")
	}
	return checked(cases.At(at.In(d.zone)), crossing(at, d.zone))
}

// crossing warns when a time of another zone was converted, and all the more
// when it falls on another day here: which day counts decides a term.
func crossing(at time.Time, zone *time.Location) string {
	y, m, day := at.Date()
	here := at.In(zone)
	if hy, hm, hday := here.Date(); y != hy || m != hm || day != hday {
		return "crosses_midnight"
	}
	if _, was := at.Zone(); was != offsetOf(here) {
		return "zone_converted"
	}
	return ""
}

func offsetOf(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// zoneName reports whether letters such as CST follow a time. They mean
// several zones: China's and the one of Chicago, fourteen hours apart.
func zoneName(rest string) bool {
	rest = strings.TrimSpace(rest)
	return len(rest) >= 2 && len(rest) <= 5 && strings.Trim(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// checked refuses years that are a slip of the pen rather than a time.
func checked(s cases.Stamp, warning string) (cases.Stamp, string, importexport.Code) {
	if year := s.Earliest().Year(); year < 1900 || year > 2100 {
		return cases.Stamp{}, "", "impossible_date"
	}
	return s, warning, ""
}

// digits reads the forms that are digits only: a day, a day with a time, or
// seconds or milliseconds since 1970 in UTC.
func (d dates) digits(text string) (s cases.Stamp, warning string, code importexport.Code) {
	layout := map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}[len(text)]
	switch {
	case layout != "":
		at, err := time.ParseInLocation(layout, text, d.zone)
		if err != nil {
			return s, "", "impossible_date"
		}
		if layout == "20060102" {
			return checked(cases.Day(at.Date()), "")
		}
		return checked(cases.At(at), "")
	case len(text) == 10 || len(text) == 13:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return s, "", "bad_date"
		}
		at := time.Unix(n, 0)
		if len(text) == 13 {
			at = time.UnixMilli(n)
		}
		if warning = crossing(at.UTC(), d.zone); warning != "crosses_midnight" {
			warning = "utc_epoch"
		}
		return checked(cases.At(at.In(d.zone)), warning)
	}
	return d.serial(text)
}

// oldestSerial is how many days a bare number must count to be a date: below
// it lie 2.15, which is a month and a day, and 2020, which is a year. Nobody
// alive was born before the day it stands for, in either epoch.
const oldestSerial = 3653

// serial reads a bare number as days of a spreadsheet's epoch, if it is known
// which: the two epochs are 1,462 days apart.
func (d dates) serial(text string) (s cases.Stamp, warning string, code importexport.Code) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > 80000 {
		return s, "", "bad_date"
	}
	if n < oldestSerial {
		return s, "", "ambiguous_date"
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, d.zone)
	switch d.serials {
	case "1900":
	case "1904":
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, d.zone)
	default:
		return s, "", "bare_serial"
	}
	day := base.AddDate(0, 0, int(n))
	if n == float64(int(n)) {
		return checked(cases.Day(day.Date()), "serial_date")
	}
	return checked(cases.At(day.Add(time.Duration((n-float64(int(n)))*86400+0.5)*time.Second)), "serial_date")
}

// impossible tells a date that is one in another order than the declared one
// from a day that there is not.
func impossible(d calendarDay, yearLast bool) importexport.Code {
	if swapped := (calendarDay{d.year, d.day, d.month}); yearLast && swapped.real() {
		return "date_against_order"
	}
	return "impossible_date"
}

// unclear tells dates that could mean two days from what is no date.
func (d dates) unclear(text string) importexport.Code {
	if d.order == importexport.YearFirst {
		p := &dateParser{rest: text}
		if day, ok := p.date(importexport.DayFirst); ok && p.yearLast && (day.real() || impossible(day, true) == "date_against_order") {
			return "date_against_order"
		}
	}
	if strings.Trim(text, "0123456789./- :年月日") == "" || strings.Contains(text, "正月") || strings.Contains(text, "腊月") {
		return "ambiguous_date"
	}
	return "bad_date"
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
