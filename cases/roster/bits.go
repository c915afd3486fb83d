package roster

import (
	"math/bits"
	"slices"
)

// bitmap is a set of slots.
type bitmap []uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

func (b bitmap) set(s uint32)   { b[s>>6] |= 1 << (s & 63) }
func (b bitmap) clear(s uint32) { b[s>>6] &^= 1 << (s & 63) }

// one is 1 for a slot of the set, else 0.
func (b bitmap) one(s uint32) int { return int(b[s>>6] >> (s & 63) & 1) }

func (b bitmap) has(s uint32) bool { return b.one(s) == 1 }

func (b bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// and keeps what both sets hold.
func (b bitmap) and(o bitmap) {
	for i := range b {
		b[i] &= o[i]
	}
}

// each calls f for every slot of the set, in rising order.
func (b bitmap) each(f func(s uint32)) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			f(uint32(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

// The keep functions narrow a set to the slots whose column value passes. They
// build each word of 64 rows without branches, skip words that are empty
// already, and so cost well under a nanosecond a row.

// keepByte keeps the slots whose code has pass[code] == 1.
func (b bitmap) keepByte(col []uint8, pass *[256]uint8) {
	for i, w := range b {
		if w == 0 {
			continue
		}
		var m uint64
		for j, v := range block(col, i) {
			m |= uint64(pass[v]) << (j & 63)
		}
		b[i] = w & m
	}
}

// keepWord keeps the slots whose code has pass[code] == 1.
func (b bitmap) keepWord(col []uint32, pass []uint8) {
	for i, w := range b {
		if w == 0 {
			continue
		}
		var m uint64
		for j, v := range block(col, i) {
			m |= uint64(pass[v]) << (j & 63)
		}
		b[i] = w & m
	}
}

// keepRange keeps the slots with from <= value < until.
func (b bitmap) keepRange(col []int64, from, until int64) {
	span := spanOf(from, until)
	for i, w := range b {
		if w == 0 {
			continue
		}
		var m uint64
		for j, v := range block(col, i) {
			m |= within(v, from, span) << (j & 63)
		}
		b[i] = w & m
	}
}

// spanOf is the length of a range, 0 for an empty one.
func spanOf(from, until int64) uint64 {
	if until <= from {
		return 0
	}
	return uint64(until) - uint64(from)
}

// within is 1 when v lies in the range of length span that begins at from. One
// unsigned comparison does for both ends and needs no branch.
func within(v, from int64, span uint64) uint64 {
	var in uint64
	if uint64(v)-uint64(from) < span {
		in = 1
	}
	return in
}

// between counts the slots of the set with from <= value < until.
func (b bitmap) between(col []int64, from, until int64) int {
	c := slices.Clone(b)
	c.keepRange(col, from, until)
	return c.count()
}

// with returns the slots of the set whose code passes.
func (b bitmap) with(col []uint8, pass *[256]uint8) bitmap {
	c := slices.Clone(b)
	c.keepByte(col, pass)
	return c
}

// keepMask keeps the slots that have all bits of all and, unless any is 0, at
// least one bit of any.
func (b bitmap) keepMask(col []uint32, all, any uint32) {
	var free uint64
	if any == 0 {
		free = 1
	}
	for i, w := range b {
		if w == 0 {
			continue
		}
		var m uint64
		for j, v := range block(col, i) {
			var whole, some uint64
			if v&all == all {
				whole = 1
			}
			if v&any != 0 {
				some = 1
			}
			m |= whole & (some | free) << (j & 63)
		}
		b[i] = w & m
	}
}

// block is the part of a column that word i of a set stands for.
func block[T any](col []T, i int) []T {
	return col[i<<6 : min(len(col), (i+1)<<6)]
}
