package audit

import (
	"bytes"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
)

// canonical brings JSON to its canonical form (RFC 8785). Content that is written
// in that form from the beginning, as nearly all is, is only looked at: taking it
// apart and putting it together again costs as much as signing it.
func canonical(content []byte) ([]byte, error) {
	s := scanner{text: content}
	if s.value(0) && s.at == len(content) {
		return content, nil
	}
	return jcs.Transform(content)
}

// scanner passes over plain canonical JSON: objects with their keys in order,
// texts without escapes, whole numbers. It stops at anything else, canonical or
// not.
type scanner struct {
	text []byte
	at   int
}

// deepest is how deep plain content may be.
const deepest = 16

func (s *scanner) value(depth int) bool {
	if s.at >= len(s.text) || depth > deepest {
		return false
	}
	switch c := s.text[s.at]; {
	case c == '{':
		return s.object(depth + 1)
	case c == '[':
		return s.list(depth + 1)
	case c == '"':
		_, ok := s.string()
		return ok
	case c == 't':
		return s.word("true")
	case c == 'f':
		return s.word("false")
	case c == 'n':
		return s.word("null")
	}
	return s.number()
}

func (s *scanner) word(w string) bool {
	ok := bytes.HasPrefix(s.text[s.at:], []byte(w))
	s.at += len(w)
	return ok
}

func (s *scanner) next(c byte) bool {
	ok := s.at < len(s.text) && s.text[s.at] == c
	if ok {
		s.at++
	}
	return ok
}

// object passes over members whose keys are ASCII and grow: those have the same
// order as bytes and as UTF-16, in which the canonical form has them.
func (s *scanner) object(depth int) bool {
	s.at++
	if s.next('}') {
		return true
	}
	var last []byte
	for first := true; ; first = false {
		key, ok := s.string()
		if !ok || !first && bytes.Compare(last, key) >= 0 || bytes.ContainsFunc(key, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return false
		}
		last = key
		if !s.next(':') || !s.value(depth) {
			return false
		}
		if !s.next(',') {
			return s.next('}')
		}
	}
}

func (s *scanner) list(depth int) bool {
	s.at++
	if s.next(']') {
		return true
	}
	for {
		if !s.value(depth) {
			return false
		}
		if !s.next(',') {
			return s.next(']')
		}
	}
}

// string passes over a text in which nothing is escaped and nothing has to be.
func (s *scanner) string() (inside []byte, ok bool) {
	if !s.next('"') {
		return nil, false
	}
	start := s.at
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '"':
			inside = s.text[start:s.at]
			s.at++
			return inside, utf8.Valid(inside)
		case c < ' ' || c == '\\':
			return nil, false
		}
	}
	return nil, false
}

// number passes over a whole number that a float holds and is written plainly.
func (s *scanner) number() bool {
	const most = 15
	s.next('-')
	start := s.at
	for s.at < len(s.text) && s.text[s.at] >= '0' && s.text[s.at] <= '9' {
		s.at++
	}
	digits := s.text[start:s.at]
	if len(digits) == 0 || len(digits) > most {
		return false
	}
	return digits[0] != '0' || len(digits) == 1 && (start == 0 || s.text[start-1] != '-')
}
