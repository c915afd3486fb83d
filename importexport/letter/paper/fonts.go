package paper

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"recourse/importexport/letter/deflate"
	"recourse/importexport/letter/face"
)

// fonts adds the subset fonts and returns the entries of the font dictionary.
func (d *document) fonts(faces *face.Set, used *usage) string {
	var names strings.Builder
	for _, id := range face.IDs() {
		if glyphs := used[id].list(); len(glyphs) > 0 {
			fmt.Fprintf(&names, "/F%d %d 0 R ", id, d.font(faces.Face(id), glyphs))
		}
	}
	return names.String()
}

// font adds one face cut down to glyphs: a Type 0 font whose character codes
// are the glyph numbers of the whole face.
func (d *document) font(f *face.Face, glyphs []face.GID) int {
	from := len(d.room)
	room, sub := f.Pack(d.room, glyphs)
	d.room = room
	file := d.add(room[from:], fmt.Sprintf("/Length1 %d /Filter /FlateDecode", sub.Size))
	d.objects[file].outlines = true
	box, fontName := f.Box(), subsetTag(glyphs)+"+"+f.Name
	descriptor := d.add(nil, fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] "+
		"/ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>",
		fontName, box[0], box[1], box[2], box[3], f.Ascent, f.Descent, f.CapHeight, file))
	from = len(d.room)
	d.room = packPlaces(d.room, sub.Glyphs)
	places := d.add(d.room[from:], "/Filter /FlateDecode")
	cid := d.add(nil, fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s "+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R /DW 1000 /W [%s]>>",
		fontName, descriptor, places, widths(f, glyphs)))
	unicode := d.add(d.squeeze(toUnicode(f, glyphs)), "/Filter /FlateDecode")
	return d.add(nil, fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H "+
		"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", fontName, cid, unicode))
}

// subsetTag is the six letters that mark a subset; they follow from what is
// in it.
func subsetTag(glyphs []face.GID) string {
	var sum uint64 = 14695981039346656037
	for _, g := range glyphs {
		sum = (sum ^ uint64(g)) * 1099511628211
	}
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(tag)
}

// placeMap tells for every glyph number of the whole face where it is in the
// subset.
func placeMap(glyphs []face.GID) []byte {
	m := make([]byte, 2*int(glyphs[len(glyphs)-1])+2)
	for place, g := range glyphs {
		binary.BigEndian.PutUint16(m[2*int(g):], uint16(place))
	}
	return m
}

// packPlaces appends placeMap, packed without being laid out.
func packPlaces(out []byte, glyphs []face.GID) []byte {
	z := deflate.NewZeros(out)
	next := 0
	for place, g := range glyphs {
		z.Run(2 * (int(g) - next))
		z.Byte(byte(place >> 8))
		z.Byte(byte(place))
		next = int(g) + 1
	}
	return z.Close()
}

// widths lists the advances that differ from a full em.
func widths(f *face.Face, glyphs []face.GID) string {
	var b []byte
	for _, g := range glyphs {
		if w := f.Width(g); w != 1000 {
			b = append(strconv.AppendInt(b, int64(g), 10), '[')
			b = append(strconv.AppendInt(b, int64(w), 10), ']')
		}
	}
	return string(b)
}

const cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`

const cmapFoot = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`

// toUnicode maps glyph numbers back to characters, at most 100 in a block.
func toUnicode(f *face.Face, glyphs []face.GID) []byte {
	b := append(make([]byte, 0, len(cmapHead)+len(cmapFoot)+16*len(glyphs)+256), cmapHead...)
	for block := range slices.Chunk(glyphs, 100) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(block))
		for _, g := range block {
			b = append(b, '<')
			b = append(appendHex(b, g), "> <"...)
			if r := f.Rune(g); r < 0x10000 {
				b = appendHex(b, uint16(r))
			} else {
				high, low := utf16.EncodeRune(r)
				b = appendHex(appendHex(b, uint16(high)), uint16(low))
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, cmapFoot...)
}

// plain is a code for page contents and character maps, made from how often
// their characters occur: all of them are mostly hexadecimal digits. A code made
// for each stream would take as long as packing it and save one part in thirty.
var plain = deflate.NewCode([]byte(strings.Repeat(`/Span <</MCID 7>> BDC
BT
/F0 11.5 Tf 1 0 0 1 386.136 654.256 Tm
[<27E410DC3877198408DA06050918175A>-334<13C221BB1004>]TJ
ET
EMC
/F2 9.3 Tf 1 0 0 1 202.071 513.99 Tm
[<0013001100130011><1EEB04DA0C0E>-43<31A8>]TJ
512.25 97.361 1.287 1.286 re
427.14 205.738 3.859 1.287 re
<0BCF> <4E0E>
<31A8> <8BC1>
<2D07> <5065>
`, 64)))

// squeeze packs the parts of a stream.
func (d *document) squeeze(parts ...[]byte) []byte {
	from, w := len(d.room), deflate.NewStream(d.room)
	plain.Start(w)
	for _, p := range parts {
		plain.Write(w, p)
	}
	plain.End(w)
	d.room = w.Close()
	return d.room[from:]
}
