package session

import (
	"context"
	"fmt"
	"slices"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review/allot"
)

// Officers lists who can be given cases, with what they have now.
func (s *Session) Officers(ctx context.Context) ([]allot.Officer, error) {
	people, err := s.People(ctx)
	if err != nil {
		return nil, err
	}
	var out []allot.Officer
	for _, p := range people {
		if !p.Disabled && p.Has(cases.Reviewer, cases.Supervisor) {
			out = append(out, s.officer(p))
		}
	}
	return out, nil
}

func (s *Session) officer(p cases.User) allot.Officer {
	now := s.Now()
	count := func(f roster.Filter) int { return s.roster.Select(f, roster.Sort{}, now).Len() }
	return allot.Officer{
		User: p, Open: count(roster.Filter{Officer: p.ID, OnlyOpen: true}),
		DueToday: count(roster.Filter{Officer: p.ID, OnlyOpen: true, DueBefore: roster.Tomorrow(now)}),
	}
}

// PlanAllotment says who would get which of some cases, and changes nothing.
// With nobody named they are spread over all reviewers; most is how many open
// cases one person should have, 0 for no limit.
func (s *Session) PlanAllotment(ctx context.Context, ids []cases.ID, to []cases.UserID, most int) (allot.Plan, error) {
	w := allot.Wish{By: s.User(), At: s.Now(), Most: most}
	for _, id := range ids {
		f, err := s.desk.Case(ctx, id)
		if err != nil {
			return allot.Plan{}, err
		}
		w.Files = append(w.Files, f)
	}
	var err error
	if w.Officers, err = s.named(ctx, to); err != nil {
		return allot.Plan{}, err
	}
	return allot.Make(w), nil
}

// named are the officers of a list of names, or all reviewers.
func (s *Session) named(ctx context.Context, to []cases.UserID) ([]allot.Officer, error) {
	if _, err := s.Sync(ctx); err != nil {
		return nil, err
	}
	if len(to) > 0 {
		var out []allot.Officer
		for _, id := range to {
			u, err := s.Person(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, s.officer(u))
		}
		return out, nil
	}
	all, err := s.Officers(ctx)
	return slices.DeleteFunc(all, func(o allot.Officer) bool { return !o.User.Has(cases.Reviewer) }), err
}

// Allot carries a plan out, one act for each case, and tells of each how it
// went. A refusal does not keep the others back; cancelling keeps what is done.
func (s *Session) Allot(ctx context.Context, p allot.Plan, tell func(done, total int64)) ([]allot.Outcome, error) {
	var out []allot.Outcome
	for i, l := range p.Lines {
		a := allot.Outcome{Line: l}
		if l.Why != nil {
			a.Err = l.Why
		} else {
			if err := ctx.Err(); err != nil {
				return out, err
			}
			_, a.Err = s.desk.Assign(ctx, l.Case, l.To)
			if _, refused := cases.AsRefusal(a.Err); a.Err != nil && !refused {
				return out, fmt.Errorf("give case %s to %s: %w", l.AppealNo, l.To.ID, a.Err)
			}
		}
		out = append(out, a)
		if tell != nil {
			tell(int64(i+1), int64(len(p.Lines)))
		}
	}
	return out, nil
}
