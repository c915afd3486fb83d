package engine

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed tables/purge.sql
var purgeTables string

// purgeMigration lets working copies go, and nothing else, once two people
// have agreed to it (version 8). The guards that kept everything are replaced
// by ones that know the one way out.
func (e *Engine) purgeMigration() *goose.Migration {
	return goose.NewGoMigration(8, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		gone, come := purgeGuards()
		for _, g := range gone {
			for _, text := range e.d.drop(g) {
				if _, err := tx.ExecContext(ctx, text); err != nil {
					return fmt.Errorf("guard %s: %w", g.name, err)
				}
			}
		}
		for _, text := range strings.Split(purgeTables, ";\n") {
			if strings.TrimSpace(text) == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return fmt.Errorf("tables of purges: %w", err)
			}
		}
		return e.raise(ctx, tx, come)
	}}, nil)
}

// workingKinds lists the kinds of paper that a purge removes: a kind that is
// not among them stays, whatever a program says.
const workingKinds = "('draft', 'weighing', 'request', 'answer', 'reminder', 'note', 'reading', 'step', 'supply', 'undoing')"

// substance lists what a purge must leave as it is in a case's row.
func substance() []string {
	return []string{
		"state", "colour", "issued_at", "isolation_end", "filed_at", "due_at", "division", "issuing_system", "rule_set", "rules", "grounds",
		"drafter", "allocator", "returns", "disposition", "new_colour", "second_look", "snapshot_version", "hold_until", "merged_into",
		"past", "barred", "isolation", "instruction", "notice",
	}
}

// purgeGuards are the guards that go and those that come.
func purgeGuards() (gone, come []guard) {
	const (
		purgedCase = "EXISTS (SELECT 1 FROM cases c WHERE c.id = OLD.case_id AND c.purge <> 0)"
		agreed     = "EXISTS (SELECT 1 FROM purges p WHERE p.state = 'witnessed')"
		over       = "('closed','withdrawn','dismissed','lapsed','inadmissible','duplicate')"
		way        = `NOT (OLD.state = 'ordered' AND NEW.state IN ('witnessed', 'cancelled')
			OR OLD.state = 'witnessed' AND NEW.state IN ('done', 'cancelled'))`
	)
	come = []guard{
		{"cases_identity", "cases", "UPDATE", differs("id", "appeal_no") +
			" OR (" + differs("wrapped_key") + ") AND NOT (OLD.purge = 0 AND NEW.purge <> 0)", "case_identity"},
		{"cases_purge", "cases", "UPDATE", "(NEW.purge <> OLD.purge OR NEW.move = 'purge') AND (NEW.move <> 'purge' OR OLD.purge <> 0 OR NEW.purge = 0 OR NEW.state NOT IN " + over +
			" OR " + differs(substance()...) + " OR NOT EXISTS (SELECT 1 FROM purges p WHERE p.no = NEW.purge AND p.state = 'witnessed'))", "purge_way"},
		{"cases_purged", "cases", "UPDATE", "OLD.purge <> 0 AND NEW.move <> 'unmask'", "purge_way"},
		{"papers_keep", "papers", "UPDATE", "(OLD.kind <> 'draft' OR " + differs("case_id", "kind", "no") + ") AND NOT (" + purgedCase +
			" AND NOT (" + differs("case_id", "kind", "no", "seq", "author", "at", "digest", "signature") + "))", "paper_immutable"},
		{"papers_no_delete", "papers", "DELETE", "NOT (" + purgedCase + " AND OLD.kind IN " + workingKinds + ")", "paper_immutable"},
		{"snapshots_no_update", "snapshots", "UPDATE", "NOT (" + purgedCase + " AND length(NEW.sealed) = 0 AND NOT (" +
			differs("case_id", "version", "delivery", "digest", "at") + "))", "paper_immutable"},
		{"cards_no_delete", "cards", "DELETE", "NOT " + purgedCase, "row_kept"},
	}
	for _, g := range come {
		if g.name != "cases_purge" && g.name != "cases_purged" {
			gone = append(gone, g)
		}
	}
	for _, g := range optOutGuards() {
		if g.name == "cases_settled" {
			gone = append(gone, g)
			g.when = strings.Replace(g.when, "'resume'", "'resume', 'purge'", 1)
			come = append(come, g)
		}
	}
	return gone, append(come,
		guard{"register_entries_no_delete", "register_entries", "DELETE", "NOT " + agreed, "purge_way"},
		guard{"delivery_keys_no_delete", "delivery_keys", "DELETE", "NOT " + agreed, "purge_way"},
		guard{"purges_keep", "purges", "UPDATE", differs("no", "as_of", "rule", "cases", "deliveries", "digest", "ordered_by", "ordered_at", "signature"), "purge_kept"},
		guard{"purges_way", "purges", "UPDATE", way, "purge_way"},
		guard{"purges_version", "purges", "UPDATE", "NEW.version <> OLD.version + 1", "stale_version"},
		guard{"purges_witness", "purges", "UPDATE", "NEW.state = 'witnessed' AND NEW.witness = ''", "not_signed"},
		guard{"purges_no_delete", "purges", "DELETE", "1 = 1", "purge_kept"},
	)
}
