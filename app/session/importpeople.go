package session

import (
	"context"
	"errors"
	"iter"

	"recourse/cases"
	"recourse/importexport/intake/link"
)

// amendable yields whose cases the office has that a delivery may still add
// to, so that a list that comes a day later, and names no appeal, finds them.
func (s *Session) amendable(ctx context.Context) iter.Seq2[link.Keys, error] {
	enough := errors.New("enough")
	return func(yield func(link.Keys, error) bool) {
		err := s.store.Rows(ctx, 0, func(row cases.Row, card *cases.Card) error {
			if card == nil || !cases.Leads(cases.MoveAmend, row.State, row.State) {
				return nil
			}
			if !yield(link.Keys{AppealNo: row.AppealNo, DocNo: card.DocNo, Phone: card.Phone, Name: card.Name}, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(link.Keys{}, err)
		}
	}
}
