package engine

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/pressly/goose/v3"

	"recourse/cases"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to this program's version. An office made by a
// newer program is refused rather than guessed at.
func (e *Engine) migrate(ctx context.Context, fresh bool) error {
	p, err := e.provider()
	if err != nil {
		return err
	}
	if !fresh {
		have, know, err := p.GetVersions(ctx)
		if err != nil {
			return fmt.Errorf("read schema version: %w", err)
		}
		if have > know {
			return cases.Refuse("newer_office", "have", strconv.FormatInt(have, 10), "know", strconv.FormatInt(know, 10))
		}
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if pending {
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("migrate office: %w", err)
		}
	}
	return e.syncMoves(ctx)
}

func (e *Engine) provider() (*goose.Provider, error) {
	dialect, opts, err := e.d.goose()
	if err != nil {
		return nil, err
	}
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	guards := goose.NewGoMigration(2, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		return e.raise(ctx, tx, guardsV1())
	}}, nil)
	procedure := goose.NewGoMigration(3, &goose.GoFunc{RunTx: e.procedure}, nil)
	opts = append(opts, goose.WithGoMigrations(guards, procedure, e.groupMigration(), e.alertMigration(), e.optOutMigration(), e.proposalMigration(), e.purgeMigration(), e.sheetMigration()), goose.WithDisableGlobalRegistry(true), goose.WithTableName("schema_version"))
	p, err := goose.NewProvider(dialect, e.Write, sub, opts...)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return p, nil
}

// raise creates guards.
func (e *Engine) raise(ctx context.Context, tx *sql.Tx, guards []guard) error {
	for _, g := range guards {
		for _, text := range e.d.guard(g) {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return fmt.Errorf("guard %s: %w", g.name, err)
			}
		}
	}
	return nil
}

// Line is one way through the table of moves.
type Line struct{ Move, From, To string }

// Lines are the ways that package cases allows, as the database holds them.
func Lines() []Line {
	var out []Line
	for _, r := range cases.Moves() {
		for _, from := range r.From {
			to := r.To
			if len(to) == 0 {
				to = []cases.State{from}
			}
			for _, t := range to {
				out = append(out, Line{string(r.Move), string(from), string(t)})
			}
		}
	}
	return out
}

// syncMoves makes the database's table of moves the one of this program.
func (e *Engine) syncMoves(ctx context.Context) error {
	same, err := e.sameMoves(ctx)
	if err != nil || same {
		return err
	}
	tx, err := e.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM moves"); err != nil {
		return fmt.Errorf("table of moves: %w", err)
	}
	for _, l := range Lines() {
		if _, err := tx.ExecContext(ctx, "INSERT INTO moves (move, from_state, to_state) VALUES ($1, $2, $3)", l.Move, l.From, l.To); err != nil {
			return fmt.Errorf("table of moves: %w", err)
		}
	}
	return tx.Commit()
}

func (e *Engine) sameMoves(ctx context.Context) (bool, error) {
	rows, err := e.Read.QueryContext(ctx, "SELECT move, from_state, to_state FROM moves ORDER BY move, from_state, to_state")
	if err != nil {
		return false, fmt.Errorf("table of moves: %w", err)
	}
	defer rows.Close()
	want := make(map[Line]bool)
	for _, l := range Lines() {
		want[l] = true
	}
	same := true
	for rows.Next() {
		var l Line
		if err := rows.Scan(&l.Move, &l.From, &l.To); err != nil {
			return false, fmt.Errorf("table of moves: %w", err)
		}
		same = same && want[l]
		delete(want, l)
	}
	return same && len(want) == 0, rows.Err()
}
