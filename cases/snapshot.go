package cases

import "strings"

// Format is the name of the canonical import format that Snapshot encodes.
const Format = "recourse.case/1"

// Snapshot is everything a delivery said about one case. It is immutable:
// a later delivery with other content is a new version beside it. Field names
// and codes follow the data dictionary (domain section 4).
type Snapshot struct {
	Format           string           `json:"format"`
	Appeal           Appeal           `json:"appeal"`
	Resident         Resident         `json:"resident"`
	Assignment       CodeAssignment   `json:"assignment"`
	Questionnaires   []Questionnaire  `json:"questionnaires,omitempty"`
	CheckIns         []CheckIn        `json:"checkins,omitempty"`
	RuleTrace        *RuleTrace       `json:"rule_trace,omitempty"`
	Flags            []Flag           `json:"flags,omitempty"`
	History          []StatusChange   `json:"history,omitempty"`
	OtherAssignments []CodeAssignment `json:"other_assignments,omitempty"`
}

// Provenance says where in a delivery a row came from and what the reader
// had to remark on. It is part of every imported entity.
type Provenance struct {
	ImportBatch      string   `json:"import_batch,omitempty"`
	SourceFileSHA256 string   `json:"source_file_sha256,omitempty"`
	Sheet            string   `json:"sheet,omitempty"`
	RowNo            int      `json:"row_no,omitempty"`
	RawJSON          string   `json:"raw_json,omitempty"`
	ParseWarnings    []string `json:"parse_warnings,omitempty"`
	ImportedAt       Stamp    `json:"imported_at,omitzero"`
}

// Appeal is the resident's request for review.
type Appeal struct {
	AppealID         string     `json:"appeal_id"`
	AppealNo         string     `json:"appeal_no"`
	ResidentID       string     `json:"resident_id,omitempty"`
	AssignmentID     string     `json:"assignment_id,omitempty"`
	FiledAt          Stamp      `json:"filed_at"`
	Channel          string     `json:"channel"`
	FiledBy          string     `json:"filed_by,omitempty"`
	HandlingDivision string     `json:"handling_division"`
	Grounds          []Ground   `json:"grounds"`
	Statement        string     `json:"statement,omitempty"`
	Consequences     []string   `json:"consequences,omitempty"`
	Urgency          Urgency    `json:"urgency,omitempty"`
	UrgencyWhy       string     `json:"urgency_why,omitempty"`
	Documents        []Document `json:"documents,omitempty"`
	DueAt            Stamp      `json:"due_at,omitzero"`
	LinkedAppeals    []string   `json:"linked_appeals,omitempty"`
	Provenance
}

// Urgency is the coded urgency of an appeal; critical means medical need or
// being stranded.
type Urgency string

// The three urgencies.
const (
	Normal   Urgency = "normal"
	Urgent   Urgency = "urgent"
	Critical Urgency = "critical"
)

// Rank orders urgencies: the higher, the sooner.
func (u Urgency) Rank() int {
	switch u {
	case Urgent:
		return 1
	case Critical:
		return 2
	}
	return 0
}

// Document is one paper the resident handed in. The bytes stay with the
// intake system; the file keeps their digest.
type Document struct {
	DocID             string `json:"doc_id"`
	Type              string `json:"type"`
	Title             string `json:"title,omitempty"`
	IssuedBy          string `json:"issued_by,omitempty"`
	IssueDate         Stamp  `json:"issue_date,omitzero"`
	CoversFrom        Stamp  `json:"covers_from,omitzero"`
	CoversTo          Stamp  `json:"covers_to,omitzero"`
	IdentifiesPerson  *bool  `json:"identifies_person,omitempty"`
	Copy              string `json:"copy,omitempty"`
	SHA256            string `json:"sha256,omitempty"`
	Bytes             int64  `json:"bytes,omitempty"`
	AuthenticityCheck string `json:"authenticity_check,omitempty"`
	AuthenticityNote  string `json:"authenticity_note,omitempty"`
	Summary           string `json:"summary,omitempty"`
	Provenance
}

// Resident is the person whose code is disputed.
type Resident struct {
	ResidentID        string    `json:"resident_id"`
	Name              string    `json:"name"`
	NameLatin         string    `json:"name_latin,omitempty"`
	DocType           string    `json:"doc_type"`
	DocNo             string    `json:"doc_no"`
	DocStatus         DocStatus `json:"doc_status,omitempty"`
	Sex               string    `json:"sex,omitempty"`
	BirthDate         Stamp     `json:"birth_date,omitzero"`
	Nationality       string    `json:"nationality,omitempty"`
	Phone             string    `json:"phone,omitempty"`
	PhoneOwner        string    `json:"phone_owner,omitempty"`
	HouseholdDivision string    `json:"household_division,omitempty"`
	ResidenceDivision string    `json:"residence_division,omitempty"`
	ResidenceStreet   string    `json:"residence_street,omitempty"`
	Address           string    `json:"address,omitempty"`
	HomeLat           *float64  `json:"home_lat,omitempty"`
	HomeLon           *float64  `json:"home_lon,omitempty"`
	Guardian          string    `json:"guardian,omitempty"`
	Language          string    `json:"language,omitempty"`
	AccessibleFormat  string    `json:"accessible_format,omitempty"`
	Vulnerability     []string  `json:"vulnerability,omitempty"`
	Provenance
}

// CodeAssignment is one colour given to one person by one issuing system.
type CodeAssignment struct {
	AssignmentID  string `json:"assignment_id"`
	ResidentID    string `json:"resident_id,omitempty"`
	IssuingSystem string `json:"issuing_system"`
	Platform      string `json:"platform,omitempty"`
	Authority     string `json:"authority,omitempty"`
	Colour        Colour `json:"colour"`
	ColourRaw     string `json:"colour_raw,omitempty"`
	IssuedAt      Stamp  `json:"issued_at"`
	ValidFrom     Stamp  `json:"valid_from,omitzero"`
	ValidUntil    Stamp  `json:"valid_until,omitzero"`
	BasisDate     Stamp  `json:"basis_date,omitzero"`
	Measure       string `json:"measure,omitempty"`
	ReasonCode    string `json:"reason_code,omitempty"`
	ReasonText    string `json:"reason_text,omitempty"`
	Origin        string `json:"origin"`
	AssignedBy    string `json:"assigned_by,omitempty"`
	AssignedUnit  string `json:"assigned_unit,omitempty"`
	AuthorityRef  string `json:"authority_ref,omitempty"`
	RuleSetID     string `json:"rule_set_id,omitempty"`
	RuleSetVer    string `json:"rule_set_version,omitempty"`
	SupersededBy  string `json:"superseded_by,omitempty"`
	Provenance
}

// Questionnaire is one submission of the health declaration.
type Questionnaire struct {
	SubmissionID     string   `json:"submission_id"`
	FormID           string   `json:"form_id"`
	FormVersion      string   `json:"form_version,omitempty"`
	SubmittedAt      Stamp    `json:"submitted_at"`
	SubmittedBy      string   `json:"submitted_by"`
	DeclaredLocation string   `json:"declared_location,omitempty"`
	ConsentLocation  *bool    `json:"consent_location,omitempty"`
	Attestation      *bool    `json:"attestation,omitempty"`
	Items            []Answer `json:"items"`
	Provenance
}

// Answer is one item of a questionnaire with the question as it was worded.
type Answer struct {
	ItemCode     string `json:"item_code"`
	QuestionText string `json:"question_text,omitempty"`
	AnswerRaw    string `json:"answer_raw"`
	AnswerNorm   string `json:"answer_norm,omitempty"`
	Unit         string `json:"unit,omitempty"`
	EditedFrom   string `json:"edited_from,omitempty"`
	EditedAt     Stamp  `json:"edited_at,omitzero"`
}

// CheckIn is one day's health check-in. Streaks are computed, never imported.
type CheckIn struct {
	Date     Stamp    `json:"date"`
	Time     string   `json:"time,omitempty"`
	TempC    *float64 `json:"temp_c,omitempty"`
	Symptoms []string `json:"symptoms,omitempty"`
	Place    string   `json:"place,omitempty"`
	Status   string   `json:"status"`
	Note     string   `json:"note,omitempty"`
	Provenance
}

// RuleTrace is the issuing system's own account of how it came to a colour.
type RuleTrace struct {
	TraceID      string      `json:"trace_id"`
	AssignmentID string      `json:"assignment_id,omitempty"`
	EvaluatedAt  Stamp       `json:"evaluated_at,omitzero"`
	RuleSetID    string      `json:"rule_set_id,omitempty"`
	RuleSetVer   string      `json:"rule_set_version,omitempty"`
	Origin       string      `json:"origin,omitempty"`
	Steps        []TraceStep `json:"steps"`
	Result       Colour      `json:"result,omitempty"`
	Provenance
}

// TraceStep is one rule of a trace. Outcome is TRUE, FALSE or UNKNOWN.
type TraceStep struct {
	RuleID       string       `json:"rule_id"`
	Inputs       []TraceInput `json:"inputs,omitempty"`
	Outcome      string       `json:"outcome"`
	Effect       TraceEffect  `json:"effect,omitzero"`
	OverriddenBy string       `json:"overridden_by,omitempty"`
}

// TraceInput is one value a rule looked at and the evidence it came from.
type TraceInput struct {
	Name        string `json:"name"`
	Value       string `json:"value"`
	EvidenceRef string `json:"evidence_ref,omitempty"`
}

// TraceEffect is what a fired rule did.
type TraceEffect struct {
	Colour Colour `json:"colour,omitempty"`
	Days   int    `json:"days,omitempty"`
	Until  Stamp  `json:"until,omitzero"`
}

// Flag is one record another body holds about the person or the phone: the
// "big data" behind a colour. Three times are kept apart: when it happened,
// when the source recorded it, and when it was imported.
type Flag struct {
	FlagID          string   `json:"flag_id"`
	ResidentID      string   `json:"resident_id,omitempty"`
	Phone           string   `json:"phone,omitempty"`
	SourceType      Source   `json:"source_type"`
	Provider        string   `json:"provider"`
	LegalBasis      string   `json:"legal_basis,omitempty"`
	ObservedFrom    Stamp    `json:"observed_from"`
	ObservedTo      Stamp    `json:"observed_to,omitzero"`
	RecordedAt      Stamp    `json:"recorded_at,omitzero"`
	PlaceText       string   `json:"place_text"`
	Division        string   `json:"division,omitempty"`
	Lat             *float64 `json:"lat,omitempty"`
	Lon             *float64 `json:"lon,omitempty"`
	Datum           string   `json:"datum,omitempty"`
	AccuracyRadiusM int      `json:"accuracy_radius_m,omitempty"`
	RadiusAssumed   bool     `json:"radius_assumed,omitempty"`
	DwellMin        *int     `json:"dwell_min,omitempty"`
	SpeedKmh        *float64 `json:"speed_kmh,omitempty"`
	Confidence      *float64 `json:"confidence,omitempty"`
	ConfidenceBy    string   `json:"confidence_by,omitempty"`
	ListName        string   `json:"list_name,omitempty"`
	ListRow         int      `json:"list_row,omitempty"`
	ListDate        Stamp    `json:"list_date,omitzero"`
	Batch           string   `json:"batch,omitempty"`
	SetBy           string   `json:"set_by,omitempty"`
	OrderRef        string   `json:"order_ref,omitempty"`
	IdentityLink    string   `json:"identity_link"`
	LinkedName      string   `json:"linked_name,omitempty"`
	LinkedDocNo     string   `json:"linked_doc_no,omitempty"`
	RawRef          string   `json:"raw_ref,omitempty"`
	Contradicts     []string `json:"contradicts,omitempty"`
	Note            string   `json:"note,omitempty"`
	// Detail holds what only this kind of source carries, such as the status of
	// a ticket: the fields that Source.FlagDetails names.
	Detail FlagDetail `json:"detail,omitzero"`
	Provenance
}

// StatusChange is one change of the code's colour with its cause.
type StatusChange struct {
	At       Stamp  `json:"at"`
	From     Colour `json:"from"`
	To       Colour `json:"to"`
	Cause    string `json:"cause"`
	CauseRef string `json:"cause_ref,omitempty"`
	Actor    string `json:"actor,omitempty"`
	System   string `json:"system"`
	Provenance
}

// lacking begins the remarks of an import on what a case came in without.
const lacking = "missing:"

// Lacks lists the fields that a case came in without although every case needs
// them, such as resident.doc_no: a ticket of the hotline knows a phone and no
// person. Nothing is put in their place; somebody asks.
func (s *Snapshot) Lacks() []string {
	var fields []string
	for _, w := range s.Appeal.ParseWarnings {
		if field, ok := strings.CutPrefix(w, lacking); ok {
			fields = append(fields, field)
		}
	}
	return fields
}
