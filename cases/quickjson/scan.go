package quickjson

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"github.com/go-json-experiment/json/jsontext"
)

// reader goes through one text. Every step that meets something it does not
// know returns false, and so does everything above it.
type reader struct {
	text  []byte
	at    int
	rooms []room
	short [1 << shortBits]string // texts met before; see known
}

const (
	shortBits = 10
	maxShort  = 48 // bytes: codes and questions, not statements
	mixing    = 0x9e3779b97f4a7c15
)

// known returns a text as a string, the same one as before if it was met
// lately: most texts of a case file are codes.
func (r *reader) known(text []byte) string {
	if len(text) == 0 || len(text) > maxShort {
		return string(text)
	}
	was := &r.short[place(text)]
	if *was != string(text) {
		*was = string(text)
	}
	return *was
}

// place is where a text is remembered: by its length, beginning, middle and end.
func place(text []byte) uint64 {
	h := uint64(len(text))
	switch n := len(text); {
	case n >= 8:
		h ^= binary.LittleEndian.Uint64(text)*mixing + binary.LittleEndian.Uint64(text[n/2-4:])
		h = (h^h>>29)*mixing + binary.LittleEndian.Uint64(text[n-8:])
	case n >= 4:
		h ^= uint64(binary.LittleEndian.Uint32(text))<<32 | uint64(binary.LittleEndian.Uint32(text[n-4:]))
	default:
		h ^= uint64(text[0])<<8 | uint64(text[n/2])<<16 | uint64(text[n-1])<<24
	}
	h = (h ^ h>>31) * mixing
	return h >> (64 - shortBits)
}

// value reads into a zero value. A null leaves it so, except where a type
// spells itself and the general codec has its own opinion.
func (r *reader) value(n node, at unsafe.Pointer) bool {
	r.space()
	if r.at < len(r.text) && r.text[r.at] == 'n' {
		_, own := n.(spelt)
		return !own && r.word("null")
	}
	return n.read(r, at)
}

func (r *reader) space() {
	for r.at < len(r.text) && r.text[r.at] <= ' ' {
		switch r.text[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return
		}
	}
}

// take passes over a mark, if it comes next.
func (r *reader) take(mark byte) bool {
	r.space()
	if r.at < len(r.text) && r.text[r.at] == mark {
		r.at++
		return true
	}
	return false
}

func (r *reader) word(w string) bool {
	if end := r.at + len(w); end <= len(r.text) && string(r.text[r.at:end]) == w {
		r.at = end
		return true
	}
	return false
}

// name reads the name of a member and its colon; nil, which is nobody's name,
// if there is none.
func (r *reader) name() []byte {
	r.space()
	name, ok := r.string()
	if !ok || !r.take(':') {
		return nil
	}
	return name
}

// string reads a text. The result lies in what is read, unless it was escaped.
func (r *reader) string() ([]byte, bool) {
	if r.at >= len(r.text) || r.text[r.at] != '"' {
		return nil, false
	}
	from := r.at + 1
	rest := r.text[from:]
	i, high := stop(rest)
	if i == len(rest) {
		return nil, false
	}
	switch rest[i] {
	case '"':
		r.at = from + i + 1
		return rest[:i], !high || utf8.Valid(rest[:i])
	case '\\':
		return r.escaped(from + i)
	}
	return nil, false
}

// escaped reads a text whose first backslash stands at i.
func (r *reader) escaped(i int) ([]byte, bool) {
	for ; i < len(r.text); i++ {
		switch r.text[i] {
		case '\\':
			i++
		case '"':
			s, err := jsontext.AppendUnquote(nil, r.text[r.at:i+1])
			r.at = i + 1
			return s, err == nil
		}
	}
	return nil, false
}

// maxDigits is how many digits always fit an int64.
const maxDigits = 18

// whole reads an integer.
func (r *reader) whole() (int64, bool) {
	from := r.at
	if !r.digits() || r.at-from > maxDigits {
		return 0, false
	}
	n := int64(0)
	for _, c := range r.text[from:r.at] {
		if c != '-' {
			n = 10*n + int64(c-'0')
		}
	}
	if r.text[from] == '-' {
		n = -n
	}
	return n, true
}

// number reads a number without an exponent.
func (r *reader) number() (float64, bool) {
	from := r.at
	if !r.digits() {
		return 0, false
	}
	if r.at < len(r.text) && r.text[r.at] == '.' {
		r.at++
		if r.run() == 0 {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(string(r.text[from:r.at]), 64)
	return f, err == nil
}

// digits passes over a sign and digits without a leading zero. What may not
// follow them nothing else takes.
func (r *reader) digits() bool {
	if r.at < len(r.text) && r.text[r.at] == '-' {
		r.at++
	}
	from := r.at
	n := r.run()
	return n == 1 || n > 1 && r.text[from] != '0'
}

// run passes over digits and counts them.
func (r *reader) run() int {
	from := r.at
	for r.at < len(r.text) && r.text[r.at]-'0' <= 9 {
		r.at++
	}
	return r.at - from
}

// appendString writes a text in quotes.
func appendString(b []byte, s string) ([]byte, bool) {
	i, high := stop(s)
	if i < len(s) {
		out, err := jsontext.AppendQuote(b, s)
		return out, err == nil
	}
	b = append(append(append(b, '"'), s...), '"')
	return b, !high || utf8.ValidString(s)
}

// plainASCII reports whether a text stands in quotes as it is.
func plainASCII(s []byte) bool {
	i, high := stop(s)
	return i == len(s) && !high
}

// stop returns where a text has its first quote, backslash or control
// character, its length when there is none, and whether anything but ASCII
// stands before. Eight bytes at a time: subtracting from each borrows from its
// highest bit where it is too small, and the lowest such bit is never wrong.
func stop[T string | []byte](s T) (at int, high bool) {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	seen := uint64(0)
	i := 0
	for ; len(s)-i >= 8; i += 8 {
		w := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		quote, slash := w^('"'*ones), w^('\\'*ones)
		if found := ((w-' '*ones)&^w | (quote-ones)&^quote | (slash-ones)&^slash) & tops; found != 0 {
			n := bits.TrailingZeros64(found) &^ 7
			return i + n/8, (seen|w&(1<<n-1))&tops != 0
		}
		seen |= w
	}
	for ; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' {
			break
		}
		seen |= uint64(c)
	}
	return i, seen&tops != 0
}
