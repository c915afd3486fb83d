package roster

import (
	"strings"
	"time"

	"recourse/cases"
)

// Saved is a named list: what it shows and in which order. Its title is the
// sentence under the key view.<name>.
type Saved struct {
	Name   string
	Filter Filter
	Sort   Sort
}

// Key is the key of the title in the language files.
func (s Saved) Key() string { return "view." + s.Name }

// SavedViews lists the named lists for a user at now, in the order in which
// they are offered.
func SavedViews(user cases.UserID, now time.Time) []Saved {
	open := Filter{OnlyOpen: true}
	with := func(change func(*Filter)) Filter {
		f := open
		change(&f)
		return f
	}
	return []Saved{
		{"queue", open, Sort{Key: ByDue}},
		{"harm", open, Sort{Key: ByHarm}},
		{"mine", with(func(f *Filter) { f.Officer = user }), Sort{Key: ByDue}},
		{"unassigned", Filter{States: []cases.State{cases.Registered}, Unassigned: true}, Sort{Key: ByDue}},
		{"ends_today", with(func(f *Filter) { f.EndsBefore = Tomorrow(now) }), Sort{Key: ByIsolation}},
		{"overdue", with(func(f *Filter) { f.Overdue = true }), Sort{Key: ByDue}},
		{"critical", with(func(f *Filter) { f.Urgencies = []cases.Urgency{cases.Critical} }), Sort{Key: ByDue}},
		{"differs", with(func(f *Filter) { f.SignalsAny = cases.SignalDiffers | cases.SignalUnexplained }), Sort{Key: ByDue}},
		{"weak_source", with(func(f *Filter) { f.SignalsAll = cases.SignalWeakSource }), Sort{Key: ByDue}},
		{"signoff", Filter{States: []cases.State{cases.PendingSignoff}}, Sort{Key: ByDue}},
		{"second_level", Filter{States: []cases.State{cases.SecondLevel}}, Sort{Key: ByDue}},
		{"letters", Filter{States: []cases.State{cases.Decided}, Notices: []cases.Notice{"", cases.Rendered, cases.Issued, cases.Failed}}, Sort{Key: ByFiled}},
		{"rejected", Filter{Instructions: []cases.Instruction{cases.Rejected}}, Sort{Key: ByDue}},
		{"all", Filter{}, Sort{Key: ByFiled, Desc: true}},
	}
}

// FindSaved returns the list of a name; the refusal lists the names there are.
func FindSaved(name string, user cases.UserID, now time.Time) (Saved, error) {
	var names []string
	for _, s := range SavedViews(user, now) {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Saved{}, cases.Refuse("unknown_view", "value", name, "known", strings.Join(names, ", "))
}
