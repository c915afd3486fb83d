package face

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"golang.org/x/image/math/fixed"
)

// Subset is a face cut down to some glyphs, for embedding.
type Subset struct {
	TTF    []byte
	Glyphs []GID // original numbers in the order of the new ones; 0 comes first
}

// Subset cuts the face down to the given glyphs and the parts they are made
// of. Outlines are copied unchanged; hints are left out.
func (f *Face) Subset(glyphs []GID) Subset {
	keep := f.closure(glyphs)
	var glyf, loca []byte
	for _, g := range keep {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = appendGlyph(glyf, f.glyf[f.loca[g]:f.loca[g+1]], keep)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	tables := f.tablesFor(keep, newTable("glyf", glyf), loca)
	out, _ := directory(tables)
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return Subset{TTF: out, Glyphs: keep}
}

// tablesFor puts the outlines beside the other tables of a subset, sorted by
// tag.
func (f *Face) tablesFor(keep []GID, glyf table, loca []byte) []table {
	hmtx := make([]byte, 0, 4*len(keep))
	for _, g := range keep {
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.width[g])
		hmtx = append(hmtx, f.bearing(g)...)
	}
	return []table{glyf, newTable("head", f.head()), newTable("hhea", patched(f.tables["hhea"], 34, len(keep))),
		newTable("hmtx", hmtx), newTable("loca", loca), newTable("maxp", f.maxp(len(keep)))}
}

// closure is the sorted set of glyphs with glyph 0 and all components.
func (f *Face) closure(glyphs []GID) []GID {
	keep := append(make([]GID, 1, len(glyphs)+16), glyphs...)
	keep = slices.DeleteFunc(keep, func(g GID) bool { return int(g) >= len(f.width) })
	for i := 0; i < len(keep); i++ {
		g := keep[i]
		eachComponent(f.glyf[f.loca[g]:f.loca[g+1]], func(at int, part GID) {
			if int(part) < len(f.width) && !slices.Contains(keep[len(glyphs):], part) {
				keep = append(keep, part)
			}
		})
	}
	slices.Sort(keep)
	return slices.Compact(keep)
}

// eachComponent calls visit with the offset and number of every component of
// a composite outline.
func eachComponent(outline []byte, visit func(at int, part GID)) {
	const wordArgs, scale, more, xyScale, twoByTwo = 0x1, 0x8, 0x20, 0x40, 0x80
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		visit(at+2, binary.BigEndian.Uint16(outline[at+2:]))
		at += 6
		if flags&wordArgs != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&xyScale != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if flags&more == 0 {
			return
		}
	}
}

// appendGlyph copies an outline; the parts of a composite one get their places
// in keep.
func appendGlyph(glyf, outline []byte, keep []GID) []byte {
	start := len(glyf)
	glyf = append(glyf, outline...)
	eachComponent(outline, func(at int, part GID) {
		place, known := slices.BinarySearch(keep, part)
		if !known {
			place = 0
		}
		binary.BigEndian.PutUint16(glyf[start+at:], uint16(place))
	})
	return append(glyf, make([]byte, -len(glyf)&3)...)
}

// bearing is the left side bearing as two bytes.
func (f *Face) bearing(g GID) []byte {
	hmtx := f.tables["hmtx"]
	full := int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	at := 4*int(g) + 2
	if int(g) >= full {
		at = 4*full + 2*(int(g)-full)
	}
	if at+2 > len(hmtx) {
		return []byte{0, 0}
	}
	return hmtx[at : at+2]
}

func (f *Face) head() []byte {
	head := patched(f.tables["head"], 50, 1) // long offsets
	binary.BigEndian.PutUint32(head[8:], 0)  // whole-file checksum, filled by assemble
	return head
}

func (f *Face) maxp(glyphs int) []byte {
	maxp := patched(f.tables["maxp"], 4, glyphs)
	return patched(maxp, 26, 0) // no instructions
}

func patched(t []byte, at, value int) []byte {
	t = slices.Clone(t)
	binary.BigEndian.PutUint16(t[at:], uint16(value))
	return t
}

// table is one table of a subset; that of outlines may be known by size and
// checksum alone.
type table struct {
	tag      string
	data     []byte
	size     int
	checksum uint32
}

func newTable(tag string, data []byte) table { return table{tag, data, len(data), checksum(data)} }

// directory writes the head of an sfnt file, up to its first table, and
// returns the size of the whole. The checksum of the whole file, which stands
// in the table head, is filled in.
func directory(tables []table) (out []byte, size int) {
	n := len(tables)
	power := bits.Len(uint(n)) - 1
	out = []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 << power, power, 16*n - 16<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	size = 12 + 16*n
	sum := uint32(0)
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, t.checksum)
		out = binary.BigEndian.AppendUint32(out, uint32(size))
		out = binary.BigEndian.AppendUint32(out, uint32(t.size))
		size += (t.size + 3) &^ 3
		sum += t.checksum
	}
	sum += checksum(out)
	for _, t := range tables {
		if t.tag == "head" {
			binary.BigEndian.PutUint32(t.data[8:], 0xB1B0AFBA-sum)
		}
	}
	return out, size
}

func checksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var tail [4]byte
	copy(tail[:], data)
	return sum + binary.BigEndian.Uint32(tail[:])
}

func fixed26(v float64) fixed.Int26_6 { return fixed.Int26_6(v*64 + 0.5) }
