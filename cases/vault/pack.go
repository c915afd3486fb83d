package vault

import (
	"bytes"
	"compress/flate"
	"io"
	"slices"
	"sync"
)

// The last byte of what is sealed says how the text before it is packed. It
// stands last so that a plain text can be opened in place.
const (
	packedPlain   = 0
	packedDeflate = 1 // written by earlier versions
	packedShrunk  = 2
)

const (
	// packFrom is the length in bytes from which shrinking is tried.
	packFrom = 256
	// maxUnpacked bounds what a sealed text may unpack to. Only someone with
	// the key could make a larger one, but the bound costs nothing.
	maxUnpacked = 256 << 20
)

var shrinkers = sync.Pool{New: func() any { return new(shrinker) }}

var plainRooms = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// pack returns the text with its marker, shrunk when that saves at least a
// quarter. The result is valid until done is called.
func pack(text []byte) (body []byte, done func()) {
	if len(text) >= packFrom && len(text) <= maxUnpacked {
		s := shrinkers.Get().(*shrinker)
		done = func() { clear(s.src); clear(s.out); shrinkers.Put(s) }
		if body = s.shrink(text); len(body) < len(text)-len(text)/4 {
			s.out = append(body, packedShrunk)
			return s.out, done
		}
		done()
	}
	return unshrunk(text)
}

// unshrunk returns the text as it is, with its marker.
func unshrunk(text []byte) (body []byte, done func()) {
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
	case packedShrunk:
		return expand(slices.Clip(dst[:start]), dst[start:last])
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
