package quickjson

import "reflect"

// firstRoom is for how many elements a reader makes room at first.
const firstRoom = 8

// read gathers the elements in a room that the reader keeps, because their
// number is not known before: only the exact slice is new each time.
func (l *list) read(r *reader, v reflect.Value) bool {
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
	if n == 0 {
		v.Set(reflect.MakeSlice(l.typ, 0, 0))
		return true
	}
	room := r.rooms[l.room]
	room.SetLen(n)
	v.Grow(n)
	v.SetLen(n)
	reflect.Copy(v, room)
	room.Clear()
	return true
}

// roomFor is the zero value in which element n is read.
func (l *list) roomFor(r *reader, n int) reflect.Value {
	if !r.rooms[l.room].IsValid() {
		r.rooms[l.room] = reflect.New(l.typ).Elem()
	}
	room := r.rooms[l.room]
	if n == room.Cap() {
		room.SetLen(n)
		room.Grow(max(firstRoom, n))
	}
	room.SetLen(n + 1)
	return room.Index(n)
}

func (l *list) write(b []byte, v reflect.Value) ([]byte, bool) {
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		var ok bool
		if b, ok = l.elem.write(b, v.Index(i)); !ok {
			return b, false
		}
	}
	return append(b, ']'), true
}

func (l *list) empty(v reflect.Value) bool { return v.Len() == 0 }

func (o *object) read(r *reader, v reflect.Value) bool {
	if !r.take('{') {
		return false
	}
	if r.take('}') {
		return true
	}
	var seen uint64
	for next := 0; ; {
		i := o.find(r.name(), next)
		if i < 0 || seen&(1<<i) != 0 {
			return false
		}
		seen |= 1 << i
		next = i + 1
		if m := &o.members[i]; !r.value(m.node, m.of(v)) {
			return false
		}
		if !r.take(',') {
			return r.take('}')
		}
	}
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

func (m *member) of(v reflect.Value) reflect.Value {
	for _, i := range m.index {
		v = v.Field(i)
	}
	return v
}

func (o *object) write(b []byte, v reflect.Value) ([]byte, bool) {
	b = append(b, '{')
	start := len(b)
	for i := range o.members {
		m := &o.members[i]
		f := m.of(v)
		if m.omitEmpty && m.node.empty(f) || m.omitZero && m.zero(f) {
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

func (m *member) zero(v reflect.Value) bool {
	if m.tells {
		z, ok := v.Addr().Interface().(interface{ IsZero() bool })
		return ok && z.IsZero()
	}
	return v.IsZero()
}

func (o *object) empty(reflect.Value) bool { return false }
