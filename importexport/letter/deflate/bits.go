package deflate

import (
	"encoding/binary"
	"hash/adler32"
)

// Bits collects bits, the first one lowest in its byte, and the Adler-32 sum
// of what they stand for.
type Bits struct {
	out  []byte
	acc  uint64
	fill uint // bits in acc, less than 64
	sum  sum
}

// NewStream begins a zlib stream behind the bytes of out.
func NewStream(out []byte) *Bits {
	return &Bits{out: append(out, 0x78, 0x01), sum: sum{a: 1}}
}

// add appends n bits; the others of v are zero.
func (w *Bits) add(v uint64, n uint) {
	w.acc |= v << w.fill
	if w.fill+n < 64 {
		w.fill += n
		return
	}
	w.out = binary.LittleEndian.AppendUint64(w.out, w.acc)
	w.acc, w.fill = v>>(64-w.fill), w.fill+n-64
}

// close fills up the last byte and returns everything.
func (w *Bits) close() []byte {
	for left := w.fill; left > 0; left -= min(left, 8) {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
	w.fill = 0
	return w.out
}

// Close ends a stream with the Adler-32 sum of what it holds and returns all
// bytes, those that were there before it first.
func (w *Bits) Close() []byte {
	return binary.BigEndian.AppendUint32(w.close(), w.sum.b<<16|w.sum.a)
}

// sum is the two halves of an Adler-32 sum.
type sum struct{ a, b uint32 }

const adlerBase = 65521

// sumOf is what data of its own adds to a sum.
func sumOf(data []byte) sum {
	whole, n := adler32.Checksum(data), uint32(len(data)%adlerBase)
	return sum{a: (whole&0xFFFF + adlerBase - 1) % adlerBase, b: (whole>>16 + adlerBase - n) % adlerBase}
}

// add takes in what follows: n bytes that sum up to next.
func (s *sum) add(next sum, n int) {
	s.b = uint32((uint64(s.b) + uint64(n)*uint64(s.a) + uint64(next.b)) % adlerBase)
	s.a = (s.a + next.a) % adlerBase
}

// Piece is packed data that can be put into any stream of its code.
type Piece struct {
	words []uint64
	bits  uint
	size  int // of the data
	sum   sum
}

// Piece packs data apart.
func (c *Code) Piece(data []byte) *Piece {
	w := &Bits{}
	c.Write(w, data)
	p := &Piece{bits: uint(8*len(w.out)) + w.fill, size: len(data), sum: sumOf(data)}
	raw := append(w.close(), make([]byte, 8)...)
	p.words = make([]uint64, 0, p.bits/64+1)
	for i := uint(0); i < p.bits; i += 64 {
		p.words = append(p.words, binary.LittleEndian.Uint64(raw[i/8:]))
	}
	return p
}

// Append puts a piece behind what there is.
func (w *Bits) Append(p *Piece) {
	w.sum.add(p.sum, p.size)
	full, acc, out := p.bits/64, w.acc, w.out
	for _, v := range p.words[:full] {
		out = binary.LittleEndian.AppendUint64(out, acc|v<<w.fill)
		acc = v >> (64 - w.fill) // nothing when nothing was left over
	}
	w.acc, w.out = acc, out
	if rest := p.bits % 64; rest > 0 {
		w.add(p.words[full], rest)
	}
}
