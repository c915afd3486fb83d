package engine

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed tables/group.sql
var groupTables string

// groupMigration makes the tables of group orders and their guards (version 4).
func (e *Engine) groupMigration() *goose.Migration {
	return e.tables(4, "group orders", groupTables, groupGuards())
}

// tables is a migration that makes tables and their guards.
func (e *Engine) tables(version int64, what, statements string, guards []guard) *goose.Migration {
	return goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		for _, text := range strings.Split(statements, ";\n") {
			if strings.TrimSpace(text) == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return fmt.Errorf("tables of %s: %w", what, err)
			}
		}
		return e.raise(ctx, tx, guards)
	}}, nil)
}

// groupGuards hold in the database what the commands hold: an order is never
// rewritten or taken away, goes only the way it may, and binds nobody without
// the second signature.
func groupGuards() []guard {
	const way = `NOT (OLD.state = 'ordered' AND NEW.state IN ('signed', 'undone')
		OR OLD.state = 'signed' AND NEW.state IN ('done', 'undone'))`
	return []guard{
		{"group_orders_keep", "group_orders", "UPDATE", differs("no", "ordered_by", "ordered_at", "by_kind", "value", "digest", "signature"), "group_order_kept"},
		{"group_orders_way", "group_orders", "UPDATE", way, "group_order_way"},
		{"group_orders_version", "group_orders", "UPDATE", "NEW.version <> OLD.version + 1", "stale_version"},
		{"group_orders_signed", "group_orders", "UPDATE", "NEW.state = 'signed' AND NEW.signed_by = ''", "not_signed"},
		{"group_orders_undo", "group_orders", "UPDATE",
			"NEW.state = 'undone' AND EXISTS (SELECT 1 FROM group_members m WHERE m.order_no = NEW.no AND m.state <> 'waiting')", "group_carried"},
		{"group_orders_no_delete", "group_orders", "DELETE", "1 = 1", "group_order_kept"},
		{"group_members_keep", "group_members", "UPDATE", differs("order_no", "case_id", "decision") + " OR OLD.state <> 'waiting'", "group_order_kept"},
		{"group_members_signed", "group_members", "UPDATE",
			"NEW.state <> 'waiting' AND NOT EXISTS (SELECT 1 FROM group_orders o WHERE o.no = NEW.order_no AND o.state = 'signed')", "not_signed"},
		{"group_members_no_delete", "group_members", "DELETE", "1 = 1", "group_order_kept"},
	}
}
