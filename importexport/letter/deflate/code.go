// Package deflate compresses what the letters embed, faster than a general
// compressor could because it knows beforehand what it gets (RFC 1950, 1951).
//
// A Code packs with one fixed Huffman code, so that what recurs can be kept
// packed and copied. Zeros packs tables that are nearly empty. Both give the
// same bytes for the same input.
package deflate

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Code is a Huffman code made from a sample of what will be packed. The bits
// of a piece do not depend on what stands before it, so they can be worked out
// once and copied wherever it recurs. Repeats inside a piece are not sought.
type Code struct {
	code   [endOfBlock + 1]uint16 // bits as they are written, first bit lowest
	length [endOfBlock + 1]uint8
	table  [endOfBlock]uint32 // both: the bits above the lowest eight, their number below
}

const (
	endOfBlock = 256
	maxBits    = 15 // of a code in DEFLATE
)

// NewCode makes the code from a sample of what will be packed.
func NewCode(sample []byte) *Code {
	freq := make([]int, endOfBlock+1)
	for _, b := range sample {
		freq[b]++
	}
	c := &Code{}
	for {
		for i := range freq {
			freq[i] = freq[i]/2 + 1 // every byte may turn up
		}
		if depths(freq, c.length[:]) <= maxBits {
			break
		}
	}
	c.assign()
	return c
}

// depths gives the lengths of a Huffman code and returns the longest.
func depths(freq []int, length []uint8) int {
	n := len(freq)
	parent := make([]int, 2*n-1)
	weight := append(slices.Clone(freq), make([]int, n-1)...)
	leaves := make([]int, n)
	for i := range leaves {
		leaves[i] = i
	}
	slices.SortStableFunc(leaves, func(a, b int) int { return cmp.Compare(freq[a], freq[b]) })
	inner := n // first joined node not taken yet
	for node := n; node < 2*n-1; node++ {
		for range 2 {
			pick := inner
			if len(leaves) > 0 && (inner == node || weight[leaves[0]] <= weight[inner]) {
				pick, leaves = leaves[0], leaves[1:]
			} else {
				inner++
			}
			weight[node] += weight[pick]
			parent[pick] = node
		}
	}
	depth, longest := make([]int, 2*n-1), 0
	for i := 2*n - 3; i >= 0; i-- {
		depth[i] = depth[parent[i]] + 1
		if i < n {
			length[i], longest = uint8(min(depth[i], 255)), max(longest, depth[i])
		}
	}
	return longest
}

// assign numbers the codes of each length as RFC 1951, 3.2.2 does.
func (c *Code) assign() {
	next := uint16(0)
	for l := uint8(1); l <= maxBits; l++ {
		for s, n := range c.length {
			if n == l {
				c.code[s] = bits.Reverse16(next) >> (16 - l)
				next++
			}
		}
		next <<= 1
	}
	for b := range c.table {
		c.table[b] = uint32(c.code[b])<<8 | uint32(c.length[b])
	}
}

// Start writes the head of a last block with this code (RFC 1951, 3.2.7). The
// lengths themselves are written in four bits each.
func (c *Code) Start(w *Bits) {
	w.add(1|2<<1, 3)            // last block, own codes
	w.add(0|0<<5|15<<10, 5+5+4) // 257 literals, 1 distance, 19 code lengths
	w.add(0, 9)                 // none of the three ways to say "repeat"
	for range 16 {
		w.add(4, 3)
	}
	for _, n := range c.length {
		w.add(uint64(bits.Reverse8(n)>>4), 4)
	}
	w.add(uint64(bits.Reverse8(1)>>4), 4) // one distance of one bit, never used
}

// Write packs data.
func (c *Code) Write(w *Bits, data []byte) {
	w.sum.add(sumOf(data), len(data))
	acc, fill, out := w.acc, w.fill, w.out
	for ; len(data) >= 4; data = data[4:] { // at most 60 bits
		p, q, r, s := c.table[data[0]], c.table[data[1]], c.table[data[2]], c.table[data[3]]
		v, n := uint64(p>>8)|uint64(q>>8)<<(p&15), uint(p&15+q&15)
		v |= (uint64(r>>8) | uint64(s>>8)<<(r&15)) << n
		n += uint(r&15 + s&15)
		acc |= v << fill
		if fill += n; fill >= 64 {
			out = binary.LittleEndian.AppendUint64(out, acc)
			fill -= 64
			acc = v >> (n - fill)
		}
	}
	w.acc, w.fill, w.out = acc, fill, out
	for _, b := range data {
		w.add(uint64(c.code[b]), uint(c.length[b]))
	}
}

// End closes the block.
func (c *Code) End(w *Bits) { w.add(uint64(c.code[endOfBlock]), uint(c.length[endOfBlock])) }
