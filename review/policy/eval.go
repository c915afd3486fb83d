package policy

import (
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Result is what one rule says about one person's facts.
type Result struct {
	Rule    *Rule
	Outcome Outcome
	Colour  Colour // what it gives when TRUE; for UNKNOWN, what it would give
	Until   Moment // end of that, not set when open
	Basis   Moment // what the end was counted from
	Days    int
	HangsOn []Hang  // what an UNKNOWN outcome depends on, when traced
	Inputs  []Input // facts read, when traced
	Focus   *Record // the entry of a list that the outcome turns on, when traced
	Problem string  // why the rule could not be evaluated, then UNKNOWN
	unknown *types.Unknown
}

// Hang is one unknown fact an outcome depends on.
type Hang struct {
	Fact     string    `json:"fact"`
	Evidence []string  `json:"evidence,omitempty"`
	Why      Statement `json:"why,omitzero"`
}

// Eval runs every rule in order of priority without noting what it read: the
// fast path for a whole office.
func (p *Program) Eval(f *Facts) []Result {
	out := make([]Result, len(p.rules))
	vars := &activation{facts: f}
	for i := range p.rules {
		out[i] = p.rules[i].eval(vars)
	}
	return out
}

// Trace runs every rule as Eval does, and notes the facts each one read and
// the list entry it turned on.
func (p *Program) Trace(f *Facts) []Result {
	t := newTracer(f)
	out := make([]Result, len(p.rules))
	for i := range p.rules {
		out[i] = t.trace(&p.rules[i])
	}
	return out
}

// TraceRule traces one rule as Trace does; a rule that the pack does not have
// gives the zero Result.
func (p *Program) TraceRule(f *Facts, id string) Result {
	for i := range p.rules {
		if p.rules[i].rule.ID == id {
			return newTracer(f).trace(&p.rules[i])
		}
	}
	return Result{}
}

// tracer runs rules on a copy of the facts that notes what is read.
type tracer struct {
	facts *Facts
	vars  *activation
	rec   *recorder
}

func newTracer(f *Facts) *tracer {
	noted, rec := f.recording()
	return &tracer{facts: f, vars: &activation{facts: noted}, rec: rec}
}

func (t *tracer) trace(c *compiled) Result {
	t.rec.take()
	r := c.eval(t.vars)
	r.Focus = c.focus(t.vars)
	r.HangsOn = r.Hangs(t.facts)
	r.Inputs = telling(t.rec.take(), &r)
	return r
}

func (c *compiled) eval(vars *activation) Result {
	r := Result{Rule: c.rule, Colour: c.rule.Effect.Colour, Days: c.rule.Effect.Days}
	r.Outcome, r.unknown, r.Problem = truth(c.when, vars)
	if r.Outcome != False {
		c.effect(vars, &r)
	}
	return r
}

// truth runs a condition. What cannot be evaluated counts as UNKNOWN, never as
// a crash and never as met.
func truth(prog cel.Program, vars *activation) (Outcome, *types.Unknown, string) {
	val, _, err := prog.Eval(vars)
	if err != nil {
		return Unknown, nil, err.Error()
	}
	switch v := val.(type) {
	case types.Bool:
		if v {
			return True, nil, ""
		}
		return False, nil, ""
	case *types.Unknown:
		return Unknown, v, ""
	}
	return Unknown, nil, "not a condition"
}

// effect works out colour and end of a rule that fired or might.
func (c *compiled) effect(vars *activation, r *Result) {
	e := &c.rule.Effect
	if c.colourFrom != nil {
		r.Colour = Green
		if val, _, err := c.colourFrom.Eval(vars); err == nil {
			if s, ok := val.(types.String); ok {
				r.Colour = Colour(s)
			}
		}
	}
	if c.stronger != nil {
		if o, _, _ := truth(c.stronger, vars); o == True {
			r.Colour, r.Days = e.Stronger.Colour, e.Stronger.Days
		}
	}
	switch {
	case c.until != nil:
		r.Until = moment(c.until, vars)
	case r.Days > 0 || e.Hours > 0:
		r.Basis = c.basis(vars, r.Outcome)
		r.Until = end(r.Basis, r.Days, e.Hours, vars.facts.Zone)
	}
	if e.AtMostDays > 0 && r.Colour == e.Colour {
		r.capTerm(vars.facts)
	}
}

// capTerm shortens a term that is "at most" so many days from the as-of date.
func (r *Result) capTerm(f *Facts) {
	if last := TermEnd(f.AsOf, r.Rule.Effect.AtMostDays, f.Zone); r.Until.IsZero() || last.to.Before(r.Until.to) {
		r.Until = last
	}
}

func end(basis Moment, days, hours int, zone *time.Location) Moment {
	switch {
	case basis.IsZero():
		return Moment{}
	case hours > 0:
		return Instant(basis.Latest().In(zone).Add(time.Duration(hours) * time.Hour))
	}
	return TermEnd(basis, days, zone)
}

func moment(prog cel.Program, vars *activation) Moment {
	val, _, err := prog.Eval(vars)
	if err != nil {
		return Moment{}
	}
	m, _ := val.(Moment)
	return m
}

// basis is the date a term is counted from. Entries count when they meet the
// condition; those that only might meet it count when the rule itself is only
// UNKNOWN.
func (c *compiled) basis(vars *activation, o Outcome) Moment {
	switch {
	case c.at != nil:
		return moment(c.at, vars)
	case c.of < 0:
		return vars.facts.AsOf
	}
	var last Moment
	for _, r := range vars.facts.records[c.of] {
		m, ok := r.vals[c.latest].Moment()
		if !ok || !last.IsZero() && !m.to.After(last.to) {
			continue
		}
		met, _, _ := truth(c.where, &activation{facts: vars.facts, it: r})
		if met == True || o == Unknown && met == Unknown {
			last = m
		}
	}
	return last
}

// focus picks the entry a list rule turns on: the latest that meets the
// condition, else the latest that might, else the latest of the kind the rule
// is about (a stay in a key area, too long ago), else the latest of all.
func (c *compiled) focus(vars *activation) *Record {
	if c.of < 0 {
		return nil
	}
	var best *Record
	rank, when := -1, time.Time{}
	for _, r := range vars.facts.records[c.of] {
		met, _, _ := truth(c.where, &activation{facts: vars.facts, it: r})
		k := 2 * slices.Index([]Outcome{False, Unknown, True}, met)
		if c.about(r) {
			k++
		}
		m, _ := r.vals[c.latest].Moment()
		if k > rank || k == rank && m.to.After(when) {
			best, rank, when = r, k, m.to
		}
	}
	return best
}

// about reports whether a record is of the kind the rule asks for: one of the
// yes-or-no fields it reads of its list holds.
func (c *compiled) about(r *Record) bool {
	for _, path := range c.rule.Reads {
		list, field, ok := strings.Cut(path, ".")
		if !ok || list != c.rule.Effect.Basis.Of {
			continue
		}
		if b, known := r.Get(field).Bool(); known && b {
			return true
		}
	}
	return false
}

// Hangs names the facts and the evidence that an UNKNOWN outcome depends on,
// in the order in which the facts were filled; f are the facts it came from.
func (r *Result) Hangs(f *Facts) []Hang {
	if r.unknown == nil {
		return nil
	}
	var out []Hang
	for _, id := range r.unknown.IDs() {
		trails, _ := r.unknown.GetAttributeTrails(id)
		for _, t := range trails {
			out = append(out, f.hang(t))
		}
	}
	return out
}

func (f *Facts) hang(t *types.AttributeTrail) Hang {
	path := t.Variable()
	if q := t.QualifierPath(); len(q) > 0 {
		path, _ = q[0].(string)
	}
	h := Hang{Fact: path}
	if v, ok := f.Fact(path); ok {
		h.Evidence, h.Why = v.Refs, v.Why
		if v.Known() {
			h.Why = Statement{Key: "why.hour_of_day", Args: map[string]string{"day": v.String()}}
		}
	}
	return h
}
