package paper

import (
	"errors"
	"fmt"
	"strconv"
)

// The values of PDF syntax that letters use.
type (
	name  string
	ref   int    // of generation 0
	bytea []byte // a string
	array []any
	dict  map[name]any
	word  string // an operator or keyword
)

var errSyntax = errors.New("not the syntax of a letter")

// lexer reads PDF values and words from a stretch of bytes.
type lexer struct {
	src   []byte
	at    int
	depth int
}

const maxDepth = 32

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return isSpace(c)
}

func (l *lexer) skip() {
	for l.at < len(l.src) && isSpace(l.src[l.at]) {
		l.at++
	}
}

func (l *lexer) end() bool { l.skip(); return l.at >= len(l.src) }

func (l *lexer) peek(s string) bool {
	return len(l.src)-l.at >= len(s) && string(l.src[l.at:l.at+len(s)]) == s
}

// value reads the next value. References ("3 0 R") are recognised.
func (l *lexer) value() (any, error) {
	if l.end() {
		return nil, fmt.Errorf("%w: unexpected end", errSyntax)
	}
	if l.depth++; l.depth > maxDepth {
		return nil, fmt.Errorf("%w: nested too deeply", errSyntax)
	}
	defer func() { l.depth-- }()
	switch {
	case l.peek("<<"):
		return l.dict()
	case l.peek("<"):
		return l.hexString()
	case l.peek("("):
		return l.literal()
	case l.peek("["):
		return l.array()
	case l.peek("/"):
		l.at++
		return name(l.token()), nil
	}
	t := l.token()
	if t == "" {
		return nil, fmt.Errorf("%w: stray %q", errSyntax, l.src[l.at])
	}
	if n, err := strconv.ParseFloat(t, 64); err == nil {
		if r, ok := l.reference(t); ok {
			return r, nil
		}
		return n, nil
	}
	return word(t), nil
}

func (l *lexer) token() string {
	from := l.at
	for l.at < len(l.src) && !isDelimiter(l.src[l.at]) {
		l.at++
	}
	return string(l.src[from:l.at])
}

// reference looks for " 0 R" after a number.
func (l *lexer) reference(number string) (ref, bool) {
	n, err := strconv.Atoi(number)
	if err != nil || n <= 0 || !l.peek(" 0 R") {
		return 0, false
	}
	if rest := l.at + 4; rest < len(l.src) && !isDelimiter(l.src[rest]) {
		return 0, false
	}
	l.at += 4
	return ref(n), true
}

func (l *lexer) array() (array, error) {
	l.at++
	out := array{}
	for {
		if l.end() {
			return nil, fmt.Errorf("%w: array without end", errSyntax)
		}
		if l.peek("]") {
			l.at++
			return out, nil
		}
		v, err := l.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
}

func (l *lexer) dict() (dict, error) {
	l.at += 2
	out := dict{}
	for {
		if l.end() {
			return nil, fmt.Errorf("%w: dictionary without end", errSyntax)
		}
		if l.peek(">>") {
			l.at += 2
			return out, nil
		}
		key, err := l.value()
		if err != nil {
			return nil, err
		}
		k, ok := key.(name)
		if _, twice := out[k]; !ok || twice {
			return nil, fmt.Errorf("%w: dictionary key %v", errSyntax, key)
		}
		if out[k], err = l.value(); err != nil {
			return nil, err
		}
	}
}

func (l *lexer) hexString() (bytea, error) {
	l.at++
	out := bytea{}
	var digits []byte
	for ; l.at < len(l.src) && l.src[l.at] != '>'; l.at++ {
		if !isSpace(l.src[l.at]) {
			digits = append(digits, l.src[l.at])
		}
	}
	if l.at >= len(l.src) || len(digits)%2 != 0 {
		return nil, fmt.Errorf("%w: hexadecimal string", errSyntax)
	}
	l.at++
	for i := 0; i < len(digits); i += 2 {
		b, err := strconv.ParseUint(string(digits[i:i+2]), 16, 8)
		if err != nil {
			return nil, fmt.Errorf("%w: hexadecimal string", errSyntax)
		}
		out = append(out, byte(b))
	}
	return out, nil
}

// literal reads a string in parentheses; of the escapes only the backslashed
// character itself is used in letters.
func (l *lexer) literal() (bytea, error) {
	l.at++
	out := bytea{}
	for ; l.at < len(l.src); l.at++ {
		switch c := l.src[l.at]; c {
		case '\\':
			l.at++
			if l.at >= len(l.src) {
				return nil, fmt.Errorf("%w: string without end", errSyntax)
			}
			out = append(out, l.src[l.at])
		case ')':
			l.at++
			return out, nil
		default:
			out = append(out, c)
		}
	}
	return nil, fmt.Errorf("%w: string without end", errSyntax)
}
