package roster

import "math/bits"

// bitmap is a set of slots.
type bitmap []uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

func (b bitmap) has(s uint32) bool { return b[s>>6]&(1<<(s&63)) != 0 }
func (b bitmap) set(s uint32)      { b[s>>6] |= 1 << (s & 63) }
func (b bitmap) clear(s uint32)    { b[s>>6] &^= 1 << (s & 63) }

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

// or adds what o holds.
func (b bitmap) or(o bitmap) {
	for i := range b {
		b[i] |= o[i]
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
	for i, w := range b {
		if w == 0 {
			continue
		}
		var m uint64
		for j, v := range block(col, i) {
			var in uint64
			if v >= from && v < until {
				in = 1
			}
			m |= in << (j & 63)
		}
		b[i] = w & m
	}
}

// keepMask keeps the slots that have all bits of all and, unless any is 0, at
// least one bit of any.
func (b bitmap) keepMask(col []uint32, all, any uint32) {
	for i, w := range b {
		if w == 0 {
			continue
		}
		var m uint64
		for j, v := range block(col, i) {
			var in uint64
			if v&all == all && (any == 0 || v&any != 0) {
				in = 1
			}
			m |= in << (j & 63)
		}
		b[i] = w & m
	}
}

// block is the part of a column that word i of a set stands for.
func block[T any](col []T, i int) []T {
	return col[i<<6 : min(len(col), (i+1)<<6)]
}
