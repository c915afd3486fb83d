package policy

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Record is one record of facts. Ref is the evidence it stands for, in lists.
type Record struct {
	Ref   string
	group *Group
	path  string
	facts *Facts
	vals  []Value
	ids   []int64 // of the unknowns
	at    int     // place in its list, in a room for flat facts
	reads noting
}

// noting hears of every fact that a condition reads.
type noting interface {
	read(r *Record, k int)
}

// Set gives a field its value and returns the record, so that calls chain; a
// field that does not exist or has another type shows in Facts.Err.
func (r *Record) Set(field string, v Value) *Record {
	k, ok := r.group.index[field]
	if !ok {
		r.facts.fail(fmt.Errorf("%s has no fact %q", r.path, field))
		return r
	}
	if v.Known() && !fits(r.group.Fields[k].Type, v.val) {
		r.facts.fail(fmt.Errorf("%s does not take the value %s", r.Path(k), v))
		return r
	}
	r.set(k, v)
	return r
}

// Get returns the value of a field; a field that does not exist is not known.
func (r *Record) Get(field string) Value {
	if k, ok := r.group.index[field]; ok {
		return r.vals[k]
	}
	return Value{}
}

// Fields lists the names of the record's fields.
func (r *Record) Fields() []Field { return r.group.Fields }

// Path names field k: "q.temp_c", "stays[F1].to".
func (r *Record) Path(k int) string { return r.path + "." + r.group.Fields[k].Name }

// set stores the value. What is unknown is numbered in the order of filling,
// and so is a whole day, which may turn out unknown.
func (r *Record) set(k int, v Value) {
	m, whole := v.val.(Moment)
	whole = whole && m.day
	if !v.Known() {
		v.val = nil
	}
	if whole || v.val == nil {
		r.ids[k] = r.facts.nextUnknown()
	}
	if whole {
		id, path, refs := r.ids[k], r.Path(k), v.Refs
		m.trail = func() *types.Unknown { return newUnknown(id, path, refs) }
		v.val = m
	}
	r.vals[k] = v
}

// value is field k as conditions see it: a fact nobody knows becomes a CEL
// unknown that names its evidence and its path, made when it is read, because
// most are not.
func (r *Record) value(k int) ref.Val {
	if v := r.vals[k].val; v != nil {
		return v
	}
	return newUnknown(r.ids[k], r.Path(k), r.vals[k].Refs)
}

// newUnknown is CEL's unknown with a trail of evidence and path.
func newUnknown(id int64, path string, refs []string) *types.Unknown {
	on := path
	if len(refs) > 0 {
		on = refs[0]
	}
	return types.NewUnknown(id, types.QualifyAttribute(types.NewAttributeTrail(on), path))
}

func fits(t FieldType, v ref.Val) bool {
	switch v.(type) {
	case types.Bool:
		return t == BoolFact
	case types.Int:
		return t == IntFact
	case types.Double:
		return t == NumberFact
	case types.String:
		return t == TextFact
	case Moment:
		return t == MomentFact
	}
	return t == TextsFact
}

// Type implements ref.Val.
func (r *Record) Type() ref.Type { return r.group.kind }

// Value implements ref.Val.
func (r *Record) Value() any { return r }

// Equal implements ref.Val: records are equal to themselves only.
func (r *Record) Equal(other ref.Val) ref.Val { return types.Bool(other == ref.Val(r)) }

// ConvertToNative implements ref.Val; records never leave CEL as Go values.
func (r *Record) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("facts do not convert to %v", t)
}

// ConvertToType implements ref.Val.
func (r *Record) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("facts do not convert to %s", t.TypeName())
}
