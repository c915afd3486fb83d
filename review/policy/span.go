package policy

import (
	"fmt"
	"reflect"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// span is the time between two moments: at least least, at most most.
type span struct {
	least, most time.Duration
	ends        [2]Moment
}

func (s span) Type() ref.Type { return spanType }
func (s span) Value() any     { return s }

func (s span) Equal(other ref.Val) ref.Val {
	o, ok := other.(types.Duration)
	switch {
	case !ok || o.Duration < s.least || o.Duration > s.most:
		return types.False
	case s.least == s.most:
		return types.True
	}
	return s.ends[0].unknown(s.ends[1])
}

func (s span) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a span does not convert to %v", t)
}

func (s span) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("a span does not convert to %s", t.TypeName())
}

// Compare orders the span against a duration; UNKNOWN when the duration lies
// inside the span's own uncertainty.
func (s span) Compare(other ref.Val) ref.Val {
	o, ok := other.(types.Duration)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	switch {
	case s.most < o.Duration:
		return types.IntNegOne
	case s.least > o.Duration:
		return types.IntOne
	case s.least == s.most:
		return types.IntZero
	}
	return s.ends[0].unknown(s.ends[1])
}
