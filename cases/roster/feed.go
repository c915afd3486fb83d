package roster

import (
	"context"

	"recourse/cases"
)

// Feed is where a roster reads cases from; the store is one.
type Feed interface {
	// Rows hands over every case whose last write has an audit sequence
	// above since (0 asks for all), in any order, each case once. The card
	// is nil while the office is locked and for a purged case. Row and card
	// are the receiver's to keep. An error of yield ends the walk and is
	// returned.
	Rows(ctx context.Context, since int64, yield func(row cases.Row, card *cases.Card) error) error
}
