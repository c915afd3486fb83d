package vault

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// The last byte of what is sealed says how the text before it is packed. It
// stands last so that a plain text can be opened in place.
const (
	packedPlain   = 0
	packedDeflate = 1
)

const (
	// packFrom is the length in bytes from which compression is tried: below
	// it a case's body fits its database page anyway, and the time is better
	// spent elsewhere.
	packFrom = 6 << 10
	// maxUnpacked bounds what a sealed text may unpack to. Only someone with
	// the key could make a larger one, but the bound costs nothing.
	maxUnpacked = 256 << 20
)

type packer struct {
	out bytes.Buffer
	w   *flate.Writer
}

var packers = sync.Pool{New: func() any {
	p := &packer{}
	p.w, _ = flate.NewWriter(&p.out, flate.BestSpeed) // a constant level cannot fail
	return p
}}

var plainRooms = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// pack returns the text with its marker, compressed when that saves at least a
// quarter. The result is valid until done is called.
func pack(text []byte) (body []byte, done func()) {
	if len(text) >= packFrom {
		p := packers.Get().(*packer)
		p.out.Reset()
		p.w.Reset(&p.out)
		_, werr := p.w.Write(text)
		if cerr := p.w.Close(); werr == nil && cerr == nil && p.out.Len() < len(text)-len(text)/4 {
			p.out.WriteByte(packedDeflate)
			return p.out.Bytes(), func() { clear(p.out.Bytes()); packers.Put(p) }
		}
		packers.Put(p)
	}
	room := plainRooms.Get().(*bytes.Buffer)
	room.Reset()
	room.Write(text)
	room.WriteByte(packedPlain)
	return room.Bytes(), func() { clear(room.Bytes()); plainRooms.Put(room) }
}

// unpack takes dst with a body opened behind start and returns dst with the
// text in the body's stead.
func unpack(dst []byte, start int) ([]byte, error) {
	last := len(dst) - 1
	if last < start {
		return nil, ErrTampered
	}
	switch dst[last] {
	case packedPlain:
		return dst[:last], nil
	case packedDeflate:
		text, err := inflate(dst[start:last])
		if err != nil {
			return nil, err
		}
		return append(dst[:start], text...), nil
	}
	return nil, ErrTampered
}

func inflate(body []byte) ([]byte, error) {
	r := flate.NewReader(bytes.NewReader(body))
	text, err := io.ReadAll(io.LimitReader(r, maxUnpacked+1))
	if err != nil || len(text) > maxUnpacked {
		return nil, ErrTampered
	}
	return text, nil
}
