package policy

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Statement is a sentence as a key and its arguments; the words live with the
// languages.
type Statement struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

// IsZero reports whether there is nothing to say.
func (s Statement) IsZero() bool { return s.Key == "" }

// Value is one fact's value with the evidence it rests on. The zero Value is
// "not known".
type Value struct {
	val  ref.Val // nil: not known
	Refs []string
	Why  Statement // why it is not known, or a remark on how it was found
}

// BoolValue is a yes or no.
func BoolValue(b bool, refs ...string) Value { return Value{val: types.Bool(b), Refs: refs} }

// IntValue is a whole number.
func IntValue(n int, refs ...string) Value { return Value{val: types.Int(n), Refs: refs} }

// NumberValue is a measured number.
func NumberValue(n float64, refs ...string) Value { return Value{val: types.Double(n), Refs: refs} }

// TextValue is a word or code.
func TextValue(s string, refs ...string) Value { return Value{val: types.String(s), Refs: refs} }

// TextsValue is a list of words or codes.
func TextsValue(s []string, refs ...string) Value {
	return Value{val: types.NewStringList(types.DefaultTypeAdapter, s), Refs: refs}
}

// MomentValue is a point in time; a moment that is not set is not known.
func MomentValue(m Moment, refs ...string) Value {
	if m.IsZero() {
		return NotKnown(Statement{Key: "why.no_time"}, refs...)
	}
	return Value{val: m, Refs: refs}
}

// NotKnown is a value nobody knows, with the reason and the evidence that
// would settle it.
func NotKnown(why Statement, refs ...string) Value { return Value{Refs: refs, Why: why} }

// Known reports whether the value is known. A whole day counts as known.
func (v Value) Known() bool { return v.val != nil && !types.IsUnknown(v.val) }

// Bool returns a known yes or no.
func (v Value) Bool() (b, ok bool) {
	x, ok := v.val.(types.Bool)
	return bool(x), ok
}

// Moment returns a known point in time.
func (v Value) Moment() (Moment, bool) {
	m, ok := v.val.(Moment)
	return m, ok
}

// String is the value as ParseValue reads it; UNKNOWN when not known.
func (v Value) String() string {
	switch x := v.val.(type) {
	case types.Bool:
		return strconv.FormatBool(bool(x))
	case types.Int:
		return strconv.FormatInt(int64(x), 10)
	case types.Double:
		return strconv.FormatFloat(float64(x), 'f', -1, 64)
	case types.String:
		return string(x)
	case Moment:
		return x.Text()
	case interface{ Value() any }:
		if s, ok := x.Value().([]string); ok {
			return strings.Join(s, "+")
		}
	}
	return string(Unknown)
}

// ParseValue reads a fact of a type; "UNKNOWN" gives a value nobody knows.
func ParseValue(t FieldType, s string, zone *time.Location, refs ...string) (Value, error) {
	if s == string(Unknown) {
		return NotKnown(Statement{Key: "why.set_unknown"}, refs...), nil
	}
	switch t {
	case BoolFact:
		b, err := strconv.ParseBool(s)
		return BoolValue(b, refs...), bad(err, s, "true or false")
	case IntFact:
		n, err := strconv.Atoi(s)
		return IntValue(n, refs...), bad(err, s, "a whole number")
	case NumberFact:
		n, err := strconv.ParseFloat(s, 64)
		return NumberValue(n, refs...), bad(err, s, "a number")
	case TextsFact:
		return TextsValue(strings.FieldsFunc(s, func(r rune) bool { return r == '+' }), refs...), nil
	case MomentFact:
		m, err := ParseMoment(s, zone)
		return MomentValue(m, refs...), err
	}
	return TextValue(s, refs...), nil
}

func bad(err error, s, want string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%q is not %s", s, want)
}
