package roster

import (
	"context"

	"recourse/cases"
)

// Feed is where a roster reads cases from; the store is one.
type Feed interface {
	// Rows hands over every case whose last write has an audit sequence
	// above since (0 asks for all), in any order. A case that is written
	// meanwhile may come again, its later state last. The card is nil while
	// the office is locked and for a purged case. Row and card are the
	// receiver's to keep, the lists in a row not to be changed. An error of
	// yield ends the walk and is returned.
	Rows(ctx context.Context, since int64, yield func(row cases.Row, card *cases.Card) error) error
}

// Counter is a Feed that knows beforehand how many cases it has, so that a
// first load needs no room twice.
type Counter interface {
	Count(ctx context.Context) (int, error)
}
