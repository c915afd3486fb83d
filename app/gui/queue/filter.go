package queue

import (
	"slices"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
)

// The values of the due filter.
const (
	dueToday    = "today"
	dueOverdue  = "overdue"
	dueTomorrow = "tomorrow"
)

// nobody is the officer filter's value for cases without one.
const nobody = "-"

// Lot is a set of cases with a name, such as "delivery/7": what a delivery
// brought. The zero Lot is no limit.
type Lot struct {
	Name string
	IDs  []cases.ID
}

// SetLot shows only the cases of a lot, of all states; the zero Lot shows all
// again, in the list the screen starts with.
func (m *Model) SetLot(l Lot, now time.Time) {
	if m.lot = l; l.Name != "" && l.IDs == nil {
		m.lot.IDs = []cases.ID{}
	}
	list := m.home
	if l.Name != "" {
		list = everything
	}
	m.SetList(list, now)
}

// Lot is the set of cases the list is limited to.
func (m *Model) Lot() Lot { return m.lot }

// everything is the saved list of all cases.
const everything = "all"

// ToggleColour adds or takes away a colour.
func (m *Model) ToggleColour(c cases.Colour, on bool, now time.Time) {
	m.filter.Colours = toggled(m.filter.Colours, c, on)
	m.Reload(now)
}

// HasColour reports whether a colour's chip is on.
func (m *Model) HasColour(c cases.Colour) bool { return slices.Contains(m.filter.Colours, c) }

func toggled[T comparable](list []T, v T, on bool) []T {
	list = slices.DeleteFunc(slices.Clone(list), func(o T) bool { return o == v })
	if on {
		list = append(list, v)
	}
	return list
}

// SetState shows one state; "" shows all.
func (m *Model) SetState(s cases.State, now time.Time) {
	m.filter.States, m.filter.OnlyOpen = only(s), s == "" && m.filter.OnlyOpen
	m.Reload(now)
}

// SetGround shows appeals with one ground; "" shows all.
func (m *Model) SetGround(g cases.Ground, now time.Time) {
	m.filter.Grounds = only(g)
	m.Reload(now)
}

// SetUrgency shows one urgency; "" shows all.
func (m *Model) SetUrgency(u cases.Urgency, now time.Time) {
	m.filter.Urgencies = only(u)
	m.Reload(now)
}

func only[T ~string](v T) []T {
	if v == "" {
		return nil
	}
	return []T{v}
}

// SetSignal shows cases with one signal; "" shows all.
func (m *Model) SetSignal(name string, now time.Time) {
	m.filter.SignalsAny = cases.ParseSignal(name)
	m.Reload(now)
}

// SetOfficer shows one officer's cases, or nobody's; "" shows all.
func (m *Model) SetOfficer(id string, now time.Time) {
	m.filter.Officer, m.filter.Unassigned = cases.UserID(id), id == nobody
	if id == nobody {
		m.filter.Officer = ""
	}
	m.Reload(now)
}

// SetDue shows cases by their due date; "" shows all.
func (m *Model) SetDue(due string, now time.Time) {
	m.due = due
	m.Reload(now)
}

func (m *Model) applyDue(f *roster.Filter, now time.Time) {
	switch m.due {
	case dueOverdue:
		f.Overdue = true
	case dueToday:
		f.OnlyOpen, f.DueBefore = true, roster.Tomorrow(now)
	case dueTomorrow:
		f.OnlyOpen, f.DueBefore = true, roster.Tomorrow(roster.Tomorrow(now))
	}
}

// choices are the codes the chips stand at, for building them anew.
func (m *Model) choices() (state, ground, urgency, signal, officer string) {
	state, ground, urgency = one(m.filter.States), one(m.filter.Grounds), one(m.filter.Urgencies)
	if names := m.filter.SignalsAny.Names(); len(names) == 1 {
		signal = names[0]
	}
	officer = string(m.filter.Officer)
	if m.filter.Unassigned {
		officer = nobody
	}
	return state, ground, urgency, signal, officer
}

func one[T ~string](list []T) string {
	if len(list) != 1 {
		return ""
	}
	return string(list[0])
}
