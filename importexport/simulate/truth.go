package simulate

import "recourse/cases"

// Truth is what really happened in a case: one line of truth.ndjson. No
// importer reads it; it is there to measure decisions against.
type Truth struct {
	AppealNo            string            `json:"appeal_no"`
	Scenario            string            `json:"scenario"`
	TrueColour          cases.Colour      `json:"true_colour"` // at the opening of the desk
	TrueEnd             cases.Stamp       `json:"true_end,omitzero"`
	Error               bool              `json:"error"` // the issued colour or its term was wrong
	Why                 Words             `json:"why"`
	ExpectedDisposition cases.Disposition `json:"expected_disposition"`
	DecisiveEvidence    []string          `json:"decisive_evidence"`
}

// Words is a sentence in both languages.
type Words struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// Case is one made case: what the delivery says, what is true, and the
// decision that a careful officer would draft.
type Case struct {
	Snapshot cases.Snapshot
	Truth    Truth
	Draft    cases.Draft
}
