package policy

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// Literals are the constants that the conditions of a rule compare facts with:
// the only values at which its outcome can turn.
type Literals struct {
	Spans   []time.Duration
	Numbers []float64
	Texts   []string
}

// Literals returns the constants of the rules that read a fact of the form
// "group.field", each once and in ascending order.
func (p *Program) Literals(fact string) Literals {
	var out Literals
	for i := range p.rules {
		if c := &p.rules[i]; slices.Contains(c.rule.Reads, fact) {
			out.Spans = append(out.Spans, c.literals.Spans...)
			out.Numbers = append(out.Numbers, c.literals.Numbers...)
			out.Texts = append(out.Texts, c.literals.Texts...)
		}
	}
	return Literals{Spans: ordered(out.Spans), Numbers: ordered(out.Numbers), Texts: ordered(out.Texts)}
}

func ordered[T time.Duration | float64 | string](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

// collect notes the constants of an expression. The text inside duration("336h")
// is a span, not a text.
func (l *Literals) collect(a *ast.AST) {
	spans := map[int64]bool{}
	ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == "duration" {
			for _, arg := range e.AsCall().Args() {
				spans[arg.ID()] = true
			}
		}
	}))
	ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.LiteralKind {
			l.note(e.AsLiteral(), spans[e.ID()])
		}
	}))
}

func (l *Literals) note(v any, span bool) {
	switch x := v.(type) {
	case types.Int:
		l.Numbers = append(l.Numbers, float64(x))
	case types.Double:
		l.Numbers = append(l.Numbers, float64(x))
	case types.String:
		if d, err := time.ParseDuration(string(x)); span && err == nil {
			l.Spans = append(l.Spans, d)
		} else if !span {
			l.Texts = append(l.Texts, string(x))
		}
	}
}
