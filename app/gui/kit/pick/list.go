package pick

import (
	"cmp"
	"slices"
	"strings"
)

// Item is one thing to choose.
type Item struct {
	ID    string // what Recent remembers
	Title string
	Group string // what kind of thing it is, shown before it
	Note  string // shown after it: a shortcut, a count
	Text  string // shown below it while it is marked
	Also  string // further words it is found by
	Off   string // why it cannot be chosen now, "" when it can
	Run   func()
}

// Find lists the items that match, the best first; among equals those chosen
// lately come first, then those that can be chosen, then the order given.
func Find(items []Item, typed string, recent []string) []Item {
	type hit struct {
		Item
		rank, lately int
	}
	var hits []hit
	for _, it := range items {
		r := max(rank(typed, it.Title), min(inside, rank(typed, it.Title+" "+it.Group+" "+it.Also)))
		if r == none {
			continue
		}
		lately := slices.Index(recent, it.ID)
		if lately < 0 {
			lately = len(recent)
		}
		hits = append(hits, hit{it, r, lately})
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.lately, b.lately), cmp.Compare(min(len(a.Off), 1), min(len(b.Off), 1)))
	})
	out := make([]Item, len(hits))
	for i, h := range hits {
		out[i] = h.Item
	}
	return out
}

// Lately puts an item to the front of those chosen lately and keeps so many.
func Lately(recent []string, id string, keep int) []string {
	if strings.TrimSpace(id) == "" {
		return recent
	}
	out := append([]string{id}, slices.DeleteFunc(slices.Clone(recent), func(o string) bool { return o == id })...)
	return out[:min(len(out), keep)]
}
