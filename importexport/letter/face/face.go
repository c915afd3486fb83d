// Package face reads the TrueType faces of the letters.
//
// A Face is parsed once and then only read, so that any number of letters may
// be set from it at the same time. It answers which glyph shows a character
// and how wide it is, gives outlines for pictures of pages, and cuts subsets
// for embedding. The same glyphs give the same subset, byte for byte.
package face

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// GID is the number of a glyph in the whole face; 0 stands for a missing one.
type GID = uint16

// Face is one parsed TrueType face.
type Face struct {
	Name string // as in PDF files, without a subset tag

	font   *sfnt.Font
	tables map[string][]byte
	glyf   []byte
	loca   []uint32
	width  []uint16    // in 1/1000 em, per glyph
	pages  []*[256]GID // by all but the last eight bits of a character
	pieces pieces
	runes  []rune // per glyph, the character it stands for first of all

	Ascent, Descent int // of the type area, in 1/1000 em; Descent is below zero
	CapHeight       int
	box             [4]int
}

var errTruncated = errors.New("a table is shorter than it says")

// Parse reads a TrueType file with quadratic outlines and 1,000 units to the
// em, the only kind the letters use. The bytes are kept and must not change.
func Parse(name string, ttf []byte) (*Face, error) {
	f := &Face{Name: name, tables: map[string][]byte{}}
	var err error
	if f.font, err = sfnt.Parse(ttf); err != nil {
		return nil, fmt.Errorf("face %s: %w", name, err)
	}
	if err := f.readTables(ttf); err != nil {
		return nil, fmt.Errorf("face %s: %w", name, err)
	}
	if err := f.readMetrics(); err != nil {
		return nil, fmt.Errorf("face %s: %w", name, err)
	}
	return f, f.readCharacters()
}

func (f *Face) readTables(ttf []byte) error {
	if len(ttf) < 12 {
		return errTruncated
	}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		entry := 12 + 16*i
		if entry+16 > len(ttf) {
			return errTruncated
		}
		at, size := int(binary.BigEndian.Uint32(ttf[entry+8:])), int(binary.BigEndian.Uint32(ttf[entry+12:]))
		if at < 0 || size < 0 || at+size > len(ttf) {
			return errTruncated
		}
		f.tables[string(ttf[entry:entry+4])] = ttf[at : at+size : at+size]
	}
	for _, need := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf"} {
		if f.tables[need] == nil {
			return fmt.Errorf("no table %q", need)
		}
	}
	return nil
}

func (f *Face) readMetrics() error {
	head, hhea, maxp := f.tables["head"], f.tables["hhea"], f.tables["maxp"]
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 32 {
		return errTruncated
	}
	if unit := binary.BigEndian.Uint16(head[18:]); unit != 1000 {
		return fmt.Errorf("%d units to the em, want 1000", unit)
	}
	for i := range f.box {
		f.box[i] = int(int16(binary.BigEndian.Uint16(head[36+2*i:])))
	}
	f.Ascent = int(int16(binary.BigEndian.Uint16(hhea[4:])))
	f.Descent = int(int16(binary.BigEndian.Uint16(hhea[6:])))
	f.CapHeight = 700
	if os2 := f.tables["OS/2"]; len(os2) >= 90 {
		f.CapHeight = int(int16(binary.BigEndian.Uint16(os2[88:])))
	}
	glyphs := int(binary.BigEndian.Uint16(maxp[4:]))
	if err := f.readWidths(glyphs, int(binary.BigEndian.Uint16(hhea[34:]))); err != nil {
		return err
	}
	return f.readLoca(glyphs, binary.BigEndian.Uint16(head[50:]) != 0)
}

func (f *Face) readWidths(glyphs, metrics int) error {
	hmtx := f.tables["hmtx"]
	if metrics == 0 || metrics > glyphs || len(hmtx) < 4*metrics {
		return errTruncated
	}
	f.width = make([]uint16, glyphs)
	for g := range f.width {
		f.width[g] = binary.BigEndian.Uint16(hmtx[4*min(g, metrics-1):])
	}
	return nil
}

func (f *Face) readLoca(glyphs int, long bool) error {
	loca := f.tables["loca"]
	f.glyf = f.tables["glyf"]
	f.loca = make([]uint32, glyphs+1)
	size := 2
	if long {
		size = 4
	}
	if len(loca) < size*(glyphs+1) {
		return errTruncated
	}
	for g := range f.loca {
		if long {
			f.loca[g] = binary.BigEndian.Uint32(loca[4*g:])
		} else {
			f.loca[g] = 2 * uint32(binary.BigEndian.Uint16(loca[2*g:]))
		}
		if int64(f.loca[g]) > int64(len(f.glyf)) || g > 0 && f.loca[g] < f.loca[g-1] {
			return errTruncated
		}
	}
	return nil
}

// Width is the advance of a glyph in 1/1000 em.
func (f *Face) Width(g GID) int { return int(f.width[g]) }

// Glyphs is the number of glyphs of the face.
func (f *Face) Glyphs() int { return len(f.width) }

// Box is the bounding box of all glyphs in 1/1000 em: left, bottom, right, top.
func (f *Face) Box() [4]int { return f.box }

// Outline returns the contours of a glyph for an em of ppem pixels (26.6 fixed
// point, y downwards).
func (f *Face) Outline(g GID, ppem float64) (sfnt.Segments, error) {
	var buf sfnt.Buffer
	segments, err := f.font.LoadGlyph(&buf, sfnt.GlyphIndex(g), fixed26(ppem), nil)
	if err != nil {
		return nil, fmt.Errorf("glyph %d of %s: %w", g, f.Name, err)
	}
	return segments, nil
}
