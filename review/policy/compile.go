package policy

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// Program is a compiled pack. It is immutable and safe for concurrent use.
type Program struct {
	pack  *Pack
	rules []compiled
}

// compiled is one rule with its conditions ready to run.
type compiled struct {
	rule       *Rule
	when       cel.Program
	stronger   cel.Program
	colourFrom cel.Program
	until      cel.Program
	at         cel.Program
	where      cel.Program
	of, latest int // group and field of the basis, -1 when it has none
	literals   Literals
	fields     map[[2]string]bool // group and field of the facts it reads
}

// Pack returns the pack the program was compiled from.
func (p *Program) Pack() *Pack { return p.pack }

// Compile type-checks every condition against the facts schema, compares the
// facts it reads with those it declares, and bounds its cost.
func Compile(p *Pack) (*Program, error) {
	env, err := newEnv()
	if err != nil {
		return nil, err
	}
	out := &Program{pack: p}
	for i := range p.Rules {
		c, err := compileRule(env, &p.Rules[i])
		if err != nil {
			return nil, fmt.Errorf("policy %s, rule %s: %w", p.Name(), p.Rules[i].ID, err)
		}
		out.rules = append(out.rules, c)
	}
	return out, nil
}

// part is one expression of a rule with the type it must have.
type part struct {
	env  *cel.Env
	text string
	want *types.Type
	into *cel.Program
}

func compileRule(env *cel.Env, r *Rule) (compiled, error) {
	c := compiled{rule: r, of: -1}
	e := &r.Effect
	parts := []part{{env, r.When, types.BoolType, &c.when}, {env, e.ColourFrom, types.StringType, &c.colourFrom}, {env, e.Until, momentType, &c.until}}
	if e.Stronger != nil {
		parts = append(parts, part{env, e.Stronger.When, types.BoolType, &c.stronger})
	}
	if b := e.Basis; b != nil {
		more, err := c.basisParts(env, b)
		if err != nil {
			return c, err
		}
		parts = append(parts, more...)
	}
	if e.ColourFrom != "" {
		c.literals.Texts = []string{string(Green), string(Yellow), string(Red)}
	}
	reads := map[string]bool{}
	for _, pt := range parts {
		if err := pt.compile(reads, &c.literals); err != nil {
			return c, err
		}
	}
	if c.of >= 0 {
		reads[schema[c.of].Name+"."+e.Basis.Latest] = true
	}
	c.fields = map[[2]string]bool{}
	for name := range reads {
		group, field, _ := strings.Cut(name, ".")
		c.fields[[2]string{group, field}] = true
	}
	return c, checkReads(r, reads)
}

// basisParts prepares a basis: the entries of a list, known as "it", or a
// single moment.
func (c *compiled) basisParts(env *cel.Env, b *Basis) ([]part, error) {
	if b.Of == "" {
		return []part{{env, b.At, momentType, &c.at}}, nil
	}
	c.of = groupIndex(b.Of)
	if c.of < 0 || !schema[c.of].List {
		return nil, fmt.Errorf("the basis names %q, which is no list of facts", b.Of)
	}
	k, ok := schema[c.of].index[b.Latest]
	if !ok || schema[c.of].Fields[k].Type != MomentFact {
		return nil, fmt.Errorf("the basis takes the latest %q, which is no time of %s", b.Latest, b.Of)
	}
	c.latest = k
	with, err := newEnv(cel.Variable(itName, schema[c.of].kind))
	return []part{{with, b.Where, types.BoolType, &c.where}}, err
}

// compile checks and plans one expression; an empty one stays out.
func (pt part) compile(reads map[string]bool, literals *Literals) error {
	if pt.text == "" {
		return nil
	}
	checked, iss := pt.env.Compile(pt.text)
	if iss.Err() != nil {
		return fmt.Errorf("condition %q: %w", pt.text, iss.Err())
	}
	if !checked.OutputType().IsExactType(pt.want) {
		return fmt.Errorf("condition %q gives %s, not %s", pt.text, checked.OutputType(), pt.want)
	}
	collectReads(checked.NativeRep(), reads)
	literals.collect(checked.NativeRep())
	prog, err := pt.env.Program(checked, cel.EvalOptions(cel.OptOptimize, cel.OptPartialEval), cel.CostLimit(costLimit))
	if err != nil {
		return fmt.Errorf("condition %q: %w", pt.text, err)
	}
	*pt.into = prog
	return nil
}

// collectReads notes the facts an expression touches, as "group.field".
func collectReads(a *ast.AST, reads map[string]bool) {
	ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.IdentKind:
			if e.AsIdent() == "asof" {
				reads["asof"] = true
			}
		case ast.SelectKind:
			sel := e.AsSelect()
			kind := a.GetType(sel.Operand().ID())
			if name, ok := strings.CutPrefix(kind.TypeName(), "facts."); ok {
				reads[name+"."+sel.FieldName()] = true
			}
		}
	}))
}

func checkReads(r *Rule, reads map[string]bool) error {
	var missing []string
	for name := range reads {
		if !slices.Contains(r.Reads, name) {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	if len(missing) > 0 {
		return fmt.Errorf("reads %s, which it does not declare", strings.Join(missing, ", "))
	}
	for _, name := range r.Reads {
		if !reads[name] {
			return fmt.Errorf("declares that it reads %s, but does not", name)
		}
	}
	return nil
}
