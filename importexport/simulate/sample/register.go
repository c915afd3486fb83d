package sample

import (
	"fmt"

	"recourse/importexport/simulate"
)

// The people of the first delivery who did not appeal: so many in all for each
// case, and so many of them out of the planted batch.
const (
	silentPerCase  = 1.5
	silentFromBad  = 46
	silentByHand   = 9  // out of the batch that one hand set
	silentMinCases = 60 // a smaller sample has only a few of the batch
)

// Register makes the people of the sample's deliveries who have a code and did
// not appeal. Some are out of the planted batch, so that group relief has
// somebody to reach, and some out of the batch that one hand set. Their numbers go on behind those of the cases.
func Register(seed uint64, n int) ([]simulate.Case, error) {
	if n < 1 {
		n = DefaultCases
	}
	all := int(float64(n) * (1 + silentPerCase))
	o, err := simulate.New(simulate.Options{Appeals: n, Residents: all, Seed: seed, Division: TheOffice().Division})
	if err != nil {
		return nil, err
	}
	bad, hand := silentFromBad, silentByHand
	if n < silentMinCases {
		bad, hand = n/10, 0
	}
	people := make([]simulate.Case, 0, all-n)
	for i := n; i < all; i++ {
		c := o.Case(i)
		if i-n < bad {
			if c, err = o.CaseOf(i, "bad-batch"); err != nil {
				return nil, fmt.Errorf("register of the sample, person %d: %w", i+1, err)
			}
		}
		if i >= all-hand {
			if c, err = o.CaseOf(i, "manual-batch"); err != nil {
				return nil, fmt.Errorf("register of the sample, person %d: %w", i+1, err)
			}
		}
		if c.Snapshot.Assignment.Colour.Disputable() {
			people = append(people, c)
		}
	}
	return people, nil
}
