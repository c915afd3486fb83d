package roster

import (
	"slices"
	"sort"
	"sync"
	"time"

	"recourse/cases"
)

// View is the outcome of one Select: it never changes, whatever happens to
// the roster meanwhile. Only locking takes the personal fields out of it. Its
// first lines are there at once; the others are put in order when one of them
// is first asked for.
type View struct {
	t    *table
	n    int
	head []uint32        // the first lines
	all  func() []uint32 // every line
}

// newView is a view of lines that are in order already.
func newView(t *table, slots []uint32) *View {
	return &View{t: t, n: len(slots), head: slots, all: func() []uint32 { return slots }}
}

// slot is the slot of line i.
func (v *View) slot(i int) uint32 {
	if i < len(v.head) {
		return v.head[i]
	}
	return v.all()[i]
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
func (v *View) Len() int { return v.n }

// Generation says which state of the roster the view shows.
func (v *View) Generation() int64 { return v.t.gen }

// At returns line i, counted from 0.
func (v *View) At(i int) Line { return v.t.line(v.slot(i)) }

// ID returns the case number of line i.
func (v *View) ID(i int) cases.ID { return cases.ID(v.t.id[v.slot(i)]) }

// IDs returns up to n case numbers from line from on.
func (v *View) IDs(from, n int) []cases.ID {
	from = min(max(0, from), v.n)
	ids := make([]cases.ID, min(v.n-from, max(0, n)))
	for i := range ids {
		ids[i] = v.ID(from + i)
	}
	return ids
}

// Index is the line of a case, -1 when the view does not show it.
func (v *View) Index(id cases.ID) int {
	s, ok := v.t.slot(id)
	if !ok {
		return -1
	}
	if at := slices.Index(v.head, s); at >= 0 || len(v.head) == v.n {
		return at
	}
	return slices.Index(v.all(), s)
}

// Raised is the view with some of its cases before all others, in the order
// given; what it does not show is passed over.
func (v *View) Raised(ids ...cases.ID) *View {
	slots := make([]uint32, 0, v.n)
	for _, id := range ids {
		if at := v.Index(id); at >= 0 {
			slots = append(slots, v.slot(at))
		}
	}
	first := len(slots)
	for _, s := range v.all() {
		if !slices.Contains(slots[:first], s) {
			slots = append(slots, s)
		}
	}
	return newView(v.t, slots)
}

// Unmasked returns name, document number and phone of line i in plain, false
// when there are none. Whoever shows them records the look.
func (v *View) Unmasked(i int) (cases.Card, bool) { return v.t.card(v.slot(i)) }

func (t *table) line(s uint32) Line {
	l := Line{Row: t.row(s)}
	if c, ok := t.card(s); ok {
		l.Name, l.DocNo, l.Phone = cases.MaskName(c.Name), cases.MaskDocNo(c.DocNo), cases.MaskPhone(c.Phone)
	}
	return l
}

// headLines is how many lines of a view are there at once: more than a screen
// shows.
const headLines = 128

// fewLines is how many lines of a long list are sorted by themselves.
const fewLines = 1024

// selected filters and orders.
func (t *table) selected(f *Filter, by Sort, now time.Time) *View {
	o := t.ordered(by.Key, now)
	if f.Empty() && !by.Desc && !o.scattered {
		return newView(t, o.list) // nothing to take out: the stored order itself
	}
	set := t.matching(f, now)
	n := set.count()
	if n <= min(fewLines, t.alive/8) && by.Key != ByHarm && by.Key != ByIsolation { // those two move with the clock
		return newView(t, t.few(set, storedKey(by.Key), by.Desc, n))
	}
	all := sync.OnceValue(func() []uint32 { return t.inOrder(set, o, by.Desc, n) })
	return &View{t: t, n: n, head: o.first(min(n, headLines), set, by.Desc), all: all}
}

// few sorts the n slots of a small set, which is quicker than looking for them
// in the order of all.
func (t *table) few(set bitmap, key int, desc bool, n int) []uint32 {
	out := make([]uint32, 0, n)
	set.each(func(s uint32) { out = append(out, s) })
	slices.SortFunc(out, t.compare(key))
	if desc {
		value := t.sortValue(key)
		valued := sort.Search(n, func(i int) bool { return value(out[i]) == noValue })
		slices.Reverse(out[:valued])
	}
	return out
}

// inOrder lists the n slots of a set in an order.
func (t *table) inOrder(set bitmap, o ordering, desc bool, n int) []uint32 {
	out := make([]uint32, n+1)
	valued := o.valued()
	if desc {
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

// first lists up to n slots of a set that have a value for the key, in order.
func (o *ordering) first(n int, set bitmap, desc bool) []uint32 {
	out := make([]uint32, 0, n)
	list := o.valued()
	for i := 0; i < len(list) && len(out) < n; i++ {
		s := list[i]
		if desc {
			s = list[len(list)-1-i]
		}
		if set.has(s) {
			out = append(out, s)
		}
	}
	return out
}

// pass copies the slots of list that are in set to out and returns how many
// they are. It writes every slot and steps on only for those in the set, which
// spares a branch that nobody could predict; out has room for one more.
func pass(out, list []uint32, set bitmap) int {
	n := 0
	for _, s := range list {
		out[n] = s
		n += set.one(s)
	}
	return n
}

// passBack is pass from the end of the list.
func passBack(out, list []uint32, set bitmap) int {
	n := 0
	for i := len(list) - 1; i >= 0; i-- {
		s := list[i]
		out[n] = s
		n += set.one(s)
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

// valued is the part with a value.
func (o *ordering) valued() []uint32 { return o.list[o.from:o.end] }

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
