package vault

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"
)

// A shrunk text is written as an LZ4 block is: sequences of literals and of a
// match, which is a distance back and a length. Before the block stands the
// length of the text, and the text counts as the continuation of words, so that
// even the first member name of a document is a match. A document of 10 KB takes
// a tenth of the time of deflate, which spends most of it on coding tables.
const (
	minMatch  = 4
	maxBack   = 1<<16 - 1
	slotBits  = 13
	tailBytes = 8  // so many at the end are literals: no load reaches beyond
	nibble    = 15 // a count from which it goes on in further bytes
)

type slots [1 << slotBits]uint32

// seeded remembers where in words everything stands.
var seeded = sync.OnceValue(func() *slots {
	var s slots
	for i := range len(words) - 8 {
		s[slot(binary.LittleEndian.Uint64([]byte(words[i:i+8])))] = uint32(i)
	}
	return &s
})

// slot is where a place is remembered by its next five bytes.
func slot(next uint64) uint64 { return (next << 24 * 889523592379) >> (64 - slotBits) }

// shrinker is the room that one text at a time needs. What it remembers of
// earlier texts lies below base and counts as not there: to wipe it for each
// text would take longer than to shrink a short one.
type shrinker struct {
	last     slots
	base     uint32
	src, out []byte
}

// begin starts a text, behind the places of the one before.
func (s *shrinker) begin(text []byte) {
	if s.base > 1<<31 {
		s.last, s.base = slots{}, 0
	}
	s.base += uint32(len(s.src)) + 1 // 0 is no place
	s.src = append(append(s.src[:0], words...), text...)
}

// find returns where a slot was seen last, in this text or in the words, and
// notes the place where it is seen now.
func (s *shrinker) find(seeds *slots, slot uint64, at int) int {
	was := s.last[slot]
	s.last[slot] = s.base + uint32(at)
	if was < s.base {
		return int(seeds[slot])
	}
	return int(was - s.base)
}

// shrink returns the shrunk text, valid until the next one.
func (s *shrinker) shrink(text []byte) []byte {
	s.begin(text)
	seeds, src := seeded(), s.src
	s.out = binary.AppendUvarint(s.out[:0], uint64(len(text)))
	done := len(words)
	for at := done; at < len(src)-tailBytes; {
		next := binary.LittleEndian.Uint64(src[at:])
		from := s.find(seeds, slot(next), at)
		if at-from > maxBack || binary.LittleEndian.Uint32(src[from:]) != uint32(next) {
			at += 1 + (at-done)>>6 // faster where nothing repeats
			continue
		}
		for at > done && from > 0 && src[at-1] == src[from-1] {
			at, from = at-1, from-1
		}
		n := minMatch + alike(src[from+minMatch:], src[at+minMatch:len(src)-tailBytes+minMatch])
		s.out = appendSequence(s.out, src[done:at], at-from, n-minMatch)
		at += n
		done = at
	}
	s.out = appendCount(append(s.out, byte(min(len(src)-done, nibble))<<4), len(src)-done)
	s.out = append(s.out, src[done:]...)
	return s.out
}

// alike counts how many bytes a and b begin with in common.
func alike(a, b []byte) int {
	n := 0
	for ; len(b)-n >= 8; n += 8 {
		if x := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
	}
	for n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func appendSequence(b, literals []byte, back, more int) []byte {
	b = append(b, byte(min(len(literals), nibble))<<4|byte(min(more, nibble)))
	b = append(appendCount(b, len(literals)), literals...)
	b = binary.LittleEndian.AppendUint16(b, uint16(back))
	return appendCount(b, more)
}

// appendCount writes what of a count its nibble does not hold.
func appendCount(b []byte, n int) []byte {
	if n < nibble {
		return b
	}
	for n -= nibble; n >= 255; n -= 255 {
		b = append(b, 255)
	}
	return append(b, byte(n))
}

// expand appends the text that shrink shrank. Anything else is ErrTampered.
func expand(dst, body []byte) ([]byte, error) {
	size, width := binary.Uvarint(body)
	if width <= 0 || size > maxUnpacked || size > 255*uint64(len(body)) {
		return nil, ErrTampered
	}
	e := expander{in: body[width:], out: slices.Grow(dst, int(size)), start: len(dst), end: len(dst) + int(size)}
	for e.sequence() {
	}
	if e.bad || len(e.in) > 0 || len(e.out) != e.end {
		return nil, ErrTampered
	}
	return e.out, nil
}

type expander struct {
	in, out    []byte
	start, end int
	bad        bool
}

// sequence expands one, and returns false after the last and after a bad one.
func (e *expander) sequence() bool {
	if len(e.in) == 0 {
		e.bad = true
		return false
	}
	head := e.in[0]
	e.in = e.in[1:]
	n := e.count(int(head >> 4))
	if e.bad = e.bad || n > len(e.in) || n > e.end-len(e.out); e.bad {
		return false
	}
	e.out = append(e.out, e.in[:n]...)
	e.in = e.in[n:]
	if len(e.in) < 2 {
		return false // the last, if nothing is left
	}
	back := int(binary.LittleEndian.Uint16(e.in))
	e.in = e.in[2:]
	return e.match(back, minMatch+e.count(int(head&nibble)))
}

// count reads on in a count.
func (e *expander) count(n int) int {
	for more := n == nibble; more; {
		if len(e.in) == 0 || n > maxUnpacked {
			e.bad = true
			return 0
		}
		n, more = n+int(e.in[0]), e.in[0] == 255
		e.in = e.in[1:]
	}
	return n
}

// match repeats n bytes from so far back; before the text stand the words.
func (e *expander) match(back, n int) bool {
	far := back - (len(e.out) - e.start)
	if e.bad = e.bad || back == 0 || far > len(words) || n > e.end-len(e.out); e.bad {
		return false
	}
	if far > 0 {
		part := words[len(words)-far:]
		part = part[:min(n, far)]
		e.out = append(e.out, part...)
		n -= len(part)
	}
	for n > 0 { // a match may run into what it writes
		from := len(e.out) - back
		part := min(n, back)
		e.out = append(e.out, e.out[from:from+part]...)
		n -= part
	}
	return true
}
