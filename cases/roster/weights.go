package roster

import (
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

// The published figures of the queue order. They are our own choice, printed
// in the manual and on screen; one point stands for one minute of isolation.
const (
	// HarmTermLimit caps the isolation that counts: the longest published term.
	HarmTermLimit = 14 * 24 * time.Hour
	// HarmUrgent is what coded urgency adds: as much as a week of isolation.
	HarmUrgent = 7 * 24 * 60
	// HarmRefuted is what a code adds that the published rules do not give, or
	// not for so long, or that somebody set by hand without authority: as much
	// as the longest term. Such codes are nearly always lifted, so a day of
	// waiting is nearly always a day of isolation without cause. Without it the
	// order saves half as much (recourse bench queue).
	HarmRefuted = 14 * 24 * 60
	// HarmOpen is what a code adds that hangs on an UNKNOWN fact or on one weak
	// source: ten days.
	HarmOpen = 10 * 24 * 60
	// HarmWait is what each minute of waiting adds. As a minute of isolation
	// left is lost at the same time, a waiting case rises by one a minute.
	HarmWait = 2
	// HarmWaitLimit is the absolute limit for an answer: the longest that the
	// promised three working days take by the calendar. Waiting counts up to it;
	// beyond it the case stands on the ageing floor. A limit of 72 hours made an
	// office that is three days behind work first in, first out, just when the
	// order matters most.
	HarmWaitLimit = 120 * time.Hour
	// HarmFloor lies above anything a case that has not waited so long can
	// reach without critical urgency. On it the longest wait comes first.
	HarmFloor = 65_000
	// HarmCritical lies above the floor at its highest: medical need and
	// stranded people come before all others, and there is room for three months
	// on the floor, in which the longest wait still comes first.
	HarmCritical = 200_000
)

// HarmWeights are the figures of the queue order as one value, so that an
// office can change and record them. The zero value is not an order; start
// from DefaultHarmWeights.
type HarmWeights struct {
	TermDays  int `json:"term_days"`  // cap on the isolation that counts
	Urgent    int `json:"urgent"`     // points for urgent
	Critical  int `json:"critical"`   // points for critical, above every floor
	Refuted   int `json:"refuted"`    // points when the rules do not give the code
	Open      int `json:"open"`       // points when it hangs on an open fact
	Wait      int `json:"wait"`       // points for each minute waited
	WaitHours int `json:"wait_hours"` // up to this many hours
	Floor     int `json:"floor"`      // points at least, beyond them
}

// DefaultHarmWeights are the published figures.
func DefaultHarmWeights() HarmWeights {
	return HarmWeights{
		TermDays: int(HarmTermLimit / (24 * time.Hour)), Urgent: HarmUrgent, Critical: HarmCritical, Refuted: HarmRefuted, Open: HarmOpen,
		Wait: HarmWait, WaitHours: int(HarmWaitLimit / time.Hour), Floor: HarmFloor,
	}
}

// most is above every score.
func (w *HarmWeights) most() uint {
	return uint(w.Critical+w.TermDays*24*60+max(w.Refuted, w.Open)+w.Wait*w.WaitHours*60) + 1
}

// Bound is how far one weight may be moved by the office.
type Bound struct {
	Name     string // as in the setting
	Min, Max int
}

// HarmBounds lists the weights in the order in which the formula names them.
// The floor and critical urgency are not among them: they follow from the
// others, so that whoever moves a weight cannot let anybody starve.
func HarmBounds() []Bound {
	const week, term = HarmUrgent, HarmRefuted
	return []Bound{
		{"term_days", 7, 14}, {"urgent", 0, 2 * week}, {"refuted", 0, term}, {"open", 0, term},
		{"wait", 1, 6}, {"wait_hours", 24, 240},
	}
}

// Get is the weight of a name.
func (w *HarmWeights) Get(name string) int {
	if p := w.at(name); p != nil {
		return *p
	}
	return 0
}

// Set moves one weight and lets the floor and critical urgency follow. What is
// no weight or lies outside its bounds is refused (unknown_weight,
// weight_bounds).
func (w *HarmWeights) Set(name string, n int) error {
	var known []string
	for _, b := range HarmBounds() {
		if b.Name == name {
			if n < b.Min || n > b.Max {
				return cases.Refuse("weight_bounds", "name", name, "min", strconv.Itoa(b.Min), "max", strconv.Itoa(b.Max))
			}
			*w.at(name) = n
			w.follow()
			return nil
		}
		known = append(known, b.Name)
	}
	return cases.Refuse("unknown_weight", "value", name, "known", strings.Join(known, ", "))
}

func (w *HarmWeights) at(name string) *int {
	switch name {
	case "term_days":
		return &w.TermDays
	case "urgent":
		return &w.Urgent
	case "refuted":
		return &w.Refuted
	case "open":
		return &w.Open
	case "wait":
		return &w.Wait
	case "wait_hours":
		return &w.WaitHours
	}
	return nil
}

// follow puts the floor above every case that has not reached it, as the
// published figures have it, and critical urgency as far above the floor.
func (w *HarmWeights) follow() {
	const above, room = HarmFloor - 64_800, HarmCritical - HarmFloor
	w.Floor = w.young() + above
	w.Critical = w.Floor + room
}

// young is the most that a case without critical urgency reaches before it has
// waited long enough for the floor.
func (w *HarmWeights) young() int {
	return w.TermDays*24*60 + w.Urgent + max(w.Refuted, w.Open) + w.Wait*w.WaitHours*60
}

// Check refuses weights that lie outside their bounds, or whose floor or
// critical urgency does not follow from them (weight_bounds, weight_floor).
func (w HarmWeights) Check() error {
	is := w
	for _, b := range HarmBounds() {
		if err := is.Set(b.Name, w.Get(b.Name)); err != nil {
			return err
		}
	}
	if is != w {
		return cases.Refuse("weight_floor", "floor", strconv.Itoa(is.Floor), "critical", strconv.Itoa(is.Critical))
	}
	return nil
}

// Weigh changes the weights of the order by harm and reports whether they were
// others before. Lists that are selected from now on use them.
func (r *Roster) Weigh(w HarmWeights) (changed bool) {
	return *r.table().weights.Swap(&w) != w
}

// Weights are the weights of the order by harm.
func (r *Roster) Weights() HarmWeights { return *r.table().weights.Load() }
