package waiting

import (
	"container/heap"
	"time"

	"recourse/cases/roster"
)

// Order says which of two cases is taken first at a time. Less must be the
// same for the whole of a minute.
type Order struct {
	Name string
	key  func(c *Case, now time.Time) int64 // the smallest is taken
}

// Orders lists the orders compared. Harm is the product's own. Oracle knows the
// truth and how long each case takes: no desk can do it, and none does much
// better, so it says how much of the loss an order could save at all.
func Orders(w roster.HarmWeights) []Order {
	return []Order{
		{"fifo", func(c *Case, _ time.Time) int64 { return c.Row.FiledAt.Unix() }},
		{"due", func(c *Case, _ time.Time) int64 { return c.Row.DueAt.Unix() }},
		{"harm", func(c *Case, now time.Time) int64 { return -int64(w.Score(&c.Row, now).Points) }},
		{"oracle", func(c *Case, now time.Time) int64 { return -int64(c.saves(now)) }},
	}
}

// OrderNames lists their names in the same order.
func OrderNames() []string { return []string{"fifo", "due", "harm", "oracle"} }

// shifts are the productive minutes of a day, 390 in all.
var shifts = [2][2]time.Duration{
	{8*time.Hour + 30*time.Minute, 12 * time.Hour},
	{13*time.Hour + 30*time.Minute, 16*time.Hour + 30*time.Minute},
}

// Work lets the officers of a plan take the cases in an order until all are
// decided, and fills in when. After its last day the office goes on with the
// officers of that day.
func Work(p Plan, list []Case, by Order) {
	o := &office{list: list, by: by}
	for day := 0; !o.done(); day++ {
		morning := opensAt().AddDate(0, 0, day)
		for _, shift := range shifts {
			o.shift(newDesks(p.Officers(min(day, p.Days-1)), morning.Add(shift[0])), morning.Add(shift[1]))
		}
	}
}

// office is the queue while it is worked on.
type office struct {
	list    []Case // in the order of their filing
	next    int    // the first that has not been filed yet
	waiting []*Case
	by      Order
}

func (o *office) done() bool { return o.next == len(o.list) && len(o.waiting) == 0 }

// shift lets whoever is free first take the next case until the desk closes.
// A case that was begun is finished.
func (o *office) shift(d *desks, closes time.Time) {
	for (*d)[0].Before(closes) {
		now := (*d)[0]
		o.arrive(now)
		switch {
		case len(o.waiting) > 0:
			c := take(&o.waiting, o.by, now)
			c.DecidedAt = now.Add(c.Takes)
			d.busy(c.DecidedAt)
		case o.next < len(o.list) && o.list[o.next].Row.FiledAt.Before(closes):
			d.busy(o.list[o.next].Row.FiledAt) // nothing to do until then
		default:
			return
		}
	}
}

// arrive takes in what was filed by now.
func (o *office) arrive(now time.Time) {
	for ; o.next < len(o.list) && !o.list[o.next].Row.FiledAt.After(now); o.next++ {
		o.waiting = append(o.waiting, &o.list[o.next])
	}
}

// take removes the first case of the order.
func take(waiting *[]*Case, by Order, now time.Time) *Case {
	w, first := *waiting, 0
	best := by.key(w[0], now)
	for i := 1; i < len(w); i++ {
		if k := by.key(w[i], now); k < best || k == best && w[i].Row.ID < w[first].Row.ID {
			first, best = i, k
		}
	}
	c := w[first]
	w[first] = w[len(w)-1]
	*waiting = w[:len(w)-1]
	return c
}

// desks are the times at which the officers are free again.
type desks []time.Time

func newDesks(n int, from time.Time) *desks {
	d := make(desks, n)
	for i := range d {
		d[i] = from
	}
	return &d
}

// busy keeps the officer who is free first until a time.
func (d *desks) busy(until time.Time) {
	(*d)[0] = until
	heap.Fix(d, 0)
}

func (d desks) Len() int           { return len(d) }
func (d desks) Less(i, j int) bool { return d[i].Before(d[j]) }
func (d desks) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }

// Push and Pop complete heap.Interface.
func (d *desks) Push(x any) { *d = append(*d, x.(time.Time)) }

// Pop implements heap.Interface.
func (d *desks) Pop() any {
	old := *d
	last := old[len(old)-1]
	*d = old[:len(old)-1]
	return last
}
