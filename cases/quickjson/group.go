package quickjson

import (
	"reflect"
	"unsafe"
)

// firstRoom is for how many elements a reader makes room at first.
const firstRoom = 8

// room is where a reader gathers the elements of one type of list.
type room struct {
	slice reflect.Value
	first unsafe.Pointer
	cap   int
}

// sliceHead is how a slice lies in memory, whatever it is of.
type sliceHead struct {
	first    unsafe.Pointer
	len, cap int
}

// read gathers the elements in a room that the reader keeps, because their
// number is not known before: only the exact slice is new each time.
func (l *list) read(r *reader, at unsafe.Pointer) bool {
	if !r.take('[') {
		return false
	}
	n := 0
	for more := !r.take(']'); more; n++ {
		if !r.value(l.elem, l.roomFor(r, n)) {
			return false
		}
		if more = r.take(','); !more && !r.take(']') {
			return false
		}
	}
	v := reflect.NewAt(l.typ, at).Elem()
	if n == 0 {
		v.Set(reflect.MakeSlice(l.typ, 0, 0))
		return true
	}
	room := r.rooms[l.room].slice
	room.SetLen(n)
	v.Grow(n)
	v.SetLen(n)
	reflect.Copy(v, room)
	room.Clear()
	return true
}

// roomFor is the zero value in which element n is read.
func (l *list) roomFor(r *reader, n int) unsafe.Pointer {
	m := &r.rooms[l.room]
	if n == m.cap {
		if n == 0 {
			m.slice = reflect.New(l.typ).Elem()
		}
		m.slice.SetLen(n)
		m.slice.Grow(max(firstRoom, n))
		m.cap = m.slice.Cap()
		m.first = m.slice.UnsafePointer()
	}
	return unsafe.Add(m.first, uintptr(n)*l.size)
}

func (l *list) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	head := (*sliceHead)(at)
	b = append(b, '[')
	for i := range head.len {
		if i > 0 {
			b = append(b, ',')
		}
		var ok bool
		if b, ok = l.elem.write(b, unsafe.Add(head.first, uintptr(i)*l.size)); !ok {
			return b, false
		}
	}
	return append(b, ']'), true
}

func (l *list) empty(at unsafe.Pointer) bool { return (*sliceHead)(at).len == 0 }

func (o *object) read(r *reader, at unsafe.Pointer) bool {
	if !r.take('{') {
		return false
	}
	if r.take('}') {
		return true
	}
	var seen uint64
	for next := 0; ; {
		i := o.expect(r, next)
		if i < 0 {
			i = o.find(r.name(), next)
		}
		if i < 0 || seen&(1<<i) != 0 {
			return false
		}
		seen |= 1 << i
		next = i + 1
		if m := &o.members[i]; !r.value(m.node, unsafe.Add(at, m.offset)) {
			return false
		}
		if !r.take(',') {
			return r.take('}')
		}
	}
}

// expect passes over the name of a member that comes later in the type than
// the ones before, as it is written; -1 if what comes next is anything else.
func (o *object) expect(r *reader, next int) int {
	rest := r.text[r.at:]
	for i := next; i < len(o.members); i++ {
		lead := o.members[i].lead
		if n := len(lead); n <= len(rest) && rest[n-1] == ':' && string(rest[:n]) == lead {
			r.at += n
			return i
		}
	}
	return -1
}

// find looks for a member, first where the order of the type has it.
func (o *object) find(name []byte, next int) int {
	for i := next; i < len(o.members); i++ {
		if o.members[i].name == string(name) {
			return i
		}
	}
	for i := range min(next, len(o.members)) {
		if o.members[i].name == string(name) {
			return i
		}
	}
	return -1
}

func (o *object) write(b []byte, at unsafe.Pointer) ([]byte, bool) {
	b = append(b, '{')
	start := len(b)
	for i := range o.members {
		m := &o.members[i]
		f := unsafe.Add(at, m.offset)
		if m.left(f) {
			continue
		}
		if len(b) > start {
			b = append(b, ',')
		}
		b = append(b, m.lead...)
		var ok bool
		if b, ok = m.node.write(b, f); !ok {
			return b, false
		}
	}
	return append(b, '}'), true
}

// left reports whether a member is left out.
func (m *member) left(at unsafe.Pointer) bool {
	switch {
	case m.omitEmpty && m.plain:
		return *(*string)(at) == ""
	case m.omitEmpty:
		return m.node.empty(at)
	case m.tells:
		z, ok := reflect.NewAt(m.typ, at).Interface().(interface{ IsZero() bool })
		return ok && z.IsZero()
	}
	return m.omitZero && reflect.NewAt(m.typ, at).Elem().IsZero()
}

func (o *object) empty(unsafe.Pointer) bool { return false }
