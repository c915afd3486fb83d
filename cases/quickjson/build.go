package quickjson

import (
	"encoding"
	"reflect"
	"strings"
	"unsafe"

	"github.com/go-json-experiment/json"
)

// maxMembers is how many members of an object can be told apart; see seen.
const maxMembers = 64

type builder struct {
	lists map[reflect.Type]*list
	path  []reflect.Type // to find a type that holds itself
}

func (b *builder) node(t reflect.Type) (node, error) {
	for _, up := range b.path {
		if up == t {
			return nil, unusual(t, "holds itself")
		}
	}
	b.path = append(b.path, t)
	defer func() { b.path = b.path[:len(b.path)-1] }()
	p := reflect.PointerTo(t)
	switch {
	case p.Implements(reflect.TypeFor[json.Marshaler]()) || p.Implements(reflect.TypeFor[json.Unmarshaler]()) ||
		p.Implements(reflect.TypeFor[json.MarshalerTo]()) || p.Implements(reflect.TypeFor[json.UnmarshalerFrom]()):
		return nil, unusual(t, "has JSON of its own")
	case p.Implements(reflect.TypeFor[encoding.TextAppender]()) && p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		return spelt{t}, nil
	case p.Implements(reflect.TypeFor[encoding.TextMarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		return nil, unusual(t, "spells itself one way only")
	}
	switch t.Kind() {
	case reflect.String:
		return text{}, nil
	case reflect.Int, reflect.Int64:
		if t.Size() != unsafe.Sizeof(int64(0)) {
			return nil, unusual(t, "is narrow on this machine")
		}
		return whole{}, nil
	case reflect.Float64:
		return number{}, nil
	case reflect.Bool:
		return truth{}, nil
	case reflect.Pointer:
		elem, err := b.node(t.Elem())
		return &pointer{elem, t.Elem()}, err
	case reflect.Slice:
		return b.list(t)
	case reflect.Struct:
		o := &object{}
		return o, b.members(o, t, 0)
	}
	return nil, unusual(t, "is of another kind")
}

func (b *builder) list(t reflect.Type) (node, error) {
	if l := b.lists[t]; l != nil {
		return l, nil
	}
	elem, err := b.node(t.Elem())
	if t.Elem().Kind() == reflect.Uint8 {
		err = unusual(t, "is bytes")
	}
	l := &list{elem: elem, typ: t, size: t.Elem().Size(), room: len(b.lists)}
	b.lists[t] = l
	return l, err
}

// members adds the fields of a struct, those of embedded structs among them.
func (b *builder) members(o *object, t reflect.Type, at uintptr) error {
	for f := range t.Fields() {
		offset := at + f.Offset
		tag := f.Tag.Get("json")
		if f.Anonymous && tag == "" && f.Type.Kind() == reflect.Struct && f.IsExported() {
			if err := b.members(o, f.Type, offset); err != nil {
				return err
			}
			continue
		}
		if err := b.member(o, f, tag, offset); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) member(o *object, f reflect.StructField, tag string, offset uintptr) error {
	name, options, _ := strings.Cut(tag, ",")
	m := member{name: name, lead: `"` + name + `":`, offset: offset, typ: f.Type}
	switch options {
	case "omitempty":
		m.omitEmpty = true
	case "omitzero":
		m.omitZero = true
		m.tells = reflect.PointerTo(f.Type).Implements(reflect.TypeFor[interface{ IsZero() bool }]())
	case "":
	default:
		return unusual(f.Type, "is tagged "+options)
	}
	if !f.IsExported() || f.Anonymous || name == "" || strings.ContainsFunc(name, oddInName) || o.find([]byte(name), 0) >= 0 || len(o.members) == maxMembers {
		return unusual(f.Type, "is in field "+f.Name)
	}
	var err error
	if m.node, err = b.node(f.Type); err != nil {
		return err
	}
	if m.omitEmpty && f.Type.Kind() == reflect.Struct || m.omitEmpty && mayBeEmptyInside(m.node) {
		return unusual(f.Type, "may be empty in field "+f.Name)
	}
	_, m.plain = m.node.(text)
	o.members = append(o.members, m)
	return nil
}

// oddInName reports characters that a plain member name does not have.
func oddInName(r rune) bool { return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }

// mayBeEmptyInside reports pointers whose target can look empty, so that only
// its text would tell whether the member is left out.
func mayBeEmptyInside(n node) bool {
	p, ok := n.(*pointer)
	if !ok {
		return false
	}
	switch elem := p.elem.(type) {
	case whole, number, truth:
		return false
	case *object:
		for _, m := range elem.members {
			if !m.omitEmpty && !m.omitZero {
				return false
			}
		}
	}
	return true
}
