package intake

import "recourse/cases"

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
	m.str("key.appeal_no", kID, func(e *entry) *string { return &e.key.appealNo })
	m.str("key.doc_no", kDocNo, func(e *entry) *string { return &e.key.docNo })
	m.str("key.phone", kPhone, func(e *entry) *string { return &e.key.phone })
	m.str("key.resident_id", kID, func(e *entry) *string { return &e.key.residentID })
	m.str("key.name", kName, func(e *entry) *string { return &e.name })
}
