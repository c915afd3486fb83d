package quickjson

import (
	"reflect"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// reader goes through one text. Every step that meets something it does not
// know returns false, and so does everything above it.
type reader struct {
	text  []byte
	at    int
	rooms []reflect.Value
	short [1 << shortBits]string // texts met before; see known
}

const (
	shortBits = 10
	maxShort  = 48 // bytes: codes and questions, not statements
)

// known returns a text as a string, the same one as before if it was met
// lately: most texts of a case file are codes.
func (r *reader) known(text []byte) string {
	if len(text) == 0 || len(text) > maxShort {
		return string(text)
	}
	h := uint32(len(text))
	for _, c := range text {
		h = (h ^ uint32(c)) * 16777619 // FNV-1a
	}
	was := &r.short[h>>(32-shortBits)]
	if *was != string(text) {
		*was = string(text)
	}
	return *was
}

// value reads into a zero value. A null leaves it so, except where a type
// spells itself and the general codec has its own opinion.
func (r *reader) value(n node, v reflect.Value) bool {
	r.space()
	if r.at < len(r.text) && r.text[r.at] == 'n' {
		_, own := n.(spelt)
		return !own && r.word("null")
	}
	return n.read(r, v)
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
	high := byte(0)
	for i, c := range r.text[from:] {
		switch {
		case c == '"':
			s := r.text[from : from+i]
			r.at = from + i + 1
			return s, high < utf8.RuneSelf || utf8.Valid(s)
		case c == '\\':
			return r.escaped(from + i)
		case c < ' ':
			return nil, false
		}
		high |= c
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
	n, err := strconv.ParseInt(string(r.text[from:r.at]), 10, 64)
	return n, err == nil
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
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			out, err := jsontext.AppendQuote(b, s)
			return out, err == nil
		}
	}
	b = append(append(append(b, '"'), s...), '"')
	return b, utf8.ValidString(s)
}

// plainASCII reports whether a text stands in quotes as it is.
func plainASCII(s []byte) bool {
	for _, c := range s {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
