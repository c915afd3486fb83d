package session

import (
	"context"
	"errors"
	"fmt"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
)

// Waiting lists what waits for a second signature: decisions, and proposals
// such as not admitting a late appeal or correcting a letter. A row is made for
// the list: of a proposal it names the author as Drafter and says since when it
// waits; for a blind reader it does not tell the outcome.
func (s *Session) Waiting(ctx context.Context) ([]cases.Row, error) {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return nil, err
	}
	rows := s.listed(roster.Filter{States: []cases.State{cases.PendingSignoff, cases.SecondLevel}})
	for i := range rows {
		if err := s.VeilRow(ctx, &rows[i]); err != nil {
			return nil, err
		}
	}
	for _, r := range s.listed(roster.Filter{Pending: true}) {
		f, err := s.store.Case(ctx, r.ID)
		if err != nil {
			return nil, fmt.Errorf("proposal of case %s: %w", r.AppealNo, err)
		}
		if waits, ok := f.ProposalRow(); ok {
			rows = append(rows, waits)
		}
	}
	return rows, nil
}

func (s *Session) listed(f roster.Filter) []cases.Row {
	v := s.roster.Select(f, dueFirst(), s.Now())
	rows := make([]cases.Row, v.Len())
	for i := range rows {
		rows[i] = v.At(i).Row
	}
	return rows
}

// VeilRow takes the outcome out of the row of a case to which the person is
// still blind. The draw tells of most cases that they are not, so few files are
// opened.
func (s *Session) VeilRow(ctx context.Context, r *cases.Row) error {
	u := s.User()
	if r.State != cases.PendingSignoff || !r.SecondLook || r.Drafter == u.ID || !u.Has(cases.Supervisor) {
		return nil
	}
	if drawn, err := review.Drawn(s.keys.Draw, r); err != nil || !drawn {
		return err
	}
	f, err := s.desk.Case(ctx, r.ID)
	if err != nil {
		return fmt.Errorf("case %s: %w", r.AppealNo, err)
	}
	r.Disposition, r.NewColour = f.Disposition, f.NewColour
	return nil
}

// blindNos are the appeal numbers of the cases to which the person is blind.
func (s *Session) blindNos(ctx context.Context) (map[string]bool, error) {
	nos := map[string]bool{}
	for _, r := range s.listed(roster.Filter{States: []cases.State{cases.PendingSignoff}}) {
		if err := s.VeilRow(ctx, &r); err != nil {
			return nil, err
		}
		if r.Disposition == "" {
			nos[r.AppealNo] = true
		}
	}
	return nos, nil
}

// RecordExpiries puts on record which terms ended while their cases were
// pending, as far as the role of the person allows, and says how many. What
// somebody else recorded or changed at the same moment is theirs.
func (s *Session) RecordExpiries(ctx context.Context) (int, error) {
	rule, ok := cases.RuleOf(cases.MoveRecord)
	if !ok || !s.User().Has(rule.Roles...) {
		return 0, nil
	}
	n, now := 0, s.Now()
	var over []cases.ID
	s.roster.Each(func(r *cases.Row) {
		if review.Expired(r, now) {
			over = append(over, r.ID)
		}
	})
	for _, id := range over {
		_, err := s.desk.RecordExpiry(ctx, id, "unknown")
		switch r, refused := cases.AsRefusal(err); {
		case err == nil:
			n++
		case !refused || errors.Is(err, cases.Refuse("unclear")):
			return n, fmt.Errorf("expiry of case %d: %w", id, err)
		case r.Code != "expiry_recorded" && r.Code != "changed_meanwhile" && r.Code != "changed_by" && r.Code != "state":
			return n, fmt.Errorf("expiry of case %d: %w", id, err)
		}
	}
	return n, nil
}
