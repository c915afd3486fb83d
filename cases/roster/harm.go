package roster

import (
	"math/bits"
	"time"

	"recourse/cases"
)

// Score says why a case stands where it stands in the order by harm.
type Score struct {
	Points    int // what the order compares, highest first
	Isolation int // minutes of isolation left, at most the cap
	Urgency   int // what the coded urgency adds
	Doubt     int // what the replay says against the code
	Waiting   int // for each minute waited, up to the limit
	Floor     int // ageing floor; 0 for a case that has not reached the limit
}

// Factor is one term of a score: how much there is of something, what one of it
// counts, and the product. Amount is minutes for isolation and waiting, and 1
// or 0 for what a case has or has not.
type Factor struct {
	Name                   string // isolation, urgency, doubt, waiting
	Amount, Weight, Points int
}

// Factors takes a score apart in the order of the formula.
func (s Score) Factors(w *HarmWeights) []Factor {
	return []Factor{
		{"isolation", s.Isolation, 1, s.Isolation},
		{"urgency", min(s.Urgency, 1), s.Urgency, s.Urgency},
		{"doubt", min(s.Doubt, 1), s.Doubt, s.Doubt},
		{"waiting", s.Waiting / max(w.Wait, 1), w.Wait, s.Waiting},
	}
}

// Harm computes the score of a case at now with the published weights.
func Harm(r *cases.Row, now time.Time) Score {
	w := DefaultHarmWeights()
	return w.Score(r, now)
}

// Score computes the score of a case at now:
//
//	points = isolation + urgency + doubt + waiting, but at least the floor
//
// A case waits from its filing, or until its clock was stopped for papers the
// resident owes. The floor holds for a case that waited longer than the limit:
// Floor and one point for each minute beyond, always below Critical. A settled
// case has no score: nobody waits for it.
func (w *HarmWeights) Score(r *cases.Row, now time.Time) Score {
	if r.State.Settled() {
		return Score{}
	}
	ends := micros(r.IsolationEnd)
	if r.Isolation == cases.Released {
		ends = none
	}
	c := clockOf{ends: ends, filed: micros(r.FiledAt), paused: micros(r.PausedAt)}
	return w.score(c, w.urgency(r.Urgency), w.doubt(r.Signals), now.UnixMicro())
}

func (w *HarmWeights) urgency(u cases.Urgency) int {
	switch u {
	case cases.Urgent:
		return w.Urgent
	case cases.Critical:
		return w.Critical
	}
	return 0
}

// doubt is what the marks of the replay add, the strongest alone.
func (w *HarmWeights) doubt(s cases.Signals) int {
	switch {
	case s&refuted != 0:
		return w.Refuted
	case s&open != 0:
		return w.Open
	}
	return 0
}

// The marks that say the rules do not give the code, and those that say it
// hangs on something nobody has established.
const (
	refuted = cases.SignalUnexplained | cases.SignalTerm | cases.SignalManual
	open    = cases.SignalUnknown | cases.SignalWeakSource
)

// Doubts names the marks that count as doubt about a code: the graver kind
// alone where a case has both.
func Doubts(s cases.Signals) []string {
	if s&refuted != 0 {
		return (s & refuted).Names()
	}
	return (s & open).Names()
}

// minute is one in the unit of the columns.
const minute = int64(time.Minute / time.Microsecond)

// clockOf are the instants that the score depends on.
type clockOf struct{ ends, filed, paused int64 }

func (w *HarmWeights) score(c clockOf, urgency, doubt int, now int64) Score {
	s := Score{Urgency: urgency, Doubt: doubt}
	s.Isolation = int(min((max(c.ends, now)-now)/minute, int64(w.TermDays)*24*60))
	until := now
	if c.paused != none {
		until = min(until, c.paused)
	}
	waited := 0
	if c.filed != none {
		waited = int((max(until, c.filed) - c.filed) / minute)
	}
	if s.Isolation == 0 {
		s.Doubt = 0 // the code has let the person go: only the record is wrong
	}
	limit := w.WaitHours * 60
	s.Waiting = w.Wait * min(waited, limit)
	if waited > limit {
		s.Floor = min(w.Floor+waited-limit, w.Critical-1)
	}
	s.Points = max(s.Isolation+s.Urgency+s.Doubt+s.Waiting, s.Floor)
	return s
}

// harmOrder is the order by harm for one minute and one set of weights: open
// cases by points, then the settled ones by case number.
type harmOrder struct {
	minute int64
	by     HarmWeights
	valued int
	list   []uint32
}

// byHarm computes the order for the minute of now, or takes the one at hand.
func (t *table) byHarm(now time.Time) *harmOrder {
	at, w := now.Truncate(time.Minute).UnixMicro(), *t.weights.Load()
	if h := t.harm.Load(); h != nil && h.minute == at && h.by == w {
		return h
	}
	byID := t.sorted(keyID)
	h := &harmOrder{minute: at, by: w, list: make([]uint32, len(byID))}
	open := t.harmKeys(&w, byID, at)
	h.valued = len(open)
	for i, k := range sortPacked(open, bits.Len(w.most())) {
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

// harmKeys returns for each open case, by case number, what it lacks to the
// highest score in the upper half of a word and its slot in the lower.
func (t *table) harmKeys(w *HarmWeights, byID []uint32, at int64) []uint64 {
	open := t.statePass(func(s cases.State) bool { return !s.Settled() })
	released, most := t.isolationCode(cases.Released), w.most()
	var urgency [256]int
	for i, u := range t.urgencies {
		urgency[i] = w.urgency(cases.Urgency(u))
	}
	keys, n := make([]uint64, len(byID)+1), 0
	for _, s := range byID {
		c := clockOf{ends: t.ends[s], filed: t.filed[s], paused: t.paused[s]}
		if t.isolation[s] == released {
			c.ends = none
		}
		lack := most - uint(w.score(c, urgency[t.urgency[s]], w.doubt(cases.Signals(t.signals[s])), at).Points)
		keys[n] = uint64(lack)<<32 | uint64(s)
		n += int(open[t.state[s]]) // a settled one is overwritten: cheaper than a branch
	}
	return keys[:n]
}
