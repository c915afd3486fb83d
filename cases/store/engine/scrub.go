package engine

import (
	"context"
	"fmt"

	"recourse/cases"
)

// Scrub makes destroyed rows leave the database's own files, as far as a
// program can: SQLite brings its log into the file, writes the file anew and
// empties the log; PostgreSQL writes the tables of case files anew. What disks,
// replicas and backups keep besides is not reached. A refusal (busy) says that
// another program was in the way; nothing is lost by trying again.
func (e *Engine) Scrub(ctx context.Context) error {
	for _, text := range e.d.scrub() {
		if err := e.rewrite(ctx, text); err != nil {
			return e.Explain(fmt.Errorf("scrub: %w", err))
		}
	}
	return nil
}

// rewrite runs one statement, waiting its turn. A checkpoint that could not be
// completed tells so in its answer, not as an error.
func (e *Engine) rewrite(ctx context.Context, text string) error {
	return patiently(ctx, e.d, func() error {
		rows, err := e.Write.QueryContext(ctx, text)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var blocked, log, moved int64
			if err := rows.Scan(&blocked, &log, &moved); err != nil {
				return err
			}
			if blocked != 0 {
				return cases.Refuse("busy", "office", e.d.name())
			}
		}
		return rows.Err()
	})
}
