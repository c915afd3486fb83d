package deflate

import "math/bits"

// Zeros packs data of long runs of zeros with the code that every reader knows
// (RFC 1951, 3.2.6). Neither time nor size depends on how long the runs are
// once they are above 258.
type Zeros struct{ w *Bits }

// NewZeros begins a stream behind the bytes of out.
func NewZeros(out []byte) *Zeros {
	z := &Zeros{w: NewStream(out)}
	z.w.add(1|1<<1, 3) // last block, known code
	return z
}

// Byte appends one byte.
func (z *Zeros) Byte(v byte) {
	if v < 144 {
		z.w.add(uint64(bits.Reverse8(0x30+v)), 8)
	} else {
		z.w.add(uint64(bits.Reverse16(0x190+uint16(v-144))>>7), 9)
	}
	z.w.sum.add(sum{a: uint32(v), b: uint32(v)}, 1)
}

const longestMatch = 258

// Run appends n zeros.
func (z *Zeros) Run(n int) {
	if n <= 0 {
		return
	}
	z.Byte(0)
	n--
	z.w.sum.add(sum{}, n)
	for ; n >= 3; n -= min(n, longestMatch) {
		z.match(min(n, longestMatch))
	}
	for range n {
		z.w.add(uint64(bits.Reverse8(0x30)), 8)
	}
}

// match repeats the byte before n times: 3 to 258.
func (z *Zeros) match(n int) {
	symbol, extra, rest := 285, 0, 0
	if n < longestMatch {
		d := n - 3
		if d >= 8 {
			extra = bits.Len(uint(d)) - 3
		}
		symbol, rest = 257+4*extra+d>>extra, d&(1<<extra-1)
	}
	if symbol < 280 {
		z.w.add(uint64(bits.Reverse8(uint8(symbol-256))>>1), 7)
	} else {
		z.w.add(uint64(bits.Reverse8(uint8(0xC0+symbol-280))), 8)
	}
	z.w.add(uint64(rest), uint(extra))
	z.w.add(0, 5) // one byte back
}

// Close ends the stream.
func (z *Zeros) Close() []byte {
	z.w.add(0, 7)
	return z.w.Close()
}
