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

// Me stands in a kept view for whoever looks at it.
const Me cases.UserID = "@me"

// Kept is a list that a person saved: what it shows and in which order, with
// days counted from the day it is looked at. A delivery's cases and other
// numbered sets are not kept.
type Kept struct {
	Name   string       `json:"name"`
	By     cases.UserID `json:"by"`
	Shared bool         `json:"-"` // with the office

	Text         string              `json:"text,omitempty"`
	States       []cases.State       `json:"states,omitempty"`
	Colours      []cases.Colour      `json:"colours,omitempty"`
	Urgencies    []cases.Urgency     `json:"urgencies,omitempty"`
	Grounds      []cases.Ground      `json:"grounds,omitempty"`
	SignalsAll   []string            `json:"signals_all,omitempty"`
	SignalsAny   []string            `json:"signals_any,omitempty"`
	Officer      cases.UserID        `json:"officer,omitempty"`
	Unassigned   bool                `json:"unassigned,omitempty"`
	Division     string              `json:"division,omitempty"`
	System       string              `json:"system,omitempty"`
	Rule         string              `json:"rule,omitempty"`
	Dispositions []cases.Disposition `json:"dispositions,omitempty"`
	Instructions []cases.Instruction `json:"instructions,omitempty"`
	Notices      []cases.Notice      `json:"notices,omitempty"`
	Open         bool                `json:"open,omitempty"`
	Overdue      bool                `json:"overdue,omitempty"`
	DueWithin    int                 `json:"due_within,omitempty"`  // days: 1 is by the end of today
	EndsWithin   int                 `json:"ends_within,omitempty"` // days, of the isolation

	Sort SortKey `json:"sort"`
	Desc bool    `json:"desc,omitempty"`
}

// Keep turns what a person looks at into a view that can be saved.
func Keep(name string, f Filter, by Sort, user cases.UserID, now time.Time) Kept {
	k := Kept{
		Name: name, By: user, Text: f.Text, States: f.States, Colours: f.Colours, Urgencies: f.Urgencies, Grounds: f.Grounds,
		SignalsAll: f.SignalsAll.Names(), SignalsAny: f.SignalsAny.Names(), Officer: f.Officer, Unassigned: f.Unassigned,
		Division: f.Division, System: f.System, Rule: f.Rule, Dispositions: f.Dispositions, Instructions: f.Instructions,
		Notices: f.Notices, Open: f.OnlyOpen, Overdue: f.Overdue, Sort: by.Key, Desc: by.Desc,
		DueWithin: daysUntil(now, f.DueBefore), EndsWithin: daysUntil(now, f.EndsBefore),
	}
	if k.Officer == user {
		k.Officer = Me
	}
	return k
}

// Saved is the view for a user at now.
func (k Kept) Saved(user cases.UserID, now time.Time) Saved {
	f := Filter{
		Text: k.Text, States: k.States, Colours: k.Colours, Urgencies: k.Urgencies, Grounds: k.Grounds,
		SignalsAll: signalsOf(k.SignalsAll), SignalsAny: signalsOf(k.SignalsAny), Officer: k.Officer, Unassigned: k.Unassigned,
		Division: k.Division, System: k.System, Rule: k.Rule, Dispositions: k.Dispositions, Instructions: k.Instructions,
		Notices: k.Notices, OnlyOpen: k.Open, Overdue: k.Overdue, DueBefore: inDays(now, k.DueWithin), EndsBefore: inDays(now, k.EndsWithin),
	}
	if f.Officer == Me {
		f.Officer = user
	}
	return Saved{Name: k.Code(), Filter: f, Sort: Sort{Key: k.Sort, Desc: k.Desc}}
}

// Code tells kept views from the program's own and from each other.
func (k Kept) Code() string {
	if k.Shared {
		return "office:" + k.Name
	}
	return "own:" + k.Name
}

func signalsOf(names []string) (s cases.Signals) {
	for _, n := range names {
		s |= cases.ParseSignal(n)
	}
	return s
}

// daysUntil counts the midnights from now on up to an instant, 0 for none.
func daysUntil(now, at time.Time) int {
	if at.IsZero() {
		return 0
	}
	n := 1
	for day := Tomorrow(now); day.Before(at) && n < 366; day = Tomorrow(day) {
		n++
	}
	return n
}

// inDays is the midnight after so many days, today being one.
func inDays(now time.Time, n int) time.Time {
	if n <= 0 {
		return time.Time{}
	}
	day := Tomorrow(now)
	for range n - 1 {
		day = Tomorrow(day)
	}
	return day
}
