package review

import (
	"context"
	"slices"

	"recourse/cases"
)

// RecusalCodes lists the coded reasons for which somebody is barred from a
// case. A self-declared recusal needs no other reason, and gives none.
func RecusalCodes() []string {
	return []string{"recused", "household", "relative", "same_unit", "assigner", "other"}
}

// Exclude bars a person from a case. Officers may only bar themselves; the
// reason is a code, never a text others could read. Whoever holds the case
// gives it back with the same act, so that it does not stay with somebody who
// may not work on it.
func (d *Desk) Exclude(ctx context.Context, id cases.ID, who cases.UserID, code string) (*cases.File, error) {
	if who != d.User.ID && !d.User.Has(cases.Supervisor) {
		return nil, cases.Refuse("recuse_self_only")
	}
	if !slices.Contains(RecusalCodes(), code) {
		return nil, cases.Refuse("recusal_code", "value", code)
	}
	f, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.actOn(ctx, f, excluding(d.User.ID, who, f), cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		c.Detail["user"], c.Detail["recusal"] = string(who), code
		if c.Move != cases.MoveExclude {
			giveBack(f, c)
		}
		return d.paper(c, cases.PaperExclusion, len(f.Exclusions)+1, cases.Exclusion{User: who, Code: code, By: d.User.ID, At: c.At})
	})
}

// excluding is the move with which somebody leaves a case.
func excluding(by, who cases.UserID, f *cases.File) cases.Move {
	switch {
	case f.Officer != who || !f.State.WithOfficer():
		return cases.MoveExclude
	case by == who:
		return cases.MoveRecuse
	}
	return cases.MoveRelease
}

// LiftConflict lets somebody work on a case in spite of a conflict that the
// computed list names. Only a supervisor may, never for themselves, never for
// somebody's own act; the reason is on the record.
func (d *Desk) LiftConflict(ctx context.Context, id cases.ID, who cases.User, code, reason string) (*cases.File, error) {
	switch {
	case who.ID == d.User.ID:
		return nil, cases.Refuse("lift_own")
	case !cases.MayLift(code):
		return nil, cases.Refuse("lift_code", "value", code)
	case blank(reason):
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveLift))
	}
	return d.act(ctx, id, cases.MoveLift, func(f *cases.File, c *cases.Change) error {
		if !slices.Contains(cases.Conflicts(who, f), code) {
			return cases.Refuse("no_such_conflict", "user", who.Name, "reason", code)
		}
		c.Detail["user"], c.Detail["recusal"] = string(who.ID), code
		x := cases.Exclusion{User: who.ID, Code: code, Lifted: true, Reason: reason, By: d.User.ID, At: c.At}
		return d.paper(c, cases.PaperExclusion, len(f.Exclusions)+1, x)
	})
}
