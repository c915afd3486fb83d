package cases

import "slices"

// State says where the work on a case stands.
type State string

// The case states (design section 5).
const (
	Received       State = "received"
	Deficient      State = "deficient"
	Inadmissible   State = "inadmissible"
	Duplicate      State = "duplicate"
	Registered     State = "registered"
	Assigned       State = "assigned"
	InReview       State = "in_review"
	AwaitingInfo   State = "awaiting_information"
	Drafted        State = "drafted"
	PendingSignoff State = "pending_signoff"
	Returned       State = "returned"
	SecondLevel    State = "second_level"
	Decided        State = "decided"
	Closed         State = "closed"
	Withdrawn      State = "withdrawn"
	Dismissed      State = "dismissed"
	Lapsed         State = "lapsed"
)

// States lists every state in the order of the work.
func States() []State {
	return []State{
		Received, Deficient, Inadmissible, Duplicate, Registered, Assigned, InReview, AwaitingInfo,
		Drafted, PendingSignoff, Returned, SecondLevel, Decided, Closed, Withdrawn, Dismissed, Lapsed,
	}
}

// Final reports whether nothing more happens to the case by itself.
func (s State) Final() bool {
	switch s {
	case Inadmissible, Duplicate, Closed, Withdrawn, Dismissed, Lapsed:
		return true
	}
	return false
}

// Settled reports whether the merits can no longer change: the case is
// decided or over.
func (s State) Settled() bool { return s == Decided || s.Final() }

// WithOfficer reports whether the state has one officer as its owner.
func (s State) WithOfficer() bool {
	switch s {
	case Assigned, InReview, AwaitingInfo, Drafted, Returned:
		return true
	}
	return false
}

// Disposition says what was decided.
type Disposition string

// The dispositions (design section 5). None of them makes the resident worse
// off: new risk facts are a separate referral.
const (
	Overturn   Disposition = "overturn"
	Vary       Disposition = "vary"
	CorrectRe  Disposition = "correct_and_reassess"
	Remit      Disposition = "remit"
	Uphold     Disposition = "uphold"
	NotAdmit   Disposition = "inadmissible"
	TransferTo Disposition = "transfer"
	Moot       Disposition = "moot"
)

// Dispositions lists the dispositions in the order in which they are offered.
func Dispositions() []Disposition {
	return []Disposition{Overturn, Vary, CorrectRe, Remit, Uphold, NotAdmit, TransferTo, Moot}
}

// Valid reports whether d is one of the dispositions.
func (d Disposition) Valid() bool {
	for _, k := range Dispositions() {
		if k == d {
			return true
		}
	}
	return false
}

// Refuses reports whether the resident does not get what was asked for.
func (d Disposition) Refuses() bool { return d == Uphold || d == NotAdmit || d == TransferTo }

// Isolation is the effect on the person.
type Isolation string

// The isolation effects.
const (
	Running  Isolation = "running"
	Ended    Isolation = "ended"
	Released Isolation = "released"
)

// Instruction is where the instruction to the issuing system stands.
type Instruction string

// The instruction's stations; empty while nothing is decided.
const (
	NotNeeded    Instruction = "not_needed"
	Queued       Instruction = "queued"
	Exported     Instruction = "exported"
	Acknowledged Instruction = "acknowledged"
	Rejected     Instruction = "rejected"
)

// Notice is where the letter to the resident stands.
type Notice string

// The notice's stations; empty while nothing is decided.
const (
	Rendered  Notice = "rendered"
	Issued    Notice = "issued"
	Delivered Notice = "delivered"
	Failed    Notice = "failed"
)

// Ground is one claim of error in an appeal (domain table T11, section 2.6).
type Ground string

// Grounds lists G01 to G18 in order.
func Grounds() []Ground {
	return []Ground{
		"G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09",
		"G10", "G11", "G12", "G13", "G14", "G15", "G16", "G17", "G18",
	}
}

// Valid reports whether g is one of G01 to G18.
func (g Ground) Valid() bool { return slices.Contains(Grounds(), g) }

// FindingResult says what the officer found on one ground.
type FindingResult string

// The four results a finding can have.
const (
	Proved       FindingResult = "proved"
	NotProved    FindingResult = "not_proved"
	Undetermined FindingResult = "undetermined"
	NotDecisive  FindingResult = "not_decisive"
)

// Valid reports whether r is one of the four results.
func (r FindingResult) Valid() bool {
	switch r {
	case Proved, NotProved, Undetermined, NotDecisive:
		return true
	}
	return false
}
