package queue

import (
	"slices"
	"strings"
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

// Reload asks the roster again.
func (m *Model) Reload(now time.Time) {
	m.now = now
	f := m.filter
	f.Text = strings.TrimSpace(f.Text + " " + m.text)
	m.applyDue(&f, now)
	f.Only = m.lot.IDs
	m.view = m.roster.Select(f, m.sort, now)
	if ids := m.named(f, now); len(ids) > 0 {
		m.view = m.view.Raised(ids...)
	}
}

// named are the listed cases whose running number is searched for, such as
// "101" or "101号": they stand first. Digits occur in identity and phone
// numbers too; who types a case's number means the case.
func (m *Model) named(f roster.Filter, now time.Time) []cases.ID {
	number := strings.TrimSuffix(strings.TrimSpace(m.text), "号")
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return nil
	}
	f.Text += " 〕" + number + "号"
	v := m.roster.Select(f, m.sort, now)
	var ids []cases.ID
	for at := range min(v.Len(), mostNamed) {
		if l := v.At(at); strings.HasSuffix(l.AppealNo, "〕"+number+"号") {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// mostNamed is how many cases of different years with one running number are
// put first.
const mostNamed = 10

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

// SetText searches as one types.
func (m *Model) SetText(text string, now time.Time) {
	if m.text == text {
		return
	}
	m.text = text
	m.Reload(now)
}

// Named is the line of the case whose number was searched for, -1 when none is
// listed.
func (m *Model) Named(text string) int {
	number := strings.TrimSuffix(strings.TrimSpace(text), "号")
	if number == "" || m.Len() == 0 {
		return -1
	}
	if no := m.Line(0).AppealNo; no == text || strings.HasSuffix(no, "〕"+number+"号") {
		return 0
	}
	return -1
}

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
