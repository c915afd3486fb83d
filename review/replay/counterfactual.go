package replay

import "recourse/review/policy"

// maxFlips bounds how many rules are looked at for missing facts.
const maxFlips = 40

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
		out = append(out, counterfactual("", r.Rule.ID, string(o), firstUnique(refs, len(refs)), v))
	}
	return out
}

func counterfactual(fact, rule, value string, refs []string, v Verdict) Counterfactual {
	return Counterfactual{Fact: fact, Rule: rule, Value: value, Evidence: refs, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding}
}
