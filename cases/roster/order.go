package roster

import (
	"math/bits"
	"slices"
	"sort"
)

// order is a sorted list of the live slots of one table.
type order struct {
	of   bitmap // the slots in it
	n    int    // slots the table had
	list []uint32
}

// a merge pays as long as the change is small against the list.
const rebuildShare = 64

// sorted returns the live slots in the order of a key, computed on first use
// and from then on carried from table to table by merging.
func (t *table) sorted(key int) []uint32 {
	if o := t.orders[key].Load(); o != nil {
		return o.list
	}
	t.sorting.Lock()
	defer t.sorting.Unlock()
	return t.sortedLocked(key)
}

func (t *table) sortedLocked(key int) []uint32 {
	if o := t.orders[key].Load(); o != nil {
		return o.list
	}
	list, ok := t.merged(key)
	if !ok {
		list = t.rebuilt(key)
	}
	t.orders[key].Store(&order{of: t.live, n: t.n, list: list})
	t.before[key].Store(nil)
	return list
}

// rebuilt sorts from scratch. The radix sort keeps the order of equal keys, so
// it starts from the order of case numbers.
func (t *table) rebuilt(key int) []uint32 {
	if key == keyID {
		slots := make([]uint32, 0, t.alive)
		t.live.each(func(s uint32) { slots = append(slots, s) })
		return radix(slots, t.sortValue(keyID))
	}
	byID := t.sortedLocked(keyID)
	if key == keyAppealNo {
		return t.naturalOrder(byID)
	}
	return radix(byID, t.sortValue(key))
}

// merged carries the order of an earlier table on: what died in between is cut
// out and what is new is put in its place, in whole stretches. It reports
// false when there is no earlier order or too much has changed.
func (t *table) merged(key int) ([]uint32, bool) {
	old := t.before[key].Load()
	if old == nil {
		return nil, false
	}
	added, removed := t.since(old)
	if (len(added)+len(removed))*rebuildShare > t.alive {
		return nil, false
	}
	if len(added)+len(removed) == 0 {
		return old.list, true
	}
	compare := t.compare(key)
	slices.SortFunc(added, compare)
	slices.SortFunc(removed, compare)
	out := make([]uint32, 0, t.alive)
	from := 0
	for len(added)+len(removed) > 0 {
		cut := len(added) == 0 || len(removed) > 0 && compare(removed[0], added[0]) < 0
		next := &added
		if cut {
			next = &removed
		}
		at := from + sort.Search(len(old.list)-from, func(i int) bool { return compare(old.list[from+i], (*next)[0]) >= 0 })
		out = append(out, old.list[from:at]...)
		from = at
		if cut {
			from++
		} else {
			out = append(out, (*next)[0])
		}
		*next = (*next)[1:]
	}
	return append(out, old.list[from:]...), true
}

// since lists the slots that this table has and an earlier one had not, and
// the other way round.
func (t *table) since(old *order) (added, removed []uint32) {
	for i, w := range t.live {
		var was uint64
		if i < len(old.of) {
			was = old.of[i]
		}
		for d := w &^ was; d != 0; d &= d - 1 {
			added = append(added, uint32(i<<6+bits.TrailingZeros64(d)))
		}
		for d := was &^ w; d != 0; d &= d - 1 {
			removed = append(removed, uint32(i<<6+bits.TrailingZeros64(d)))
		}
	}
	return added, removed
}

// digit is how many bits one pass of the radix sort handles.
const digit = 11

// radix returns the slots sorted by value; equal values keep their order.
func radix(slots []uint32, value func(uint32) uint64) []uint32 {
	type item struct {
		key  uint64
		slot uint32
	}
	items := make([]item, len(slots))
	low, high := uint64(noValue), uint64(0)
	for i, s := range slots {
		items[i] = item{value(s), s}
		if k := items[i].key; k != noValue {
			low, high = min(low, k), max(high, k)
		}
	}
	span := uint64(0)
	if high >= low {
		span = high - low
	}
	for i := range items { // no value becomes one above the highest
		items[i].key = min(items[i].key-min(low, items[i].key), span+1)
	}
	spare := make([]item, len(items))
	for shift := 0; shift < bits.Len64(span+1); shift += digit {
		var start [1<<digit + 1]int
		for i := range items {
			start[items[i].key>>shift&(1<<digit-1)+1]++
		}
		for i := range len(start) - 1 {
			start[i+1] += start[i]
		}
		for i := range items {
			d := items[i].key >> shift & (1<<digit - 1)
			spare[start[d]] = items[i]
			start[d]++
		}
		items, spare = spare, items
	}
	out := make([]uint32, len(items))
	for i := range items {
		out[i] = items[i].slot
	}
	return out
}

// sortPacked sorts words by the given number of bits of their upper half;
// equal ones keep their order. The argument is used up.
func sortPacked(items []uint64, width int) []uint64 {
	spare := make([]uint64, len(items))
	for shift := 32; shift < 32+width; shift += digit {
		var start [1<<digit + 1]int
		for _, v := range items {
			start[v>>shift&(1<<digit-1)+1]++
		}
		for i := range len(start) - 1 {
			start[i+1] += start[i]
		}
		for _, v := range items {
			d := v >> shift & (1<<digit - 1)
			spare[start[d]] = v
			start[d]++
		}
		items, spare = spare, items
	}
	return items
}
