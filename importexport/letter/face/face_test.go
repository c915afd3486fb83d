package face_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"

	"recourse/assets"
	"recourse/importexport/letter/face"
)

func load(t *testing.T) *face.Set {
	t.Helper()
	s, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFind(t *testing.T) {
	t.Parallel()
	s := load(t)
	for _, c := range []struct {
		name       string
		r          rune
		bold, wide bool
		want       face.ID
	}{
		{"Chinese body text is Kai", '码', false, true, face.Kai},
		{"Chinese headings are Song", '码', true, true, face.Song},
		{"digits are Latin in Chinese text", '7', false, true, face.Latin},
		{"a rare name has Kai even in bold", '𠮷', true, true, face.Kai},
		{"quotes are Chinese in Chinese text", '“', false, true, face.Kai},
		{"and Latin in English text", '“', false, false, face.Latin},
		{"bold English is bold Latin", 'A', true, false, face.LatinBold},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			id, g, ok := s.Find(c.r, c.bold, c.wide)
			if !ok || id != c.want || g == 0 {
				t.Errorf("Find(%q) = %d, %d, %v; want face %d", c.r, id, g, ok, c.want)
			}
		})
	}
	t.Run("what no face shows is not found", func(t *testing.T) {
		if _, _, ok := s.Find('\U000243E1', false, true); ok {
			t.Error("found a glyph for U+243E1")
		}
	})
}

func TestSubset(t *testing.T) {
	t.Parallel()
	f := load(t).Face(face.Kai)
	var glyphs []face.GID
	for _, r := range "健康码复核决定书𠮷éñ①" {
		g, ok := f.Glyph(r)
		if !ok {
			t.Fatalf("no glyph for %q", r)
		}
		glyphs = append(glyphs, g)
	}
	sub := f.Subset(glyphs)
	cut, err := sfnt.Parse(withCharacters(sub.TTF))
	if err != nil {
		t.Fatal(err)
	}
	if got := cut.NumGlyphs(); got != len(sub.Glyphs) {
		t.Fatalf("subset has %d glyphs, want %d", got, len(sub.Glyphs))
	}
	var buf sfnt.Buffer
	for place, g := range sub.Glyphs {
		want, err := f.Outline(g, 100)
		if err != nil {
			t.Fatal(err)
		}
		got, err := cut.LoadGlyph(&buf, sfnt.GlyphIndex(place), 6400, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]sfnt.Segment(want), []sfnt.Segment(got)); d != "" {
			t.Errorf("outline %d differs (-whole +subset):\n%s", g, d)
		}
	}
	for range 2 { // outlines packed now, and then
		stream, packed := f.Pack(nil, glyphs)
		r, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			t.Fatal(err)
		}
		if ttf, err := io.ReadAll(r); err != nil || !bytes.Equal(ttf, sub.TTF) || packed.Size != len(ttf) {
			t.Errorf("packed, the same glyphs give other bytes: %v", err)
		}
		if d := cmp.Diff(sub.Glyphs, packed.Glyphs); d != "" {
			t.Error(d)
		}
	}
}

// withCharacters adds the two tables that the sfnt package insists on and an
// embedded face need not have: an empty character map and an empty name list.
func withCharacters(ttf []byte) []byte {
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0}
	post := append([]byte{0, 3, 0, 0}, make([]byte, 28)...)
	n := int(binary.BigEndian.Uint16(ttf[4:]))
	type entry struct {
		tag  string
		data []byte
	}
	tables := []entry{{"cmap", cmap}}
	for i := range n {
		e := ttf[12+16*i:]
		at, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables = append(tables, entry{string(e[:4]), ttf[at : at+size]})
	}
	tables = append(tables, entry{"post", post})
	out := append([]byte{0, 1, 0, 0, 0, byte(len(tables))}, make([]byte, 6+16*len(tables))...)
	for i, t := range tables {
		copy(out[12+16*i:], t.tag)
		binary.BigEndian.PutUint32(out[12+16*i+8:], uint32(len(out)))
		binary.BigEndian.PutUint32(out[12+16*i+12:], uint32(len(t.data)))
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}

func TestParse(t *testing.T) {
	t.Parallel()
	whole, err := assets.LetterFont(assets.LetterLatin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := face.Parse("whole", whole); err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{0, 4, 11, 40, len(whole) / 2} {
		if _, err := face.Parse("cut", whole[:cut]); err == nil {
			t.Errorf("%d bytes of a face are read without an error", cut)
		}
	}
}
