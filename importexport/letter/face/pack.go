package face

import (
	"hash/adler32"
	"sync"
	"sync/atomic"

	"recourse/importexport/letter/deflate"
)

// pieces holds the outlines packed so far, one place for each glyph, in a code
// made from all outlines of the face.
type pieces struct {
	once sync.Once
	code *deflate.Code
	done []atomic.Pointer[deflate.Piece]
}

func (f *Face) code() *deflate.Code {
	f.pieces.once.Do(func() {
		f.pieces.code = deflate.NewCode(f.glyf)
		f.pieces.done = make([]atomic.Pointer[deflate.Piece], len(f.width))
	})
	return f.pieces.code
}

// Pack compresses a subset of this face into a zlib stream. The same subset
// gives the same bytes.
func (f *Face) Pack(s Subset) []byte {
	code := f.code()
	w := deflate.NewStream(len(s.TTF))
	code.Start(w)
	at := s.glyf
	code.Write(w, s.TTF[:at])
	for _, g := range s.Glyphs {
		raw := s.TTF[at : at+f.padded(g)]
		at += len(raw)
		if f.composite(g) {
			code.Write(w, raw) // it names its parts by their places in this subset
			continue
		}
		w.Append(f.piece(g, raw))
	}
	code.Write(w, s.TTF[at:])
	code.End(w)
	return w.Close(adler32.Checksum(s.TTF))
}

// padded is the size of an outline in a subset.
func (f *Face) padded(g GID) int { return (int(f.loca[g+1]-f.loca[g]) + 3) &^ 3 }

// composite reports whether an outline is put together from others.
func (f *Face) composite(g GID) bool {
	outline := f.glyf[f.loca[g]:f.loca[g+1]]
	return len(outline) >= 10 && outline[0]&0x80 != 0
}

// piece packs an outline, or finds it packed.
func (f *Face) piece(g GID, raw []byte) *deflate.Piece {
	if done := f.pieces.done[g].Load(); done != nil {
		return done
	}
	made := f.code().Piece(raw)
	f.pieces.done[g].Store(made)
	return made
}
