package casetest

import "recourse/review"

// Shelf is the shipped shelf of policies, outlines and error models.
func (s *Seat) Shelf() *review.Library { return s.Lib }
