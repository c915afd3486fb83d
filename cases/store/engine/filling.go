package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"recourse/cases"
)

// entering is the guard of new cases.
const entering = "cases_enter"

// filled are the tables that a delivery fills.
func filled() []string { return []string{"cases", "snapshots", "evidence_index", "register_entries"} }

// Filling is a transaction that fills an office which had no case. Its indexes
// are made when all rows are there, in a third of the time of bringing each up
// to date row by row, and the guard of new cases looks at all of them at once
// rather than at each: it made the database take every row in twice.
type Filling struct {
	tx *sql.Tx
	on []string // statements that make again what was taken away
}

// Fill prepares a transaction to fill an office. Where other seats would have
// to wait for it, as on a server, nothing is taken away.
func (e *Engine) Fill(ctx context.Context, tx *sql.Tx) (*Filling, error) {
	on, err := e.d.strip(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("prepare to fill: %w", err)
	}
	return &Filling{tx, on}, nil
}

// Done makes indexes and guards again and refuses (state_move) what the guard
// would have refused. Cancelling ctx ends it with an error, and with it the
// transaction: it may take a second or two.
func (f *Filling) Done(ctx context.Context) error {
	if len(f.on) == 0 {
		return nil
	}
	if err := f.check(ctx); err != nil {
		return err
	}
	for _, text := range f.on {
		if _, err := f.tx.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("after filling: %w", err)
		}
	}
	return nil
}

// check asks of every case what its guard asks of a new one.
func (f *Filling) check(ctx context.Context) error {
	list := guardsV1()
	g := list[slices.IndexFunc(list, func(g guard) bool { return g.name == entering })]
	var bad int
	err := f.tx.QueryRowContext(ctx, "SELECT 1 FROM "+g.table+" AS new WHERE "+g.when+" LIMIT 1").Scan(&bad)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("after filling: %w", err)
	}
	return cases.Refuse(g.code)
}

// strip takes the indexes of the tables that are filled away, but not those of
// their keys, and the guard of new cases.
func (d sqlite) strip(ctx context.Context, tx *sql.Tx) (on []string, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL OR type = 'trigger' AND name = $1 ORDER BY rowid", entering)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var off []string
	for rows.Next() {
		var kind, name, table, text string
		if err := rows.Scan(&kind, &name, &table, &text); err != nil {
			return nil, err
		}
		if slices.Contains(filled(), table) {
			off, on = append(off, "DROP "+kind+" "+name), append(on, text)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, text := range off {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return nil, err
		}
	}
	return on, nil
}

// strip takes nothing away: every other seat would wait for the whole import.
func (d *postgres) strip(context.Context, *sql.Tx) ([]string, error) { return nil, nil }
