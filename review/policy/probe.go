package policy

import (
	"fmt"
	"slices"
)

// Probe tries many small changes of one person's facts. It works on a copy of
// its own and runs only the rules that read what was changed, so that a trial
// costs a fraction of a replay. It is for one goroutine.
type Probe struct {
	program *Program
	facts   *Facts
	base    []Result
	asides  map[string][]cell
	trials  int
}

// Trial is a change of facts that was prepared but not made: facts that take
// other values, or evidence that is set aside.
type Trial []cell

type cell struct {
	record *Record
	field  int
	value  Value
}

// Probe prepares trials on a person's facts.
func (p *Program) Probe(f *Facts) *Probe {
	b := &Probe{program: p, facts: f.clone(), asides: map[string][]cell{}}
	b.base = p.Eval(b.facts)
	for _, rs := range b.facts.records {
		for _, r := range rs {
			b.index(r)
		}
	}
	return b
}

// index notes which facts fall with which evidence.
func (b *Probe) index(r *Record) {
	for k, v := range r.vals {
		for i, ref := range v.Refs {
			if !slices.Contains(v.Refs[:i], ref) {
				b.asides[ref] = append(b.asides[ref], cell{r, k, NotKnown(Statement{Key: "why.set_aside"}, v.Refs...)})
			}
		}
	}
}

// Base is what the rules say on the facts as they are.
func (b *Probe) Base() []Result { return b.base }

// Trials counts the trials made.
func (b *Probe) Trials() int { return b.trials }

// Set prepares a fact's other value; path and value are those of Facts.With.
func (b *Probe) Set(path, value string) (Trial, error) {
	r, k, err := b.facts.find(path)
	if err != nil {
		return nil, err
	}
	v, err := ParseValue(r.group.Fields[k].Type, value, b.facts.Zone, r.vals[k].Refs...)
	if err != nil {
		return nil, fmt.Errorf("try %s: %w", path, err)
	}
	return Trial{{r, k, v}}, nil
}

// Aside prepares the facts without some evidence, as Facts.SetAside.
func (b *Probe) Aside(refs ...string) Trial {
	var t Trial
	for _, ref := range refs {
		t = append(t, b.asides[ref]...)
	}
	return t
}

// Try makes the changes, says what the rules give, and takes them back.
func (b *Probe) Try(trials ...Trial) []Result {
	b.trials++
	changed := slices.Concat(trials...)
	before := make([]Value, len(changed))
	ids := make([]int64, len(changed))
	for i, c := range changed {
		before[i], ids[i] = c.record.vals[c.field], c.record.ids[c.field]
		c.record.set(c.field, c.value)
	}
	out := slices.Clone(b.base)
	vars := &activation{facts: b.facts}
	for i := range b.program.rules {
		if c := &b.program.rules[i]; c.reads(changed) {
			out[i] = c.eval(vars)
		}
	}
	for i := len(changed) - 1; i >= 0; i-- {
		c := changed[i]
		c.record.vals[c.field], c.record.ids[c.field] = before[i], ids[i]
	}
	return out
}

// reads reports whether the rule looks at any of the changed facts.
func (c *compiled) reads(changed []cell) bool {
	return slices.ContainsFunc(changed, func(x cell) bool {
		return c.fields[[2]string{x.record.group.Name, x.record.group.Fields[x.field].Name}]
	})
}

// Meeting lists the entries of a rule's list that meet its condition each for
// itself, known by their references; ok is false for a rule that is not about
// the entries of one list.
func (b *Probe) Meeting(rule string) (list string, refs []string, ok bool) {
	for i := range b.program.rules {
		c := &b.program.rules[i]
		if c.rule.ID != rule || c.of < 0 {
			continue
		}
		for _, r := range b.facts.records[c.of] {
			if met, _, _ := truth(c.where, &activation{facts: b.facts, it: r}); met == True {
				refs = append(refs, r.Ref)
			}
		}
		return schema[c.of].Name, refs, true
	}
	return "", nil, false
}

// Type is the type of the fact at a path.
func (f *Facts) Type(path string) (FieldType, bool) {
	r, k, err := f.find(path)
	if err != nil {
		return 0, false
	}
	return r.group.Fields[k].Type, true
}
