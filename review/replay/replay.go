package replay

import (
	"time"

	"recourse/review/policy"
)

// Outcome is a replay: the verdict and every step that led to it.
type Outcome struct {
	Policy  string
	Hash    string
	AsOf    policy.Moment
	Verdict Verdict
	Steps   []Step
	results []policy.Result
	over    map[string]string // by rule, which one keeps its colour from counting
}

// Step is one rule's part in a replay, ready to show. IssuedOutcome is what
// the issuing system's own trace says, empty when it says nothing.
type Step struct {
	Rule          string           `json:"rule"`
	Title         policy.Words     `json:"title"`
	Status        policy.Status    `json:"status"`
	Outcome       policy.Outcome   `json:"outcome"`
	IssuedOutcome string           `json:"issued_outcome,omitempty"`
	Inputs        []policy.Input   `json:"inputs"`
	Effect        Effect           `json:"effect"`
	OverriddenBy  string           `json:"overridden_by,omitempty"`
	HangsOn       []policy.Hang    `json:"hangs_on,omitempty"`
	Sentence      policy.Statement `json:"sentence"`
	Problem       string           `json:"problem,omitempty"`
}

// Effect is what a step gives, or for an UNKNOWN one would give.
type Effect struct {
	Colour policy.Colour `json:"colour,omitempty"`
	Days   int           `json:"days,omitempty"`
	Basis  string        `json:"basis,omitempty"`
	Until  string        `json:"until,omitempty"`
}

// Run replays the pack on the facts and keeps every step.
func Run(p *policy.Program, f *policy.Facts) *Outcome {
	results := p.Trace(f)
	c := combine(results, nil)
	o := &Outcome{Policy: p.Pack().Name(), Hash: p.Pack().Hash, AsOf: f.AsOf, Verdict: c.verdict, results: results, over: c.over}
	for i := range results {
		o.Steps = append(o.Steps, o.step(&results[i], f))
	}
	return o
}

// Quick replays the pack without a trace. Its verdict equals that of Run; it
// is for replaying a whole office.
func Quick(p *policy.Program, f *policy.Facts) Verdict {
	return combine(p.Eval(f), nil).verdict
}

// Brief replays the pack and compares as Explain does, without inputs,
// sentences and searches: what the marks of a queue need.
func Brief(p *policy.Program, f *policy.Facts, is Issued, zone *time.Location) (Verdict, Comparison) {
	return brief(p.Eval(f), is, zone)
}

func brief(results []policy.Result, is Issued, zone *time.Location) (Verdict, Comparison) {
	c := combine(results, nil)
	o := &Outcome{Verdict: c.verdict, results: results, over: c.over}
	return o.Verdict, o.Compare(is, zone)
}

func (o *Outcome) step(r *policy.Result, f *policy.Facts) Step {
	s := Step{
		Rule: r.Rule.ID, Title: r.Rule.Title, Status: r.Rule.Status, Outcome: r.Outcome,
		Inputs: r.Inputs, HangsOn: r.HangsOn, Problem: r.Problem,
		Sentence: sentence(r, f),
	}
	if s.Inputs == nil {
		s.Inputs = []policy.Input{}
	}
	if r.Outcome != policy.False {
		s.Effect = Effect{Colour: r.Colour, Days: r.Days, Basis: r.Basis.Text(), Until: r.Until.Text()}
	}
	s.OverriddenBy = o.overrider(r)
	return s
}

// overrider is the rule that keeps a rule's colour from counting, if it gives
// one.
func (o *Outcome) overrider(r *policy.Result) string {
	if r.Outcome == policy.False {
		return ""
	}
	return o.over[r.Rule.ID]
}
