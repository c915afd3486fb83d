package deflate

import "encoding/binary"

// Bits collects bits, the first one lowest in its byte.
type Bits struct {
	out  []byte
	acc  uint64
	fill uint // bits in acc, less than 64
}

// NewStream begins a zlib stream and makes room for size bytes.
func NewStream(size int) *Bits {
	return &Bits{out: append(make([]byte, 0, size), 0x78, 0x01)}
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

// Close ends a stream with the Adler-32 sum of what it holds.
func (w *Bits) Close(sum uint32) []byte { return binary.BigEndian.AppendUint32(w.close(), sum) }

// Piece is packed data that can be put into any stream of its code.
type Piece struct {
	words []uint64
	bits  uint
}

// Piece packs data apart.
func (c *Code) Piece(data []byte) *Piece {
	w := &Bits{}
	c.Write(w, data)
	p := &Piece{bits: uint(8*len(w.out)) + w.fill}
	raw := append(w.close(), make([]byte, 8)...)
	p.words = make([]uint64, 0, p.bits/64+1)
	for i := uint(0); i < p.bits; i += 64 {
		p.words = append(p.words, binary.LittleEndian.Uint64(raw[i/8:]))
	}
	return p
}

// Append puts a piece behind what there is.
func (w *Bits) Append(p *Piece) {
	left := p.bits
	for _, v := range p.words {
		n := min(left, 64)
		left -= n
		w.add(v, n)
	}
}
