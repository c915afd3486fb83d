package roster

import (
	"math/bits"
	"time"

	"recourse/cases"
)

// The figures of the queue order. They are our own choice, printed in the
// manual and on screen; one point stands for one minute of isolation.
const (
	// HarmTermLimit caps the isolation that counts: the longest published term.
	HarmTermLimit = 14 * 24 * time.Hour
	// HarmUrgent is what coded urgency adds: as much as a week of isolation.
	HarmUrgent = 7 * 24 * 60
	// HarmWait is what each minute of waiting adds. As a minute of isolation
	// left is lost at the same time, a waiting case rises by one a minute.
	HarmWait = 2
	// HarmWaitLimit is the absolute limit for an answer. Waiting counts up to
	// it; beyond it the case stands on the ageing floor.
	HarmWaitLimit = 72 * time.Hour
	// HarmFloor lies above anything a case that has not waited so long can
	// reach without critical urgency. On it the longest wait comes first.
	HarmFloor = 42_000
	// HarmCritical lies above the floor at its highest: medical need and
	// stranded people come before all others.
	HarmCritical = 60_000
)

// Score says why a case stands where it stands in the order by harm.
type Score struct {
	Points    int // what the order compares, highest first
	Isolation int // minutes of isolation left, at most HarmTermLimit
	Urgency   int // HarmUrgent, HarmCritical or 0
	Waiting   int // HarmWait for each minute waited, up to HarmWaitLimit
	Floor     int // ageing floor; 0 for a case that has not reached the limit
}

// Harm computes the score of a case at now:
//
//	points = isolation + urgency + waiting, but at least the floor
//
// A case waits from its filing, or until its clock was stopped for papers the
// resident owes. The floor holds for a case that waited longer than
// HarmWaitLimit: HarmFloor and one point for each minute beyond, always below
// HarmCritical. A settled case has no score: nobody waits for it.
func Harm(r *cases.Row, now time.Time) Score {
	if r.State.Settled() {
		return Score{}
	}
	urgency := 0
	switch r.Urgency {
	case cases.Urgent:
		urgency = HarmUrgent
	case cases.Critical:
		urgency = HarmCritical
	}
	ends := micros(r.IsolationEnd)
	if r.Isolation == cases.Released {
		ends = none
	}
	return harm(clockOf{ends: ends, filed: micros(r.FiledAt), paused: micros(r.PausedAt)}, urgency, now.UnixMicro())
}

// minute is one in the unit of the columns.
const minute = int64(time.Minute / time.Microsecond)

// clockOf are the instants that the score depends on.
type clockOf struct{ ends, filed, paused int64 }

func harm(c clockOf, urgency int, now int64) Score {
	s := Score{Urgency: urgency}
	s.Isolation = int(min(max(c.ends, now)-now, HarmTermLimit.Microseconds()) / minute)
	until := now
	if c.paused != none {
		until = min(until, c.paused)
	}
	waited := 0
	if c.filed != none {
		waited = int((max(until, c.filed) - c.filed) / minute)
	}
	limit := int(HarmWaitLimit / time.Minute)
	s.Waiting = HarmWait * min(waited, limit)
	if waited > limit {
		s.Floor = min(HarmFloor+waited-limit, HarmCritical-1)
	}
	s.Points = max(s.Isolation+s.Urgency+s.Waiting, s.Floor)
	return s
}

// harmOrder is the order by harm for one minute: open cases by points, then
// the settled ones by case number.
type harmOrder struct {
	minute int64
	valued int
	list   []uint32
}

// byHarm computes the order for the minute of now, or takes the one at hand.
func (t *table) byHarm(now time.Time) *harmOrder {
	at := now.Truncate(time.Minute).UnixMicro()
	if h := t.harm.Load(); h != nil && h.minute == at {
		return h
	}
	byID := t.sorted(keyID)
	h := &harmOrder{minute: at, list: make([]uint32, len(byID))}
	open := t.harmKeys(byID, at)
	h.valued = len(open)
	for i, k := range sortPacked(open, bits.Len(maxHarm)) {
		h.list[i] = uint32(k)
	}
	settled := t.statePass(cases.State.Settled)
	rest := h.list[h.valued:h.valued]
	for _, s := range byID {
		if settled[t.state[s]] == 1 {
			rest = append(rest, s)
		}
	}
	t.harm.Store(h)
	return h
}

// maxHarm is above every score.
const maxHarm = HarmCritical + uint(HarmTermLimit/time.Minute) + HarmWait*uint(HarmWaitLimit/time.Minute) + 1

// harmKeys returns for each open case, by case number, what it lacks to
// maxHarm in the upper half of a word and its slot in the lower.
func (t *table) harmKeys(byID []uint32, at int64) []uint64 {
	open := t.statePass(func(s cases.State) bool { return !s.Settled() })
	released := t.isolationCode(cases.Released)
	urgency := t.urgencyPoints()
	keys, n := make([]uint64, len(byID)+1), 0
	for _, s := range byID {
		c := clockOf{ends: t.ends[s], filed: t.filed[s], paused: t.paused[s]}
		if t.isolation[s] == released {
			c.ends = none
		}
		lack := maxHarm - uint(harm(c, urgency[t.urgency[s]], at).Points)
		keys[n] = uint64(lack)<<32 | uint64(s)
		n += int(open[t.state[s]]) // a settled one is overwritten: cheaper than a branch
	}
	return keys[:n]
}

func (t *table) urgencyPoints() [256]int {
	var p [256]int
	for i, u := range t.urgencies {
		switch cases.Urgency(u) {
		case cases.Urgent:
			p[i] = HarmUrgent
		case cases.Critical:
			p[i] = HarmCritical
		}
	}
	return p
}
