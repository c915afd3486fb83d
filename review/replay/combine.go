package replay

import (
	"recourse/review/policy"
)

// Verdict is what all rules together say. Until is not set when the colour
// has no end of its own. Assumed names rules that were UNKNOWN and applied
// because they favour the resident.
type Verdict struct {
	Colour     policy.Colour
	Until      policy.Moment
	Basis      policy.Moment
	Deciding   string
	Assumed    []string
	HumanCheck bool
}

// combination is the state of putting results together. over says, for a rule
// whose colour does not count, which rule saw to that.
type combination struct {
	results []policy.Result
	forced  map[string]policy.Outcome // outcomes assumed for a what-if
	over    map[string]string
	verdict Verdict
}

// combine puts the outcomes of all rules together; results are in order of
// priority.
func combine(results []policy.Result, forced map[string]policy.Outcome) *combination {
	c := &combination{results: results, forced: forced, over: map[string]string{}}
	c.suspend()
	c.mostSevere()
	for i := range results {
		if e := &results[i].Rule.Effect; e.Release || e.Final {
			c.release(&results[i])
		}
	}
	return c
}

func (c *combination) outcome(r *policy.Result) policy.Outcome {
	if o, ok := c.forced[r.Rule.ID]; ok {
		return o
	}
	return r.Outcome
}

// suspend takes out the rules that an identity check stops; in doubt it does.
func (c *combination) suspend() {
	for i := range c.results {
		r := &c.results[i]
		o := c.outcome(r)
		if o == policy.False {
			continue
		}
		if o == policy.True && r.Rule.Effect.HumanCheck {
			c.verdict.HumanCheck = true
		}
		for _, id := range r.Rule.Effect.Suspends {
			c.over[id] = r.Rule.ID
		}
	}
}

// counts reports whether a rule's colour takes part in the comparison.
func (c *combination) counts(r *policy.Result) bool {
	e := &r.Rule.Effect
	return c.outcome(r) == policy.True && r.Colour != policy.None && !e.Final && !e.Release && c.over[r.Rule.ID] == ""
}

// mostSevere picks the most severe colour, the rule of least priority number
// that gives it, and the latest end among those that do. A rule without an
// end leaves the end open.
func (c *combination) mostSevere() {
	open := false
	for i := range c.results {
		r := &c.results[i]
		if !c.counts(r) {
			continue
		}
		switch d := r.Colour.Severity() - c.verdict.Colour.Severity(); {
		case c.verdict.Deciding == "" || d > 0:
			c.verdict.Colour, c.verdict.Until, c.verdict.Basis, c.verdict.Deciding = r.Colour, r.Until, r.Basis, r.Rule.ID
			open = r.Until.IsZero()
		case d == 0:
			open = open || r.Until.IsZero()
			if r.Until.Latest().After(c.verdict.Until.Latest()) {
				c.verdict.Until, c.verdict.Basis = r.Until, r.Basis
			}
		}
	}
	if open {
		c.verdict.Until, c.verdict.Basis = policy.Moment{}, policy.Moment{}
	}
}

// release applies a rule that gives something back: it ends the colours of the
// others unless one of the rules that block it is alive. It never makes the
// colour more severe. A blocker that is itself only UNKNOWN does not block.
func (c *combination) release(r *policy.Result) {
	o := c.outcome(r)
	if o == policy.False || c.blocked(r) || r.Colour.Severity() > c.verdict.Colour.Severity() {
		return
	}
	gained := r.Colour.Severity() < c.verdict.Colour.Severity()
	if o == policy.Unknown && !gained {
		return
	}
	if o == policy.Unknown {
		c.verdict.Assumed = append(c.verdict.Assumed, r.Rule.ID)
	}
	if !gained && c.before(c.verdict.Deciding, r.Rule.ID) {
		return
	}
	for i := range c.results {
		if k := &c.results[i]; c.counts(k) && k.Colour.Severity() > r.Colour.Severity() {
			c.over[k.Rule.ID] = r.Rule.ID
		}
	}
	c.verdict.Colour, c.verdict.Until, c.verdict.Basis, c.verdict.Deciding = r.Colour, r.Until, policy.Moment{}, r.Rule.ID
}

func (c *combination) blocked(r *policy.Result) bool {
	for _, id := range r.Rule.Effect.UnlessActive {
		for i := range c.results {
			if k := &c.results[i]; k.Rule.ID == id && c.outcome(k) == policy.True && c.over[id] == "" {
				return true
			}
		}
	}
	return false
}

// before reports whether rule a stands before rule b.
func (c *combination) before(a, b string) bool {
	for i := range c.results {
		switch c.results[i].Rule.ID {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}
