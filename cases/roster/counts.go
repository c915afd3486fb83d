package roster

import (
	"time"

	"recourse/cases"
)

// Counts are the figures of the rail and of the first dashboard. Open means
// not settled: neither decided nor over.
type Counts struct {
	Total      int
	Open       int
	ByState    map[cases.State]int
	ByColour   map[cases.Colour]int  // open cases
	ByUrgency  map[cases.Urgency]int // open cases
	Overdue    int                   // open, clock running, due before now
	DueToday   int                   // open, clock running, due later on the day of now
	EndsToday  int                   // open, isolation running and ending on the day of now
	EndedOpen  int                   // open, isolation over or released: harm already done
	Unassigned int                   // registered, nobody has it
	Mine       int                   // open and with the user as officer
	MyDrafts   int                   // open, waiting for sign-off, written by the user
	ToSign     int                   // waiting for sign-off, not written or given out by the user
	Letters    int                   // decided, letter not delivered
	ToExport   int                   // decided, instruction queued or rejected
}

// Counts counts all cases for a user at now.
func (r *Roster) Counts(user cases.UserID, now time.Time) Counts {
	return r.table().counts(user, now)
}

func (t *table) counts(user cases.UserID, now time.Time) Counts {
	c := Counts{
		Total: t.alive, ByState: map[cases.State]int{}, ByColour: map[cases.Colour]int{}, ByUrgency: map[cases.Urgency]int{},
	}
	var states, colours, urgencies [256]int
	open := t.statePass(func(s cases.State) bool { return !s.Settled() })
	q := t.question(user, now)
	t.live.each(func(s uint32) {
		states[t.state[s]]++
		if open[t.state[s]] == 0 {
			q.settled(&c, t, s)
			return
		}
		c.Open++
		colours[t.colour[s]]++
		urgencies[t.urgency[s]]++
		q.open(&c, t, s)
	})
	tally(c.ByState, t.states, &states)
	tally(c.ByColour, t.colours, &colours)
	tally(c.ByUrgency, t.urgencies, &urgencies)
	return c
}

func tally[K ~string](into map[K]int, names []string, n *[256]int) {
	for i, name := range names {
		if n[i] > 0 {
			into[K(name)] = n[i]
		}
	}
}

// question holds what a count needs to know, as numbers.
type question struct {
	now, tomorrow                int64
	user                         uint32
	known                        bool
	registered, signoff, decided uint8
	released, delivered          uint8
	queued, rejected             uint8
}

func (t *table) question(user cases.UserID, now time.Time) question {
	q := question{now: now.Unix(), tomorrow: Tomorrow(now).Unix()}
	if user != "" {
		q.user, q.known = find(t.users, string(user))
	}
	code := func(names []string, s string) uint8 { c, _ := find(names, s); return uint8(c) } // all seeded
	q.registered, q.signoff = code(t.states, string(cases.Registered)), code(t.states, string(cases.PendingSignoff))
	q.decided, q.released = code(t.states, string(cases.Decided)), t.isolationCode(cases.Released)
	q.delivered = code(t.notices, string(cases.Delivered))
	q.queued, q.rejected = code(t.instructions, string(cases.Queued)), code(t.instructions, string(cases.Rejected))
	return q
}

// open counts a case that is not settled.
func (q *question) open(c *Counts, t *table, s uint32) {
	if due := t.due[s]; due != none && t.paused[s] == none && due < q.tomorrow {
		if due < q.now {
			c.Overdue++
		} else {
			c.DueToday++
		}
	}
	switch ends := t.ends[s]; {
	case t.isolation[s] == q.released, ends != none && ends <= q.now:
		c.EndedOpen++
	case ends != none && ends < q.tomorrow:
		c.EndsToday++
	}
	if t.state[s] == q.registered && t.officer[s] == 0 {
		c.Unassigned++
	}
	if q.known && t.officer[s] == q.user {
		c.Mine++
	}
	if t.state[s] == q.signoff {
		switch {
		case q.known && t.drafter[s] == q.user:
			c.MyDrafts++
		case !q.known || t.rest[s].allocator != q.user:
			c.ToSign++
		}
	}
}

// settled counts a case that is decided or over.
func (q *question) settled(c *Counts, t *table, s uint32) {
	if t.state[s] != q.decided {
		return
	}
	if t.notice[s] != q.delivered {
		c.Letters++
	}
	if i := t.instruction[s]; i == q.queued || i == q.rejected {
		c.ToExport++
	}
}

// Tomorrow is the first instant of the day after now where the rules count
// days.
func Tomorrow(now time.Time) time.Time {
	t := now.In(cases.Shanghai())
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, cases.Shanghai())
}
