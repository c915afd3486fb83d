package engine

import (
	"context"
	"database/sql"
	"fmt"
)

// procedureV3 is the schema of the whole procedure: what a case waits for, how
// many of its decisions belong to earlier rounds, and proposals that need a
// second signature beside decisions.
func procedureV3() []string {
	return []string{
		"ALTER TABLE cases ADD COLUMN timer TEXT NOT NULL DEFAULT ''",
		"ALTER TABLE cases ADD COLUMN timer_at BIGINT NOT NULL DEFAULT 0",
		"ALTER TABLE cases ADD COLUMN pending TEXT NOT NULL DEFAULT ''",
		"ALTER TABLE cases ADD COLUMN hold_until BIGINT NOT NULL DEFAULT 0",
		"ALTER TABLE cases ADD COLUMN merged_into INTEGER NOT NULL DEFAULT 0",
		"ALTER TABLE cases ADD COLUMN past INTEGER NOT NULL DEFAULT 0",
		"ALTER TABLE cases ADD COLUMN barred INTEGER NOT NULL DEFAULT 0",
		"ALTER TABLE cases ADD COLUMN instruction_since BIGINT NOT NULL DEFAULT 0",
		"ALTER TABLE cases ADD COLUMN notice_since BIGINT NOT NULL DEFAULT 0",
		`CREATE TABLE proposals (
			case_id   INTEGER NOT NULL REFERENCES cases (id),
			kind      TEXT NOT NULL,
			no        INTEGER NOT NULL,
			author    TEXT NOT NULL REFERENCES users (id),
			digest    TEXT NOT NULL,
			at        BIGINT NOT NULL,
			signature BYTEA NOT NULL,
			PRIMARY KEY (case_id, kind, no),
			UNIQUE (case_id, kind, no, author, digest)
		)`,
		`CREATE TABLE confirmations (
			case_id   INTEGER NOT NULL,
			no        INTEGER NOT NULL,
			kind      TEXT NOT NULL,
			of_no     INTEGER NOT NULL,
			author    TEXT NOT NULL,
			digest    TEXT NOT NULL,
			signer    TEXT NOT NULL REFERENCES users (id),
			approved  SMALLINT NOT NULL,
			at        BIGINT NOT NULL,
			signature BYTEA NOT NULL,
			PRIMARY KEY (case_id, no),
			UNIQUE (case_id, kind, of_no),
			FOREIGN KEY (case_id, kind, of_no, author, digest)
				REFERENCES proposals (case_id, kind, no, author, digest),
			CONSTRAINT four_eyes_proposal CHECK (signer <> author)
		)`,
	}
}

// guardsV3 replace the guards of version 2 that know no second round, and hold
// the rules of the procedure.
func guardsV3() (gone, come []guard) {
	gone = []guard{
		{"cases_settled", "cases", "UPDATE", "", ""},
		{"cases_signed", "cases", "UPDATE", "", ""},
	}
	come = []guard{
		{"cases_settled", "cases", "UPDATE", "OLD.state IN " + settled + " AND NEW.move NOT IN ('reopen', 'resume', 'reinstate') AND (" + differs(
			"colour", "issued_at", "isolation_end", "filed_at", "due_at", "division", "issuing_system", "rule_set", "rules", "grounds",
			"drafter", "allocator", "returns", "disposition", "new_colour", "second_look", "snapshot_version", "doc_blind", "phone_blind",
			"hold_until", "merged_into", "past", "barred") + ")", "case_settled"},
		{"cases_signed", "cases", "UPDATE", unsignedV3, "not_signed"},
		{"cases_rounds", "cases", "UPDATE", "NEW.past < OLD.past OR NEW.barred < OLD.barred OR NEW.barred > NEW.past", "rounds_only_grow"},
		{"cases_heard", "cases", "UPDATE", "NEW.move = 'reopen' AND NEW.barred <> (SELECT count(*) FROM decisions d WHERE d.case_id = NEW.id)", "rounds_only_grow"},
		{"cases_admission", "cases", "UPDATE", unadmitted, "not_signed"},
		{"cases_master", "cases", "UPDATE", "NEW.state = 'duplicate' AND (NEW.merged_into = NEW.id OR NOT EXISTS (SELECT 1 FROM cases m WHERE m.id = NEW.merged_into AND m.state <> 'duplicate'))", "no_master"},
		{"cases_joined", "cases", "UPDATE", "NEW.move = 'join' AND NEW.filed_at > OLD.filed_at", "clock_backwards"},
		{"decisions_fresh", "decisions", "INSERT", barred("NEW.drafter"), "involved_before"},
		{"signoffs_fresh", "signoffs", "INSERT", barred("NEW.signer"), "involved_before"},
	}
	for _, t := range []string{"proposals", "confirmations"} {
		come = append(come,
			guard{t + "_no_update", t, "UPDATE", "1 = 1", "decision_immutable"},
			guard{t + "_no_delete", t, "DELETE", "1 = 1", "decision_immutable"})
	}
	return gone, come
}

// unsignedV3 is a case that becomes decided without what that needs in this
// round: a decision and, unless it is an uphold nobody else has to see, the
// approval of it by its second person.
const unsignedV3 = `NEW.state = 'decided' AND OLD.state NOT IN ('decided', 'closed') AND (
	NOT EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = NEW.id AND d.no > NEW.past)
	OR ((NEW.second_look <> 0 OR NEW.disposition <> 'uphold') AND NOT EXISTS (
		SELECT 1 FROM signoffs s WHERE s.case_id = NEW.id AND s.result = 'approve'
		AND s.decision_no = (SELECT max(d.no) FROM decisions d WHERE d.case_id = NEW.id))))`

// unadmitted is a case that ends inadmissible without a second person's word
// on the latest refusal to admit it.
const unadmitted = `NEW.state = 'inadmissible' AND OLD.state <> 'inadmissible' AND NOT EXISTS (
	SELECT 1 FROM confirmations k WHERE k.case_id = NEW.id AND k.kind = 'admission' AND k.approved <> 0
	AND k.of_no = (SELECT max(p.no) FROM proposals p WHERE p.case_id = NEW.id AND p.kind = 'admission'))`

// barred is a person who decided or signed a case in a round before it was
// reopened.
func barred(who string) string {
	return `EXISTS (SELECT 1 FROM cases c WHERE c.id = NEW.case_id AND (
		EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = c.id AND d.no <= c.barred AND d.drafter = ` + who + `)
		OR EXISTS (SELECT 1 FROM signoffs s WHERE s.case_id = c.id AND s.decision_no <= c.barred AND s.signer = ` + who + `)))`
}

// procedure is the migration to version 3.
func (e *Engine) procedure(ctx context.Context, tx *sql.Tx) error {
	gone, come := guardsV3()
	for _, g := range gone {
		for _, text := range e.d.drop(g) {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return fmt.Errorf("guard %s: %w", g.name, err)
			}
		}
	}
	for _, text := range procedureV3() {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("schema of the procedure: %w", err)
		}
	}
	return e.raise(ctx, tx, come)
}
