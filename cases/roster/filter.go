package roster

import (
	"math"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Filter says which cases a list shows. All conditions that are set must hold;
// within a list of values any may match. The zero Filter shows everything.
type Filter struct {
	Text string // see Terms for what matches
	// Only these cases, such as those of one delivery; nil for all, none when
	// it is empty but not nil.
	Only []cases.ID

	States       []cases.State
	Colours      []cases.Colour
	Urgencies    []cases.Urgency
	Grounds      []cases.Ground // any of the appeal's grounds
	SignalsAll   cases.Signals
	SignalsAny   cases.Signals
	Officer      cases.UserID
	Unassigned   bool // no officer; Officer is then ignored
	Drafter      cases.UserID
	Division     string // the division or, by its leading digits, one above it
	System       string
	Rule         string // fired in the issued trace
	Dispositions []cases.Disposition
	Isolations   []cases.Isolation // as recorded
	Instructions []cases.Instruction
	Notices      []cases.Notice

	Pending   bool      // a proposal waits for a second signature
	OnlyOpen  bool      // not settled: neither decided nor over
	Overdue   bool      // open, clock running, due before now
	DueBefore time.Time // due before this instant
	EndsAfter time.Time // isolation still running at now and ending at or after this instant
	// EndsBefore asks for isolation that is still running at now and ends
	// before this instant.
	EndsBefore time.Time
}

// Empty reports whether the filter lets everything through.
func (f *Filter) Empty() bool {
	return f.plain() && f.Only == nil && strings.TrimSpace(f.Text) == "" && f.DueBefore.IsZero() && f.EndsBefore.IsZero() && f.EndsAfter.IsZero()
}

// plain reports whether no condition but text and instants is set.
func (f *Filter) plain() bool {
	lists := len(f.States) + len(f.Colours) + len(f.Urgencies) + len(f.Grounds) +
		len(f.Dispositions) + len(f.Isolations) + len(f.Instructions) + len(f.Notices)
	words := string(f.Officer) + string(f.Drafter) + f.Division + f.System + f.Rule
	return lists == 0 && words == "" && f.SignalsAll|f.SignalsAny == 0 && !f.Unassigned && !f.Pending && !f.OnlyOpen && !f.Overdue
}

// matching is the set of live slots that pass the filter at now. It may be
// shared and must not be changed when the filter is empty.
func (t *table) matching(f *Filter, now time.Time) bitmap {
	if f.Empty() {
		return t.live
	}
	b := slices.Clone(t.live)
	t.keepCodes(b, f)
	t.keepWords(b, f)
	if f.SignalsAll|f.SignalsAny != 0 {
		b.keepMask(t.signals[:t.n], uint32(f.SignalsAll), uint32(f.SignalsAny))
	}
	if f.Pending {
		b.each(func(s uint32) {
			if t.users[t.rest[s].turn.pending] == "" {
				b.clear(s)
			}
		})
	}
	t.keepTimes(b, f, now)
	if f.Only != nil {
		b.and(t.these(f.Only))
	}
	if terms := Terms(f.Text); len(terms) > 0 {
		b.and(t.search(terms))
	}
	return b
}

// these is the set of the slots of some cases; the set may name cases that are
// not there.
func (t *table) these(ids []cases.ID) bitmap {
	b := newBitmap(t.n)
	for _, id := range ids {
		if s, ok := t.slot(id); ok {
			b.set(s)
		}
	}
	return b
}

// keepCodes applies the conditions on enumerations.
func (t *table) keepCodes(b bitmap, f *Filter) {
	keepAny(b, t.state[:t.n], t.states, f.States)
	keepAny(b, t.colour[:t.n], t.colours, f.Colours)
	keepAny(b, t.urgency[:t.n], t.urgencies, f.Urgencies)
	keepAny(b, t.disposition[:t.n], t.dispositions, f.Dispositions)
	keepAny(b, t.isolation[:t.n], t.isolations, f.Isolations)
	keepAny(b, t.instruction[:t.n], t.instructions, f.Instructions)
	keepAny(b, t.notice[:t.n], t.notices, f.Notices)
	if f.OnlyOpen || f.Overdue {
		pass := t.statePass(func(s cases.State) bool { return !s.Settled() })
		b.keepByte(t.state[:t.n], &pass)
	}
}

// keepAny keeps the slots whose name is in want; an empty want keeps all.
func keepAny[T ~string](b bitmap, col []uint8, names []string, want []T) {
	if len(want) == 0 {
		return
	}
	var pass [256]uint8
	for i, n := range names {
		if slices.Contains(want, T(n)) {
			pass[i] = 1
		}
	}
	b.keepByte(col, &pass)
}

// statePass turns a question about states into a table by code.
func (t *table) statePass(ask func(cases.State) bool) (pass [256]uint8) {
	for i, n := range t.states {
		if ask(cases.State(n)) {
			pass[i] = 1
		}
	}
	return pass
}

// keepWords applies the conditions on interned words.
func (t *table) keepWords(b bitmap, f *Filter) {
	switch {
	case f.Unassigned:
		b.keepWord(t.officer[:t.n], passing(t.users, func(u string) bool { return u == "" }))
	case f.Officer != "":
		b.keepWord(t.officer[:t.n], passing(t.users, func(u string) bool { return u == string(f.Officer) }))
	}
	if f.Drafter != "" {
		b.keepWord(t.drafter[:t.n], passing(t.users, func(u string) bool { return u == string(f.Drafter) }))
	}
	if f.Division != "" {
		b.keepWord(t.division[:t.n], passing(t.divisions, func(d string) bool { return strings.HasPrefix(d, f.Division) }))
	}
	if f.System != "" {
		b.keepWord(t.system[:t.n], passing(t.systems, func(s string) bool { return s == f.System }))
	}
	if f.Rule != "" {
		b.keepWord(t.columns.rules[:t.n], passing(t.names.rules, func(list []string) bool { return slices.Contains(list, f.Rule) }))
	}
	if len(f.Grounds) > 0 {
		b.keepWord(t.columns.grounds[:t.n], passing(t.names.grounds, func(list []cases.Ground) bool {
			return slices.ContainsFunc(list, func(g cases.Ground) bool { return slices.Contains(f.Grounds, g) })
		}))
	}
}

// passing asks the question once for each different value.
func passing[T any](names []T, ask func(T) bool) []uint8 {
	pass := make([]uint8, len(names))
	for i, n := range names {
		if ask(n) {
			pass[i] = 1
		}
	}
	return pass
}

// keepTimes applies the conditions on instants.
func (t *table) keepTimes(b bitmap, f *Filter, now time.Time) {
	if f.Overdue {
		b.keepRange(t.due[:t.n], none+1, now.UnixMicro())
		b.keepRange(t.paused[:t.n], none, none+1)
	}
	if !f.DueBefore.IsZero() {
		b.keepRange(t.due[:t.n], none+1, f.DueBefore.UnixMicro())
	}
	if f.EndsBefore.IsZero() && f.EndsAfter.IsZero() {
		return
	}
	from, until := now.UnixMicro()+1, int64(math.MaxInt64)
	if !f.EndsAfter.IsZero() {
		from = max(from, f.EndsAfter.UnixMicro())
	}
	if !f.EndsBefore.IsZero() {
		until = f.EndsBefore.UnixMicro()
	}
	b.keepRange(t.ends[:t.n], from, until)
	var pass [256]uint8
	for i, n := range t.isolations {
		if cases.Isolation(n) != cases.Released {
			pass[i] = 1
		}
	}
	b.keepByte(t.isolation[:t.n], &pass)
}
