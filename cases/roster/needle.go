package roster

import "bytes"

// needle looks for a pattern by its rarest byte. In UTF-8 Chinese every third
// byte is one of a few lead bytes, so that a search by the first byte, as the
// library does it, stops at every character; the trailing bytes are spread
// evenly and a vectorised search for one of them skips most of the text.
type needle struct {
	pattern []byte
	anchor  int // position in pattern of the byte to look for
	plain   bool
}

// sample is how many bytes of a chunk are counted to know what is rare.
const sample = 4096

func newNeedle(pattern, data []byte) needle {
	var seen [256]int
	for _, b := range data[:min(len(data), sample)] {
		seen[b]++
	}
	best := 0
	for i, b := range pattern {
		if seen[b] < seen[pattern[best]] {
			best = i
		}
	}
	common := seen[pattern[best]]*24 > min(len(data), sample)
	return needle{pattern: pattern, anchor: best, plain: common && len(pattern) > 1}
}

// next returns the position of the next occurrence at or after from, -1 when
// there is none.
func (nd *needle) next(data []byte, from int) int {
	if nd.plain {
		if i := bytes.Index(data[from:], nd.pattern); i >= 0 {
			return from + i
		}
		return -1
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
