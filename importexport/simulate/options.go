package simulate

import (
	"fmt"
	"time"

	"recourse/cases"
)

// Options describes the office to make. The zero value of a field means its
// default.
type Options struct {
	Appeals   int                // how many people appeal
	Residents int                // people of the delivery, those who appeal included; default Appeals
	Seed      uint64             // same seed, same office
	Division  string             // where everybody lives; empty spreads over the thirteen divisions
	Justified float64            // share of appeals against a wrong code; default 0.58, negative is none
	Mix       map[string]float64 // weights of scenarios; not nil means only these
	Routine   int                // everyday records beside those the case turns on; default 3, negative is none
	Authority string             // leading part of the appeal number; default 杭健申
	FirstNo   int                // first appeal number; default 101
}

// Share of justified appeals that other review desks published (Israel, July
// 2020: 58 % released; domain section 2.5).
const justified = 0.58

// Opening is when the desk opens and the deliveries lie there. All cases turn
// around it, for statements and reasons name days of that winter.
func Opening() time.Time { return time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()) }

func (o Options) withDefaults() Options {
	o.Residents = max(o.Residents, o.Appeals)
	o.Justified = orDefault(o.Justified, justified)
	o.Routine = orDefault(o.Routine, 3)
	o.FirstNo = orDefault(o.FirstNo, 101)
	if o.Authority == "" {
		o.Authority = "杭健申"
	}
	return o
}

// orDefault reads 0 as the default and a negative value as 0.
func orDefault[T int | float64](v, fallback T) T {
	if v == 0 {
		return fallback
	}
	return max(v, 0)
}

func (o Options) check(w *words) error {
	if o.Appeals < 0 || o.Residents > maxResidents {
		return fmt.Errorf("simulate: %d appeals of %d residents; at most %d residents", o.Appeals, o.Residents, maxResidents)
	}
	if o.Division != "" && w.division(o.Division) == nil {
		return fmt.Errorf("simulate: division %q is none of the thirteen of Hangzhou", o.Division)
	}
	for name := range o.Mix {
		if _, ok := scenarioOf(name); !ok {
			return fmt.Errorf("simulate: no scenario %q", name)
		}
	}
	return nil
}
