package face

import (
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// lastRune bounds the characters looked up: the planes that hold text.
const lastRune = 0x32FFF

// readCharacters asks the face for every character once, because looking up
// is then an array access and the way back from glyph to character is known.
func (f *Face) readCharacters() error {
	var buf sfnt.Buffer
	f.pages, f.runes = make([]*[256]GID, lastRune>>8+1), make([]rune, len(f.width))
	for r := rune(0x20); r <= lastRune; r++ {
		n, err := f.font.GlyphIndex(&buf, r)
		if err != nil {
			return fmt.Errorf("face %s: character %U: %w", f.Name, r, err)
		}
		if n == 0 || int(n) >= len(f.width) {
			continue
		}
		page := f.pages[r>>8]
		if page == nil {
			page = new([256]GID)
			f.pages[r>>8] = page
		}
		page[r&0xFF] = GID(n)
		if old := f.runes[n]; old == 0 || !unified(old) && unified(r) {
			f.runes[n] = r
		}
	}
	return nil
}

// unified reports whether r is an ordinary character rather than one of the
// radicals and compatibility forms that share its glyph.
func unified(r rune) bool { return r < 0x2E80 || r >= 0x4E00 && r <= 0x9FFF }

// Glyph returns the glyph that shows r; ok is false when the face has none.
func (f *Face) Glyph(r rune) (g GID, ok bool) {
	if r < 0 || r > lastRune || f.pages[r>>8] == nil {
		return 0, false
	}
	g = f.pages[r>>8][r&0xFF]
	return g, g != 0
}

// Rune is the character that a glyph stands for first of all, 0 when it is
// only a part of others.
func (f *Face) Rune(g GID) rune {
	if int(g) >= len(f.runes) {
		return 0
	}
	return f.runes[g]
}
