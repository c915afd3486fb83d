package i18n

import (
	"strconv"
	"time"

	"recourse/cases"
)

// timeText words times, durations and stamps; other values are printed.
func (w *Words) timeText(a any) string {
	switch v := a.(type) {
	case time.Time:
		return w.DateTime(v)
	case time.Duration:
		return w.Duration(v)
	case cases.Stamp:
		return w.Stamp(v)
	case error:
		return w.Problem(v)
	}
	return printed(a)
}

// DateTime is a day and minute without the year, in the case's time zone:
// "Wed 19 Feb 18:00", "2月19日 周三 18:00".
func (w *Words) DateTime(t time.Time) string {
	if t.IsZero() {
		return w.None()
	}
	return w.Date(t) + " " + w.Clock(t)
}

// Date is a day without the year: "Wed 19 Feb", "2月19日 周三".
func (w *Words) Date(t time.Time) string {
	t = t.In(cases.Shanghai())
	if w.Lang() == ZH {
		return t.Format("1月2日 ") + weekdaysZH[t.Weekday()]
	}
	return t.Format("Mon 2 Jan")
}

// DayMonth is the short day of a time axis: "19 Feb", "2月19日".
func (w *Words) DayMonth(t time.Time) string {
	if w.Lang() == ZH {
		return t.In(cases.Shanghai()).Format("1月2日")
	}
	return t.In(cases.Shanghai()).Format("2 Jan")
}

// FullDate is a day with its year: "19 February 2020", "2020年2月19日".
func (w *Words) FullDate(t time.Time) string {
	if t.IsZero() {
		return w.None()
	}
	if w.Lang() == ZH {
		return t.In(cases.Shanghai()).Format("2006年1月2日")
	}
	return t.In(cases.Shanghai()).Format("2 January 2006")
}

// FullDateTime is a minute with its year: "19 February 2020, 18:00".
func (w *Words) FullDateTime(t time.Time) string {
	switch {
	case t.IsZero():
		return w.None()
	case w.Lang() == ZH:
		return w.FullDate(t) + " " + w.Clock(t)
	}
	return w.FullDate(t) + ", " + w.Clock(t)
}

// Clock is the time of day: "18:00".
func (w *Words) Clock(t time.Time) string { return t.In(cases.Shanghai()).Format("15:04") }

// Stamp words a source's time: an instant to the minute, or a whole day.
func (w *Words) Stamp(s cases.Stamp) string {
	switch {
	case s.IsZero():
		return w.None()
	case s.WholeDay():
		return w.Date(s.Earliest())
	}
	return w.DateTime(s.Earliest())
}

// None is what stands where there is no value.
func (w *Words) None() string { return "–" }

// Duration is a span in its two largest units: "2 d 4 h", "5 h", "25 min";
// its sign is dropped.
func (w *Words) Duration(d time.Duration) string {
	d = d.Abs()
	days, hours, minutes := int(d/(24*time.Hour)), int(d/time.Hour)%24, int(d/time.Minute)%60
	switch {
	case days > 0 && hours > 0:
		return w.units(days, "d", "天") + w.gap() + w.units(hours, "h", "小时")
	case days > 0:
		return w.units(days, "d", "天")
	case hours > 0 && hours < 3 && minutes > 0:
		return w.units(hours, "h", "小时") + w.gap() + w.units(minutes, "min", "分")
	case hours > 0:
		return w.units(hours, "h", "小时")
	}
	return w.units(minutes, "min", "分钟")
}

// Brief is a span in its largest unit alone, for a column: "2 d", "5 h",
// "25 min"; what is over is left out, so that it never says more than there is.
func (w *Words) Brief(d time.Duration) string {
	d = d.Abs()
	for _, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute} {
		if d >= unit {
			d = d.Truncate(unit)
			break
		}
	}
	return w.Duration(d)
}

func (w *Words) units(n int, en, zh string) string {
	if w.Lang() == ZH {
		return strconv.Itoa(n) + zh
	}
	return strconv.Itoa(n) + " " + en
}

func (w *Words) gap() string {
	if w.Lang() == ZH {
		return ""
	}
	return " "
}

// Left says how much of a term remains: "2 d 4 h left", "剩余2天4小时"; a term
// that is over reads "ended", "已届满".
func (w *Words) Left(d time.Duration) string {
	if d <= 0 {
		return w.T("time.ended")
	}
	return w.T("time.left", "d", w.Duration(d))
}

// Due says how far away a deadline is: "in 5 h", "3 h late"; "还有5小时",
// "超期3小时".
func (w *Words) Due(d time.Duration) string {
	if d < 0 {
		return w.T("time.late", "d", w.Duration(d))
	}
	return w.T("time.in", "d", w.Duration(d))
}

var weekdaysZH = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
