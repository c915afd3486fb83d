package roster

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
)

// needle looks for a pattern by its rarest bytes. In UTF-8 Chinese every third
// byte is one of a few lead bytes, so that a search by the first byte, as the
// library does it, stops at every character; the trailing bytes are spread
// evenly, and a vectorised search for one of them skips most of the text. Among
// digits no byte is rare, but few places have the right three in a row.
type needle struct {
	pattern []byte
	anchor  int // position in pattern of what to look for
	run     int // how many bytes to look for there, 1 to 3
}

// sample is how many bytes are counted to know what is rare, and common is the
// share (one in so many) from which a single byte is no use.
const (
	sample = 4096
	common = 24
)

func newNeedle(pattern, data []byte) needle {
	var seen [256]int
	data = data[:min(len(data), sample)]
	for _, b := range data {
		seen[b]++
	}
	nd := needle{pattern: pattern, run: 1}
	for i, b := range pattern {
		if seen[b] < seen[pattern[nd.anchor]] {
			nd.anchor = i
		}
	}
	if seen[pattern[nd.anchor]]*common > len(data) && len(pattern) > 1 {
		nd.run = min(3, len(pattern))
		nd.anchor = rarest(pattern, data, nd.run)
	}
	return nd
}

// rarest is where in pattern the run of so many bytes begins that data has
// least often: birth years make some runs of digits very common.
func rarest(pattern, data []byte, run int) int {
	best, fewest := 0, len(data)+1
	for i := range len(pattern) - run + 1 {
		if n := bytes.Count(data, pattern[i:i+run]); n < fewest {
			best, fewest = i, n
		}
	}
	return best
}

// next returns the position of the next occurrence at or after from, -1 when
// there is none.
func (nd *needle) next(data []byte, from int) int {
	if nd.run > 1 {
		return nd.nextRun(data, from)
	}
	rare := nd.pattern[nd.anchor]
	for p := from + nd.anchor; p < len(data); p++ {
		i := bytes.IndexByte(data[p:], rare)
		if i < 0 {
			return -1
		}
		p += i
		if bytes.HasPrefix(data[p-nd.anchor:], nd.pattern) {
			return p - nd.anchor
		}
	}
	return -1
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// nextRun tests eight places at once: a place where all bytes of the run are
// right leaves a zero byte, whose high bit the subtraction sets. It may set
// further bits above a true one; comparing the pattern sorts them out.
func (nd *needle) nextRun(data []byte, from int) int {
	run := nd.pattern[nd.anchor:][:nd.run]
	a, b := ones*uint64(run[0]), ones*uint64(run[1])
	var c, third uint64 // third is 0 when there is no third byte to test
	if nd.run > 2 {
		c, third = ones*uint64(run[2]), math.MaxUint64
	}
	p := from + nd.anchor
	for d := data[min(p, len(data)):]; len(d) >= 10; d = d[8:] {
		x := binary.LittleEndian.Uint64(d) ^ a | binary.LittleEndian.Uint64(d[1:9]) ^ b | (binary.LittleEndian.Uint64(d[2:10])^c)&third
		if m := (x - ones) &^ x & highs; m != 0 {
			if at := nd.among(data, p-nd.anchor, m); at >= 0 {
				return at
			}
		}
		p += 8
	}
	if p -= nd.anchor; p >= len(data) {
		return -1
	}
	if i := bytes.Index(data[p:], nd.pattern); i >= 0 {
		return p + i
	}
	return -1
}

// among returns the first place marked in m, counted from base, where the
// pattern stands, -1 when there is none.
func (nd *needle) among(data []byte, base int, m uint64) int {
	for ; m != 0; m &= m - 1 {
		at := base + bits.TrailingZeros64(m)/8
		if bytes.HasPrefix(data[at:], nd.pattern) {
			return at
		}
	}
	return -1
}
