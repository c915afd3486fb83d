package face

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"recourse/importexport/letter/deflate"
)

// pieces holds the outlines packed so far, one place for each glyph, in a code
// made from all outlines of the face.
type pieces struct {
	once sync.Once
	code *deflate.Code
	done []atomic.Pointer[outline]
}

// outline is the outline of a glyph as it stands in subsets.
type outline struct {
	*deflate.Piece
	size     int // as written, in whole words
	checksum uint32
}

func (f *Face) code() *deflate.Code {
	f.pieces.once.Do(func() {
		f.pieces.code = deflate.NewCode(f.glyf)
		f.pieces.done = make([]atomic.Pointer[outline], len(f.width))
	})
	return f.pieces.code
}

// Packed is a subset as it is embedded.
type Packed struct {
	Size   int   // of Subset.TTF
	Glyphs []GID // original numbers in the order of the new ones; 0 comes first
}

// Pack cuts the face down to the given glyphs, as Subset does, and appends it
// to out as a zlib stream. Outlines are packed once and copied from then on,
// their sums too, so that the subset itself is never laid out. The same glyphs
// give the same bytes.
func (f *Face) Pack(out []byte, glyphs []GID) ([]byte, Packed) {
	code, keep := f.code(), f.closure(glyphs)
	outlines := make([]*outline, len(keep))
	glyf := table{tag: "glyf"}
	loca := make([]byte, 0, 4*len(keep)+4)
	for i, g := range keep {
		o := f.packed(g, keep)
		outlines[i] = o
		loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.size))
		glyf.size, glyf.checksum = glyf.size+o.size, glyf.checksum+o.checksum
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.size))
	tables := f.tablesFor(keep, glyf, loca)
	head, size := directory(tables)
	w := deflate.NewStream(out)
	code.Start(w)
	code.Write(w, head)
	for _, o := range outlines {
		w.Append(o.Piece)
	}
	rest := make([]byte, 0, size-len(head)-glyf.size)
	for _, t := range tables[1:] {
		rest = append(rest, t.data...)
		rest = append(rest, make([]byte, -len(rest)&3)...)
	}
	code.Write(w, rest)
	code.End(w)
	return w.Close(), Packed{Size: size, Glyphs: keep}
}

// packed packs an outline, or finds it packed. One that is put together from
// others names them by their places in this subset, so it is packed anew.
func (f *Face) packed(g GID, keep []GID) *outline {
	if done := f.pieces.done[g].Load(); done != nil {
		return done
	}
	raw := appendGlyph(nil, f.glyf[f.loca[g]:f.loca[g+1]], keep)
	made := &outline{Piece: f.code().Piece(raw), size: len(raw), checksum: checksum(raw)}
	if !f.composite(g) {
		f.pieces.done[g].Store(made)
	}
	return made
}

// composite reports whether an outline is put together from others.
func (f *Face) composite(g GID) bool {
	outline := f.glyf[f.loca[g]:f.loca[g+1]]
	return len(outline) >= 10 && outline[0]&0x80 != 0
}
