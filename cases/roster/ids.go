package roster

import (
	"fmt"
	"slices"

	"recourse/cases"
)

// pageSize cases share one page of the index from case number to slot. The
// store numbers cases from 1 upwards, so the pages are full.
const pageSize = 512

// maxID bounds the page list should a store hand out odd numbers.
const maxID = 1 << 31

type page struct {
	owner int64 // generation that may still write to it
	slots [pageSize]uint32
}

// index finds the slot of a case. Pages are copied before the first write
// after a publication, so that published tables keep theirs.
type index []*page

// slot returns the slot in force, false for a case not in the roster.
func (x index) slot(id cases.ID) (uint32, bool) {
	i := int64(id) / pageSize
	if id < 0 || i >= int64(len(x)) || x[i] == nil {
		return 0, false
	}
	s := x[i].slots[int64(id)%pageSize]
	return s - 1, s != 0
}

// put points the case to a slot and returns the grown index.
func (x index) put(id cases.ID, slot uint32, gen int64) (index, error) {
	if id < 0 || id >= maxID {
		return x, fmt.Errorf("case %d: its number is outside the range of the roster", id)
	}
	i := int(id) / pageSize
	if i >= len(x) {
		x = slices.Grow(x, i+1-len(x))[:i+1]
	}
	switch p := x[i]; {
	case p == nil:
		x[i] = &page{owner: gen}
	case p.owner != gen:
		c := *p
		c.owner = gen
		x[i] = &c
	}
	x[i].slots[int(id)%pageSize] = slot + 1
	return x, nil
}
