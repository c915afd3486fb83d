package paper

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
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

// eachGlyph tells the glyphs of a character map as toUnicode writes it. It
// reads ten times as fast as parseToUnicode, which knows every spelling, and
// refuses what is spelled otherwise.
func eachGlyph(cmap []byte, visit func(face.GID)) error {
	begin, found := []byte(" beginbfchar\n"), false
	for at := bytes.Index(cmap, begin); at >= 0; at = bytes.Index(cmap, begin) {
		cmap = cmap[at+len(begin):]
		for len(cmap) > 7 && cmap[0] == '<' && cmap[5] == '>' {
			var g [2]byte
			if _, err := hex.Decode(g[:], cmap[1:5]); err != nil {
				return fmt.Errorf("%w: glyph of a character map", errSyntax)
			}
			visit(binary.BigEndian.Uint16(g[:]))
			found = true
			_, cmap, _ = bytes.Cut(cmap, []byte{'\n'})
		}
		if !bytes.HasPrefix(cmap, []byte("endbfchar\n")) {
			return fmt.Errorf("%w: character map", errSyntax)
		}
	}
	if !found {
		return fmt.Errorf("%w: empty character map", errSyntax)
	}
	return nil
}
