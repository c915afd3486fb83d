package replay

import (
	"fmt"
	"slices"

	"recourse/review/policy"
)

// FixtureResult is one fixture of a pack with what went wrong, if anything.
type FixtureResult struct {
	Rule    string   `json:"rule"`
	Name    string   `json:"name"`
	Passed  bool     `json:"passed"`
	Problem []string `json:"problem,omitempty"`
}

// Test runs every fixture of a pack; it is `recourse policy test`.
func Test(p *policy.Program) []FixtureResult {
	var out []FixtureResult
	for i := range p.Pack().Fixtures {
		x := &p.Pack().Fixtures[i]
		problems := runFixture(p, x)
		out = append(out, FixtureResult{Rule: x.Rule, Name: x.Name, Passed: len(problems) == 0, Problem: problems})
	}
	return out
}

func runFixture(p *policy.Program, x *policy.Fixture) []string {
	f, err := x.Build(p.Pack())
	if err != nil {
		return []string{err.Error()}
	}
	o := Run(p, f)
	var problems []string
	compare := func(what, want, got string) {
		if want != got {
			problems = append(problems, fmt.Sprintf("%s: want %s, got %s", what, want, got))
		}
	}
	if i := o.index(x.Rule); i >= 0 {
		compare("outcome of "+x.Rule, string(x.Want.Outcome), string(o.Steps[i].Outcome))
	}
	compare("colour", string(x.Want.Colour), string(o.Verdict.Colour))
	compare("deciding rule", x.Want.Deciding, o.Verdict.Deciding)
	if x.Want.Until != "" {
		compare("until", x.Want.Until, o.Verdict.Until.Text())
	}
	if got := o.unknown(); !slices.Equal(got, x.Want.Unknown) {
		problems = append(problems, fmt.Sprintf("unknown rules: want %v, got %v", x.Want.Unknown, got))
	}
	return problems
}

// unknown lists the rules that are UNKNOWN.
func (o *Outcome) unknown() []string {
	var out []string
	for i := range o.Steps {
		if o.Steps[i].Outcome == policy.Unknown {
			out = append(out, o.Steps[i].Rule)
		}
	}
	return out
}
