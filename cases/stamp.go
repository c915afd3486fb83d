package cases

import (
	"fmt"
	"time"
)

// Stamp is a point in time as a source gave it: either an instant with its
// offset, or a whole day. A day is an interval and never becomes a midnight
// event; Earliest and Latest give its two ends.
type Stamp struct {
	at  time.Time
	day bool
}

// At returns the stamp of an instant. The offset of t is kept.
func At(t time.Time) Stamp { return Stamp{at: t} }

// Day returns the stamp of a whole day in the case's time zone.
func Day(year int, month time.Month, day int) Stamp {
	return Stamp{at: time.Date(year, month, day, 0, 0, 0, 0, shanghai), day: true}
}

// ParseStamp reads RFC 3339 with an offset, or an ISO date for a whole day.
func ParseStamp(s string) (Stamp, error) {
	if len(s) == len(time.DateOnly) {
		t, err := time.ParseInLocation(time.DateOnly, s, shanghai)
		if err != nil {
			return Stamp{}, fmt.Errorf("%q is not a date of the form 2020-02-15", s)
		}
		return Stamp{at: t, day: true}, nil
	}
	if t, ok := usual(s); ok {
		return Stamp{at: t}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Stamp{}, fmt.Errorf("%q is not a time of the form 2020-02-15T13:05:00+08:00", s)
	}
	return Stamp{at: t}, nil
}

// usual reads a time of the form in which nearly all come, with the offset of
// China: the general way makes a new time zone for each.
func usual(s string) (t time.Time, ok bool) {
	const form = "0000-00-00T00:00:00+08:00"
	if len(s) != len(form) || s[len(form)-6:] != form[len(form)-6:] {
		return t, false
	}
	for i := range len(form) - 6 {
		if form[i] == '0' && s[i]-'0' > 9 || form[i] != '0' && s[i] != form[i] {
			return t, false
		}
	}
	two := func(at int) int { return int(s[at]-'0')*10 + int(s[at+1]-'0') }
	day, hour, minute, second := two(8), two(11), two(14), two(17)
	t = time.Date(two(0)*100+two(2), time.Month(two(5)), day, hour, minute, second, 0, china)
	return t, t.Day() == day && int(t.Month()) == two(5) && hour < 24 && minute < 60 && second < 60
}

// china is the zone of a time that says no more than its offset.
var china = time.FixedZone("", 8*60*60)

// IsZero reports whether the source gave no time.
func (s Stamp) IsZero() bool { return s.at.IsZero() }

// WholeDay reports whether only the day is known.
func (s Stamp) WholeDay() bool { return s.day }

// Earliest is the first instant the stamp can mean.
func (s Stamp) Earliest() time.Time { return s.at }

// Latest is the last instant the stamp can mean: the instant itself, or the
// last second of the day.
func (s Stamp) Latest() time.Time {
	if s.day {
		return s.at.AddDate(0, 0, 1).Add(-time.Second)
	}
	return s.at
}

// Equal reports whether both stamps mean the same time with the same precision.
func (s Stamp) Equal(o Stamp) bool { return s.day == o.day && s.at.Equal(o.at) }

// String is the form that ParseStamp reads, or "" for no time.
func (s Stamp) String() string {
	var room [len(time.RFC3339)]byte
	text, _ := s.AppendText(room[:0])
	return string(text)
}

// AppendText implements encoding.TextAppender.
func (s Stamp) AppendText(b []byte) ([]byte, error) {
	switch {
	case s.IsZero():
		return b, nil
	case s.day:
		return s.at.AppendFormat(b, time.DateOnly), nil
	}
	return s.at.AppendFormat(b, time.RFC3339), nil
}

// MarshalText implements encoding.TextMarshaler.
func (s Stamp) MarshalText() ([]byte, error) {
	return s.AppendText(make([]byte, 0, len(time.RFC3339)))
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Stamp) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = Stamp{}
		return nil
	}
	v, err := ParseStamp(string(text))
	if err == nil {
		*s = v
	}
	return err
}

// Clock tells the time of the office. Only package main knows the wall clock;
// a demonstration office runs on a clock that starts in February 2020.
type Clock func() time.Time

// Fixed returns a clock that always says t. It is for tests and for commands
// run with an injected time.
func Fixed(t time.Time) Clock { return func() time.Time { return t } }

// Ticking returns a clock that said start when the wall clock said since, and
// runs on from there at the speed of wall.
func Ticking(start, since time.Time, wall Clock) Clock {
	return func() time.Time { return start.Add(wall().Sub(since)) }
}

// Shanghai is the time zone in which the rules of the case count days
// (UTC+8, without summer time in the period the product covers).
func Shanghai() *time.Location { return shanghai }

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)
