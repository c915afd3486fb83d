package session

import (
	"context"
	"errors"

	"recourse/cases"
	"recourse/review"
	"recourse/review/replay"
)

// Rules is the shelf of policy packs.
func (s *Session) Rules() *review.Library { return s.rules }

// Assess reads a file and replays the rules on it; the zero question asks for
// the policy in force when the code was issued.
func (s *Session) Assess(f *cases.File, q review.Question) (*review.Assessment, error) {
	return s.rules.Assess(&f.Snapshot, q)
}

// Replayed is one case of a replay of the whole office.
type Replayed struct {
	Row     cases.Row
	Verdict replay.Verdict
	Differs bool
	Err     error // why it cannot be replayed
}

// ReplayAll replays every case untraced, with the policy the question names
// or the one in force at each code's time.
func (s *Session) ReplayAll(ctx context.Context, q review.Question, yield func(Replayed) error) error {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return err
	}
	return s.store.Snapshots(ctx, func(row cases.Row, snap *cases.Snapshot) error {
		v, differs, err := s.rules.Verdict(snap, q)
		if err != nil && !errors.Is(err, review.ErrNoPolicy) {
			return err
		}
		return yield(Replayed{Row: row, Verdict: v, Differs: differs, Err: err})
	})
}
