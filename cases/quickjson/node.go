package quickjson

import (
	"encoding"
	"math"
	"reflect"
	"strconv"
	"unsafe"
)

type (
	text   struct{}
	whole  struct{}
	number struct{}
	truth  struct{}
	// spelt is a type that reads and writes itself as text.
	spelt   struct{ typ reflect.Type }
	pointer struct {
		elem node
		typ  reflect.Type
	}
	list struct {
		elem node
		typ  reflect.Type
		size uintptr // of an element
		room int     // where a reader gathers the elements
	}
	object struct{ members []member }
	member struct {
		name      string
		lead      string // the name as it is written
		offset    uintptr
		typ       reflect.Type
		node      node
		plain     bool // a text
		omitEmpty bool
		omitZero  bool
		tells     bool // has IsZero
	}
)

func (text) read(r *reader, at unsafe.Pointer) bool {
	s, ok := r.string()
	if ok {
		*(*string)(at) = r.known(s)
	}
	return ok
}

func (text) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	return appendString(b, *(*string)(at))
}

func (text) empty(at unsafe.Pointer) bool { return *(*string)(at) == "" }

func (whole) read(r *reader, at unsafe.Pointer) bool {
	n, ok := r.whole()
	if ok {
		*(*int64)(at) = n
	}
	return ok
}

func (whole) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	return strconv.AppendInt(b, *(*int64)(at), 10), true
}

func (whole) empty(unsafe.Pointer) bool { return false }

func (number) read(r *reader, at unsafe.Pointer) bool {
	f, ok := r.number()
	if ok {
		*(*float64)(at) = f
	}
	return ok
}

func (number) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	f := *(*float64)(at)
	if abs := math.Abs(f); abs != 0 && !(abs >= 1e-6 && abs < 1e21) {
		return b, false
	}
	return strconv.AppendFloat(b, f, 'f', -1, 64), true
}

func (number) empty(unsafe.Pointer) bool { return false }

func (truth) read(r *reader, at unsafe.Pointer) bool {
	is := r.word("true")
	*(*bool)(at) = is
	return is || r.word("false")
}

func (truth) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	return strconv.AppendBool(b, *(*bool)(at)), true
}

func (truth) empty(unsafe.Pointer) bool { return false }

func (s spelt) read(r *reader, at unsafe.Pointer) bool {
	text, ok := r.string()
	if !ok {
		return false
	}
	u, ok := reflect.NewAt(s.typ, at).Interface().(encoding.TextUnmarshaler)
	return ok && u.UnmarshalText(text) == nil
}

func (s spelt) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	a, ok := reflect.NewAt(s.typ, at).Interface().(encoding.TextAppender)
	if !ok {
		return b, false
	}
	start := len(b) + 1
	b, err := a.AppendText(append(b, '"'))
	if err != nil {
		return b, false
	}
	return append(b, '"'), plainASCII(b[start:])
}

func (s spelt) empty(at unsafe.Pointer) bool {
	b, ok := s.write(nil, at)
	return ok && len(b) == len(`""`)
}

func (p *pointer) read(r *reader, at unsafe.Pointer) bool {
	elem := reflect.New(p.typ).UnsafePointer()
	*(*unsafe.Pointer)(at) = elem
	return p.elem.read(r, elem)
}

func (p *pointer) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	elem := *(*unsafe.Pointer)(at)
	if elem == nil {
		return append(b, "null"...), true
	}
	return p.elem.write(b, elem)
}

func (p *pointer) empty(at unsafe.Pointer) bool { return *(*unsafe.Pointer)(at) == nil }
