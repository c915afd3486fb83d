package intake

import (
	"strings"
	"time"

	"recourse/importexport"
)

// calendarDay is a date as it was written, which need not exist.
type calendarDay struct{ year, month, day int }

func (d calendarDay) real() bool {
	t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return d.month >= 1 && d.month <= 12 && t.Day() == d.day && int(t.Month()) == d.month
}

type clockTime struct{ hour, minute, second int }

// dateParser reads a written date from the front of rest.
type dateParser struct {
	rest     string
	yearLast bool // of the date read last
}

// date reads 2020-2-15, 2020/2/15, 2020.2.15 or 2020年2月15日, and dates whose
// year stands last if the order of their parts was declared. Without that, and
// with a year of two digits, they are left alone: they could mean another day.
func (p *dateParser) date(order importexport.DateOrder) (calendarDay, bool) {
	year, n := p.number()
	if (n == 1 || n == 2) && (order == importexport.DayFirst || order == importexport.MonthFirst) {
		return p.endingInYear(year, order)
	}
	if n != 4 || p.rest == "" {
		return calendarDay{}, false
	}
	if p.mark("年") {
		month, n := p.number()
		if n == 0 || !p.mark("月") {
			return calendarDay{}, false
		}
		day, n := p.number()
		if !p.mark("日") {
			p.mark("号")
		}
		return calendarDay{year, month, day}, n > 0
	}
	separator := p.rest[:1]
	if !strings.Contains("-/.", separator) {
		return calendarDay{}, false
	}
	p.rest = p.rest[1:]
	month, n := p.number()
	if n == 0 || n > 2 || !p.mark(separator) {
		return calendarDay{}, false
	}
	day, n := p.number()
	return calendarDay{year, month, day}, n > 0 && n <= 2
}

// endingInYear reads the rest of 25/02/2020, 25.2.2020 or 25-02-2020 in the
// declared order.
func (p *dateParser) endingInYear(first int, order importexport.DateOrder) (calendarDay, bool) {
	if p.rest == "" || !strings.Contains("-/.", p.rest[:1]) {
		return calendarDay{}, false
	}
	separator := p.rest[:1]
	p.rest, p.yearLast = p.rest[1:], true
	second, n := p.number()
	if n == 0 || n > 2 || !p.mark(separator) {
		return calendarDay{}, false
	}
	year, n := p.number()
	if order == importexport.MonthFirst {
		first, second = second, first
	}
	return calendarDay{year, second, first}, n == 4
}

// clock reads 13:05, 13:05:00.000, 下午1:05, 13时5分 or 1:05 PM.
func (p *dateParser) clock() (clockTime, bool) {
	half := p.half()
	var c clockTime
	var n int
	if c.hour, n = p.number(); n == 0 || n > 2 {
		return c, false
	}
	if !p.mark(":") && !p.mark("时") && !p.mark("点") {
		return c, false
	}
	if c.minute, n = p.number(); n > 2 {
		return c, false
	}
	if p.mark(":") || p.mark("分") {
		if c.second, n = p.number(); n > 2 {
			return c, false
		}
		if p.mark(".") {
			p.number()
		}
		p.mark("秒")
	}
	p.skip(" ")
	if half == "" {
		half = p.half()
	}
	return twelve(c, half)
}

// half reads the half of the day.
func (p *dateParser) half() string {
	for _, word := range []string{"上午", "下午", "中午", "凌晨", "早上", "晚上", "AM", "PM", "am", "pm"} {
		if p.mark(word) {
			p.skip(" ")
			return word
		}
	}
	return ""
}

// twelve turns hours of a half day into those of a whole one.
func twelve(c clockTime, half string) (clockTime, bool) {
	switch half {
	case "":
		return c, true
	case "下午", "晚上", "PM", "pm":
		if c.hour < 12 {
			c.hour += 12
		}
	case "中午":
		if c.hour < 11 {
			c.hour += 12
		}
	default:
		if c.hour == 12 {
			c.hour = 0
		}
		return c, c.hour < 12
	}
	return c, c.hour < 24
}

// offset reads Z, +08:00 or +0800.
func (p *dateParser) offset() (*time.Location, bool) {
	if p.mark("Z") || p.mark("UTC") {
		return time.UTC, true
	}
	sign := 1
	if p.mark("-") {
		sign = -1
	} else if !p.mark("+") {
		return nil, false
	}
	digits := strings.Replace(p.rest, ":", "", 1)
	if len(digits) != 4 || !allDigits(digits) {
		return nil, false
	}
	p.rest = ""
	seconds := (int(digits[0]-'0')*10+int(digits[1]-'0'))*3600 + (int(digits[2]-'0')*10+int(digits[3]-'0'))*60
	return time.FixedZone("", sign*seconds), seconds <= 14*3600
}

// number reads up to six digits and says how many there were.
func (p *dateParser) number() (value, digits int) {
	for digits < len(p.rest) && digits < 6 && p.rest[digits] >= '0' && p.rest[digits] <= '9' {
		value = value*10 + int(p.rest[digits]-'0')
		digits++
	}
	p.rest = p.rest[digits:]
	return value, digits
}

func (p *dateParser) mark(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	p.rest = rest
	return ok
}

func (p *dateParser) skip(set string) { p.rest = strings.TrimLeft(p.rest, set) }
