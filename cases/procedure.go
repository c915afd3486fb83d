package cases

import (
	"slices"
	"time"
)

// Limits of the procedure (field guide 5.3 and 5.4).
const (
	DeficiencyLimit = 48 * time.Hour      // for the resident to hand in what is missing
	ReinstateWindow = 7 * 24 * time.Hour  // in which a withdrawal may be taken back
	LateWindow      = 60 * 24 * time.Hour // after the measure, in which an appeal is still in time
	AckLimit        = 2 * time.Hour       // for the issuing system to answer an instruction
	LetterLimit     = 24 * time.Hour      // for the office to send a letter that is due
	DeliveryLimit   = 72 * time.Hour      // for an issued letter to reach the resident
	SignLimit       = 4 * time.Hour       // for a second signature
)

// What waits for a second person beside a decision, as Row.Pending holds it.
const (
	PendingAdmission  = "admission"
	PendingCorrection = "correction"
)

// Deficiency tells the resident which papers are missing. It is the one thing
// that stops the clock before a case is registered, and no longer than DueAt.
type Deficiency struct {
	No      int       `json:"no"`
	Missing []string  `json:"missing"` // codes of MissingPapers
	Text    string    `json:"text,omitempty"`
	DueAt   time.Time `json:"due_at"`
	By      UserID    `json:"by"`
	At      time.Time `json:"at"`
}

// MissingPapers lists the codes of what a deficiency notice may ask for.
func MissingPapers() []string {
	return []string{"identity", "authorisation", "statement", "grounds", "code_screenshot", "proof", "contact", "other"}
}

// Supply ends a deficiency: what the resident handed in and when, or that the
// limit passed without a reply, after which the case is decided on the file.
type Supply struct {
	No           int       `json:"no"`
	DeficiencyNo int       `json:"deficiency_no"`
	Received     bool      `json:"received"`
	ReceivedAt   time.Time `json:"received_at,omitzero"` // when the office had it, whenever it was entered
	Missing      []string  `json:"missing,omitempty"`    // what still did not come
	Text         string    `json:"text,omitempty"`
	By           UserID    `json:"by"`
	At           time.Time `json:"at"`
}

// Reminder asks again for what a request asked for, with a new date or the old.
type Reminder struct {
	No        int       `json:"no"`
	RequestNo int       `json:"request_no"`
	Text      string    `json:"text,omitempty"`
	DueAt     time.Time `json:"due_at"`
	By        UserID    `json:"by"`
	At        time.Time `json:"at"`
}

// Admission is the answer to a late appeal. One that is not admitted waits for
// a second signature and then ends inadmissible.
type Admission struct {
	No        int       `json:"no"`
	Admitted  bool      `json:"admitted"`
	Code      string    `json:"code,omitempty"` // ground of AdmissionCodes, when admitted
	Reason    string    `json:"reason"`
	FiledAt   time.Time `json:"filed_at"`
	WindowEnd time.Time `json:"window_end,omitzero"`
	By        Actor     `json:"by"`
	At        time.Time `json:"at"`
	Digest    string    `json:"-"`
	Signature []byte    `json:"-"`
}

// AdmissionCodes lists the coded grounds on which a late appeal is admitted.
func AdmissionCodes() []string {
	return []string{"illness", "no_notice", "no_smartphone", "authority_error", "other"}
}

// Merge joins a duplicate to the earlier case. The same paper is put on both
// files; the one that goes on also carries the duplicate's appeal, so that its
// statement and papers stay in sight.
type Merge struct {
	No           int       `json:"no"`
	Joined       string    `json:"joined"` // appeal number of the duplicate
	JoinedID     ID        `json:"joined_id"`
	Into         string    `json:"into"` // appeal number of the case that goes on
	IntoID       ID        `json:"into_id"`
	AssignmentID string    `json:"assignment_id"`
	Grounds      []Ground  `json:"grounds"`  // those both name
	FiledAt      time.Time `json:"filed_at"` // the earlier filing, which counts
	Reason       string    `json:"reason,omitempty"`
	Appeal       *Appeal   `json:"appeal,omitempty"`
	By           Actor     `json:"by"`
	At           time.Time `json:"at"`
}

// Reopening sets an ended case going again on a coded ground. Nothing is
// edited: the next decision is the next number in the same file.
type Reopening struct {
	No            int       `json:"no"`
	Code          string    `json:"code"` // of ReopenCodes
	Reason        string    `json:"reason"`
	Directions    string    `json:"directions,omitempty"` // from above, to be followed
	RequestedAt   Stamp     `json:"requested_at"`
	Channel       string    `json:"channel,omitempty"` // of an opt-out: how the resident said so
	Checked       string    `json:"checked,omitempty"` // and how the identity was checked
	PriorState    State     `json:"prior_state"`
	PriorDecision int       `json:"prior_decision,omitempty"`
	By            Actor     `json:"by"`
	At            time.Time `json:"at"`
}

// The coded grounds of a reopening. The first two are open once, as of right;
// further steps go outside the office and come back as the third.
const (
	ReopenEvidence = "new_evidence"
	ReopenFault    = "procedural_fault"
	ReopenAbove    = "remitted_from_above"
	ReopenSource   = "source_changed"
)

// ReopenOptOut is the ground of a reopening that only MoveOptOut makes: the
// resident does not want what a group order decided.
const ReopenOptOut = "opt_out"

// ReopenCodes lists the coded grounds on which a case is reopened.
func ReopenCodes() []string {
	return []string{ReopenEvidence, ReopenFault, ReopenAbove, ReopenSource}
}

// Resumption is a remitted case coming back: with what the other body found,
// or because its date passed without an answer.
type Resumption struct {
	No         int       `json:"no"`
	DecisionNo int       `json:"decision_no"` // the remit
	Returned   bool      `json:"returned"`
	Result     string    `json:"result,omitempty"`
	Directions string    `json:"directions"` // what the remit asked to be done
	By         UserID    `json:"by"`
	At         time.Time `json:"at"`
}

// Correction mends a clerical error in a letter: a name, a date, a reference
// or the paragraph cited. Outcome and findings stay; the original is kept. It
// takes effect with a second signature.
type Correction struct {
	No         int       `json:"no"`
	LetterNo   int       `json:"letter_no,omitempty"`
	DecisionNo int       `json:"decision_no,omitempty"`
	Field      string    `json:"field"` // of CorrectionFields
	Was        string    `json:"was"`
	Now        string    `json:"now"`
	Reason     string    `json:"reason"`
	By         Actor     `json:"by"`
	At         time.Time `json:"at"`
	Digest     string    `json:"-"`
	Signature  []byte    `json:"-"`
}

// CorrectionFields lists what a clerical correction may touch.
func CorrectionFields() []string { return []string{"name", "date", "reference", "paragraph"} }

// Confirmation is a second person's word on an admission refused or a
// correction proposed, bound to the exact paper by its digest.
type Confirmation struct {
	No        int       `json:"no"`
	Of        PaperKind `json:"of"` // PaperAdmission or PaperCorrection
	OfNo      int       `json:"of_no"`
	Digest    string    `json:"digest"`
	Approved  bool      `json:"approved"`
	Note      string    `json:"note,omitempty"`
	Signer    Actor     `json:"signer"`
	OpenedAt  time.Time `json:"opened_at,omitzero"` // when the letter that follows was opened
	SignedAt  time.Time `json:"signed_at"`
	Signature []byte    `json:"-"`
}

// Expiry notes that the term ended while the case was pending. The case stays
// open and becomes one about the record; it counts as harm.
type Expiry struct {
	No      int       `json:"no"`
	EndedAt time.Time `json:"ended_at"`
	Wish    string    `json:"wish"` // of ExpiryWishes
	By      UserID    `json:"by"`
	At      time.Time `json:"at"`
}

// ExpiryWishes lists what the resident may have said after the term ended.
func ExpiryWishes() []string { return []string{"unknown", "correction", "silent"} }

// FirstView is what a signatory thought before the earlier reasons were shown.
type FirstView struct {
	No          int         `json:"no"`
	DecisionNo  int         `json:"decision_no"`
	Disposition Disposition `json:"disposition"`
	NewColour   Colour      `json:"new_colour,omitempty"`
	Note        string      `json:"note,omitempty"`
	By          Actor       `json:"by"`
	At          time.Time   `json:"at"`
}

// Agrees reports whether the view came to the decision's own outcome.
func (v FirstView) Agrees(d *Decision) bool {
	return d != nil && v.DecisionNo == d.No && v.Disposition == d.Disposition && (v.NewColour == "" || v.NewColour == d.NewColour)
}

// Reinstatement takes a withdrawal back.
type Reinstatement struct {
	No      int       `json:"no"`
	Channel string    `json:"channel"`
	Checked string    `json:"checked"` // how the identity was checked
	Reason  string    `json:"reason"`
	By      UserID    `json:"by"`
	At      time.Time `json:"at"`
}

// Relapse notes that a delivery brought a worse code for somebody whose
// decision holds; the instruction goes out again.
type Relapse struct {
	No         int       `json:"no"`
	DecisionNo int       `json:"decision_no"`
	Colour     Colour    `json:"colour"`
	IssuedAt   time.Time `json:"issued_at"`
	System     string    `json:"system,omitempty"`
	Delivery   int64     `json:"delivery"`
	HoldUntil  time.Time `json:"hold_until"`
	By         UserID    `json:"by"`
	At         time.Time `json:"at"`
}

// Sitting is how long an act can be taken back by its author.
const Sitting = 30 * time.Minute

// Step is what an act that can be taken back leaves behind: the row as it was
// before, and which papers the act added.
type Step struct {
	No     int        `json:"no"`
	Act    string     `json:"act"` // action id
	Move   Move       `json:"move"`
	Before Row        `json:"before"`
	Papers []PaperRef `json:"papers,omitempty"`
	By     UserID     `json:"by"`
	At     time.Time  `json:"at"`
}

// PaperRef names one paper of a file.
type PaperRef struct {
	Kind PaperKind `json:"kind"`
	No   int       `json:"no"`
}

// Undoing takes one act back. The act stays on the record and its papers stay
// in the file; they count no longer.
type Undoing struct {
	No     int        `json:"no"`
	Act    string     `json:"act"` // action id of what was taken back
	Move   Move       `json:"move"`
	Papers []PaperRef `json:"papers,omitempty"`
	By     UserID     `json:"by"`
	At     time.Time  `json:"at"`
}

// Act is one entry of a case's record.
type Act struct {
	ID   string
	Move Move
	By   UserID
	At   time.Time
}

// TakenBack are the papers of acts that were taken back.
type TakenBack struct {
	Notes     []Note
	Weighings []Weighing
	Requests  []InfoRequest
	Answers   []InfoAnswer
}

// takeBack moves papers from where they count to where they are kept. An act
// can only be taken back while nothing followed, so they are the last of
// their kinds.
func (f *File) takeBack(papers []PaperRef) {
	for _, p := range papers {
		switch p.Kind {
		case PaperNote:
			moveLast(&f.Notes, &f.TakenBack.Notes)
		case PaperWeighing:
			moveLast(&f.Weighings, &f.TakenBack.Weighings)
		case PaperRequest:
			moveLast(&f.Requests, &f.TakenBack.Requests)
		case PaperAnswer:
			moveLast(&f.Answers, &f.TakenBack.Answers)
		}
	}
}

func moveLast[T any](from, to *[]T) {
	if n := len(*from); n > 0 {
		*to = append(*to, (*from)[n-1])
		*from = (*from)[: n-1 : n-1]
	}
}

// Next is the number of the next paper of a kind of which some may have been
// taken back.
func (f *File) Next(kind PaperKind) int {
	switch t := &f.TakenBack; kind {
	case PaperNote:
		return len(f.Notes) + len(t.Notes) + 1
	case PaperWeighing:
		return len(f.Weighings) + len(t.Weighings) + 1
	case PaperRequest:
		return len(f.Requests) + len(t.Requests) + 1
	case PaperAnswer:
		return len(f.Answers) + len(t.Answers) + 1
	}
	return 0
}

// Undoable lists the acts that their author can take back while nothing
// followed.
func Undoable() []Move {
	return []Move{MoveAssign, MoveTake, MoveRelease, MoveWeigh, MoveNote, MoveRequest, MoveAnswer, MoveSubmit, MoveRecall}
}

// Quiet reports whether an act changes nothing that somebody could rely on, so
// that its own author can still take back what went before.
func (m Move) Quiet() bool {
	return m == MoveSave || m == MoveRenew || m == MoveBegin || m == MoveRead
}

// LastStep is the act that somebody can take back at an instant; the refusal
// says why there is none.
func (f *File) LastStep(by UserID, at time.Time) (*Step, error) {
	s, since := f.Step, f.Since
	switch {
	case f.State.Settled():
		return nil, Refuse("undo_settled", "state", string(f.State))
	case s == nil:
		return nil, Refuse("undo_nothing")
	case since != nil && since.By != by:
		return nil, Refuse("undo_followed", "user", string(since.By), "act", string(since.Move))
	case since != nil:
		return nil, Refuse("undo_never", "act", string(since.Move))
	case s.By != by:
		return nil, Refuse("undo_other", "user", string(s.By), "act", string(s.Move))
	case at.After(s.At.Add(Sitting)):
		return nil, Refuse("undo_late", "act", string(s.Move), "at", s.At.In(shanghai).Format(time.RFC3339))
	}
	return s, nil
}

// HandedOver lists the hand-over notes that somebody has not read yet: those
// for the person, and those for the next officer when that is the person now.
func (f *File) HandedOver(to UserID) []Note {
	var out []Note
	for _, n := range f.Notes {
		mine := n.To == to || n.To == "" && f.Officer == to && n.By != to
		if n.Handover && mine && !f.noteRead(n) {
			out = append(out, n)
		}
	}
	return out
}

// noteRead reports whether the person a note is for has read it; one for the
// next officer is read once by whoever that was.
func (f *File) noteRead(n Note) bool {
	return slices.ContainsFunc(f.Readings, func(r Reading) bool { return r.Note == n.No && (n.To == "" || n.To == r.By) })
}
