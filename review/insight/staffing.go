package insight

import (
	"math"
	"time"

	"recourse/cases"
)

// Staffing is a what-if: given how many appeals come in and how long one takes,
// when is the backlog gone. It is arithmetic on averages, no forecast: nothing
// in it is random, and it gives a date and whole people, no decimals.
type Staffing struct {
	Backlog  int     `json:"backlog"`          // open cases
	Arrivals float64 `json:"arrivals_per_day"` // appeals a working day
	Officers int     `json:"officers"`         // at work
	Minutes  float64 `json:"minutes_per_case"` // an officer spends on one case
	Day      float64 `json:"minutes_per_day"`  // productive minutes of a working day
	Target   int     `json:"target_days"`      // working days in which the backlog is to be cleared
}

// Figures to start from (domain section 6): 60 % simple cases at 4 minutes,
// 30 % with evidence at 15 and 10 % contested at 35 make 10.4; a working day
// has 390 productive minutes; three working days were promised.
const (
	DefaultMinutes = 10.4
	DefaultDay     = 390
)

// maxDays is how far the outlook reaches.
const maxDays = 250

// Outlook is what follows.
type Outlook struct {
	Staffing
	PerDay int       `json:"per_day"`           // cases this staff decides a working day
	Clears bool      `json:"clears"`            // the backlog goes down at all
	Days   int       `json:"days"`              // working days until it is gone
	Date   time.Time `json:"date,omitzero"`     // that day
	Steady int       `json:"officers_to_keep"`  // officers who keep the backlog as it is
	Clear  int       `json:"officers_to_clear"` // officers who clear it within Target
}

// Project works the figures out, from the working day after now on. Missing
// assumptions take the figures to start from.
func Project(s Staffing, cal cases.Calendar, now time.Time) Outlook {
	if s.Minutes <= 0 {
		s.Minutes = DefaultMinutes
	}
	if s.Day <= 0 {
		s.Day = DefaultDay
	}
	if s.Target <= 0 {
		s.Target = cases.WorkingDays
	}
	each := s.Day / s.Minutes
	o := Outlook{Staffing: s, PerDay: int(each * float64(s.Officers))}
	o.Steady = people(s.Arrivals / each)
	o.Clear = people((s.Arrivals + float64(s.Backlog)/float64(s.Target)) / each)
	left := float64(s.Backlog)
	gain := each*float64(s.Officers) - s.Arrivals
	if left > 0 && gain <= 0 {
		return o
	}
	for left > 0 && o.Days < maxDays {
		left -= gain
		o.Days++
	}
	if o.Clears = left <= 0; o.Clears {
		o.Date = workingDay(cal, now, o.Days)
	} else {
		o.Days = 0
	}
	return o
}

// people rounds up, but not for what is only a rounding error too much.
func people(x float64) int { return int(math.Ceil(x - 1e-9)) }

// workingDay is the n-th working day after now; 0 is now itself.
func workingDay(cal cases.Calendar, now time.Time, n int) time.Time {
	if n == 0 {
		return now
	}
	return cal.Due(now, n)
}

// ArrivalsPerDay is the average of the days on which somebody filed, over the
// last shown days: a weekend without appeals does not make Monday look easy.
func (r *Report) ArrivalsPerDay() float64 {
	sum, days := 0, 0
	for _, d := range r.Days {
		if d.Filed > 0 {
			sum, days = sum+d.Filed, days+1
		}
	}
	if days == 0 {
		return 0
	}
	return float64(sum) / float64(days)
}
