package replay

import (
	"time"

	"recourse/review/policy"
)

// Runner replays one pack on the flat facts of many people, as Quick does on
// the facts of one. It remembers what people have in common and is for one
// goroutine.
type Runner struct{ memo *policy.Memo }

// NewRunner starts a runner that remembers nobody.
func NewRunner(p *policy.Program) *Runner { return &Runner{p.Memo()} }

// Brief says what the function of that name says.
func (r *Runner) Brief(f *policy.Facts, is Issued, zone *time.Location) (Verdict, Comparison) {
	return brief(r.memo.EvalFacts(f), is, zone)
}

// Evidence lists the evidence of what a rule reads of the facts.
func (r *Runner) Evidence(f *policy.Facts, rule string) []string { return r.memo.Evidence(f, rule) }

// Verdict is what Quick says of the same facts, read from their flat form to
// the end of the text.
func (r *Runner) Verdict(t *policy.FlatText, zone *time.Location) (Verdict, error) {
	results, err := r.memo.Eval(t, zone)
	if err != nil {
		return Verdict{}, err
	}
	return combine(results, nil).verdict, nil
}
