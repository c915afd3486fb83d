package cases

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gowebpki/jcs"
)

// Finding is the officer's answer to one ground of the appeal.
type Finding struct {
	Ground   Ground        `json:"ground" yaml:"ground"`
	Finding  FindingResult `json:"finding" yaml:"finding"`
	Evidence []string      `json:"evidence,omitempty" yaml:"evidence"` // refs such as F1, D2, Q1.TEMP
	Text     string        `json:"text" yaml:"text"`
}

// Draft is a decision being written. It is autosaved and binds nobody.
type Draft struct {
	Disposition        Disposition     `json:"disposition,omitempty" yaml:"disposition"`
	Findings           []Finding       `json:"findings,omitempty" yaml:"findings"`
	NewColour          Colour          `json:"new_colour,omitempty" yaml:"new_colour"`
	EffectiveAt        Stamp           `json:"effective_at,omitzero" yaml:"effective_at"`
	IsolationEnd       Stamp           `json:"isolation_end,omitzero" yaml:"isolation_end"`
	HoldUntil          Stamp           `json:"hold_until,omitzero" yaml:"hold_until"`
	LegalBasis         []string        `json:"legal_basis,omitempty" yaml:"legal_basis"`
	Reasons            string          `json:"reasons,omitempty" yaml:"reasons"`
	LetterLanguage     string          `json:"letter_language,omitempty" yaml:"letter_language"` // zh, en or both
	Contradictions     []Contradiction `json:"contradictions,omitempty" yaml:"contradictions"`
	DishonestyFinding  string          `json:"dishonesty_finding,omitempty" yaml:"dishonesty_finding"`
	Dishonesty         *Dishonesty     `json:"dishonesty,omitempty" yaml:"dishonesty"` // what that finding rests on
	CorrectInstruction string          `json:"correction_instruction,omitempty" yaml:"correction_instruction"`
	TransferTo         string          `json:"transfer_to,omitempty" yaml:"transfer_to"`
	ReturnBy           Stamp           `json:"return_by,omitzero" yaml:"return_by"` // for a remit
	Passages           []Passage       `json:"passages,omitempty" yaml:"-"`         // what was put into the reasons as a beginning
	SnapshotVersion    int             `json:"snapshot_version,omitempty" yaml:"-"`
	SavedAt            time.Time       `json:"saved_at,omitzero" yaml:"-"`
	SavedBy            UserID          `json:"saved_by,omitempty" yaml:"-"`
}

// Passage is a prepared text that an officer put into the reasons as a
// beginning, as it was then.
type Passage struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

// UsualBases lists the keys of the legal and policy bases that officers usually
// name; their sentences stand in the locale files (case.basis.<key>). Anything
// else is written freely.
func UsualBases() []string {
	return []string{"hz_notice", "prov_17feb", "idl_39", "erl_11", "cac_notice", "arl_28", "arl_regs_51", "csl_41"}
}

// Gap marks a place in a passage that the officer has to fill.
const Gap = "＿＿"

// What reasons must hold beside passages: so many letters of the officer's
// own, and such a share of all.
const (
	MinOwnLetters = 20
	MinOwnShare   = 0.2
)

// passageRun is from how many letters on a stretch of a passage counts as
// taken from it; shorter ones occur in anybody's sentences.
const passageRun = 4

// OwnLetters counts the letters and figures of the reasons, and how many of
// them stand outside the passages that were put in. What fills a gap is the
// officer's own.
func (d *Draft) OwnLetters() (own, all int) {
	text := []rune(d.Reasons)
	taken := make([]bool, len(text))
	for _, p := range d.Passages {
		for _, part := range strings.FieldsFunc(p.Text, func(r rune) bool { return r == '＿' || r == '\n' }) {
			if part = strings.TrimSpace(part); letters([]rune(part)) >= passageRun {
				take(text, []rune(part), taken)
			}
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			all++
			if !taken[i] {
				own++
			}
		}
	}
	return own, all
}

// take marks every place where a stretch stands.
func take(text, part []rune, taken []bool) {
	for i := 0; i+len(part) <= len(text); i++ {
		if slices.Equal(text[i:i+len(part)], part) {
			for j := range part {
				taken[i+j] = true
			}
		}
	}
}

func letters(text []rune) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

// FindingOn returns the finding on a ground.
func (d *Draft) FindingOn(g Ground) (Finding, bool) {
	for _, f := range d.Findings {
		if f.Ground == g {
			return f, true
		}
	}
	return Finding{}, false
}

// Decision is a complete draft that its author has sent and signed. It never
// changes; a rework is a new decision with the next number.
type Decision struct {
	No              int    `json:"no"`
	AppealNo        string `json:"appeal_no"`
	AppealID        string `json:"appeal_id"`
	AssignmentID    string `json:"assignment_id"`
	IssuingSystem   string `json:"issuing_system"`
	SnapshotDigest  string `json:"snapshot_digest"`
	PolicyID        string `json:"policy_id,omitempty"`
	PolicyVersion   string `json:"policy_version,omitempty"`
	PolicyHash      string `json:"policy_hash,omitempty"`
	IssuedColour    Colour `json:"issued_colour"`
	ReplayedColour  string `json:"replayed_colour,omitempty"`
	DecidingRule    string `json:"deciding_rule,omitempty"`
	Draft           `json:"draft"`
	DraftedBy       Actor     `json:"drafted_by"`
	DraftedAt       time.Time `json:"drafted_at"`
	GroupOrder      int       `json:"group_order,omitempty"`   // number of the group order it carries out, 0 for none
	SecondReview    string    `json:"second_review,omitempty"` // why a second signature was asked, "" when none was
	Drawn           bool      `json:"drawn,omitempty"`         // picked, whatever it says, to be read blind before it is signed
	Digest          string    `json:"-"`
	AuthorSignature []byte    `json:"-"`
}

// Why a second signature was asked for, as Decision.SecondReview holds it.
const (
	SecondRelief     = "relief"       // everything that changes the code
	SecondRefusal    = "refusal"      // ends without merits
	SecondSample     = "sample"       // an uphold that the draw picked
	SecondWeak       = "weak_source"  // red upheld on one weak source
	SecondUnknown    = "unknown_step" // red upheld on an open question
	SecondDishonesty = "dishonesty"   // a finding of lying
	SecondAfresh     = "afresh"       // an uphold in place of another decision that was sent
)

// Content is the canonical form (RFC 8785, JCS) over which the digest and the
// signatures go.
func (d Decision) Content() ([]byte, error) { return Canonical(d) }

// SignOff is a second person's word on one exact decision.
type SignOff struct {
	No         int           `json:"no"`
	DecisionNo int           `json:"decision_no"`
	Digest     string        `json:"digest"` // of the decision that was read
	Result     SignOffResult `json:"result"`
	Code       string        `json:"code,omitempty"` // coded reason of a return
	Note       string        `json:"note,omitempty"`
	Signer     Actor         `json:"signer"`
	OpenedAt   time.Time     `json:"opened_at,omitzero"` // when the letter was opened
	SignedAt   time.Time     `json:"signed_at"`
	Signature  []byte        `json:"-"`
}

// Content is the canonical form over which the signature goes.
func (s SignOff) Content() ([]byte, error) { return Canonical(s) }

// SignOffResult is what the second person said.
type SignOffResult string

// The results of a sign-off.
const (
	Approve  SignOffResult = "approve"
	Return   SignOffResult = "return"
	Escalate SignOffResult = "escalate"
)

// ReturnCodes lists the coded deficiencies for which a draft is sent back.
func ReturnCodes() []string {
	return []string{
		"ground_unanswered", "evidence_missing", "reasons_unclear", "rule_misapplied",
		"wrong_term", "letter_wording", "disproportionate", "other",
	}
}

// Canonical returns v as canonical JSON (RFC 8785).
func Canonical(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("canonical form: %w", err)
	}
	return jcs.Transform(raw)
}

// Digest is the lower-case hexadecimal SHA-256 of content.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
