package queue

import (
	"slices"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
)

// Roster answers lists and counts; *roster.Roster is one.
type Roster interface {
	Select(f roster.Filter, by roster.Sort, now time.Time) *roster.View
	Len() int
	Generation() int64
	Weights() roster.HarmWeights
}

// Model is what the queue shows and why.
type Model struct {
	roster Roster
	user   cases.UserID
	home   string // the list it starts with and Clear goes back to

	list   string
	filter roster.Filter
	sort   roster.Sort
	text   string
	due    string
	lot    Lot
	kept   []roster.Kept // the person's own views and the office's
	view   *roster.View
	beyond Beyond // the view
	turn   int    // of the listings, so that a late one is dropped
	now    time.Time

	// Current is the case the keyboard is on; Preview says that its sheet is
	// open. Both outlive a rebuild of the screen.
	Current cases.ID
	Preview bool
}

// NewModel returns the model of a person's queue that starts with a list of
// roster.SavedViews.
func NewModel(r Roster, user cases.UserID, list string, now time.Time) *Model {
	m := &Model{roster: r, user: user, home: list, now: now}
	m.SetList(list, now)
	return m
}

// SetList shows a saved list in its own order. The search text stays.
func (m *Model) SetList(name string, now time.Time) {
	for _, s := range m.saved(now) {
		if s.Name == name {
			m.list, m.filter, m.sort, m.due = name, s.Filter, s.Sort, ""
			break
		}
	}
	m.Reload(now)
}

// List is the name of the saved list.
func (m *Model) List() string { return m.list }

// SortBy orders the list.
func (m *Model) SortBy(s roster.Sort, now time.Time) {
	m.sort = s
	m.Reload(now)
}

// Sort is the order.
func (m *Model) Sort() roster.Sort { return m.sort }

// Clear goes back to the list it started with, without search and filters.
func (m *Model) Clear(now time.Time) {
	m.text, m.lot = "", Lot{}
	m.SetList(m.home, now)
}

// Filtered reports whether more than the list itself is asked for.
func (m *Model) Filtered() bool { return m.text != "" || m.list != m.home || m.Narrowed() }

// Narrowed reports whether chips narrow the list.
func (m *Model) Narrowed() bool {
	for _, s := range m.saved(m.now) {
		if s.Name == m.list {
			return m.due != "" || m.lot.Name != "" || !sameFilter(s.Filter, m.filter)
		}
	}
	return true
}

// sameFilter compares what the chips can change.
func sameFilter(a, b roster.Filter) bool {
	return slices.Equal(a.Colours, b.Colours) && slices.Equal(a.States, b.States) && slices.Equal(a.Grounds, b.Grounds) &&
		slices.Equal(a.Urgencies, b.Urgencies) && a.SignalsAny == b.SignalsAny && a.Officer == b.Officer && a.Unassigned == b.Unassigned
}

// Len is how many cases are listed; Total is how many there are.
func (m *Model) Len() int { return m.view.Len() }

// Total is how many cases the office has.
func (m *Model) Total() int { return m.roster.Len() }

// Line is one line of the list.
func (m *Model) Line(at int) roster.Line { return m.view.At(at) }

// Now is the moment the list was made for.
func (m *Model) Now() time.Time { return m.now }

// ID is the case on a line.
func (m *Model) ID(at int) cases.ID { return m.view.ID(at) }

// Index is the line of a case, -1 when it is not listed.
func (m *Model) Index(id cases.ID) int {
	if id == 0 {
		return -1
	}
	return m.view.Index(id)
}

// Why is the score of a case by harm.
func (m *Model) Why(at int) roster.Score {
	row, w := m.Line(at).Row, m.Weights()
	return w.Score(&row, m.now)
}

// Weights are the weights of the order by harm.
func (m *Model) Weights() roster.HarmWeights { return m.roster.Weights() }

// Place is the place of a case among all open ones by harm, from 1.
func (m *Model) Place(id cases.ID) int {
	return 1 + m.roster.Select(roster.Filter{OnlyOpen: true}, roster.Sort{Key: roster.ByHarm}, m.now).Index(id)
}

// Open is how many cases are open.
func (m *Model) Open() int {
	return m.roster.Select(roster.Filter{OnlyOpen: true}, roster.Sort{}, m.now).Len()
}

// Count is how many cases a saved list has now.
func (m *Model) Count(list string) int {
	for _, s := range m.saved(m.now) {
		if s.Name == list {
			return m.roster.Select(s.Filter, s.Sort, m.now).Len()
		}
	}
	return 0
}
