package cases

import (
	"slices"
	"time"
)

// ID is the number of a case inside one office, given by the store.
type ID int64

// Row holds the clear queue columns of a case: what lists, filters and counts
// need, and nothing personal. Instants are UTC.
type Row struct {
	ID              ID
	Version         int64 // raised by every write
	Seq             int64 // audit sequence of the last write
	AppealNo        string
	State           State
	StateSince      time.Time
	Colour          Colour
	IssuedAt        time.Time
	IsolationEnd    time.Time // zero when the source gave none
	FiledAt         time.Time
	DueAt           time.Time
	PausedAt        time.Time // since when the clock stands still, zero while it runs
	Division        string    // handling division
	System          string    // issuing system
	RuleSet         string    // id@version as issued
	Rules           []string  // ids of the rules that fired in the issued trace, or the reason code
	Grounds         []Ground
	Urgency         Urgency
	Signals         Signals
	Officer         UserID // who works on it
	Allocator       UserID // who gave it to the officer, when not the officer
	LeaseUntil      time.Time
	Drafter         UserID // author of the latest decision
	Returns         int
	Disposition     Disposition
	NewColour       Colour
	SecondLook      bool // a second signature was asked for
	Isolation       Isolation
	Instruction     Instruction
	Notice          Notice
	SnapshotVersion int

	Timer            string    // what the case waits for until TimerAt, "" for nothing
	TimerAt          time.Time // when the wait is over
	Pending          string    // a proposal that waits for a second signature
	HoldUntil        time.Time // until when the decision binds against a new delivery
	MergedInto       ID        // the case a duplicate was joined to
	Past             int       // how many decisions belong to earlier rounds
	Barred           int       // how many decisions' authors and signatories may not decide again
	InstructionSince time.Time // since when the instruction stands where it does
	NoticeSince      time.Time // since when the letter stands where it does
	PendingSince     time.Time // since when the proposal waits, zero where none does
	Purge            int       // the purge that took the working copies, 0 while they are there
}

// The timers of a row.
const (
	TimerDeficiency = "deficiency"
	TimerAnswer     = "answer"
	TimerRemit      = "remit"
)

// MainGround is the first ground of the appeal.
func (r *Row) MainGround() Ground {
	if len(r.Grounds) == 0 {
		return ""
	}
	return r.Grounds[0]
}

// IsolationLeft is how long the person still has to stay at home at now; 0
// once the isolation has ended or the person was released, or when no end is
// known.
func (r *Row) IsolationLeft(now time.Time) time.Duration {
	if r.Isolation == Released || r.IsolationEnd.IsZero() {
		return 0
	}
	return max(0, r.IsolationEnd.Sub(now))
}

// Leased reports whether somebody holds the case at now.
func (r *Row) Leased(now time.Time) bool {
	return r.Officer != "" && r.State.WithOfficer() && now.Before(r.LeaseUntil)
}

// Card holds the personal fields that lists show masked and search looks in.
// It is sealed at rest and opened only while the office is unlocked.
type Card struct {
	Name      string `json:"n"`
	DocNo     string `json:"d"`
	Phone     string `json:"p,omitempty"`
	Statement string `json:"s,omitempty"`
	Notes     string `json:"t,omitempty"` // the office's own, a line each
}

// CardOf takes the searchable fields out of a snapshot.
func CardOf(s *Snapshot) Card {
	return Card{Name: s.Resident.Name, DocNo: s.Resident.DocNo, Phone: s.Resident.Phone, Statement: s.Appeal.Statement}
}

// SnapshotVersion is one version of what deliveries said about the case.
type SnapshotVersion struct {
	No         int
	Digest     string
	Delivery   int64
	ImportedAt time.Time
}

// File is a whole case file, opened.
type File struct {
	Row
	Snapshot     Snapshot
	Versions     []SnapshotVersion
	Draft        *Draft
	Decisions    []Decision
	SignOffs     []SignOff
	Letters      []Letter
	Copies       [][]byte `json:"-"` // of Letters in their order, unmasked; nil for one without
	Deliveries   []Delivery
	Instructions []InstructionPaper
	Acks         []Ack
	Weighings    []Weighing
	Requests     []InfoRequest
	Answers      []InfoAnswer
	Notes        []Note
	Exclusions   []Exclusion
	Ending       *Ending // the one in force, nil again after a reopening
	Endings      []Ending

	Deficiencies   []Deficiency
	Supplies       []Supply
	Admissions     []Admission
	Merges         []Merge
	Reopenings     []Reopening
	Resumptions    []Resumption
	Corrections    []Correction
	Confirmations  []Confirmation
	Expiries       []Expiry
	FirstViews     []FirstView
	Reinstatements []Reinstatement
	Relapses       []Relapse
	Reminders      []Reminder

	Veiled bool // for a reader who has yet to take an own view; see Veil

	Readings  []Reading
	Undoings  []Undoing
	Steps     int   // how many steps were kept
	Step      *Step // the last act that can be taken back
	Since     *Act  // what has happened since that closes the way back
	TakenBack TakenBack
}

// Decision returns the latest decision, nil when there is none.
func (f *File) Decision() *Decision {
	if len(f.Decisions) == 0 {
		return nil
	}
	return &f.Decisions[len(f.Decisions)-1]
}

// Approval returns the sign-off that approved the latest decision.
func (f *File) Approval() *SignOff {
	d := f.Decision()
	for i := range f.SignOffs {
		s := &f.SignOffs[i]
		if d != nil && s.Result == Approve && s.DecisionNo == d.No && s.Digest == d.Digest {
			return s
		}
	}
	return nil
}

// afresh reports whether an uphold would stand in place of another decision of
// this round to which nobody has said yes or no: somebody else's, as after a
// case of the second level was taken over, or one's own with another outcome,
// which was pulled back. Two people must have agreed before it ends, or else an
// officer could send relief to see whether the case is drawn, and then uphold
// alone.
func (f *File) afresh() bool {
	for _, d := range slices.Backward(f.Decisions[min(f.Past, len(f.Decisions)):]) {
		if slices.ContainsFunc(f.SignOffs, func(s SignOff) bool { return s.DecisionNo == d.No && s.Result != Escalate }) {
			return false
		}
		if d.SecondReview != "" && (d.DraftedBy.ID != f.Officer || d.Disposition != Uphold) {
			return true
		}
	}
	return false
}

// SnapshotDigest is the digest of the version in force.
func (f *File) SnapshotDigest() string {
	if len(f.Versions) == 0 {
		return ""
	}
	return f.Versions[len(f.Versions)-1].Digest
}

// OpenRequest returns the request for information that waits for an answer.
func (f *File) OpenRequest() *InfoRequest {
	for i := len(f.Requests) - 1; i >= 0; i-- {
		r := &f.Requests[i]
		answered := slices.ContainsFunc(f.Answers, func(a InfoAnswer) bool { return a.RequestNo == r.No })
		if !answered {
			return r
		}
	}
	return nil
}

// EvidenceMark is one pseudonymous line of the evidence index behind the
// statistics: no person, only what kind of evidence met which verdict.
type EvidenceMark struct {
	Ref      string
	Source   Source
	Provider string
	Batch    string
	Rules    []string
	Verdict  string
}

// Change is one act on one case: who did what, the row as it is afterwards and
// the papers it adds. The store applies it whole, in one transaction with its
// audit entry, or not at all.
type Change struct {
	ActionID string // unique key of the act, so that a repeat does nothing
	Move     Move
	By       Actor
	At       time.Time
	Read     int64 // version of the row the actor saw
	From     State
	Row      Row
	Papers   []Paper
	Marks    []EvidenceMark    // replaces the case's index lines when not nil
	Card     *Card             // replaces what search looks in when not nil
	Detail   map[string]string // clear text for the record; nothing personal
}
