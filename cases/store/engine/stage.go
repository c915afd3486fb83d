package engine

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"recourse/cases"
	"recourse/cases/archive"
)

// Stage is an office in the making: complete tables in a place where nobody
// looks for an office. Publish gives it its address, whole, or Discard leaves
// nothing behind.
type Stage struct {
	*Engine
	DSN     string // of the stage
	publish func(ctx context.Context) error
	discard func(ctx context.Context) error
}

// NewStage prepares an office at dsn with an older or the newest schema. It is
// refused when there is one already (office_exists).
func NewStage(ctx context.Context, dsn string, version int64) (*Stage, error) {
	s := &Stage{}
	var err error
	if Remote(dsn) {
		err = s.remote(ctx, dsn)
	} else {
		err = s.local(dsn)
	}
	if err != nil {
		return nil, Meaning(dsn, err)
	}
	s.Engine = &Engine{d: dialectOf(s.DSN)}
	if s.Write, s.Read, err = s.d.open(ctx, true); err == nil {
		err = s.upTo(ctx, version)
	}
	if err != nil {
		s.Discard(ctx)
		return nil, Meaning(dsn, err)
	}
	return s, nil
}

func (s *Stage) upTo(ctx context.Context, version int64) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		return fmt.Errorf("make tables: %w", err)
	}
	return nil
}

// Finish brings the tables to this program's version.
func (s *Stage) Finish(ctx context.Context) error { return s.Explain(s.migrate(ctx, true)) }

// Publish closes the stage and gives the office its address.
func (s *Stage) Publish(ctx context.Context) error {
	if err := s.Close(); err != nil {
		return errors.Join(err, s.discard(ctx))
	}
	if err := s.publish(ctx); err != nil {
		return errors.Join(err, s.discard(ctx))
	}
	return nil
}

// Discard removes what there is of the stage.
func (s *Stage) Discard(ctx context.Context) error {
	if s.Engine != nil && s.Write != nil {
		s.Close()
	}
	return s.discard(context.WithoutCancel(ctx))
}

// remote stages a schema of its own.
func (s *Stage) remote(ctx context.Context, dsn string) error {
	own, err := newSchema(ctx, dsn)
	if err != nil {
		return err
	}
	s.DSN, s.publish, s.discard = own.dsn, own.publish, own.retract
	return nil
}

// local stages a file beside the one it will be.
func (s *Stage) local(path string) error {
	name := filepath.Base(path)
	if _, err := os.Lstat(path); err == nil {
		return cases.Refuse("office_exists", "office", name)
	}
	s.DSN = filepath.Join(filepath.Dir(path), "."+name+"."+rand.Text()[:8]+archive.Restoring)
	s.discard = func(context.Context) error { return removeFiles(s.DSN) }
	s.publish = func(context.Context) error {
		if _, err := os.Stat(s.DSN + "-wal"); err == nil {
			return leftInLog(path)
		}
		return giveName(s.DSN, path)
	}
	return nil
}

// Disarmed statements: how each engine lists its tables and lets a load pass
// its guards.

func (d sqlite) tables() string {
	return "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
}

func (d *postgres) tables() string {
	return "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
}

// disarm takes the triggers away and returns the statements that make them
// again. References are looked at when the load commits.
func (d sqlite) disarm(ctx context.Context, tx *sql.Tx) (on []string, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var off []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		off, on = append(off, "DROP TRIGGER "+name), append(on, text)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, text := range append(off, "PRAGMA defer_foreign_keys = 1") {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return nil, err
		}
	}
	return on, nil
}

func (d *postgres) disarm(ctx context.Context, tx *sql.Tx) (on []string, err error) {
	rows, err := tx.QueryContext(ctx, d.tables())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var off []string
	on = []string{"SET CONSTRAINTS ALL IMMEDIATE"}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		off, on = append(off, "ALTER TABLE "+name+" DISABLE TRIGGER USER"), append(on, "ALTER TABLE "+name+" ENABLE TRIGGER USER")
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
