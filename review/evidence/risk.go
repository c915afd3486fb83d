package evidence

import (
	"strings"
	"sync"
	"time"
)

// RiskTable is a dated table of risk classes by county.
type RiskTable struct {
	ID      string       `yaml:"id"`
	Name    Words        `yaml:"name"`
	Source  string       `yaml:"source"`
	Covers  string       `yaml:"covers"` // prefix of the codes it speaks about
	Classes []string     `yaml:"classes"`
	Periods []RiskPeriod `yaml:"periods"`
}

// RiskPeriod is one state of a table. In a period that is not documented the
// ratings are presumed from a neighbouring state: they can raise a question but
// establish nothing. Rest rates what is not named.
type RiskPeriod struct {
	From       string            `yaml:"from"`
	To         string            `yaml:"to"`
	Documented bool              `yaml:"documented"`
	Ratings    map[string]string `yaml:"ratings"`
	Rest       string            `yaml:"rest"`
}

// Unrated is the class of a place that no table in force rated.
const Unrated = "UNRATED"

// Class is the rating of a county on the day of t, and whether the table of
// that day is documented.
func (t *RiskTable) Class(code string, at time.Time) (class string, documented bool) {
	return t.classOn(code, at.Format(time.DateOnly))
}

func (t *RiskTable) classOn(code, day string) (class string, documented bool) {
	if !Within(code, t.Covers) {
		return Unrated, true
	}
	for i := range t.Periods {
		p := &t.Periods[i]
		if day < p.From || p.To != "" && day > p.To {
			continue
		}
		switch class := p.Ratings[code]; {
		case class != "":
			return class, p.Documented
		case p.Rest != "":
			return p.Rest, p.Documented
		}
	}
	return Unrated, true
}

// Risk is the rating of a county on a day by the first of the named tables
// that rates it, and whether that rating is documented.
func (r *Regions) Risk(tables []string, code string, at time.Time) (class string, documented bool) {
	return r.riskOn(tables, code, at.Format(time.DateOnly))
}

// riskOn is Risk on a day written as 2020-02-17.
func (r *Regions) riskOn(tables []string, code, day string) (class string, documented bool) {
	for _, id := range tables {
		if t := r.tables[id]; t != nil {
			if class, ok := t.classOn(code, day); class != Unrated {
				return class, ok
			}
		}
	}
	return Unrated, true
}

// rated lists the outlined counties that the tables speak about.
func (r *Regions) rated(tables []string) []string {
	var out []string
	for _, code := range r.codes {
		for _, id := range tables {
			if t := r.tables[id]; t != nil && Within(code, t.Covers) {
				out = append(out, code)
				break
			}
		}
	}
	return out
}

// rating is the class of an outlined county on one day, and whether that is
// documented.
type rating struct {
	code, class string
	documented  bool
}

// mostDays bounds how many days are remembered: dates come from files.
const mostDays = 2000

// dayRatings remembers the ratings of a day by the tables and the day.
type dayRatings struct {
	mu    sync.RWMutex
	known map[dayKey][]rating
}

type dayKey struct{ tables, day string }

func newDayRatings() *dayRatings { return &dayRatings{known: map[dayKey][]rating{}} }

// ratingsOn lists what riskOn says of every county that the tables speak about,
// in the order of their codes.
func (r *Regions) ratingsOn(tables []string, day string) []rating {
	key := dayKey{strings.Join(tables, "\x00"), day}
	r.days.mu.RLock()
	list, ok := r.days.known[key]
	r.days.mu.RUnlock()
	if ok {
		return list
	}
	for _, code := range r.rated(tables) {
		class, documented := r.riskOn(tables, code, day)
		list = append(list, rating{code, class, documented})
	}
	r.days.mu.Lock()
	defer r.days.mu.Unlock()
	if len(r.days.known) < mostDays {
		r.days.known[key] = list
	}
	return list
}

// Table returns a risk table by its id, nil when there is none.
func (r *Regions) Table(id string) *RiskTable { return r.tables[id] }
