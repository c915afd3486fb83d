package paper

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"unicode/utf16"

	"recourse/importexport/letter/face"
)

func (f *font) glyphs() []face.GID { return slices.Sorted(maps.Keys(f.runes)) }

// parseToUnicode reads the character map that toUnicode writes.
func parseToUnicode(cmap []byte) (map[face.GID]rune, error) {
	runes := map[face.GID]rune{}
	l := lexer{src: cmap}
	inside := false
	for !l.end() {
		v, err := l.value()
		if err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case word:
			inside = v == "beginbfchar" || inside && v != "endbfchar"
		case bytea:
			if !inside {
				continue
			}
			to, err := l.value()
			if err != nil {
				return nil, err
			}
			target, ok := to.(bytea)
			if !ok || len(v) != 2 {
				return nil, fmt.Errorf("%w: character map", errSyntax)
			}
			if runes[binary.BigEndian.Uint16(v)], err = oneRune(target); err != nil {
				return nil, err
			}
		}
	}
	if len(runes) == 0 {
		return nil, fmt.Errorf("%w: empty character map", errSyntax)
	}
	return runes, nil
}

// oneRune decodes one character of UTF-16.
func oneRune(b []byte) (rune, error) {
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, binary.BigEndian.Uint16(b))
	}
	runes := utf16.Decode(units)
	if len(runes) != 1 || len(b) != 0 {
		return 0, fmt.Errorf("%w: character of a glyph", errSyntax)
	}
	return runes[0], nil
}
