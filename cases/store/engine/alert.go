package engine

import (
	_ "embed"

	"github.com/pressly/goose/v3"
)

//go:embed tables/alert.sql
var alertTables string

// alertMigration makes the table of alerts and its guards (version 5): an alert
// is never taken away, never becomes another one, and is not acknowledged by
// nobody.
func (e *Engine) alertMigration() *goose.Migration {
	return e.tables(5, "alerts", alertTables, []guard{
		{"alerts_keep", "alerts", "UPDATE", differs("no", "pattern", "wrapped_key"), "alert_kept"},
		{"alerts_version", "alerts", "UPDATE", "NEW.version <> OLD.version + 1", "stale_version"},
		{"alerts_acknowledged", "alerts", "UPDATE", "NEW.state = 'acknowledged' AND NEW.closed_by = ''", "alert_kept"},
		{"alerts_no_delete", "alerts", "DELETE", "1 = 1", "alert_kept"},
	})
}
