package roster

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// needle looks for a pattern by its rarest bytes. In UTF-8 Chinese every third
// byte is one of a few lead bytes, so that a search by the first byte, as the
// library does it, stops at every character; the trailing bytes are spread
// evenly, and a vectorised search for one of them skips most of the text. Among
// digits no byte is rare, but few places have the right two in a row.
type needle struct {
	pattern []byte
	anchor  int  // position in pattern of what to look for
	pair    bool // look for two bytes there
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
	nd := needle{pattern: pattern}
	for i, b := range pattern {
		if seen[b] < seen[pattern[nd.anchor]] {
			nd.anchor = i
		}
	}
	if seen[pattern[nd.anchor]]*common > len(data) && len(pattern) > 1 {
		nd.pair, nd.anchor = true, rarestPair(pattern, data)
	}
	return nd
}

// rarestPair is where in pattern the two bytes stand that data has least often
// in a row: birth years make some pairs of digits very common.
func rarestPair(pattern, data []byte) int {
	best, fewest := 0, len(data)+1
	for i := range len(pattern) - 1 {
		if n := bytes.Count(data, pattern[i:i+2]); n < fewest {
			best, fewest = i, n
		}
	}
	return best
}

// next returns the position of the next occurrence at or after from, -1 when
// there is none.
func (nd *needle) next(data []byte, from int) int {
	if nd.pair {
		return nd.nextPair(data, from)
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

// nextPair tests eight places at once: a place where both bytes are right
// leaves a zero byte, whose high bit the subtraction sets. It may set further
// bits above a true one; comparing the pattern sorts them out.
func (nd *needle) nextPair(data []byte, from int) int {
	a, b := ones*uint64(nd.pattern[nd.anchor]), ones*uint64(nd.pattern[nd.anchor+1])
	p := from + nd.anchor
	for ; p+9 <= len(data); p += 8 {
		w := data[p : p+9 : p+9]
		x := binary.LittleEndian.Uint64(w) ^ a | binary.LittleEndian.Uint64(w[1:]) ^ b
		for m := (x - ones) &^ x & highs; m != 0; m &= m - 1 {
			at := p + bits.TrailingZeros64(m)/8 - nd.anchor
			if bytes.HasPrefix(data[at:], nd.pattern) {
				return at
			}
		}
	}
	if p -= nd.anchor; p >= len(data) {
		return -1
	}
	if i := bytes.Index(data[p:], nd.pattern); i >= 0 {
		return p + i
	}
	return -1
}
