package quickjson

import (
	"fmt"
	"reflect"
	"sync"
	"unsafe"
)

// Codec reads and writes values of one type. It is safe for concurrent use.
type Codec[T any] struct {
	root    node
	err     error
	readers sync.Pool
}

// For looks at a type once and returns its codec.
func For[T any]() *Codec[T] {
	b := &builder{lists: map[reflect.Type]*list{}}
	c := new(Codec[T])
	c.root, c.err = b.node(reflect.TypeFor[T]())
	lists := len(b.lists)
	c.readers.New = func() any { return &reader{rooms: make([]room, lists)} }
	return c
}

// Covers says what about the type is unusual, nil if nothing is. The codec of
// an unusual type gives up always.
func (c *Codec[T]) Covers() error { return c.err }

// Read reads the value at the start of text into the zero value v and returns
// what follows it. When ok is false, v holds anything.
func (c *Codec[T]) Read(text []byte, v *T) (rest []byte, ok bool) {
	if c.err != nil {
		return nil, false
	}
	r := c.readers.Get().(*reader)
	r.text, r.at = text, 0
	if ok = r.value(c.root, unsafe.Pointer(v)); !ok {
		return nil, false // what its rooms hold is left with it
	}
	r.space()
	rest, r.text = text[r.at:], nil
	c.readers.Put(r)
	return rest, true
}

// Append appends the value. When ok is false, dst is as long as before.
func (c *Codec[T]) Append(dst []byte, v *T) (out []byte, ok bool) {
	if c.err != nil {
		return dst, false
	}
	if out, ok = c.root.write(dst, unsafe.Pointer(v)); !ok {
		return dst, false
	}
	return out, true
}

// node reads and writes the values of one type. It is handed the place of a
// value of that type, and of no other: the plan of a type is made from the type
// itself, and a value is only ever reached through the plan. Going through
// package reflect instead took three times as long.
type node interface {
	// read reads into a zero value.
	read(r *reader, at unsafe.Pointer) bool
	write(b []byte, at unsafe.Pointer) ([]byte, bool)
	// empty reports whether a value is left out under omitempty.
	empty(at unsafe.Pointer) bool
}

// unusual is a type that has something a codec does not do.
func unusual(t reflect.Type, what string) error { return fmt.Errorf("%s %s", t, what) }
