package cases

import (
	"encoding/json"
	"fmt"
	"time"
)

// PaperKind names what a paper of the file is.
type PaperKind string

// The kinds of paper a case file collects. Draft is the only one that is
// overwritten; all others are added once and stay.
const (
	PaperDraft       PaperKind = "draft"
	PaperDecision    PaperKind = "decision"
	PaperSignOff     PaperKind = "signoff"
	PaperLetter      PaperKind = "letter"
	PaperDelivery    PaperKind = "delivery"
	PaperInstruction PaperKind = "instruction"
	PaperAck         PaperKind = "ack"
	PaperWeighing    PaperKind = "weighing"
	PaperRequest     PaperKind = "request"
	PaperAnswer      PaperKind = "answer"
	PaperNote        PaperKind = "note"
	PaperExclusion   PaperKind = "exclusion"
	PaperEnding      PaperKind = "ending"

	PaperDeficiency    PaperKind = "deficiency"
	PaperSupply        PaperKind = "supply"
	PaperAdmission     PaperKind = "admission"
	PaperMerge         PaperKind = "merge"
	PaperReopening     PaperKind = "reopening"
	PaperResumption    PaperKind = "resumption"
	PaperCorrection    PaperKind = "correction"
	PaperConfirmation  PaperKind = "confirmation"
	PaperExpiry        PaperKind = "expiry"
	PaperFirstView     PaperKind = "first_view"
	PaperReinstatement PaperKind = "reinstatement"
	PaperRelapse       PaperKind = "relapse"
	PaperReminder      PaperKind = "reminder"

	PaperReading PaperKind = "reading"
	PaperStep    PaperKind = "step"
	PaperUndoing PaperKind = "undoing"
)

// Working reports whether papers of a kind belong to the work on a case and go
// when its working copies are purged. What was decided, told to the resident or
// to another body, and who may not take part, is kept.
func (k PaperKind) Working() bool {
	switch k {
	case PaperDraft, PaperWeighing, PaperRequest, PaperAnswer, PaperReminder, PaperNote, PaperReading, PaperStep, PaperSupply, PaperUndoing:
		return true
	}
	return false
}

// Paper is one document of the case file as it goes into the store, where its
// body is sealed. Signature is the author's, where the kind is signed.
type Paper struct {
	Kind      PaperKind
	No        int
	Author    UserID
	At        time.Time
	Digest    string
	Signature []byte
	Body      []byte // JSON of the type that belongs to the kind
}

// NewPaper encodes v as a paper.
func NewPaper(kind PaperKind, no int, by UserID, at time.Time, v any) (Paper, error) {
	body, err := Canonical(v)
	if err != nil {
		return Paper{}, fmt.Errorf("%s %d: %w", kind, no, err)
	}
	return Paper{Kind: kind, No: no, Author: by, At: at, Digest: Digest(body), Body: body}, nil
}

// Weighing is the officer's assessment of one piece of evidence.
type Weighing struct {
	Ref     string    `json:"ref"`
	Ground  Ground    `json:"ground,omitempty"`
	Verdict string    `json:"verdict"` // for, against or neutral (to the resident's case)
	Weight  string    `json:"weight"`  // none, weak, moderate or strong
	Reasons string    `json:"reasons,omitempty"`
	By      UserID    `json:"by"`
	At      time.Time `json:"at"`
}

// InfoRequest is a question to a named party with a date to answer by. Only a
// request to the resident stops the clock.
type InfoRequest struct {
	No         int       `json:"no"`
	To         string    `json:"to"` // resident, or the name of a body
	ToResident bool      `json:"to_resident"`
	Question   string    `json:"question"`
	DueAt      time.Time `json:"due_at"`
	By         UserID    `json:"by"`
	At         time.Time `json:"at"`
}

// InfoAnswer ends a request: what came, or that nothing came.
type InfoAnswer struct {
	No        int       `json:"no"`
	RequestNo int       `json:"request_no"`
	Received  bool      `json:"received"`
	CameAt    time.Time `json:"came_at,omitzero"` // when the office had it, whenever it was entered
	Text      string    `json:"text,omitempty"`
	By        UserID    `json:"by"`
	At        time.Time `json:"at"`
}

// Note is a remark or hand-over note of the office; the resident may read it.
// A hand-over note is for whoever works on the case next, or for one person.
type Note struct {
	No       int       `json:"no,omitempty"` // 0 on notes older than hand-over notes
	Text     string    `json:"text"`
	Handover bool      `json:"handover,omitempty"`
	To       UserID    `json:"to,omitempty"` // whom it is for, "" for the next officer
	By       UserID    `json:"by"`
	At       time.Time `json:"at"`
}

// Reading says that somebody has read a hand-over note.
type Reading struct {
	No   int       `json:"no"`
	Note int       `json:"note"`
	By   UserID    `json:"by"`
	At   time.Time `json:"at"`
}

// Exclusion bars a person from a case (conflict of interest, recusal). It
// holds a code and no reason, since others may read it. A lifted one is a
// supervisor's word that a computed conflict does not bar the person; that
// needs a reason, which is on the record.
type Exclusion struct {
	User   UserID    `json:"user"`
	Code   string    `json:"code"`
	Lifted bool      `json:"lifted,omitempty"`
	Reason string    `json:"reason,omitempty"`
	By     UserID    `json:"by"`
	At     time.Time `json:"at"`
}

// Ending is how a case ended without a decision on the merits. For a lapse
// Date is when the issuing system changed the code and Channel is how the
// resident confirmed it.
type Ending struct {
	State   State     `json:"state"`
	Date    Stamp     `json:"date"`
	Channel string    `json:"channel,omitempty"`
	Checked string    `json:"checked,omitempty"` // how the identity was checked
	Reason  string    `json:"reason"`
	By      Actor     `json:"by"`
	At      time.Time `json:"at"`
}

// Letter is one letter that was issued. It can be printed again from its copy;
// those of older programs have none.
type Letter struct {
	No             int       `json:"no"`
	Kind           string    `json:"kind"`
	DocNo          string    `json:"doc_no"`
	Template       string    `json:"template"`
	Language       string    `json:"language"`
	DecisionNo     int       `json:"decision_no,omitempty"`
	DecisionDigest string    `json:"decision_digest,omitempty"`
	Large          bool      `json:"large,omitempty"`
	Reason         string    `json:"reason,omitempty"` // of a delay
	Until          time.Time `json:"until,omitzero"`   // the date a delay promises
	PDFSHA256      string    `json:"pdf_sha256"`
	PageSHA256     string    `json:"page_sha256,omitempty"` // of the web page of the same words
	Pages          int       `json:"pages"`
	Code           string    `json:"code"`           // verification code
	Copy           []byte    `json:"copy,omitempty"` // what it says, packed; in a file it lies in Copies
	IssuedAt       time.Time `json:"issued_at"`
	IssuedBy       UserID    `json:"issued_by"`
}

// DeliveryMethods lists the ways in which a letter reaches somebody (domain
// table T15). The list is closed: a notice by other means has no legal effect.
func DeliveryMethods() []string {
	return []string{"in_person", "left", "post", "sms_portal", "entrusted", "public_notice"}
}

// Final reports whether the letter is the answer a settled case owes, and not
// one on the way there or a copy for somebody else.
func (l Letter) Final() bool {
	switch l.Kind {
	case "acknowledgement", "deficiency", "request", "delay", "record", "certificate":
		return false
	}
	return true
}

// Delivery records how a letter reached the resident, or did not.
type Delivery struct {
	LetterNo    int       `json:"letter_no"`
	Method      string    `json:"method"` // domain table T15
	DeliveredAt Stamp     `json:"delivered_at,omitzero"`
	Receipt     string    `json:"receipt,omitempty"`
	Failure     string    `json:"failure,omitempty"`
	By          UserID    `json:"by"`
	At          time.Time `json:"at"`
}

// InstructionPaper is the record of an override instruction that left.
type InstructionPaper struct {
	IdempotencyKey string    `json:"idempotency_key"`
	DecisionNo     int       `json:"decision_no"`
	DecisionDigest string    `json:"decision_digest"`
	File           string    `json:"file"` // name of the export, never a path
	FileSHA256     string    `json:"file_sha256"`
	Receipt        string    `json:"receipt"`
	By             UserID    `json:"by"`
	At             time.Time `json:"at"`
}

// Ack is the issuing system's answer to an instruction.
type Ack struct {
	IdempotencyKey string    `json:"idempotency_key"`
	Accepted       bool      `json:"accepted"`
	Reason         string    `json:"reason,omitempty"`
	SeenGreenAt    Stamp     `json:"seen_green_at,omitzero"`
	AnsweredAt     Stamp     `json:"answered_at,omitzero"`
	By             UserID    `json:"by"`
	At             time.Time `json:"at"`
}

// Attach decodes a paper into the place of the file where it belongs. Papers
// must come in the order of their numbers.
func (f *File) Attach(p Paper) error {
	var err error
	switch p.Kind {
	case PaperDraft:
		f.Draft, err = decode[*Draft](p)
	case PaperDecision:
		var d Decision
		if d, err = decode[Decision](p); err == nil {
			d.Digest, d.AuthorSignature = p.Digest, p.Signature
			f.Decisions = append(f.Decisions, d)
		}
	case PaperSignOff:
		var s SignOff
		if s, err = decode[SignOff](p); err == nil {
			s.Signature = p.Signature
			f.SignOffs = append(f.SignOffs, s)
		}
	case PaperLetter:
		if err = add(&f.Letters, p); err == nil {
			l := &f.Letters[len(f.Letters)-1]
			f.Copies, l.Copy = append(f.Copies, l.Copy), nil
		}
	case PaperDelivery:
		err = add(&f.Deliveries, p)
	case PaperInstruction:
		err = add(&f.Instructions, p)
	case PaperAck:
		err = add(&f.Acks, p)
	case PaperWeighing:
		err = add(&f.Weighings, p)
	case PaperRequest:
		err = add(&f.Requests, p)
	case PaperAnswer:
		err = add(&f.Answers, p)
	case PaperNote:
		err = add(&f.Notes, p)
	case PaperExclusion:
		err = add(&f.Exclusions, p)
	case PaperEnding:
		if f.Ending, err = decode[*Ending](p); err == nil {
			f.Endings = append(f.Endings, *f.Ending)
		}
	default:
		err = f.attachProcedure(p)
	}
	if err != nil {
		return fmt.Errorf("%s %d of case %d: %w", p.Kind, p.No, f.ID, err)
	}
	return nil
}

func decode[T any](p Paper) (T, error) {
	var v T
	err := json.Unmarshal(p.Body, &v)
	return v, err
}

func add[T any](list *[]T, p Paper) error {
	v, err := decode[T](p)
	if err == nil {
		*list = append(*list, v)
	}
	return err
}
