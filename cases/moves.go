package cases

import (
	"slices"
	"strings"
	"sync"
)

// Move is one named act on a case.
type Move string

// The moves. Their names are verbs; the audit trail stores them as they are.
const (
	MoveReceive     Move = "receive"      // a delivery brought the case
	MoveAmend       Move = "amend"        // a later delivery changed the facts
	MoveRegister    Move = "register"     // admitted
	MoveDeficient   Move = "deficient"    // papers missing
	MoveAssign      Move = "assign"       // a supervisor gives it to an officer
	MoveTake        Move = "take"         // an officer takes it, and the next case opens at once
	MoveTakeOver    Move = "take_over"    // second level: judged afresh by someone else
	MoveRelease     Move = "release"      // given back
	MoveBegin       Move = "begin"        // evidence opened
	MoveRenew       Move = "renew"        // lease renewed
	MoveSave        Move = "save"         // draft saved
	MoveWeigh       Move = "weigh"        // evidence weighed
	MoveNote        Move = "note"         // remark added
	MoveRequest     Move = "request"      // information asked for
	MoveAnswer      Move = "answer"       // answer recorded, or its absence
	MoveDraft       Move = "draft"        // decision complete
	MoveSubmit      Move = "submit"       // sent to sign-off, or decided when none is asked
	MoveRecall      Move = "recall"       // pulled back without a verdict
	MoveApprove     Move = "approve"      // second signature
	MoveReturn      Move = "return"       // sent back with a coded reason
	MoveEscalate    Move = "escalate"     // to the second level
	MoveExclude     Move = "exclude"      // a person is barred from the case
	MoveWithdraw    Move = "withdraw"     // the resident withdrew
	MoveLapse       Move = "lapse"        // the issuing system changed the code already
	MoveDismiss     Move = "dismiss"      // ended without merits
	MoveIssue       Move = "issue_letter" // letter issued
	MoveDeliver     Move = "deliver"      // delivery recorded
	MoveExport      Move = "export"       // instruction left
	MoveAcknowledge Move = "acknowledge"  // answer of the issuing system
	MoveClose       Move = "close"        // delivered and acknowledged
	MoveUnmask      Move = "unmask"       // somebody looked at unmasked data
	MoveGroup       Move = "group"        // a group order that two supervisors signed takes effect

	MoveSupply    Move = "supply"           // missing papers came, or the limit passed
	MoveAdmit     Move = "admit"            // a late appeal is admitted, or refusal is proposed
	MoveRefuse    Move = "refuse_admission" // second signature on not admitting a late appeal
	MoveMerge     Move = "merge"            // a duplicate joins the earlier case
	MoveJoin      Move = "join"             // the earlier case takes a duplicate up
	MoveReopen    Move = "reopen"           // an ended case is heard again on a coded ground
	MoveOptOut    Move = "opt_out"          // the resident does not want what a group order decided
	MoveResume    Move = "resume"           // a remit came back, or its date passed
	MoveCorrect   Move = "correct"          // a clerical correction is proposed
	MoveConfirm   Move = "confirm"          // second signature on a correction
	MoveRecord    Move = "record_expiry"    // the term ended while the case was pending
	MoveFirstView Move = "first_view"       // own view before the earlier reasons are shown
	MoveRecuse    Move = "recuse"           // the officer steps out of a case in hand
	MoveLift      Move = "lift_conflict"    // a supervisor lets somebody work in spite of a conflict
	MoveReinstate Move = "reinstate"        // a withdrawal is taken back
	MoveHold      Move = "hold"             // a delivery contradicts a decision that binds
	MoveRemind    Move = "remind"           // asked again for what did not come
	MoveRead      Move = "read_note"        // a hand-over note was read
	MoveUndo      Move = "undo"             // the author takes the last act back
	MovePurge     Move = "purge"            // working copies destroyed, as two people ordered
)

// Rule is one line of the table of moves.
type Rule struct {
	Move   Move
	From   []State
	To     []State // empty: the state stays as it is
	Roles  []Role
	Holder bool    // only the officer who holds the case
	Guards []Guard // asked after role, state and holder
}

// before lists the states in which nothing is decided yet.
func before() []State {
	return []State{
		Received, Deficient, Registered, Assigned, InReview, AwaitingInfo,
		Drafted, PendingSignoff, Returned, SecondLevel,
	}
}

// Moves is the one table of moves: every change of a case is one of its lines.
func Moves() []Rule { return slices.Clone(table()) }

// table is built once: an import asks it for every case.
var table = sync.OnceValue(func() []Rule {
	held := []State{Assigned, InReview, AwaitingInfo, Drafted, Returned}
	officers := []Role{Reviewer, Supervisor}
	desk := []Role{Intake, Supervisor}
	ends := []State{Withdrawn, Lapsed, Dismissed, Inadmissible, Duplicate}
	all := append(append(before(), Decided, Closed), ends...)
	signing := []Guard{guardNotParty, guardFreshAtSecondLevel, guardReheard, guardConflict, guardDigest, guardFirstView, guardLetterOpened}
	returning := []Guard{guardNotParty, guardReheard, guardConflict, guardDigest, guardFirstView}
	deciding := []Guard{guardReheard, guardConflict, guardSnapshot, guardComplete, guardNoWorse}
	return []Rule{
		{Move: MoveReceive, From: []State{""}, To: []State{Received, Registered}, Roles: desk},
		{Move: MoveAmend, From: before(), Roles: desk},
		{Move: MoveRegister, From: []State{Received}, To: []State{Registered}, Roles: desk, Guards: []Guard{guardInTime}},
		{Move: MoveDeficient, From: []State{Received, Registered}, To: []State{Deficient}, Roles: desk, Guards: []Guard{guardNothingPending}},
		{Move: MoveAssign, From: []State{Registered, Assigned, InReview, Drafted, Returned}, To: []State{Assigned}, Roles: []Role{Supervisor}},
		{Move: MoveTake, From: []State{Registered, Assigned, InReview, Returned}, To: []State{Assigned, InReview}, Roles: officers, Guards: []Guard{guardFree, guardReheard, guardConflict, guardNotSecond}},
		{Move: MoveTakeOver, From: []State{SecondLevel}, To: []State{InReview}, Roles: []Role{Supervisor}, Guards: []Guard{guardNotParty, guardReheard, guardConflict, guardUninvolved}},
		{Move: MoveRelease, From: held, To: []State{Registered}, Roles: officers, Guards: []Guard{guardHolderOrSupervisor}},
		{Move: MoveBegin, From: []State{Assigned}, To: []State{InReview}, Roles: officers, Holder: true, Guards: []Guard{guardConflict}},
		{Move: MoveRenew, From: held, Roles: officers, Holder: true},
		{Move: MoveSave, From: []State{InReview, Drafted, Returned}, Roles: officers, Holder: true},
		{Move: MoveWeigh, From: []State{InReview, Drafted, Returned}, Roles: officers, Holder: true},
		{Move: MoveNote, From: all, Roles: []Role{Intake, Reviewer, Supervisor}},
		{Move: MoveRequest, From: []State{InReview}, To: []State{AwaitingInfo}, Roles: officers, Holder: true},
		{Move: MoveAnswer, From: []State{AwaitingInfo}, To: []State{InReview}, Roles: []Role{Intake, Reviewer, Supervisor}},
		{Move: MoveDraft, From: []State{InReview, Drafted, Returned}, To: []State{Drafted}, Roles: officers, Holder: true, Guards: deciding},
		{Move: MoveSubmit, From: []State{Drafted}, To: []State{PendingSignoff, SecondLevel, Decided}, Roles: officers, Holder: true, Guards: deciding},
		{Move: MoveRecall, From: []State{PendingSignoff}, To: []State{Drafted}, Roles: officers, Guards: []Guard{guardDrafterOrSupervisor}},
		{Move: MoveApprove, From: []State{PendingSignoff, SecondLevel}, To: []State{Decided}, Roles: []Role{Supervisor}, Guards: signing},
		{Move: MoveReturn, From: []State{PendingSignoff, SecondLevel}, To: []State{Returned, SecondLevel}, Roles: []Role{Supervisor}, Guards: returning},
		{Move: MoveEscalate, From: []State{PendingSignoff}, To: []State{SecondLevel}, Roles: []Role{Supervisor}, Guards: returning},
		{Move: MoveExclude, From: all, Roles: []Role{Reviewer, Supervisor}},
		{Move: MoveWithdraw, From: before(), To: []State{Withdrawn}, Roles: []Role{Intake, Reviewer, Supervisor}},
		{Move: MoveLapse, From: before(), To: []State{Lapsed}, Roles: desk},
		{Move: MoveDismiss, From: []State{Received, Deficient, Registered}, To: []State{Dismissed}, Roles: desk, Guards: []Guard{guardLimitPassed}},
		{Move: MoveIssue, From: all, Roles: desk},
		{Move: MoveDeliver, From: all, Roles: desk},
		{Move: MoveExport, From: []State{Decided}, Roles: desk},
		{Move: MoveAcknowledge, From: []State{Decided}, Roles: desk},
		{Move: MoveClose, From: []State{Decided}, To: []State{Closed}, Roles: desk, Guards: []Guard{guardDone}},
		{Move: MoveGroup, From: before(), To: []State{Decided}, Roles: desk, Guards: deciding},
		{Move: MoveUnmask, From: all, Roles: permissions(MayUnmask)},

		{Move: MoveSupply, From: []State{Deficient}, To: []State{Received, Registered}, Roles: desk},
		{Move: MoveAdmit, From: []State{Received}, To: []State{Received, Registered}, Roles: desk, Guards: []Guard{guardLate, guardNothingPending}},
		{Move: MoveRefuse, From: []State{Received}, To: []State{Inadmissible, Registered}, Roles: []Role{Supervisor}, Guards: []Guard{guardProposal(PendingAdmission), guardConflict, guardProposalOpened}},
		{Move: MoveMerge, From: before(), To: []State{Duplicate}, Roles: []Role{Intake, Reviewer, Supervisor}, Guards: []Guard{guardNothingPending}},
		{Move: MoveJoin, From: before(), Roles: []Role{Intake, Reviewer, Supervisor}, Guards: []Guard{guardNotSigning}},
		{Move: MoveReopen, From: append([]State{Decided, Closed}, ends...), To: []State{Registered}, Roles: []Role{Supervisor}, Guards: []Guard{guardNothingPending, guardInstructionSettled}},
		{Move: MoveOptOut, From: []State{Decided, Closed}, To: []State{Registered}, Roles: desk, Guards: []Guard{guardGroupDecided, guardNothingPending, guardNotUnderWay}},
		{Move: MoveResume, From: []State{Decided, Closed}, To: []State{Registered}, Roles: []Role{Intake, Reviewer, Supervisor}, Guards: []Guard{guardRemitted, guardNothingPending}},
		{Move: MoveCorrect, From: append([]State{Decided, Closed}, ends...), Roles: []Role{Intake, Reviewer, Supervisor}, Guards: []Guard{guardNothingPending}},
		{Move: MoveConfirm, From: append([]State{Decided, Closed}, ends...), Roles: []Role{Supervisor}, Guards: []Guard{guardProposal(PendingCorrection), guardConflict, guardProposalOpened}},
		{Move: MoveRecord, From: before(), Roles: []Role{Intake, Reviewer, Supervisor}, Guards: []Guard{guardExpired}},
		{Move: MoveFirstView, From: []State{PendingSignoff, SecondLevel}, Roles: []Role{Supervisor}, Guards: []Guard{guardNotParty, guardConflict}},
		{Move: MoveRecuse, From: held, To: []State{Registered}, Roles: officers, Holder: true},
		{Move: MoveLift, From: before(), Roles: []Role{Supervisor}},
		{Move: MoveReinstate, From: []State{Withdrawn}, To: []State{Registered}, Roles: desk, Guards: []Guard{guardReinstate}},
		{Move: MoveRemind, From: []State{AwaitingInfo}, Roles: []Role{Intake, Reviewer, Supervisor}},
		{Move: MoveRead, From: all, Roles: []Role{Intake, Reviewer, Supervisor}},
		{Move: MoveUndo, From: before(), To: before(), Roles: []Role{Intake, Reviewer, Supervisor}, Guards: []Guard{guardUndo}},
		{Move: MovePurge, From: append([]State{Closed}, ends...), Roles: permissions(MayPurge)},
		{Move: MoveHold, From: []State{Decided, Closed}, To: []State{Decided}, Roles: desk, Guards: []Guard{guardHolding}},
	}
})

// RuleOf returns the line of the table for a move.
func RuleOf(m Move) (Rule, bool) {
	for _, r := range table() {
		if r.Move == m {
			return r, true
		}
	}
	return Rule{}, false
}

// Leads reports whether the table lets the move go from one state to another.
func Leads(m Move, from, to State) bool {
	r, ok := RuleOf(m)
	if !ok || !slices.Contains(r.From, from) {
		return false
	}
	if len(r.To) == 0 {
		return from == to
	}
	return slices.Contains(r.To, to)
}

// May says whether a move is allowed now; nil is yes, otherwise the error is a
// *Refusal that names the reason and what would have to be different.
func May(m Move, a Ask) error {
	r, ok := RuleOf(m)
	if !ok {
		return Refuse("unknown_move", "move", string(m))
	}
	if !a.User.Has(r.Roles...) || a.User.Disabled {
		return Refuse("role", "roles", joinRoles(r.Roles), "act", string(m))
	}
	if !slices.Contains(r.From, a.File.State) {
		return Refuse("state", "state", string(a.File.State), "act", string(m), "from", joinStates(r.From))
	}
	if a.File.Purge != 0 && m != MoveUnmask {
		return Refuse("purged", "case", a.File.AppealNo)
	}
	if r.Holder && a.File.Officer != a.User.ID {
		return Refuse("not_holder", "officer", string(a.File.Officer), "act", string(m))
	}
	for _, g := range r.Guards {
		if err := g(a); err != nil {
			return err
		}
	}
	return nil
}

func joinRoles(roles []Role) string {
	s := make([]string, len(roles))
	for i, r := range roles {
		s[i] = string(r)
	}
	return strings.Join(s, ",")
}

func joinStates(states []State) string {
	s := make([]string, len(states))
	for i, v := range states {
		s[i] = string(v)
	}
	return strings.Join(s, ",")
}
