package roster

import (
	"slices"
	"sort"
	"time"

	"recourse/cases"
)

// View is the outcome of one Select: it never changes, whatever happens to
// the roster meanwhile. Only locking takes the personal fields out of it.
type View struct {
	t     *table
	slots []uint32
}

// Line is everything that a list shows of a case. The personal fields are
// masked, and empty while the office is locked or when the case was purged.
type Line struct {
	cases.Row
	Name  string
	DocNo string
	Phone string
}

// Len is how many cases the view has.
func (v *View) Len() int { return len(v.slots) }

// Generation says which state of the roster the view shows.
func (v *View) Generation() int64 { return v.t.gen }

// At returns line i, counted from 0.
func (v *View) At(i int) Line { return v.t.line(v.slots[i]) }

// ID returns the case number of line i.
func (v *View) ID(i int) cases.ID { return cases.ID(v.t.id[v.slots[i]]) }

// IDs returns up to n case numbers from line from on.
func (v *View) IDs(from, n int) []cases.ID {
	from = min(max(0, from), v.Len())
	part := v.slots[from:min(v.Len(), from+max(0, n))]
	ids := make([]cases.ID, len(part))
	for i, s := range part {
		ids[i] = cases.ID(v.t.id[s])
	}
	return ids
}

// Index is the line of a case, -1 when the view does not show it.
func (v *View) Index(id cases.ID) int {
	s, ok := v.t.slot(id)
	if !ok {
		return -1
	}
	return slices.Index(v.slots, s)
}

// Unmasked returns name, document number and phone of line i in plain, false
// when there are none. Whoever shows them records the look.
func (v *View) Unmasked(i int) (cases.Card, bool) { return v.t.card(v.slots[i]) }

func (t *table) line(s uint32) Line {
	l := Line{Row: t.row(s)}
	if c, ok := t.card(s); ok {
		l.Name, l.DocNo, l.Phone = cases.MaskName(c.Name), cases.MaskDocNo(c.DocNo), cases.MaskPhone(c.Phone)
	}
	return l
}

// selected filters and orders.
func (t *table) selected(f *Filter, by Sort, now time.Time) []uint32 {
	set := t.matching(f, now)
	valued, rest := t.ordered(by.Key, now)
	if f.Empty() && !by.Desc && rest.list == nil {
		return valued // nothing to take out: the stored order itself
	}
	out := make([]uint32, 0, set.count())
	if by.Desc {
		for i := len(valued) - 1; i >= 0; i-- {
			if s := valued[i]; set.has(s) {
				out = append(out, s)
			}
		}
	} else {
		out = pass(out, valued, set)
	}
	if rest.skip != nil {
		set = slices.Clone(set)
		for _, s := range rest.skip {
			set.clear(s)
		}
	}
	return pass(out, rest.list, set)
}

// pass appends the slots of list that are in set.
func pass(out, list []uint32, set bitmap) []uint32 {
	for _, s := range list {
		if set.has(s) {
			out = append(out, s)
		}
	}
	return out
}

// tail is the part of an order without a value: a list by case number, less
// the slots to skip.
type tail struct{ list, skip []uint32 }

// ordered splits an order into the cases with a value for the key at now and
// those without.
func (t *table) ordered(key SortKey, now time.Time) ([]uint32, tail) {
	if key == ByHarm {
		h := t.byHarm(now)
		return h.list[:h.valued], tail{list: h.list[h.valued:]}
	}
	k := storedKey(key)
	list, value := t.sorted(k), t.sortValue(k)
	end := sort.Search(len(list), func(i int) bool { return value(list[i]) == noValue })
	if k != keyIsolation {
		return list[:end], tail{list: list[end:]}
	}
	left := timeValue(now.Unix())
	from := sort.Search(end, func(i int) bool { return value(list[i]) > left })
	return list[from:end], tail{list: t.sorted(keyID), skip: list[from:end]}
}
