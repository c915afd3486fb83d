package xlsxfile

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// nextAttr takes the first attribute from what is left of a tag. An empty name
// without an error is the end.
func nextAttr(attrs []byte) (name, value, rest []byte, err error) {
	i := 0
	for i < len(attrs) && isSpace(attrs[i]) {
		i++
	}
	if i == len(attrs) {
		return nil, nil, nil, nil
	}
	if i == 0 {
		return nil, nil, nil, errSyntax
	}
	start := i
	for i < len(attrs) && attrs[i] != '=' {
		i++
	}
	name = bytes.TrimRight(attrs[start:i], " \t\r\n")
	for i++; i < len(attrs) && isSpace(attrs[i]); i++ {
	}
	if i >= len(attrs) || attrs[i] != '"' && attrs[i] != '\'' || len(name) == 0 {
		return nil, nil, nil, errSyntax
	}
	end := bytes.IndexByte(attrs[i+1:], attrs[i])
	if end < 0 {
		return nil, nil, nil, errSyntax
	}
	return name, attrs[i+1 : i+1+end], attrs[i+2+end:], nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// attributes returns all attributes of a tag, for the small parts of a
// workbook where speed is no matter. Prefixes are kept.
func attributes(attrs []byte) (map[string]string, error) {
	found := map[string]string{}
	for {
		name, value, rest, err := nextAttr(attrs)
		if err != nil {
			return nil, err
		}
		if name == nil {
			return found, nil
		}
		if _, twice := found[string(name)]; twice {
			return nil, errSyntax
		}
		text, err := appendText(nil, value)
		if err != nil {
			return nil, err
		}
		found[string(name)] = string(text)
		attrs = rest
	}
}

// appendText appends raw XML text with its entities resolved. Only the five
// entities of XML itself and character numbers exist.
func appendText(dst, raw []byte) ([]byte, error) {
	for {
		at := bytes.IndexByte(raw, '&')
		if at < 0 {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:at]...)
		raw = raw[at+1:]
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		if end < 0 {
			return nil, errEntity
		}
		r, ok := entity(string(raw[:end]))
		if !ok {
			return nil, errEntity
		}
		dst = utf8.AppendRune(dst, r)
		raw = raw[end+1:]
	}
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// unescape resolves the escapes _xHHHH_ by which workbooks spell characters
// that XML cannot hold.
func unescape(s []byte) []byte {
	at := bytes.Index(s, []byte("_x"))
	if at < 0 {
		return s
	}
	out := append([]byte(nil), s[:at]...)
	for i := at; i < len(s); {
		if r, ok := escaped(s[i:]); ok {
			out = utf8.AppendRune(out, r)
			i += 7
			continue
		}
		out = append(out, s[i])
		i++
	}
	return out
}

func escaped(s []byte) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s[2:6]), 16, 16)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}
