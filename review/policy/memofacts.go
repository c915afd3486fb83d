package policy

// EvalFacts is Eval on facts that were not spelled out. They are only read.
func (m *Memo) EvalFacts(f *Facts) []Result { return m.eval(f) }

// flat are the facts as the room has them, where what a condition asks for can
// be heard; nil if they cannot be spelled out.
func (m *Memo) flat(f *Facts) *Facts {
	if f == &m.room.facts {
		return f
	}
	m.spelt = f.AppendFlat(m.spelt[:0])
	text := NewFlatText(string(m.spelt))
	g, err := m.room.read(&text, f.Zone)
	if err != nil {
		return nil
	}
	return g
}

// Evidence lists the evidence of the inputs that Program.TraceRule gives for a
// rule, in another order.
func (m *Memo) Evidence(f *Facts, id string) []string {
	for i := range m.program.rules {
		c := &m.program.rules[i]
		if c.rule.ID != id {
			continue
		}
		if refs, ok := m.read(f, c); ok {
			return refs
		}
		return refsOf(m.program.TraceRule(f, id).Inputs)
	}
	return nil
}

// read runs a rule in the room and looks up what it read on file. It is not ok
// where a trace would leave something out.
func (m *Memo) read(f *Facts, c *compiled) (refs []string, ok bool) {
	g := m.flat(f)
	if g == nil {
		return nil, false
	}
	m.learner.begin(g)
	m.learner.every = true
	vars := &activation{facts: g}
	c.eval(vars)
	c.focus(vars)
	path := m.learner.end()
	if len(path) > maxListInputs {
		return nil, false
	}
	for _, p := range path {
		refs = append(refs, f.records[p.group][p.entry].vals[p.field].Refs...)
	}
	return refs, true
}

func refsOf(in []Input) []string {
	var refs []string
	for i := range in {
		refs = append(refs, in[i].Evidence...)
	}
	return refs
}
