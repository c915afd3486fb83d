package engine

import (
	"strings"

	"recourse/cases"
)

// guard is a rule that the database itself holds, since a seat can be
// bypassed: before op on a row of table, when the condition is true, the
// statement is refused with the code. The condition text is the same on both
// engines.
type guard struct{ name, table, op, when, code string }

// codePrefix marks our own codes among a database's messages.
const codePrefix = "recourse:"

// settled lists the states in which the substance of a case is fixed.
const settled = "('decided','closed','withdrawn','dismissed','lapsed','inadmissible','duplicate')"

// guardsV1 are the guards of schema version 2. Published guards never change;
// a later version replaces them in a migration of its own.
func guardsV1() []guard {
	list := []guard{
		{"audit_next", "audit", "INSERT", "NEW.seq <> (SELECT coalesce(max(a.seq), 0) + 1 FROM audit a)", "audit_append_only"},
		{entering, "cases", "INSERT", "NOT EXISTS (SELECT 1 FROM moves m WHERE m.move = NEW.move AND m.from_state = '' AND m.to_state = NEW.state)", "state_move"},
		{"cases_move", "cases", "UPDATE", "NOT EXISTS (SELECT 1 FROM moves m WHERE m.move = NEW.move AND m.from_state = OLD.state AND m.to_state = NEW.state)", "state_move"},
		{"cases_version", "cases", "UPDATE", "NEW.version <> OLD.version + 1", "stale_version"},
		{"cases_identity", "cases", "UPDATE", differs("id", "appeal_no", "wrapped_key"), "case_identity"},
		{"cases_settled", "cases", "UPDATE", "OLD.state IN " + settled + " AND (" + differs(
			"colour", "issued_at", "isolation_end", "filed_at", "due_at", "division", "issuing_system", "rule_set", "rules", "grounds",
			"drafter", "allocator", "returns", "disposition", "new_colour", "second_look", "snapshot_version", "doc_blind", "phone_blind") + ")", "case_settled"},
		{"cases_signed", "cases", "UPDATE", unsigned, "not_signed"},
		{"decisions_new", "decisions", "INSERT", "EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = NEW.case_id AND d.no = NEW.no)", "decision_immutable"},
		{"signoffs_new", "signoffs", "INSERT", "EXISTS (SELECT 1 FROM signoffs s WHERE s.case_id = NEW.case_id AND s.no = NEW.no)", "decision_immutable"},
		{"papers_keep", "papers", "UPDATE", "OLD.kind <> 'draft' OR " + differs("case_id", "kind", "no"), "paper_immutable"},
		{"users_keep", "users", "UPDATE", differs("id", "created_at"), "user_identity"},
	}
	always := func(op, code string, tables ...string) {
		for _, t := range tables {
			list = append(list, guard{t + "_no_" + strings.ToLower(op), t, op, "1 = 1", code})
		}
	}
	always("UPDATE", "audit_append_only", "audit", "checkpoints", "deliveries", "delivery_leaves", "receipts", "signing_keys")
	always("DELETE", "audit_append_only", "audit", "checkpoints", "deliveries", "delivery_leaves", "receipts", "signing_keys")
	always("UPDATE", "decision_immutable", "decisions", "signoffs")
	always("DELETE", "decision_immutable", "decisions", "signoffs")
	always("UPDATE", "paper_immutable", "snapshots", "register_entries")
	always("DELETE", "paper_immutable", "papers", "snapshots")
	always("DELETE", "row_kept", "cases", "cards", "users", "office", "audit_head")
	return list
}

// unsigned is a case that becomes decided without what that needs: a decision
// on file and, unless it is an uphold nobody else has to see, the approval of
// the latest decision by its second person.
const unsigned = `NEW.state = 'decided' AND OLD.state <> 'decided' AND (
	NOT EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = NEW.id)
	OR ((NEW.second_look <> 0 OR NEW.disposition <> 'uphold') AND NOT EXISTS (
		SELECT 1 FROM signoffs s WHERE s.case_id = NEW.id AND s.result = 'approve'
		AND s.decision_no = (SELECT max(d.no) FROM decisions d WHERE d.case_id = NEW.id))))`

// differs is true when an update changes one of the columns.
func differs(columns ...string) string {
	terms := make([]string, len(columns))
	for i, c := range columns {
		terms[i] = "NEW." + c + " IS DISTINCT FROM OLD." + c
	}
	return strings.Join(terms, " OR ")
}

// constraint reads one of our codes off the end of a database message, or the
// name of one of our check constraints.
func constraint(message string) (*cases.Refusal, bool) {
	if _, code, ok := strings.Cut(message, codePrefix); ok {
		code, _, _ = strings.Cut(code, " ")
		return cases.Refuse(code), true
	}
	for _, name := range []string{"four_eyes_allocator", "four_eyes_proposal", "four_eyes_purge", "four_eyes"} {
		if strings.Contains(message, name) {
			return cases.Refuse(name), true
		}
	}
	return nil, false
}
