package cases

import (
	"slices"
	"strconv"
	"time"
)

// guardInTime keeps a late appeal for the decision whether it is admitted.
func guardInTime(a Ask) error {
	if !a.File.InTime() {
		return Refuse("late", "filed", day(a.File.FiledAt))
	}
	return nil
}

func guardLate(a Ask) error {
	if !a.File.Signals.Has(SignalLate) {
		return Refuse("not_late", "filed", day(a.File.FiledAt))
	}
	return nil
}

// admitted reports whether a late appeal was let in: by the desk, or by the
// second person who did not confirm the refusal.
func (f *File) admitted() bool {
	return slices.ContainsFunc(f.Admissions, func(a Admission) bool {
		c := f.Confirmed(PaperAdmission, a.No)
		return a.Admitted || c != nil && !c.Approved
	})
}

// InTime reports whether the appeal needs no decision on being late, or has one.
func (f *File) InTime() bool { return !f.Signals.Has(SignalLate) || f.admitted() }

func guardNothingPending(a Ask) error {
	if a.File.Pending != "" {
		return Refuse("proposal_waits", "what", a.File.Pending)
	}
	return nil
}

// guardNotSigning keeps a case from changing under somebody who reads it to sign.
func guardNotSigning(a Ask) error {
	if a.File.State == PendingSignoff || a.File.State == SecondLevel {
		return Refuse("signing", "state", string(a.File.State))
	}
	return guardNothingPending(a)
}

// guardProposal is the four-eyes rule for what is not a decision: somebody
// else than its author signs, and exactly what was proposed. The store holds
// the same rule as a constraint.
func guardProposal(what string) Guard {
	return func(a Ask) error {
		if a.File.Pending != what {
			return Refuse("no_proposal", "what", what)
		}
		_, _, digest, author := a.File.Proposal()
		if author == a.User.ID {
			return Refuse("four_eyes_proposal", "author", string(author))
		}
		if a.Digest != digest {
			return Refuse("stale_digest", "author", string(author))
		}
		return nil
	}
}

// guardLimitPassed lets a case that waits for missing papers only be dismissed
// when the resident has had the whole time.
func guardLimitPassed(a Ask) error {
	if a.File.State == Deficient && a.At.Before(a.File.TimerAt) {
		return Refuse("limit_runs", "until", a.File.TimerAt.In(shanghai).Format(time.RFC3339))
	}
	return guardNothingPending(a)
}

// guardReheard keeps a reopened case away from everybody who decided or signed
// it in an earlier round.
func guardReheard(a Ask) error {
	f := a.File
	drafted := slices.ContainsFunc(f.Decisions, func(d Decision) bool { return d.No <= f.Barred && d.DraftedBy.ID == a.User.ID })
	signed := slices.ContainsFunc(f.SignOffs, func(s SignOff) bool { return s.DecisionNo <= f.Barred && s.Signer.ID == a.User.ID })
	if drafted || signed {
		return Refuse("involved_before", "decision", strconv.Itoa(f.Barred))
	}
	return nil
}

// guardFirstView asks for an own view before the earlier reasons are judged,
// where the draw picked the case for a blind second reading.
func guardFirstView(a Ask) error {
	if a.File.Blind(a.User) {
		return Refuse("first_view_needed")
	}
	return nil
}

// guardInstructionSettled waits until the issuing system has answered, so that
// no order is left half given.
func guardInstructionSettled(a Ask) error {
	switch a.File.Instruction {
	case Queued, Exported:
		return Refuse("instruction_open", "instruction", string(a.File.Instruction))
	}
	return nil
}

// guardNotUnderWay waits for the answer to an instruction that left. One that
// still waits is not sent: the resident does not want it.
func guardNotUnderWay(a Ask) error {
	if a.File.Instruction == Exported {
		return Refuse("instruction_open", "instruction", string(a.File.Instruction))
	}
	return nil
}

// guardGroupDecided lets only a case out of a group order that it decided.
func guardGroupDecided(a Ask) error {
	if d := a.File.Decision(); d == nil || d.GroupOrder == 0 {
		return Refuse("no_group_decision")
	}
	return nil
}

func guardRemitted(a Ask) error {
	if a.File.Disposition != Remit {
		return Refuse("not_remitted", "disposition", string(a.File.Disposition))
	}
	return nil
}

// guardExpired asks that the term is over and not yet recorded as such.
func guardExpired(a Ask) error {
	f := a.File
	switch {
	case f.IsolationEnd.IsZero() || a.At.Before(f.IsolationEnd):
		return Refuse("term_runs", "until", f.IsolationEnd.In(shanghai).Format(time.RFC3339))
	case len(f.Expiries) > 0:
		return Refuse("expiry_recorded", "at", f.Expiries[0].At.In(shanghai).Format(time.RFC3339))
	}
	return nil
}

func guardReinstate(a Ask) error {
	end := a.File.StateSince.Add(ReinstateWindow)
	if a.At.After(end) {
		return Refuse("reinstate_over", "until", day(end))
	}
	return nil
}

func guardHolding(a Ask) error {
	if !a.At.Before(a.File.HoldUntil) {
		return Refuse("no_hold", "until", day(a.File.HoldUntil))
	}
	return nil
}

func day(t time.Time) string { return t.In(shanghai).Format(time.DateOnly) }

// guardUndo lets somebody take back the last act alone, which must be their own.
func guardUndo(a Ask) error {
	_, err := a.File.LastStep(a.User.ID, a.At)
	return err
}

// MayHear refuses somebody who had a part in the case that bars them from
// deciding it: an earlier round, or a view taken before the second level.
func MayHear(u User, f *File) error {
	a := Ask{User: u, File: f}
	if err := guardReheard(a); err != nil {
		return err
	}
	return guardNotSecond(a)
}
