package outbox

import (
	"encoding/base64"
	"strconv"
	"time"

	"recourse/cases"
)

// Format is the name of the format of override instructions.
const Format = "recourse.decision/1"

// Instruction asks an issuing system to carry out a decision.
type Instruction struct {
	Format         string            `json:"format"`
	IdempotencyKey string            `json:"idempotency_key"`
	AppealID       string            `json:"appeal_id"`
	AppealNo       string            `json:"appeal_no"`
	AssignmentID   string            `json:"assignment_id"`
	IssuingSystem  string            `json:"issuing_system"`
	Disposition    cases.Disposition `json:"disposition"`
	NewColour      cases.Colour      `json:"new_colour,omitempty"`
	EffectiveAt    cases.Stamp       `json:"effective_at,omitzero"`
	IsolationEnd   cases.Stamp       `json:"isolation_end,omitzero"`
	HoldUntil      cases.Stamp       `json:"hold_until,omitzero"`
	Correction     string            `json:"correction_instruction,omitempty"`
	AnswerBy       cases.Stamp       `json:"answer_by,omitzero"`
	DecisionNo     int               `json:"decision_no"`
	DecisionDigest string            `json:"decision_digest"`
	Signatures     []Signature       `json:"signatures"`
	Checkpoint     string            `json:"checkpoint,omitempty"`

	caseID cases.ID
}

// Signature is one person's word on the decision, as it stands in the record.
type Signature struct {
	Role      string       `json:"role"` // drafted or approved
	Signer    cases.UserID `json:"signer"`
	At        string       `json:"at"`
	Signature string       `json:"signature"` // base64
}

// NewInstruction makes the instruction of a decided case. The checkpoint is
// that of the record at the time, which lets the receiver prove later that the
// record was not rewritten. It refuses a case without an approved decision and
// a decision that asks nothing of the issuing system.
func NewInstruction(f *cases.File, checkpoint string) (Instruction, error) {
	d, s := f.Decision(), f.Approval()
	if d == nil || s == nil || !f.State.Settled() {
		return Instruction{}, cases.Refuse("export.not_decided", "case", f.AppealNo)
	}
	if f.Instruction == cases.NotNeeded || f.Instruction == "" {
		return Instruction{}, cases.Refuse("export.not_needed", "case", f.AppealNo)
	}
	i := Instruction{
		Format: Format, IdempotencyKey: keyOf(f, d), AppealID: d.AppealID, AppealNo: d.AppealNo, AssignmentID: d.AssignmentID,
		IssuingSystem: d.IssuingSystem, Disposition: d.Disposition, NewColour: newColour(d), EffectiveAt: d.EffectiveAt,
		IsolationEnd: d.IsolationEnd, HoldUntil: d.HoldUntil, Correction: d.CorrectInstruction, AnswerBy: d.ReturnBy,
		DecisionNo: d.No, DecisionDigest: d.Digest, Checkpoint: checkpoint, caseID: f.ID,
	}
	i.Signatures = []Signature{
		{"drafted", d.DraftedBy.ID, instant(d.DraftedAt), base64.StdEncoding.EncodeToString(d.AuthorSignature)},
		{"approved", s.Signer.ID, instant(s.SignedAt), base64.StdEncoding.EncodeToString(s.Signature)},
	}
	return i, nil
}

// Key is the idempotency key of a decision: the same for the same decision,
// whoever exports it and whenever.
func Key(d *cases.Decision) string {
	content := Format + "\n" + d.AppealID + "\n" + d.AssignmentID + "\n" + d.IssuingSystem + "\n" + strconv.Itoa(d.No) + "\n" + d.Digest
	return cases.Digest([]byte(content))[:32]
}

// keyOf is the key of what a case sends now: of its decision and, after a
// delivery contradicted that, of having to say it once more.
func keyOf(f *cases.File, d *cases.Decision) string {
	again := 0
	for i := range f.Relapses {
		if f.Relapses[i].DecisionNo == d.No {
			again++
		}
	}
	if again == 0 {
		return Key(d)
	}
	return cases.Digest([]byte(Key(d) + "\nagain " + strconv.Itoa(again)))[:32]
}

// CaseID is the case in this office that the instruction is about. It does not
// leave the office.
func (i *Instruction) CaseID() cases.ID { return i.caseID }

// newColour is the colour to show. An overturned code is green from the start
// even where the draft did not repeat it.
func newColour(d *cases.Decision) cases.Colour {
	if d.NewColour == "" && d.Disposition == cases.Overturn {
		return cases.Green
	}
	return d.NewColour
}

func instant(t time.Time) string { return t.In(cases.Shanghai()).Format(time.RFC3339) }
