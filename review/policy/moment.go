package policy

import (
	"fmt"
	"reflect"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// Moment is a point in time as a source gave it: an instant, or a whole day
// that is only known to have happened between its first and last second.
// In conditions moments are subtracted (giving a span) and compared; where the
// answer depends on the hour inside a whole day, it is UNKNOWN.
type Moment struct {
	from, to time.Time
	day      bool
	trail    func() *types.Unknown
}

// Instant returns the moment of an exact time.
func Instant(t time.Time) Moment { return Moment{from: t, to: t} }

// WholeDay returns the moment of the day that contains t in t's time zone.
func WholeDay(t time.Time) Moment {
	first := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	return Moment{from: first, to: first.AddDate(0, 0, 1).Add(-time.Second), day: true}
}

// ParseMoment reads RFC 3339, or an ISO date for a whole day in zone.
func ParseMoment(s string, zone *time.Location) (Moment, error) {
	if t, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return WholeDay(t), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Moment{}, fmt.Errorf("%q is neither a day (2020-02-15) nor a time (2020-02-15T13:05:00+08:00)", s)
	}
	return Instant(t.In(zone)), nil
}

// IsZero reports whether the moment is not set.
func (m Moment) IsZero() bool { return m.from.IsZero() }

// Earliest is the first instant the moment can mean.
func (m Moment) Earliest() time.Time { return m.from }

// Latest is the last instant the moment can mean.
func (m Moment) Latest() time.Time { return m.to }

// Day reports whether only the day is known.
func (m Moment) Day() bool { return m.day }

// Text is the moment as ParseMoment reads it, "" when not set.
func (m Moment) Text() string {
	switch {
	case m.IsZero():
		return ""
	case m.day:
		return m.from.Format(time.DateOnly)
	}
	return m.from.Format(time.RFC3339)
}

var (
	momentType = types.NewObjectType("facts.Moment", traits.SubtractorType|traits.ComparerType)
	spanType   = types.NewObjectType("facts.Span", traits.ComparerType)
)

// Type implements ref.Val.
func (m Moment) Type() ref.Type { return momentType }

// Value implements ref.Val.
func (m Moment) Value() any { return m }

// Equal implements ref.Val: UNKNOWN when both can but need not be the same.
func (m Moment) Equal(other ref.Val) ref.Val {
	o, ok := other.(Moment)
	if !ok {
		return types.False
	}
	switch m.order(o) {
	case same:
		return types.True
	case open:
		return m.unknown(o)
	}
	return types.False
}

// ConvertToNative implements ref.Val; moments never leave CEL as Go values.
func (m Moment) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a moment does not convert to %v", t)
}

// ConvertToType implements ref.Val.
func (m Moment) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("a moment does not convert to %s", t.TypeName())
}

// Compare implements traits.Comparer.
func (m Moment) Compare(other ref.Val) ref.Val {
	o, ok := other.(Moment)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	switch m.order(o) {
	case before:
		return types.IntNegOne
	case after:
		return types.IntOne
	case same:
		return types.IntZero
	}
	return m.unknown(o)
}

// Subtract implements traits.Subtractor: the span from the other moment to m.
func (m Moment) Subtract(other ref.Val) ref.Val {
	o, ok := other.(Moment)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	return span{least: m.from.Sub(o.to), most: m.to.Sub(o.from), ends: [2]Moment{m, o}}
}

type order int

const (
	before order = iota
	same
	after
	open // depends on where inside a day it fell
)

func (m Moment) order(o Moment) order {
	switch {
	case m.to.Before(o.from):
		return before
	case m.from.After(o.to):
		return after
	case m.from.Equal(m.to) && o.from.Equal(o.to):
		return same
	}
	return open
}

// unknown names the whole days whose hour would decide the comparison.
func (m Moment) unknown(o Moment) ref.Val {
	var u *types.Unknown
	for _, e := range []Moment{m, o} {
		if e.day && e.trail != nil {
			u = types.MergeUnknowns(u, e.trail())
		}
	}
	if u == nil {
		return types.NewUnknown(hourTrail, types.NewAttributeTrail("asof"))
	}
	return u
}

// hourTrail is the id of the unknown hour of the as-of day itself.
const hourTrail = 1
