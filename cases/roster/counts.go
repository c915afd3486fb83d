package roster

import (
	"slices"
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
	MyDrafts   int                   // waiting for sign-off or the second level, written by the user
	ToSign     int                   // waiting there, not written or given out by the user, and proposals that wait
	Letters    int                   // decided, letter not delivered
	ToExport   int                   // decided, instruction queued or rejected
}

// Counts counts all cases for a user at now.
func (r *Roster) Counts(user cases.UserID, now time.Time) Counts {
	return r.table().counts(user, now)
}

func (t *table) counts(user cases.UserID, now time.Time) Counts {
	at, tomorrow := now.UnixMicro(), Tomorrow(now).UnixMicro()
	pass := t.statePass(func(s cases.State) bool { return !s.Settled() })
	open := t.live.with(t.state, &pass)
	c := Counts{
		Total: t.alive, Open: open.count(),
		ByState:  tally[cases.State](t.live, t.state, t.states),
		ByColour: tally[cases.Colour](open, t.colour, t.colours), ByUrgency: tally[cases.Urgency](open, t.urgency, t.urgencies),
	}
	ticking := slices.Clone(open)
	ticking.keepRange(t.paused, none, none+1)
	c.Overdue, c.DueToday = ticking.between(t.due, none+1, at), ticking.between(t.due, at, tomorrow)
	t.countEnds(&c, open, at, tomorrow)
	t.countDesk(&c, open, user)
	t.countPapers(&c)
	return c
}

// tally counts the slots of a set by name.
func tally[K ~string](set bitmap, col []uint8, names []string) map[K]int {
	var n [256]int
	for i, w := range set {
		for j, v := range block(col, i) {
			n[v] += int(w >> (j & 63) & 1)
		}
	}
	counts := map[K]int{}
	for i, name := range names {
		if n[i] > 0 {
			counts[K(name)] = n[i]
		}
	}
	return counts
}

// countEnds counts by the end of the isolation.
func (t *table) countEnds(c *Counts, open bitmap, now, tomorrow int64) {
	var pass [256]uint8
	pass[t.isolationCode(cases.Released)] = 1
	free := open.with(t.isolation, &pass).count()
	for i := range pass {
		pass[i] ^= 1
	}
	home := open.with(t.isolation, &pass)
	c.EndedOpen = free + home.between(t.ends, none+1, now+1)
	c.EndsToday = home.between(t.ends, now+1, tomorrow)
}

// countDesk counts what waits for somebody.
func (t *table) countDesk(c *Counts, open bitmap, user cases.UserID) {
	me, known := find(t.users, string(user))
	known = known && user != ""
	if known {
		mine := slices.Clone(open)
		mine.keepWord(t.officer, passing(t.users, func(u string) bool { return u == string(user) }))
		c.Mine = mine.count()
	}
	is := func(want ...cases.State) bitmap {
		pass := t.statePass(func(s cases.State) bool { return slices.Contains(want, s) })
		return open.with(t.state, &pass)
	}
	is(cases.Registered).each(func(s uint32) {
		if t.officer[s] == 0 {
			c.Unassigned++
		}
	})
	t.live.each(func(s uint32) {
		if t.users[t.rest[s].turn.pending] != "" {
			c.ToSign++
		}
	})
	is(cases.PendingSignoff, cases.SecondLevel).each(func(s uint32) {
		switch {
		case known && t.drafter[s] == me:
			c.MyDrafts++
		case !known || t.rest[s].allocator != me:
			c.ToSign++
		}
	})
}

// countPapers counts decided cases whose letter or instruction is not done.
func (t *table) countPapers(c *Counts) {
	pass := t.statePass(func(s cases.State) bool { return s == cases.Decided })
	t.live.with(t.state, &pass).each(func(s uint32) {
		if cases.Notice(t.notices[t.notice[s]]) != cases.Delivered {
			c.Letters++
		}
		if i := cases.Instruction(t.instructions[t.instruction[s]]); i == cases.Queued || i == cases.Rejected {
			c.ToExport++
		}
	})
}

// Tomorrow is the first instant of the day after now where the rules count
// days.
func Tomorrow(now time.Time) time.Time {
	t := now.In(cases.Shanghai())
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, cases.Shanghai())
}

// Each hands over every case for counting, in no particular order and without
// personal fields. Only what figures are made of is filled in: state, colour,
// times, division, rules, disposition, effect and officers. The row and its
// lists belong to the roster: what is to be kept has to be copied.
func (r *Roster) Each(visit func(*cases.Row)) {
	t := r.table()
	var row cases.Row
	t.live.each(func(s uint32) {
		t.figures(s, &row)
		visit(&row)
	})
}

func (t *table) figures(s uint32, r *cases.Row) {
	rest := &t.rest[s]
	r.ID, r.State, r.StateSince = cases.ID(t.id[s]), cases.State(t.states[t.state[s]]), instant(rest.stateSince)
	r.Colour, r.Urgency = cases.Colour(t.colours[t.colour[s]]), cases.Urgency(t.urgencies[t.urgency[s]])
	r.IssuedAt, r.IsolationEnd = instant(rest.issued), instant(t.ends[s])
	r.FiledAt, r.DueAt, r.PausedAt = instant(t.filed[s]), instant(t.due[s]), instant(t.paused[s])
	r.Division, r.System, r.Rules = t.divisions[t.division[s]], t.systems[t.system[s]], t.names.rules[t.columns.rules[s]]
	r.Officer, r.Drafter = cases.UserID(t.users[t.officer[s]]), cases.UserID(t.users[t.drafter[s]])
	r.Disposition, r.Isolation = cases.Disposition(t.dispositions[t.disposition[s]]), cases.Isolation(t.isolations[t.isolation[s]])
	r.Signals = cases.Signals(t.signals[s])
}
