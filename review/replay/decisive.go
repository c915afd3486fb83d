package replay

import (
	"slices"
	"strings"

	"recourse/review/policy"
)

// Bounds of the search for decisive evidence: the pieces looked at, and the
// size up to which every set is tried. Beyond it one set is found by leaving
// everything out and taking back what is not needed.
const (
	maxCandidates = 40
	maxSetSize    = 2
	maxFlips      = 40
)

// Set is a set of evidence and what follows without it. Smallest says that no
// smaller set does; otherwise it only cannot be made smaller by one.
type Set struct {
	SetAside []string      `json:"set_aside"`
	Colour   policy.Colour `json:"colour"`
	Until    string        `json:"until,omitempty"`
	Deciding string        `json:"deciding_rule"`
	Smallest bool          `json:"smallest"`
}

// Decisive finds the smallest sets of evidence on which the colour hangs. A
// green outcome hangs on none: setting evidence aside never worsens it.
func Decisive(p *policy.Program, f *policy.Facts) []Set {
	results := p.Eval(f)
	base := combine(results, nil).verdict
	if base.Colour.Severity() == 0 {
		return nil
	}
	d := &search{program: p, facts: f, base: base, from: candidates(results, f)}
	for size := 1; size <= maxSetSize; size++ {
		d.sets(nil, 0, size)
		if len(d.found) > 0 {
			return d.found
		}
	}
	d.shrink()
	return d.found
}

type search struct {
	program *policy.Program
	facts   *policy.Facts
	base    Verdict
	from    []string
	found   []Set
}

// candidates lists the evidence behind the facts that the rules which are TRUE
// read; by the law above no other evidence can matter.
func candidates(results []policy.Result, f *policy.Facts) []string {
	var refs []string
	for i := range results {
		r := &results[i]
		if r.Outcome != policy.True || r.Colour.Severity() == 0 {
			continue
		}
		f.Each(func(path string, v policy.Value) {
			if reads(r.Rule, path) {
				refs = append(refs, v.Refs...)
			}
		})
	}
	return firstUnique(refs, maxCandidates)
}

// reads reports whether a rule declares the fact at a path.
func reads(r *policy.Rule, path string) bool {
	if i := strings.IndexByte(path, '['); i >= 0 {
		path = path[:i] + path[strings.LastIndexByte(path, ']')+1:]
	}
	return slices.Contains(r.Reads, path)
}

func firstUnique(refs []string, limit int) []string {
	var out []string
	for _, r := range refs {
		if len(out) < limit && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// sets tries every set of exactly size pieces that extends chosen.
func (d *search) sets(chosen []string, next, size int) {
	if size == 0 {
		d.try(chosen, true)
		return
	}
	for i := next; i < len(d.from); i++ {
		d.sets(append(slices.Clone(chosen), d.from[i]), i+1, size-1)
	}
}

func (d *search) try(refs []string, smallest bool) bool {
	v := Quick(d.program, d.facts.SetAside(refs...))
	if v.Colour == d.base.Colour {
		return false
	}
	if smallest {
		d.found = append(d.found, Set{SetAside: refs, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding, Smallest: true})
	}
	return true
}

// shrink leaves out everything and takes back piece by piece what does not
// matter; what remains is a set that cannot be made smaller by one.
func (d *search) shrink() {
	set := slices.Clone(d.from)
	if len(set) == 0 || !d.try(set, false) {
		return
	}
	for i := 0; i < len(set); {
		if less := slices.Delete(slices.Clone(set), i, i+1); d.try(less, false) {
			set = less
			continue
		}
		i++
	}
	d.try(set, true)
	d.found[len(d.found)-1].Smallest = false
}

// Counterfactual is an unknown fact, one way it could turn out, and what
// would follow. Where the fact is no yes or no, Rule alone is assumed to turn
// out as Value says.
type Counterfactual struct {
	Fact     string        `json:"fact,omitempty"`
	Rule     string        `json:"rule"`
	Value    string        `json:"value"`
	Evidence []string      `json:"evidence,omitempty"`
	Colour   policy.Colour `json:"colour"`
	Until    string        `json:"until,omitempty"`
	Deciding string        `json:"deciding_rule"`
}

// Counterfactuals lists which missing fact would change the colour, resolved
// which way. Yes-or-no facts are tried both ways; for other facts the rule
// that hangs on them is.
func Counterfactuals(p *policy.Program, f *policy.Facts) []Counterfactual {
	results := p.Eval(f)
	base := combine(results, nil).verdict
	var out []Counterfactual
	for i := range results {
		r := &results[i]
		if r.Outcome != policy.Unknown || len(out) >= maxFlips {
			continue
		}
		flips := flipFacts(p, f, r, base)
		if len(flips) == 0 {
			flips = flipRule(results, r, r.Hangs(f), base)
		}
		out = append(out, flips...)
	}
	return out
}

func flipFacts(p *policy.Program, f *policy.Facts, r *policy.Result, base Verdict) []Counterfactual {
	var out []Counterfactual
	for _, h := range r.Hangs(f) {
		for _, value := range []string{"true", "false"} {
			with, err := f.With(h.Fact, value)
			if err != nil {
				break // not a yes or no
			}
			if v := Quick(p, with); v.Colour != base.Colour {
				out = append(out, counterfactual(h.Fact, r.Rule.ID, value, h.Evidence, v))
			}
		}
	}
	return out
}

func flipRule(results []policy.Result, r *policy.Result, hangs []policy.Hang, base Verdict) []Counterfactual {
	var out []Counterfactual
	for _, o := range []policy.Outcome{policy.True, policy.False} {
		v := combine(results, map[string]policy.Outcome{r.Rule.ID: o}).verdict
		if v.Colour == base.Colour {
			continue
		}
		var refs []string
		for _, h := range hangs {
			refs = append(refs, h.Evidence...)
		}
		out = append(out, counterfactual("", r.Rule.ID, string(o), firstUnique(refs, maxCandidates), v))
	}
	return out
}

func counterfactual(fact, rule, value string, refs []string, v Verdict) Counterfactual {
	return Counterfactual{Fact: fact, Rule: rule, Value: value, Evidence: refs, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding}
}
