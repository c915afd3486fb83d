package replay

import (
	"slices"

	"recourse/review/policy"
)

// Need is a rule that would have to hold for the issued colour, where the
// replay gives a milder one. Turns are the smallest changes of fact by which
// it would; where there is none, Missing lists the facts that nobody has put
// on file. Named says that the issuing system's own trace gives it as met.
type Need struct {
	Rule    string         `json:"rule"`
	Title   policy.Words   `json:"title"`
	Outcome policy.Outcome `json:"outcome"`
	Named   bool           `json:"named"`
	Turns   []Turn         `json:"turns"`
	Missing []string       `json:"missing,omitempty"`
}

// Evidence lists what the changes concern, each piece once.
func (n *Need) Evidence() []string {
	var refs []string
	for _, t := range n.Turns {
		for _, c := range t.Changes {
			refs = append(refs, c.Evidence...)
		}
	}
	return firstUnique(refs, len(refs))
}

// needs says what an issued colour that the replay does not give would need:
// of the rules that the issuing system named, or if it named none, of those
// for which something is on file.
func (s *search) needs(is Issued) []Need {
	if is.Colour.Severity() <= s.severity() {
		return []Need{}
	}
	named, near := []Need{}, []Need{}
	for i := range s.base.results {
		r := &s.base.results[i]
		e := &r.Rule.Effect
		could := r.Colour.Severity() >= is.Colour.Severity() || e.Stronger != nil && e.Stronger.Colour.Severity() >= is.Colour.Severity()
		if e.Release || e.Final || r.Rule.Default || !could {
			continue
		}
		n := s.need(i, is)
		if n.Named = slices.ContainsFunc(is.Steps, func(st IssuedStep) bool { return st.Rule == r.Rule.ID && st.Outcome == string(policy.True) }); n.Named {
			named = append(named, n)
		} else if len(n.Turns) > 0 {
			near = append(near, n)
		}
	}
	if len(named) > 0 {
		return named
	}
	slices.SortStableFunc(near, func(a, b Need) int { return a.distance() - b.distance() })
	return near[:min(maxNear, len(near))]
}

// maxNear bounds how many rules are told that nobody named.
const maxNear = 3

// distance orders needs by the nearest of their changes.
func (n *Need) distance() int {
	least := far
	for i := range n.Turns {
		least = min(least, n.Turns[i].distance())
	}
	return least
}

// far is farther than any change.
const far = 3

// distance says how much a way asks one to believe: what only has to be found
// out, what lies at another date, what is otherwise than on file.
func (w Way) distance() int { return slices.Index([]Way{Resolve, Shift, Correct}, w) }

func (t *Turn) distance() int {
	worst := 0
	for _, c := range t.Changes {
		worst = max(worst, c.Way.distance())
	}
	return worst
}

// need looks for the changes by which rule i, and with it at least the issued
// colour, would hold.
func (s *search) need(i int, is Issued) Need {
	r := &s.base.results[i]
	rules := []*policy.Result{r}
	for k := range s.base.results {
		if o := &s.base.results[k]; o.Rule.ID == s.base.over[r.Rule.ID] || o.Rule.Effect.Release && o.Outcome == policy.True {
			rules = append(rules, o) // what keeps the rule from counting
		}
	}
	holds := func(t trial) bool {
		k := &t.then.results[i]
		return k.Outcome == policy.True && t.then.over[k.Rule.ID] == "" && t.then.verdict.Colour.Severity() >= is.Colour.Severity()
	}
	n := Need{Rule: r.Rule.ID, Title: r.Rule.Title, Outcome: r.Outcome, Turns: []Turn{}}
	facts := s.scope(rules, Issued{})
	for _, all := range facts {
		n.Turns = append(n.Turns, s.told(nearest(s.facts, all, holds), GivesColour)...)
	}
	if n.distance() > Shift.distance() { // two things to find out before one that is against the file
		n.Turns = append(n.Turns, s.pairs(facts, holds)...)
	}
	least := n.distance()
	n.Turns = slices.DeleteFunc(n.Turns, func(t Turn) bool { return t.distance() > least })
	if len(n.Turns) == 0 {
		n.Missing = s.missing(r)
	}
	return n
}

// missing lists the facts a rule reads of which nothing is on file.
func (s *search) missing(r *policy.Result) []string {
	var out []string
	for _, fact := range r.Rule.Reads {
		known := fact == "asof"
		s.facts.Each(func(path string, v policy.Value) {
			known = known || factOf(path) == fact && len(v.Refs) > 0
		})
		if !known {
			out = append(out, fact)
		}
	}
	return out
}
