package intake

import (
	"recourse/cases"
	"recourse/importexport/intake/link"
)

// kind says how the text of a cell becomes a value.
type kind uint8

const (
	kText     kind = iota // words; spaces around them do not count
	kVerbatim             // words of a person; kept to the last space
	kName                 // a person's name
	kID                   // a number or sign that names something
	kDocNo                // identity document
	kPhone
	kCode // a value of a code table
	kColour
	kStamp
	kClock // a time of day
	kNumber
	kWhole
	kBool
	kList
	kDivision
)

// personal reports whether values of the kind must not be shown in reports.
func (k kind) personal() bool { return k == kName || k == kDocNo || k == kPhone || k == kVerbatim }

// value is a cell once it has been read.
type value struct {
	text   string
	stamp  cases.Stamp
	number float64
	whole  int
	yes    bool
	list   []string
}

// entry is what one row fills: the part of a case that its table is about.
type entry struct {
	s   *cases.Snapshot
	a   *cases.CodeAssignment
	q   *cases.Questionnaire
	ans cases.Answer
	c   cases.CheckIn
	t   *cases.RuleTrace
	st  cases.TraceStep
	f   cases.Flag
	h   cases.StatusChange
	d   cases.Document
	key link.Keys // what the row says about whose it is

	warnings []string // about the row, once it has been read
	how      string   // the link by which it belongs to its case
}

func newEntry() *entry {
	return &entry{a: &cases.CodeAssignment{}, q: &cases.Questionnaire{}, t: &cases.RuleTrace{}, s: newSnapshot()}
}

// reset makes an entry new that has only been asked whose its row is.
func (e *entry) reset() {
	e.s.Appeal, e.s.Resident, e.f, e.key = cases.Appeal{}, cases.Resident{}, cases.Flag{}, link.Keys{}
}

// field says how a column is read and where its value goes.
type field struct {
	name  string
	kind  kind
	group string // of Profile.Values
	set   func(e *entry, v *value)

	// For the fields that can stand in for each other: what an entry has.
	text  func(e *entry) *string
	stamp func(e *entry) *cases.Stamp
}

type fieldMap map[string]*field

func (m fieldMap) str(name string, k kind, at func(e *entry) *string) {
	m[name] = &field{name: name, kind: k, set: func(e *entry, v *value) { *at(e) = v.text }, text: at}
}

func (m fieldMap) code(name, group string, at func(e *entry) *string) {
	m[name] = &field{name: name, kind: kCode, group: group, set: func(e *entry, v *value) { *at(e) = v.text }, text: at}
}

func (m fieldMap) stamp(name string, at func(e *entry) *cases.Stamp) {
	m[name] = &field{name: name, kind: kStamp, set: func(e *entry, v *value) { *at(e) = v.stamp }, stamp: at}
}

func (m fieldMap) number(name string, at func(e *entry) **float64) {
	m[name] = &field{name: name, kind: kNumber, set: func(e *entry, v *value) { n := v.number; *at(e) = &n }}
}

func (m fieldMap) yes(name string, at func(e *entry) **bool) {
	m[name] = &field{name: name, kind: kBool, set: func(e *entry, v *value) { b := v.yes; *at(e) = &b }}
}

func (m fieldMap) list(name string, at func(e *entry) *[]string) {
	m[name] = &field{name: name, kind: kList, set: func(e *entry, v *value) { *at(e) = v.list }}
}

func (m fieldMap) other(name string, k kind, set func(e *entry, v *value)) {
	m[name] = &field{name: name, kind: k, set: set}
}

// allFields is every field that a profile may give headers to.
func allFields() fieldMap {
	m := fieldMap{}
	m.appeal()
	m.resident()
	m.assignment()
	m.questionnaire()
	m.trace()
	m.flag()
	m.rest()
	return m
}

func (m fieldMap) appeal() {
	m.str("appeal.appeal_id", kID, func(e *entry) *string { return &e.s.Appeal.AppealID })
	m.str("appeal.appeal_no", kID, func(e *entry) *string { return &e.s.Appeal.AppealNo })
	m.stamp("appeal.filed_at", func(e *entry) *cases.Stamp { return &e.s.Appeal.FiledAt })
	m.code("appeal.channel", "channel", func(e *entry) *string { return &e.s.Appeal.Channel })
	m.code("appeal.filed_by", "filed_by", func(e *entry) *string { return &e.s.Appeal.FiledBy })
	m.str("appeal.handling_division", kDivision, func(e *entry) *string { return &e.s.Appeal.HandlingDivision })
	m.other("appeal.grounds", kList, func(e *entry, v *value) {
		for _, g := range v.list {
			e.s.Appeal.Grounds = append(e.s.Appeal.Grounds, cases.Ground(g))
		}
	})
	m.str("appeal.statement", kVerbatim, func(e *entry) *string { return &e.s.Appeal.Statement })
	m["appeal.grounds"].group = "ground"
	m.list("appeal.consequences", func(e *entry) *[]string { return &e.s.Appeal.Consequences })
	m.other("appeal.urgency", kCode, func(e *entry, v *value) { e.s.Appeal.Urgency = cases.Urgency(v.text) })
	m["appeal.urgency"].group = "urgency"
	m.str("appeal.urgency_why", kText, func(e *entry) *string { return &e.s.Appeal.UrgencyWhy })
	m.stamp("appeal.due_at", func(e *entry) *cases.Stamp { return &e.s.Appeal.DueAt })
	m.list("appeal.linked_appeals", func(e *entry) *[]string { return &e.s.Appeal.LinkedAppeals })
}

func (m fieldMap) resident() {
	m.str("resident.resident_id", kID, func(e *entry) *string { return &e.s.Resident.ResidentID })
	m.str("resident.name", kName, func(e *entry) *string { return &e.s.Resident.Name })
	m.str("resident.name_latin", kName, func(e *entry) *string { return &e.s.Resident.NameLatin })
	m.code("resident.doc_type", "doc_type", func(e *entry) *string { return &e.s.Resident.DocType })
	m.str("resident.doc_no", kDocNo, func(e *entry) *string { return &e.s.Resident.DocNo })
	m.code("resident.sex", "sex", func(e *entry) *string { return &e.s.Resident.Sex })
	m.stamp("resident.birth_date", func(e *entry) *cases.Stamp { return &e.s.Resident.BirthDate })
	m.str("resident.nationality", kText, func(e *entry) *string { return &e.s.Resident.Nationality })
	m.str("resident.phone", kPhone, func(e *entry) *string { return &e.s.Resident.Phone })
	m.code("resident.phone_owner", "phone_owner", func(e *entry) *string { return &e.s.Resident.PhoneOwner })
	m.str("resident.household_division", kDivision, func(e *entry) *string { return &e.s.Resident.HouseholdDivision })
	m.str("resident.residence_division", kDivision, func(e *entry) *string { return &e.s.Resident.ResidenceDivision })
	m.str("resident.residence_street", kText, func(e *entry) *string { return &e.s.Resident.ResidenceStreet })
	m.str("resident.address", kVerbatim, func(e *entry) *string { return &e.s.Resident.Address })
	m.number("resident.home_lat", func(e *entry) **float64 { return &e.s.Resident.HomeLat })
	m.number("resident.home_lon", func(e *entry) **float64 { return &e.s.Resident.HomeLon })
	m.str("resident.guardian", kName, func(e *entry) *string { return &e.s.Resident.Guardian })
	m.str("resident.language", kText, func(e *entry) *string { return &e.s.Resident.Language })
	m.str("resident.accessible_format", kText, func(e *entry) *string { return &e.s.Resident.AccessibleFormat })
	m.list("resident.vulnerability", func(e *entry) *[]string { return &e.s.Resident.Vulnerability })
}

func (m fieldMap) assignment() {
	m.str("assignment.assignment_id", kID, func(e *entry) *string { return &e.a.AssignmentID })
	m.code("assignment.issuing_system", "system", func(e *entry) *string { return &e.a.IssuingSystem })
	m.str("assignment.platform", kText, func(e *entry) *string { return &e.a.Platform })
	m.str("assignment.authority", kText, func(e *entry) *string { return &e.a.Authority })
	m.other("assignment.colour", kColour, func(e *entry, v *value) {
		e.a.Colour = cases.Colour(v.text)
		if e.a.ColourRaw == "" {
			e.a.ColourRaw = v.list[0]
		}
	})
	m.str("assignment.colour_raw", kText, func(e *entry) *string { return &e.a.ColourRaw })
	m.stamp("assignment.issued_at", func(e *entry) *cases.Stamp { return &e.a.IssuedAt })
	m.stamp("assignment.valid_from", func(e *entry) *cases.Stamp { return &e.a.ValidFrom })
	m.stamp("assignment.valid_until", func(e *entry) *cases.Stamp { return &e.a.ValidUntil })
	m.stamp("assignment.basis_date", func(e *entry) *cases.Stamp { return &e.a.BasisDate })
	m.str("assignment.measure", kText, func(e *entry) *string { return &e.a.Measure })
	m.str("assignment.reason_code", kID, func(e *entry) *string { return &e.a.ReasonCode })
	m.str("assignment.reason_text", kText, func(e *entry) *string { return &e.a.ReasonText })
	m.code("assignment.origin", "origin", func(e *entry) *string { return &e.a.Origin })
	m.str("assignment.assigned_by", kName, func(e *entry) *string { return &e.a.AssignedBy })
	m.str("assignment.assigned_unit", kText, func(e *entry) *string { return &e.a.AssignedUnit })
	m.str("assignment.authority_ref", kText, func(e *entry) *string { return &e.a.AuthorityRef })
	m.str("assignment.rule_set_id", kID, func(e *entry) *string { return &e.a.RuleSetID })
	m.str("assignment.rule_set_version", kID, func(e *entry) *string { return &e.a.RuleSetVer })
	m.str("assignment.superseded_by", kID, func(e *entry) *string { return &e.a.SupersededBy })
	m.str("key.appeal_no", kID, func(e *entry) *string { return &e.key.AppealNo })
	m.str("key.doc_no", kDocNo, func(e *entry) *string { return &e.key.DocNo })
	m.str("key.phone", kPhone, func(e *entry) *string { return &e.key.Phone })
	m.str("key.resident_id", kID, func(e *entry) *string { return &e.key.ResidentID })
	m.str("key.name", kName, func(e *entry) *string { return &e.key.Name })
	m.str("key.last4", kID, func(e *entry) *string { return &e.key.Last4 })
	m.str("key.plate", kID, func(e *entry) *string { return &e.key.Plate })
}
