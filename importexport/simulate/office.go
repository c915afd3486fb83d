package simulate

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"recourse/cases"
)

// Office makes the cases of one synthetic office. It holds word lists and
// options only and is safe for concurrent use.
type Office struct {
	opts   Options
	words  *words
	wrong  []scenario // where the code was wrong
	right  []scenario // where it was right
	shares struct{ wrong, right float64 }
}

// New prepares an office. It reads the embedded word lists and checks the
// options; nothing is made before it is asked for.
func New(o Options) (*Office, error) {
	w, err := loadWords()
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	if err := o.check(w); err != nil {
		return nil, err
	}
	f := &Office{opts: o, words: w}
	for _, s := range scenarios() {
		if o.Mix != nil {
			s.weight = o.Mix[s.name]
		}
		if s.weight <= 0 {
			continue
		}
		if s.wrong {
			f.wrong, f.shares.wrong = append(f.wrong, s), f.shares.wrong+s.weight
		} else {
			f.right, f.shares.right = append(f.right, s), f.shares.right+s.weight
		}
	}
	if len(f.wrong)+len(f.right) == 0 {
		return nil, fmt.Errorf("simulate: the mix names no scenario")
	}
	return f, nil
}

// Options returns the options with their defaults filled in.
func (o *Office) Options() Options { return o.opts }

// Cases yields the delivery's cases with their truth, in the order of their
// numbers. Nothing is kept between two steps.
func (o *Office) Cases() iter.Seq2[cases.Snapshot, Truth] {
	return func(yield func(cases.Snapshot, Truth) bool) {
		for i := range o.opts.Appeals {
			if c := o.Case(i); !yield(c.Snapshot, c.Truth) {
				return
			}
		}
	}
}

// Case makes the i-th case, counted from 0, without making any other.
func (o *Office) Case(i int) Case { return o.make(i, o.scenario(i), nil) }

// CaseOf makes the i-th case as one of the named scenario. The person is the
// same whichever scenario is asked for.
func (o *Office) CaseOf(i int, name string) (Case, error) { return o.Pinned(i, name, Pin{}) }

// Pin fixes what a case would draw. Zero fields are drawn.
type Pin struct {
	Name   string    // of the resident
	Issued time.Time // when the colour was issued
	Filed  time.Time // when the resident appealed
}

// Pinned is CaseOf with some of the draws fixed. A scenario whose facts hang on
// the time of issue keeps its own.
func (o *Office) Pinned(i int, name string, p Pin) (Case, error) {
	s, ok := scenarioOf(name)
	if !ok {
		return Case{}, fmt.Errorf("simulate: no scenario %q", name)
	}
	return o.make(i, s, p.apply), nil
}

func (p Pin) apply(m *maker) {
	if p.Name != "" {
		m.me.Name = p.Name
	}
	if !p.Filed.IsZero() {
		m.refile(p.Filed)
	}
	if !p.Issued.IsZero() {
		m.issue(p.Issued)
	}
}

// Scenarios lists the names of all scenarios in a fixed order.
func Scenarios() []string {
	var names []string
	for _, s := range scenarios() {
		names = append(names, s.name)
	}
	return names
}

func (o *Office) scenario(i int) scenario {
	r := o.draw(i, forScenario)
	list, total := o.right, o.shares.right
	if len(o.right) == 0 || len(o.wrong) > 0 && chance(r, o.opts.Justified) {
		list, total = o.wrong, o.shares.wrong
	}
	x := r.Float64() * total
	for _, s := range list {
		if x -= s.weight; x < 0 {
			return s
		}
	}
	return list[len(list)-1]
}

func scenarioOf(name string) (scenario, bool) {
	all := scenarios()
	i := slices.IndexFunc(all, func(s scenario) bool { return s.name == name })
	if i < 0 {
		return scenario{}, false
	}
	return all[i], true
}
