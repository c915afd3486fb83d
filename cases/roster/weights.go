package roster

import "time"

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
	// stranded people come before all others.
	HarmCritical = 90_000
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

// Weigh changes the weights of the order by harm. Lists that are selected from
// now on use them.
func (r *Roster) Weigh(w HarmWeights) { r.table().weights.Store(&w) }

// Weights are the weights of the order by harm.
func (r *Roster) Weights() HarmWeights { return *r.table().weights.Load() }
