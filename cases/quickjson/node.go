package quickjson

import (
	"encoding"
	"math"
	"reflect"
	"strconv"
)

type (
	text   struct{}
	whole  struct{}
	number struct{}
	truth  struct{}
	// spelt is a type that reads and writes itself as text.
	spelt   struct{}
	pointer struct {
		elem node
		typ  reflect.Type
	}
	list struct {
		elem node
		typ  reflect.Type
		room int // where a reader gathers the elements
	}
	object struct{ members []member }
	member struct {
		name      string
		lead      string // the name as it is written
		index     []int
		node      node
		omitEmpty bool
		omitZero  bool
		tells     bool // has IsZero
	}
)

func (text) read(r *reader, v reflect.Value) bool {
	s, ok := r.string()
	if ok {
		v.SetString(r.known(s))
	}
	return ok
}

func (text) write(b []byte, v reflect.Value) ([]byte, bool) { return appendString(b, v.String()) }

func (text) empty(v reflect.Value) bool { return v.Len() == 0 }

func (whole) read(r *reader, v reflect.Value) bool {
	n, ok := r.whole()
	if ok = ok && !v.OverflowInt(n); ok {
		v.SetInt(n)
	}
	return ok
}

func (whole) write(b []byte, v reflect.Value) ([]byte, bool) {
	return strconv.AppendInt(b, v.Int(), 10), true
}

func (whole) empty(reflect.Value) bool { return false }

func (number) read(r *reader, v reflect.Value) bool {
	f, ok := r.number()
	if ok {
		v.SetFloat(f)
	}
	return ok
}

func (number) write(b []byte, v reflect.Value) ([]byte, bool) {
	f := v.Float()
	if abs := math.Abs(f); abs != 0 && !(abs >= 1e-6 && abs < 1e21) {
		return b, false
	}
	return strconv.AppendFloat(b, f, 'f', -1, 64), true
}

func (number) empty(reflect.Value) bool { return false }

func (truth) read(r *reader, v reflect.Value) bool {
	is := r.word("true")
	v.SetBool(is)
	return is || r.word("false")
}

func (truth) write(b []byte, v reflect.Value) ([]byte, bool) {
	return strconv.AppendBool(b, v.Bool()), true
}

func (truth) empty(reflect.Value) bool { return false }

func (spelt) read(r *reader, v reflect.Value) bool {
	s, ok := r.string()
	if !ok {
		return false
	}
	u, ok := v.Addr().Interface().(encoding.TextUnmarshaler)
	return ok && u.UnmarshalText(s) == nil
}

func (spelt) write(b []byte, v reflect.Value) ([]byte, bool) {
	a, ok := v.Addr().Interface().(encoding.TextAppender)
	if !ok {
		return b, false
	}
	start := len(b) + 1
	b, err := a.AppendText(append(b, '"'))
	return append(b, '"'), err == nil && plainASCII(b[start:])
}

func (spelt) empty(v reflect.Value) bool {
	b, ok := spelt{}.write(nil, v)
	return ok && len(b) == len(`""`)
}

func (p *pointer) read(r *reader, v reflect.Value) bool {
	v.Set(reflect.New(p.typ))
	return p.elem.read(r, v.Elem())
}

func (p *pointer) write(b []byte, v reflect.Value) ([]byte, bool) {
	if v.IsNil() {
		return append(b, "null"...), true
	}
	return p.elem.write(b, v.Elem())
}

func (p *pointer) empty(v reflect.Value) bool { return v.IsNil() }
