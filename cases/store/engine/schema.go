package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"recourse/cases"
)

// staging is the schema in which an office on a server is made.
const staging = "recourse_restoring"

// stagingLock is the second half of the advisory lock of who makes an office
// (see lockClass); cases have numbers from 1.
const stagingLock = -1

// schema is the place on a server where an office is made. Who makes one holds
// a lock of the server meanwhile, so that nobody takes it for the remains of an
// attempt that was cut short.
type schema struct {
	home      string // address of the office
	dsn       string // of the place
	lock      *sql.DB
	tables    []string // numbers of those that left the place for the office
	functions []string
}

// newSchema makes the place, empty.
func newSchema(ctx context.Context, dsn string) (s *schema, err error) {
	d := &postgres{url: dsn}
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, cases.Refuse("bad_server_address", "office", d.name())
	}
	q := u.Query()
	q.Set("search_path", staging)
	u.RawQuery = q.Encode()
	s = &schema{home: dsn, dsn: u.String()}
	if s.lock, err = sql.Open("pgx", dsn); err != nil {
		return nil, cases.Refuse("bad_server_address", "office", d.name())
	}
	s.lock.SetMaxOpenConns(1)
	s.lock.SetConnMaxLifetime(0)
	if err = s.take(ctx, d); err == nil {
		err = s.run(ctx, s.lock, gone, "CREATE SCHEMA "+staging)
	}
	if err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	return s, nil
}

// take looks whether there is an office, and takes the lock.
func (s *schema) take(ctx context.Context, d *postgres) error {
	if err := d.check(ctx, s.lock, true); err != nil {
		return err
	}
	mine := false
	err := s.lock.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1, $2)", lockClass, stagingLock).Scan(&mine)
	if err == nil && !mine {
		err = cases.Refuse("busy", "office", d.name())
	}
	return err
}

const gone = "DROP SCHEMA IF EXISTS " + staging + " CASCADE"

// run runs statements in one transaction.
func (s *schema) run(ctx context.Context, db *sql.DB, texts ...string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return Meaning(s.home, err)
	}
	defer tx.Rollback()
	for _, text := range texts {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return Meaning(s.home, err)
		}
	}
	return Meaning(s.home, tx.Commit())
}

// publish moves everything to where the office belongs, at once or not at all.
func (s *schema) publish(ctx context.Context) error {
	var err error
	if s.tables, err = s.numbers(ctx, "SELECT oid::text FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'"); err != nil {
		return err
	}
	if s.functions, err = s.numbers(ctx, "SELECT oid::text FROM pg_proc WHERE pronamespace = $1::regnamespace"); err != nil {
		return err
	}
	if err := s.run(ctx, s.lock, moveOut, gone); err != nil {
		return err
	}
	_ = s.lock.Close() // nobody waits for it any more
	return nil
}

// numbers lists what a query finds in the place.
func (s *schema) numbers(ctx context.Context, query string) (list []string, err error) {
	rows, err := s.lock.QueryContext(ctx, query, staging)
	if err != nil {
		return nil, Meaning(s.home, err)
	}
	defer rows.Close()
	for rows.Next() {
		var oid string
		if err := rows.Scan(&oid); err != nil {
			return nil, Meaning(s.home, err)
		}
		list = append(list, oid)
	}
	return list, Meaning(s.home, rows.Err())
}

// retract removes the place, and what left it for the office. It connects anew,
// because a broken connection may be why nothing shall be left; whoever holds
// the lock by then has emptied the place already.
func (s *schema) retract(ctx context.Context) error {
	_ = s.lock.Close()
	db, err := sql.Open("pgx", s.home)
	if err != nil {
		return Meaning(s.home, err)
	}
	defer db.Close()
	return s.run(ctx, db, fmt.Sprintf(moveAway, strings.Join(s.tables, ","), strings.Join(s.functions, ",")),
		fmt.Sprintf("DO $$ BEGIN IF pg_try_advisory_xact_lock(%d, %d) THEN %s; END IF; END $$", lockClass, stagingLock, gone))
}

// moveOut moves every table and function of the place to where the office
// belongs. Triggers go with their tables.
const moveOut = `DO $$
DECLARE t record; home text := current_schema();
BEGIN
	IF to_regclass(quote_ident(home) || '.audit_head') IS NOT NULL THEN RAISE EXCEPTION 'recourse:office_exists'; END IF;
	FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = '` + staging + `' LOOP
		EXECUTE format('ALTER TABLE ` + staging + `.%I SET SCHEMA %I', t.name, home);
	END LOOP;
	FOR t IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = '` + staging + `' LOOP
		EXECUTE format('ALTER FUNCTION %s SET SCHEMA %I', t.name, home);
	END LOOP;
END $$`

// moveAway removes tables and functions by their numbers, which they keep when
// they are moved: what somebody else made since is not touched.
const moveAway = `DO $$
DECLARE t record;
BEGIN
	FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE oid = ANY(ARRAY[%s]::oid[]) LOOP
		EXECUTE format('DROP TABLE %%s CASCADE', t.name);
	END LOOP;
	FOR t IN SELECT oid::regprocedure AS name FROM pg_proc WHERE oid = ANY(ARRAY[%s]::oid[]) LOOP
		EXECUTE format('DROP FUNCTION %%s CASCADE', t.name);
	END LOOP;
END $$`
