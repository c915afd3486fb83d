package engine

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
)

// proposalMigration keeps since when a proposal waits for its second signature
// (version 7). One that waits already keeps 0: its row's digest is claimed in
// the record, which no migration may change.
func (e *Engine) proposalMigration() *goose.Migration {
	return goose.NewGoMigration(7, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "ALTER TABLE cases ADD COLUMN pending_since BIGINT NOT NULL DEFAULT 0")
		if err != nil {
			return fmt.Errorf("schema of the proposals: %w", err)
		}
		return nil
	}}, nil)
}
