package intake

import "recourse/cases"

// itemCodes are the questions that a questionnaire of one row per submission
// may have as columns, in the order they are shown (domain table T8).
func itemCodes() []string {
	return []string{
		"IN_CITY", "TRAVEL_14D", "KEY_AREA_14D", "OVERSEAS_14D", "CONTACT_14D", "SYMPTOM", "SYMPTOM_FEVER",
		"SYMPTOM_COUGH", "SYMPTOM_NASAL", "SYMPTOM_FATIGUE", "TEMP", "RETURN_DATE", "ADDRESS",
	}
}

func (m fieldMap) questionnaire() {
	m.str("questionnaire.submission_id", kID, func(e *entry) *string { return &e.q.SubmissionID })
	m.str("questionnaire.form_id", kID, func(e *entry) *string { return &e.q.FormID })
	m.str("questionnaire.form_version", kID, func(e *entry) *string { return &e.q.FormVersion })
	m.stamp("questionnaire.submitted_at", func(e *entry) *cases.Stamp { return &e.q.SubmittedAt })
	m.code("questionnaire.submitted_by", "submitted_by", func(e *entry) *string { return &e.q.SubmittedBy })
	m.str("questionnaire.declared_location", kVerbatim, func(e *entry) *string { return &e.q.DeclaredLocation })
	m.yes("questionnaire.consent_location", func(e *entry) **bool { return &e.q.ConsentLocation })
	m.yes("questionnaire.attestation", func(e *entry) **bool { return &e.q.Attestation })
	m.str("answer.item_code", kID, func(e *entry) *string { return &e.ans.ItemCode })
	m.str("answer.question_text", kText, func(e *entry) *string { return &e.ans.QuestionText })
	m.str("answer.answer_raw", kVerbatim, func(e *entry) *string { return &e.ans.AnswerRaw })
	m.str("answer.answer_norm", kText, func(e *entry) *string { return &e.ans.AnswerNorm })
	m.str("answer.unit", kText, func(e *entry) *string { return &e.ans.Unit })
	m.str("answer.edited_from", kVerbatim, func(e *entry) *string { return &e.ans.EditedFrom })
	m.stamp("answer.edited_at", func(e *entry) *cases.Stamp { return &e.ans.EditedAt })
	for _, code := range itemCodes() {
		m.other("item."+code, kVerbatim, func(e *entry, v *value) {
			e.q.Items = append(e.q.Items, cases.Answer{ItemCode: code, AnswerRaw: v.text})
		})
	}
}

func (m fieldMap) trace() {
	m.str("trace.trace_id", kID, func(e *entry) *string { return &e.t.TraceID })
	m.str("trace.assignment_id", kID, func(e *entry) *string { return &e.t.AssignmentID })
	m.stamp("trace.evaluated_at", func(e *entry) *cases.Stamp { return &e.t.EvaluatedAt })
	m.str("trace.rule_set_id", kID, func(e *entry) *string { return &e.t.RuleSetID })
	m.str("trace.rule_set_version", kID, func(e *entry) *string { return &e.t.RuleSetVer })
	m.str("trace.origin", kID, func(e *entry) *string { return &e.t.Origin })
	m.other("trace.result", kColour, func(e *entry, v *value) { e.t.Result = cases.Colour(v.text) })
	m.str("step.rule_id", kID, func(e *entry) *string { return &e.st.RuleID })
	m.other("step.inputs", kText, func(e *entry, v *value) { e.st.Inputs = traceInputs(v.text) })
	m.code("step.outcome", "outcome", func(e *entry) *string { return &e.st.Outcome })
	m.other("step.effect_colour", kColour, func(e *entry, v *value) { e.st.Effect.Colour = cases.Colour(v.text) })
	m.other("step.effect_days", kWhole, func(e *entry, v *value) { e.st.Effect.Days = v.whole })
	m.stamp("step.effect_until", func(e *entry) *cases.Stamp { return &e.st.Effect.Until })
	m.str("step.overridden_by", kID, func(e *entry) *string { return &e.st.OverriddenBy })
}

func (m fieldMap) flag() {
	m.str("flag.flag_id", kID, func(e *entry) *string { return &e.f.FlagID })
	m.str("flag.phone", kPhone, func(e *entry) *string { return &e.f.Phone })
	m.other("flag.source_type", kCode, func(e *entry, v *value) { e.f.SourceType = cases.Source(v.text) })
	m["flag.source_type"].group = "source"
	m.str("flag.provider", kText, func(e *entry) *string { return &e.f.Provider })
	m.str("flag.legal_basis", kText, func(e *entry) *string { return &e.f.LegalBasis })
	m.stamp("flag.observed_from", func(e *entry) *cases.Stamp { return &e.f.ObservedFrom })
	m.stamp("flag.observed_to", func(e *entry) *cases.Stamp { return &e.f.ObservedTo })
	m.stamp("flag.recorded_at", func(e *entry) *cases.Stamp { return &e.f.RecordedAt })
	m.str("flag.place_text", kText, func(e *entry) *string { return &e.f.PlaceText })
	m.str("flag.division", kDivision, func(e *entry) *string { return &e.f.Division })
	m.number("flag.lat", func(e *entry) **float64 { return &e.f.Lat })
	m.number("flag.lon", func(e *entry) **float64 { return &e.f.Lon })
	m.code("flag.datum", "datum", func(e *entry) *string { return &e.f.Datum })
	m.other("flag.accuracy_radius_m", kWhole, func(e *entry, v *value) { e.f.AccuracyRadiusM = v.whole })
	m.other("flag.dwell_min", kWhole, func(e *entry, v *value) { n := v.whole; e.f.DwellMin = &n })
	m.number("flag.speed_kmh", func(e *entry) **float64 { return &e.f.SpeedKmh })
	m.number("flag.confidence", func(e *entry) **float64 { return &e.f.Confidence })
	m.str("flag.confidence_by", kText, func(e *entry) *string { return &e.f.ConfidenceBy })
	m.str("flag.list_name", kText, func(e *entry) *string { return &e.f.ListName })
	m.other("flag.list_row", kWhole, func(e *entry, v *value) { e.f.ListRow = v.whole })
	m.stamp("flag.list_date", func(e *entry) *cases.Stamp { return &e.f.ListDate })
	m.str("flag.batch", kID, func(e *entry) *string { return &e.f.Batch })
	m.str("flag.set_by", kName, func(e *entry) *string { return &e.f.SetBy })
	m.str("flag.order_ref", kText, func(e *entry) *string { return &e.f.OrderRef })
	m.code("flag.identity_link", "link", func(e *entry) *string { return &e.f.IdentityLink })
	m.str("flag.linked_name", kName, func(e *entry) *string { return &e.f.LinkedName })
	m.str("flag.linked_doc_no", kDocNo, func(e *entry) *string { return &e.f.LinkedDocNo })
	m.str("flag.raw_ref", kID, func(e *entry) *string { return &e.f.RawRef })
	m.list("flag.contradicts", func(e *entry) *[]string { return &e.f.Contradicts })
	m.str("flag.note", kText, func(e *entry) *string { return &e.f.Note })
	for name, group := range detailGroups() {
		set := func(e *entry, v *value) { e.f.Detail.Set(name, v.text) }
		if group == "" {
			m.other("flag.detail."+name, kText, set)
			continue
		}
		m.other("flag.detail."+name, kCode, set)
		m["flag.detail."+name].group = group
	}
}

// detailGroups names the table of values of each detail that only some kinds
// of source carry, "" for free text.
func detailGroups() map[string]string {
	coded := map[string]string{"status": "status_ticket", "mock": "detail_yes", "receiver": "whose", "reporter": "whose", "method": "method", "battery": "battery"}
	out := map[string]string{}
	for _, s := range cases.Sources() {
		for _, name := range s.FlagDetails() {
			out[name] = coded[name]
		}
	}
	return out
}

// rest is history, check-ins and documents.
func (m fieldMap) rest() {
	m.stamp("change.at", func(e *entry) *cases.Stamp { return &e.h.At })
	m.other("change.from", kColour, func(e *entry, v *value) { e.h.From = cases.Colour(v.text) })
	m.other("change.to", kColour, func(e *entry, v *value) { e.h.To = cases.Colour(v.text) })
	m.code("change.cause", "origin", func(e *entry) *string { return &e.h.Cause })
	m.str("change.cause_ref", kID, func(e *entry) *string { return &e.h.CauseRef })
	m.str("change.actor", kName, func(e *entry) *string { return &e.h.Actor })
	m.code("change.system", "system", func(e *entry) *string { return &e.h.System })
	m.stamp("checkin.date", func(e *entry) *cases.Stamp { return &e.c.Date })
	m.str("checkin.time", kClock, func(e *entry) *string { return &e.c.Time })
	m.number("checkin.temp_c", func(e *entry) **float64 { return &e.c.TempC })
	m.list("checkin.symptoms", func(e *entry) *[]string { return &e.c.Symptoms })
	m.str("checkin.place", kText, func(e *entry) *string { return &e.c.Place })
	m.code("checkin.status", "status", func(e *entry) *string { return &e.c.Status })
	m.str("checkin.note", kText, func(e *entry) *string { return &e.c.Note })
	m.str("document.doc_id", kID, func(e *entry) *string { return &e.d.DocID })
	m.str("document.type", kText, func(e *entry) *string { return &e.d.Type })
	m.str("document.title", kText, func(e *entry) *string { return &e.d.Title })
	m.str("document.issued_by", kText, func(e *entry) *string { return &e.d.IssuedBy })
	m.stamp("document.issue_date", func(e *entry) *cases.Stamp { return &e.d.IssueDate })
	m.stamp("document.covers_from", func(e *entry) *cases.Stamp { return &e.d.CoversFrom })
	m.stamp("document.covers_to", func(e *entry) *cases.Stamp { return &e.d.CoversTo })
	m.yes("document.identifies_person", func(e *entry) **bool { return &e.d.IdentifiesPerson })
	m.str("document.copy", kText, func(e *entry) *string { return &e.d.Copy })
	m.str("document.sha256", kID, func(e *entry) *string { return &e.d.SHA256 })
	m.other("document.bytes", kWhole, func(e *entry, v *value) { e.d.Bytes = int64(v.whole) })
	m.str("document.authenticity_check", kText, func(e *entry) *string { return &e.d.AuthenticityCheck })
	m.str("document.authenticity_note", kText, func(e *entry) *string { return &e.d.AuthenticityNote })
	m.str("document.summary", kText, func(e *entry) *string { return &e.d.Summary })
}

// traceInputs reads "name=value@evidence; name=value".
func traceInputs(text string) []cases.TraceInput {
	var inputs []cases.TraceInput
	for _, part := range splitAny(text, ";；\n") {
		var in cases.TraceInput
		in.Name, in.Value = cut(part, "=")
		in.Value, in.EvidenceRef = cut(in.Value, "@")
		inputs = append(inputs, in)
	}
	return inputs
}
