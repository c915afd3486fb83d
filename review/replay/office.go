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

// Verdict is what Quick says of the same facts, read from their flat form to
// the end of the text.
func (r *Runner) Verdict(t *policy.FlatText, zone *time.Location) (Verdict, error) {
	results, err := r.memo.Eval(t, zone)
	if err != nil {
		return Verdict{}, err
	}
	return combine(results, nil).verdict, nil
}
