package importexport

import (
	"slices"
	"strings"
)

// Field is one thing that a column of a table can mean.
type Field struct {
	Name  string // such as appeal.filed_at
	Value ValueKind
}

// ValueKind says how the text of a cell becomes a value.
type ValueKind string

// The kinds of values.
const (
	TextValue     ValueKind = "text"
	VerbatimValue ValueKind = "verbatim" // words of a person, kept to the last space
	NameValue     ValueKind = "name"     // of a person
	IDValue       ValueKind = "id"       // a number or sign that names something
	DocNoValue    ValueKind = "doc_no"   // identity document
	PhoneValue    ValueKind = "phone"
	CodeValue     ValueKind = "code" // of a group of Profile.Values
	ColourValue   ValueKind = "colour"
	TimeValue     ValueKind = "time"  // a point in time or a day
	ClockValue    ValueKind = "clock" // a time of day
	NumberValue   ValueKind = "number"
	WholeValue    ValueKind = "whole"
	YesNoValue    ValueKind = "yes_no"
	ListValue     ValueKind = "list"
	DivisionValue ValueKind = "division"
)

// TableKinds lists what the rows of a table can be, those of cases first: the
// others are joined to them.
func TableKinds() []string {
	return []string{
		"appeals", "assignments", "questionnaire", "trace", "flags", "history", "checkins", "documents", "other_codes",
	}
}

// Links lists by what rows may be attached to a case: by document number, by
// phone, by number plate, by the last four characters of the document number
// together with the name, or by the name alone. An appeal number and the
// issuing system's number of the person count before all of them.
func Links() []string { return []string{"id", "phone", "plate", "last4_name", "name"} }

// FieldsOf lists what the columns of a kind of table can mean, in the order of
// the data dictionary, nil for a kind that there is not.
func FieldsOf(kind string) []Field {
	var out []Field
	for _, entity := range entitiesOf(kind) {
		for _, words := range strings.Fields(fieldText(entity)) {
			name, value, _ := strings.Cut(words, "/")
			if value == "" {
				value = string(TextValue)
			}
			out = append(out, Field{Name: entity + "." + name, Value: ValueKind(value)})
		}
	}
	return out
}

// FieldOf finds a field of a kind of table by its name.
func FieldOf(kind, name string) (Field, bool) {
	fields := FieldsOf(kind)
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}

// entitiesOf lists the parts of a case that a row of a kind can say something
// about. A row of codes may say who the person is.
func entitiesOf(kind string) []string {
	switch kind {
	case "appeals":
		return []string{"appeal", "resident", "assignment", "key"}
	case "assignments", "other_codes":
		return []string{"key", "resident", "assignment"}
	case "questionnaire":
		return []string{"key", "questionnaire", "answer", "item"}
	case "trace":
		return []string{"key", "trace", "step"}
	case "flags":
		return []string{"key", "flag", "flag.detail"}
	case "history":
		return []string{"key", "change"}
	case "checkins":
		return []string{"key", "checkin"}
	case "documents":
		return []string{"key", "document"}
	}
	return nil
}

// fieldText lists the fields of an entity, each with the kind of its value
// unless that is text.
func fieldText(entity string) string {
	switch entity {
	case "key":
		return `appeal_no/id doc_no/doc_no last4/id phone/phone resident_id/id name/name plate/id`
	case "appeal":
		return `appeal_id/id appeal_no/id filed_at/time channel/code filed_by/code handling_division/division grounds/list statement/verbatim
			consequences/list urgency/code urgency_why due_at/time linked_appeals/list`
	case "resident":
		return `resident_id/id name/name name_latin/name doc_type/code doc_no/doc_no sex/code birth_date/time nationality phone/phone
			phone_owner/code household_division/division residence_division/division residence_street address/verbatim home_lat/number
			home_lon/number guardian/name language accessible_format vulnerability/list`
	case "assignment":
		return `assignment_id/id issuing_system/code platform authority colour/colour colour_raw issued_at/time valid_from/time
			valid_until/time basis_date/time measure reason_code/id reason_text origin/code assigned_by/name assigned_unit authority_ref
			rule_set_id/id rule_set_version/id superseded_by/id`
	case "questionnaire":
		return `submission_id/id form_id/id form_version/id submitted_at/time submitted_by/code declared_location/verbatim
			consent_location/yes_no attestation/yes_no`
	case "answer":
		return `item_code/id question_text answer_raw/verbatim answer_norm unit edited_from/verbatim edited_at/time`
	case "item":
		return strings.ReplaceAll(strings.Join(ItemCodes(), " ")+" ", " ", "/verbatim ")
	case "trace":
		return `trace_id/id assignment_id/id evaluated_at/time rule_set_id/id rule_set_version/id origin/id result/colour`
	case "step":
		return `rule_id/id inputs outcome/code effect_colour/colour effect_days/whole effect_until/time overridden_by/id`
	case "change":
		return `at/time from/colour to/colour cause/code cause_ref/id actor/name system/code`
	case "checkin":
		return `date/time time/clock temp_c/number symptoms/list place status/code note`
	case "document":
		return `doc_id/id type title issued_by issue_date/time covers_from/time covers_to/time identifies_person/yes_no copy sha256/id
			bytes/whole authenticity_check authenticity_note summary`
	case "flag":
		return `flag_id/id phone/phone source_type/code provider legal_basis observed_from/time observed_to/time recorded_at/time
			place_text division/division lat/number lon/number datum/code accuracy_radius_m/whole dwell_min/whole speed_kmh/number
			confidence/number confidence_by list_name list_row/whole list_date/time batch/id set_by/name order_ref identity_link/code
			linked_name/name linked_doc_no/doc_no raw_ref/id contradicts/list note`
	case "flag.detail":
		return `mock/code fix_age_min ordered_at delivered_at receiver/code goods status/code train seat plate gate direction method/code
			colour_shown temp_c reporter/code list_rule removed_at item battery/code`
	}
	return ""
}

// ItemCodes are the questions that a questionnaire of one row per submission
// may have as columns, in the order they are shown (domain table T8).
func ItemCodes() []string {
	return []string{
		"IN_CITY", "TRAVEL_14D", "KEY_AREA_14D", "OVERSEAS_14D", "CONTACT_14D", "SYMPTOM", "SYMPTOM_FEVER",
		"SYMPTOM_COUGH", "SYMPTOM_NASAL", "SYMPTOM_FATIGUE", "TEMP", "RETURN_DATE", "ADDRESS",
	}
}
