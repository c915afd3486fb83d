package waiting

import (
	"context"
	"math"
	"slices"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
)

// Setting says what to compare on.
type Setting struct {
	Library  *review.Library
	Calendar cases.Calendar
	Daily    int // appeals a day
	Seed     uint64
	Offices  int // how many are drawn, each with a seed of its own
	Weights  roster.HarmWeights
}

// Tally sums up what an order did to an office.
type Tally struct {
	Lost       float64 `json:"isolation_days_lost"`
	Unmarked   float64 `json:"days_lost_each_unmarked"` // by each person wrongly isolated whose case has no mark that the order counts
	Mean       float64 `json:"mean_wait_hours"`
	Longest    float64 `json:"longest_wait_hours"` // of all offices drawn
	InTime     float64 `json:"share_in_time"`      // within the promise, or the target of the urgency
	CriticalIn float64 `json:"critical_share_in_time"`
}

// PlanResult is what every order did under one plan, as means over the offices
// drawn.
type PlanResult struct {
	Plan   string           `json:"plan"`
	Cases  int              `json:"cases"` // of one office
	Orders map[string]Tally `json:"orders"`
	Ratios map[string]Ratio `json:"days_lost_to_fifo"`
}

// Result is the comparison over all plans.
type Result struct {
	Plans []PlanResult       `json:"plans"`
	Lost  map[string]float64 `json:"isolation_days_lost"` // of all plans, by order
	Harm  Ratio              `json:"harm_to_fifo"`        // of all plans together
}

// Cases is how many cases one draw of all plans has.
func (r *Result) Cases() int {
	n := 0
	for _, p := range r.Plans {
		n += p.Cases
	}
	return n
}

// Ratio is a ratio of isolation days lost, over offices: mean with its 95 %
// interval (Student's t; with one office there is none).
type Ratio struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// poolSize is how many different cases a district's arrivals are drawn from.
const poolSize = 1500

// Compare simulates every plan under every order, for as many offices as
// asked. All orders of an office meet the same cases.
func Compare(ctx context.Context, s Setting) (*Result, error) {
	patterns, err := Patterns(s.Library, s.Calendar, poolSize, s.Seed)
	if err != nil {
		return nil, err
	}
	r := &Result{Lost: map[string]float64{}}
	sums := make([]map[string]float64, s.Offices) // days lost of all plans, by office and order
	for k := range sums {
		sums[k] = map[string]float64{}
	}
	for _, p := range Plans(s.Daily) {
		one := PlanResult{Plan: p.Name, Orders: map[string]Tally{}, Ratios: map[string]Ratio{}}
		ratios := map[string][]float64{}
		for k := range s.Offices {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			list := Arrivals(p, patterns, s.Calendar, s.Seed+uint64(k))
			one.Cases = len(list)
			for name, t := range s.office(p, list) {
				one.Orders[name] = plus(one.Orders[name], t, float64(s.Offices))
				sums[k][name] += t.Lost
				ratios[name] = append(ratios[name], t.Lost)
			}
		}
		for name := range ratios {
			one.Ratios[name] = ratioOf(ratios[name], ratios["fifo"])
		}
		r.Plans = append(r.Plans, one)
	}
	r.sum(sums)
	return r, nil
}

// office lets one office work in every order.
func (s Setting) office(p Plan, list []Case) map[string]Tally {
	out := map[string]Tally{}
	for _, by := range Orders(s.Weights) {
		done := slices.Clone(list)
		Work(p, done, by)
		out[by.Name] = tally(done)
	}
	return out
}

func (r *Result) sum(offices []map[string]float64) {
	var harm, fifo []float64
	for _, lost := range offices {
		for name, v := range lost {
			r.Lost[name] += v / float64(len(offices))
		}
		harm, fifo = append(harm, lost["harm"]), append(fifo, lost["fifo"])
	}
	r.Harm = ratioOf(harm, fifo)
}

func tally(list []Case) Tally {
	var t Tally
	var lost, unmarked, waited time.Duration
	var critical, criticalIn, in, wrong float64
	for i := range list {
		c := &list[i]
		lost, waited = lost+c.Lost(), waited+c.Waited()
		t.Longest = max(t.Longest, c.Waited().Hours())
		ok := 0.0
		if !c.DecidedAt.After(c.Row.DueAt) {
			ok = 1
		}
		in += ok
		if c.Row.Urgency == cases.Critical {
			critical, criticalIn = critical+1, criticalIn+ok
		}
		if c.free.Before(c.end) && len(roster.Doubts(c.Row.Signals)) == 0 {
			wrong, unmarked = wrong+1, unmarked+c.Lost()
		}
	}
	n := float64(max(1, len(list)))
	t.Lost, t.Mean, t.InTime = lost.Hours()/24, waited.Hours()/n, in/n
	t.CriticalIn, t.Unmarked = criticalIn/max(1, critical), unmarked.Hours()/24/max(1, wrong)
	return t
}

// plus adds one office's share to a mean over offices.
func plus(sum, t Tally, offices float64) Tally {
	return Tally{
		Lost: sum.Lost + t.Lost/offices, Mean: sum.Mean + t.Mean/offices, Longest: max(sum.Longest, t.Longest), Unmarked: sum.Unmarked + t.Unmarked/offices,
		InTime: sum.InTime + t.InTime/offices, CriticalIn: sum.CriticalIn + t.CriticalIn/offices,
	}
}

// ratioOf is the mean of the ratios of pairs, with its interval.
func ratioOf(ours, peers []float64) Ratio {
	n, sum, squares := float64(len(ours)), 0.0, 0.0
	list := make([]float64, len(ours))
	for i := range ours {
		list[i] = ours[i] / peers[i]
		sum += list[i]
	}
	mean := sum / n
	for _, v := range list {
		squares += (v - mean) * (v - mean)
	}
	if len(list) < 2 {
		return Ratio{Mean: mean, Low: mean, High: mean}
	}
	half := student(len(list)-1) * math.Sqrt(squares/(n-1)/n)
	return Ratio{Mean: mean, Low: mean - half, High: mean + half}
}

// student is the 97.5 % point of Student's t with so many degrees of freedom.
func student(df int) float64 {
	points := []float64{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228}
	switch {
	case df <= len(points):
		return points[df-1]
	case df <= 20:
		return 2.13
	}
	return 2.04
}
