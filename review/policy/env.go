package policy

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Bounds of a condition: its length, its nesting, and the work one evaluation
// may do. A condition that would exceed them is refused or left UNKNOWN.
const (
	maxConditionBytes = 2_000
	maxNesting        = 12
	costLimit         = 2_000_000
)

// itName is the name of the list entry in the where part of a basis.
const itName = "it"

// newEnv declares the facts, the moments and nothing that can reach outside.
func newEnv(extra ...cel.EnvOption) (*cel.Env, error) {
	reg, err := types.NewRegistry()
	if err != nil {
		return nil, fmt.Errorf("set up the condition language: %w", err)
	}
	opts := append(variables(),
		cel.CustomTypeAdapter(reg),
		cel.CustomTypeProvider(provider{Registry: reg}),
		cel.ParserExpressionSizeLimit(maxConditionBytes),
		cel.ParserRecursionLimit(maxNesting),
		cel.Macros(cel.HasMacro, cel.AllMacro, cel.ExistsMacro, cel.ExistsOneMacro, cel.MapMacro, cel.FilterMacro),
		cel.Function(operators.Subtract, cel.Overload("subtract_moment_moment", args(momentType, momentType), spanType)),
	)
	for _, op := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		name := strings.Trim(op, "_")
		opts = append(opts, cel.Function(op,
			cel.Overload("moment_"+name, args(momentType, momentType), types.BoolType),
			cel.Overload("span_"+name, args(spanType, types.DurationType), types.BoolType)))
	}
	env, err := cel.NewEnv(append(opts, extra...)...)
	if err != nil {
		return nil, fmt.Errorf("set up the condition language: %w", err)
	}
	return env, nil
}

func args(t ...*types.Type) []*types.Type { return t }

// provider tells CEL the fields of the fact records.
type provider struct{ *types.Registry }

// FindStructType implements types.Provider.
func (p provider) FindStructType(name string) (*types.Type, bool) {
	if g := groupOf(name); g != nil {
		return types.NewTypeTypeWithParam(g.kind), true
	}
	return p.Registry.FindStructType(name)
}

// FindStructFieldNames implements types.Provider.
func (p provider) FindStructFieldNames(name string) ([]string, bool) {
	g := groupOf(name)
	if g == nil {
		return p.Registry.FindStructFieldNames(name)
	}
	names := make([]string, len(g.Fields))
	for i, f := range g.Fields {
		names[i] = f.Name
	}
	return names, true
}

// FindStructFieldType implements types.Provider.
func (p provider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	g := groupOf(name)
	if g == nil {
		return p.Registry.FindStructFieldType(name, field)
	}
	k, ok := g.index[field]
	if !ok {
		return nil, false
	}
	return &types.FieldType{
		Type:    g.Fields[k].Type.celType(),
		IsSet:   func(any) bool { return true },
		GetFrom: func(target any) (any, error) { return read(target, k) },
	}, true
}

func read(target any, k int) (any, error) {
	r, ok := target.(*Record)
	if !ok {
		return nil, fmt.Errorf("facts expected, not %T", target)
	}
	if r.reads != nil {
		r.reads.read(r, k)
	}
	return r.value(k), nil
}

func groupOf(name string) *Group {
	if short, ok := strings.CutPrefix(name, "facts."); ok {
		if i := groupIndex(short); i >= 0 {
			return &schema[i]
		}
	}
	return nil
}

// activation lets conditions see the facts, and optionally one list entry. The
// learner, if any, hears what is asked for.
type activation struct {
	facts *Facts
	it    *Record
	asked *learner
}

// ResolveName implements cel.Activation.
func (a *activation) ResolveName(name string) (any, bool) {
	switch name {
	case "asof":
		a.asked.asof()
		return a.facts.AsOf, true
	case itName:
		return ref.Val(a.it), a.it != nil
	}
	i := groupIndex(name)
	if i < 0 {
		return nil, false
	}
	if schema[i].List {
		a.asked.list(i)
		return a.facts.lists[i], true
	}
	return a.facts.records[i][0], true
}

// Parent implements cel.Activation.
func (a *activation) Parent() cel.Activation { return nil }
