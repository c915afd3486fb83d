package policy

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// A condition is a function of what it reads: the first fact it asks for is
// always the same, and which it asks for next follows from the answers so far.
// So the answers of one person lead down a tree, and whoever gave the same ones
// before had the same outcome. A tree ends where a condition asks for a moment:
// hardly two people have the same, and from there on the condition is run.

// Bounds of a tree: beyond so many branches or answers nothing more is learnt.
const (
	maxBranches = 20_000
	maxAnswers  = 64
)

// Memo evaluates one pack on the flat facts of many people and remembers by
// what they have in common. It says the same as Program.Eval, without what an
// UNKNOWN outcome hangs on. It is for one goroutine.
type Memo struct {
	program *Program
	room    *flatRoom
	learner learner
	trees   []tree
	out     []Result
	spelt   []byte
}

// Memo starts an empty memory.
func (p *Program) Memo() *Memo {
	m := &Memo{program: p, trees: make([]tree, len(p.rules)), out: make([]Result, len(p.rules))}
	m.room = newFlatRoom(&m.learner)
	return m
}

// Program is what the memory is of.
func (m *Memo) Program() *Program { return m.program }

// Eval runs every rule on flat facts, which it takes to their end. The results
// are good until the next call.
func (m *Memo) Eval(t *FlatText, zone *time.Location) ([]Result, error) {
	f, err := m.room.read(t, zone)
	if err != nil {
		return nil, err
	}
	return m.eval(f), nil
}

func (m *Memo) eval(f *Facts) []Result {
	vars := &activation{facts: f}
	for i := range m.program.rules {
		c := &m.program.rules[i]
		r := Result{Rule: c.rule, Colour: c.rule.Effect.Colour, Days: c.rule.Effect.Days}
		if r.Outcome = m.outcome(i, f, vars); r.Outcome != False {
			c.effect(vars, &r)
		}
		m.out[i] = r
	}
	return m.out
}

// outcome looks the answers up, and runs the condition when they are new.
func (m *Memo) outcome(rule int, f *Facts, vars *activation) Outcome {
	t := &m.trees[rule]
	end := t.find(f)
	if end.known {
		return end.outcome
	}
	when := m.program.rules[rule].when
	if end.closed || t.branches > maxBranches {
		o, _, _ := truth(when, vars)
		return o
	}
	if f = m.flat(f); f == nil {
		o, _, _ := truth(when, vars)
		return o
	}
	m.learner.begin(f)
	o, _, _ := truth(when, &activation{facts: f, asked: &m.learner})
	t.learn(m.learner.end(), o)
	return o
}

// question is one thing a condition asks for: a field of an entry, or with
// field -1 how many entries a list has.
type question struct{ group, entry, field int }

const howMany = -1

// answer is what the facts say to a question; ok is false for what is not
// remembered.
func (q question) answer(f *Facts) (a ref.Val, ok bool) {
	if q.field == howMany {
		return types.Int(len(f.records[q.group])), true
	}
	switch v := f.records[q.group][q.entry].vals[q.field].val.(type) {
	case nil:
		return nil, true
	case types.Bool, types.Int, types.Double, types.String:
		return v, true
	case Moment:
		return nil, false
	default:
		_, b := appendValue(nil, v, 0)
		return types.String(b), true
	}
}

// branch is one state of knowledge: an outcome, or the next question.
type branch struct {
	known   bool // the outcome follows
	closed  bool // only the condition itself can tell from here
	outcome Outcome
	ask     question
	byBool  [2]*branch
	unknown *branch
	by      map[ref.Val]*branch
}

type tree struct {
	root     branch
	branches int
}

// find follows the answers as far as they are known.
func (t *tree) find(f *Facts) *branch {
	b := &t.root
	for !b.known && !b.closed {
		a, ok := b.ask.answer(f)
		if !ok || b.empty() {
			return b
		}
		next := *b.to(a)
		if next == nil {
			return b
		}
		b = next
	}
	return b
}

// empty reports whether nothing is known of a branch, not even its question.
func (b *branch) empty() bool {
	return b.by == nil && b.byBool[0] == nil && b.byBool[1] == nil && b.unknown == nil
}

// to is where an answer leads, nil where nobody gave it yet.
func (b *branch) to(a ref.Val) **branch {
	switch v := a.(type) {
	case nil:
		return &b.unknown
	case types.Bool:
		if v {
			return &b.byBool[1]
		}
		return &b.byBool[0]
	}
	next := b.by[a]
	return &next
}

// learn notes what one person's answers led to.
func (t *tree) learn(path []answered, o Outcome) {
	b := &t.root
	for _, p := range path {
		switch {
		case b.closed:
			return
		case p.moment, b.known, !b.empty() && b.ask != p.question, len(b.by) >= maxAnswers:
			b.closed = true
			return
		}
		b.ask = p.question
		next := *b.to(p.answer)
		if next == nil {
			next = &branch{}
			t.branches++
			b.set(p.answer, next)
		}
		b = next
	}
	if b.empty() && !b.closed {
		b.known, b.outcome = true, o
	}
}

func (b *branch) set(a ref.Val, next *branch) {
	switch a.(type) {
	case nil, types.Bool:
		*b.to(a) = next
		return
	}
	if b.by == nil {
		b.by = map[ref.Val]*branch{}
	}
	b.by[a] = next
}

// answered is a question with its answer.
type answered struct {
	question
	answer ref.Val
	moment bool // asked for a moment: not remembered
}

// learner hears what a condition asks for, each thing once and in order.
type learner struct {
	facts *Facts
	path  []answered
	every bool // moments are heard like all else, and nothing ends the path
}

func (l *learner) begin(f *Facts) { l.facts, l.path, l.every = f, l.path[:0], false }

func (l *learner) end() []answered {
	l.facts = nil
	return l.path
}

// asof hears that the as-of time is read, which is a moment like others.
func (l *learner) asof() {
	if l != nil && l.facts != nil {
		l.note(answered{moment: true})
	}
}

func (l *learner) list(group int) {
	if l != nil && l.facts != nil {
		l.ask(question{group, 0, howMany})
	}
}

func (l *learner) read(r *Record, k int) {
	if l != nil && l.facts != nil {
		l.ask(question{groupIndex(r.group.Name), r.at, k})
	}
}

func (l *learner) ask(q question) {
	a, ok := q.answer(l.facts)
	l.note(answered{question: q, answer: a, moment: !ok && !l.every})
}

func (l *learner) note(a answered) {
	if n := len(l.path); n > 0 && l.path[n-1].moment {
		return
	}
	if a.moment || !slices.ContainsFunc(l.path, func(p answered) bool { return p.question == a.question }) {
		l.path = append(l.path, a)
	}
}
