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

// Raised is the view with some of its cases before all others, in the order
// given; what it does not show is passed over.
func (v *View) Raised(ids ...cases.ID) *View {
	slots := make([]uint32, 0, len(v.slots))
	for _, id := range ids {
		if at := v.Index(id); at >= 0 {
			slots = append(slots, v.slots[at])
		}
	}
	first := len(slots)
	for _, s := range v.slots {
		if !slices.Contains(slots[:first], s) {
			slots = append(slots, s)
		}
	}
	return &View{t: v.t, slots: slots}
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
	o := t.ordered(by.Key, now)
	if f.Empty() && !by.Desc && !o.scattered {
		return o.list // nothing to take out: the stored order itself
	}
	set := t.matching(f, now)
	out := make([]uint32, set.count()+1)
	valued := o.list[o.from:o.end]
	var n int
	if by.Desc {
		n = passBack(out, valued, set)
	} else {
		n = pass(out, valued, set)
	}
	rest := o.list[o.end:]
	if o.scattered {
		set, rest = slices.Clone(set), t.sorted(keyID)
		for _, s := range valued {
			set.clear(s)
		}
	}
	return out[:n+pass(out[n:], rest, set)]
}

// pass copies the slots of list that are in set to out and returns how many
// they are. It writes every slot and steps on only for those in the set, which
// spares a branch that nobody could predict; out has room for one more.
func pass(out, list []uint32, set bitmap) int {
	n := 0
	for _, s := range list {
		out[n] = s
		n += int(set[s>>6] >> (s & 63) & 1)
	}
	return n
}

// passBack is pass from the end of the list.
func passBack(out, list []uint32, set bitmap) int {
	n := 0
	for i := len(list) - 1; i >= 0; i-- {
		s := list[i]
		out[n] = s
		n += int(set[s>>6] >> (s & 63) & 1)
	}
	return n
}

// ordering is a sorted list whose part from..end has a value for the key at
// some instant. The others follow behind end, by case number, unless they are
// scattered.
type ordering struct {
	list      []uint32
	from, end int
	scattered bool
}

func (t *table) ordered(key SortKey, now time.Time) ordering {
	if key == ByHarm {
		h := t.byHarm(now)
		return ordering{list: h.list, end: h.valued}
	}
	k := storedKey(key)
	list, value := t.sorted(k), t.sortValue(k)
	o := ordering{list: list}
	o.end = sort.Search(len(list), func(i int) bool { return value(list[i]) == noValue })
	if k == keyIsolation { // the value is gone once the isolation has ended
		left := timeValue(now.UnixMicro())
		o.from = sort.Search(o.end, func(i int) bool { return value(list[i]) > left })
		o.scattered = o.from > 0
	}
	return o
}
