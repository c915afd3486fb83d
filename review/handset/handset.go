// Package handset finds colours that were set by hand in bulk and that nothing
// on file explains: the same author, unit, order, list or day, and no contact,
// stay, symptom or list row among the people from which the colour could
// follow. It says what is there; what it means is for people to judge.
package handset

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"recourse/cases"
)

// DefaultSize is from how many people on a batch is worth an alert.
const DefaultSize = 5

// Mark is one colour set by hand, with what it may share with others.
type Mark struct {
	Case                           cases.ID
	Author, Unit, Order, List, Day string
	Batch                          string // see cases.CodeAssignment.HandBatch
	Caused                         bool   // something on file could explain it
}

// MarkOf reads the mark of a case; false for a colour that no hand set. The
// row's signals say whether anything explains it.
func MarkOf(r *cases.Row, s *cases.Snapshot) (Mark, bool) {
	a := &s.Assignment
	if a.Origin != cases.ByHand {
		return Mark{}, false
	}
	m := Mark{
		Case: r.ID, Author: a.AssignedBy, Unit: a.AssignedUnit, Order: a.AuthorityRef, Day: a.HandDay(),
		Batch: a.HandBatch(), Caused: !r.Signals.Has(cases.SignalNoCause),
	}
	for i := range s.Flags {
		if f := &s.Flags[i]; f.SetBy != "" && f.SetBy == a.AssignedBy {
			m.List = f.ListName
		}
	}
	return m, true
}

// Find lists the batches of at least size people of whom more than half have
// nothing on file that explains their colour; those without an appeal are
// counted by the batch of their register entries and count as unexplained.
// The largest batch stands for all that lie wholly within it. Nothing depends
// on the order of the marks.
func Find(marks []Mark, register map[string]int, size int) []cases.Alert {
	marks = slices.Clone(marks)
	slices.SortFunc(marks, func(a, b Mark) int { return int(a.Case - b.Case) })
	var found []group
	for key, members := range gather(marks, register) {
		if g := groupOf(key, members, register); g.alarming(size) {
			found = append(found, g)
		}
	}
	slices.SortFunc(found, order)
	var out []cases.Alert
	var kept []group
	for _, g := range found {
		if !slices.ContainsFunc(kept, g.within) {
			kept = append(kept, g)
			out = append(out, g.alert)
		}
	}
	return out
}

// trait is what a group shares: a kind and its value.
type trait struct{ what, value string }

// rank orders the kinds of traits, the most telling first.
func rank(what string) int {
	return slices.Index([]string{"order", "list", "author", "unit", "batch"}, what)
}

// gather sorts the marks by every trait they have. Authors and units set many
// colours; only those of one day belong together.
func gather(marks []Mark, register map[string]int) map[trait][]Mark {
	groups := map[trait][]Mark{}
	add := func(m Mark, what, value, with string) {
		if value != "" {
			t := trait{what, value + "\x00" + with}
			groups[t] = append(groups[t], m)
		}
	}
	for _, m := range marks {
		add(m, "order", m.Order, "")
		add(m, "list", m.List, "")
		add(m, "author", m.Author, m.Day)
		add(m, "unit", m.Unit, m.Day)
		add(m, "batch", m.Batch, "")
	}
	for batch := range register {
		if t := (trait{"batch", batch + "\x00"}); groups[t] == nil {
			groups[t] = []Mark{}
		}
	}
	return groups
}

// group is a batch with its alert as it would be raised.
type group struct{ alert cases.Alert }

func groupOf(t trait, members []Mark, register map[string]int) group {
	sum := sha256.Sum256([]byte(t.what + "\x00" + t.value))
	a := cases.Alert{State: cases.AlertOpen, Key: hex.EncodeToString(sum[:12]), What: t.what, Cases: []cases.ID{}, Causeless: []cases.ID{}}
	for i, m := range members {
		a.Cases = append(a.Cases, m.Case)
		if !m.Caused {
			a.Causeless = append(a.Causeless, m.Case)
		}
		share(&a.Author, m.Author, i)
		share(&a.Unit, m.Unit, i)
		share(&a.Order, m.Order, i)
		share(&a.List, m.List, i)
		share(&a.Day, m.Day, i)
		if !slices.Contains(a.Batches, m.Batch) {
			a.Batches = append(a.Batches, m.Batch)
		}
	}
	if len(members) == 0 {
		batch, _, _ := strings.Cut(t.value, "\x00")
		a.Batches = []string{batch}
	}
	slices.Sort(a.Batches)
	for _, b := range a.Batches {
		a.Unappealed += register[b]
	}
	return group{a}
}

// share keeps what the i-th member has in common with those before it.
func share(all *string, one string, i int) {
	if i == 0 {
		*all = one
	} else if *all != one {
		*all = ""
	}
}

func (g group) alarming(size int) bool {
	bare := len(g.alert.Causeless) + g.alert.Unappealed
	return bare >= size && 2*bare > g.alert.Size()
}

// within reports whether g lies wholly within o.
func (g group) within(o group) bool {
	for _, id := range g.alert.Cases {
		if _, in := slices.BinarySearch(o.alert.Cases, id); !in {
			return false
		}
	}
	for _, b := range g.alert.Batches {
		if !slices.Contains(o.alert.Batches, b) {
			return false
		}
	}
	return true
}

// order puts larger groups first and, of equal ones, the more telling.
func order(a, b group) int {
	if d := b.alert.Size() - a.alert.Size(); d != 0 {
		return d
	}
	if d := rank(a.alert.What) - rank(b.alert.What); d != 0 {
		return d
	}
	return strings.Compare(a.alert.Key, b.alert.Key)
}
