package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"recourse/cases"
)

// postgres is an office on a server.
type postgres struct {
	url string
	// marks says that this person may write marks into the server's log, as
	// everybody may unless somebody forbade it. Without them every commit waits
	// for the disk by itself.
	marks bool
}

func (d *postgres) open(ctx context.Context, fresh bool) (write, read *sql.DB, err error) {
	config, err := pgx.ParseConfig(d.url)
	if err != nil {
		return nil, nil, cases.Refuse("bad_server_address", "office", d.name())
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8)
	err = d.check(ctx, db, fresh)
	if err == nil {
		err = db.QueryRowContext(ctx, "SELECT has_function_privilege('pg_logical_emit_message(boolean, text, text)', 'EXECUTE')").Scan(&d.marks)
	}
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, db, nil
}

// check looks whether the database holds an office where it should, and none
// where it should not.
func (d *postgres) check(ctx context.Context, db *sql.DB, fresh bool) error {
	var there bool
	if err := db.QueryRowContext(ctx, "SELECT to_regclass('audit_head') IS NOT NULL").Scan(&there); err != nil {
		return err
	}
	switch {
	case fresh && there:
		return cases.Refuse("office_exists", "office", d.name())
	case !fresh && !there:
		return cases.Refuse("not_an_office", "office", d.name())
	}
	return nil
}

// name is the address without user and password.
func (d *postgres) name() string {
	u, err := url.Parse(d.url)
	if err != nil {
		return "postgres"
	}
	return u.Host + u.Path
}

func (d *postgres) goose() (goose.Dialect, []goose.ProviderOption, error) {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return "", nil, fmt.Errorf("lock schema: %w", err)
	}
	return goose.DialectPostgres, []goose.ProviderOption{goose.WithSessionLocker(locker)}, nil
}

// guard writes the condition into a trigger function, because a PostgreSQL
// trigger's own condition may not look at other rows. What must not be deleted
// must not be truncated either.
func (d *postgres) guard(g guard) []string {
	row := "NEW"
	if g.op == "DELETE" {
		row = "OLD"
	}
	out := []string{
		fmt.Sprintf("CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF %s THEN RAISE EXCEPTION '%s%s'; END IF; RETURN %s; END $$",
			g.name, g.when, codePrefix, g.code, row),
		fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION %s()", g.name, g.op, g.table, g.name),
	}
	if g.op == "DELETE" {
		out = append(out,
			fmt.Sprintf("CREATE FUNCTION %s_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%s%s'; END $$", g.name, codePrefix, g.code),
			fmt.Sprintf("CREATE TRIGGER %s_all BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s_all()", g.name, g.table, g.name))
	}
	return out
}

func (d *postgres) drop(g guard) []string {
	out := []string{"DROP TRIGGER " + g.name + " ON " + g.table, "DROP FUNCTION " + g.name + "()"}
	if g.op == "DELETE" {
		out = append(out, "DROP TRIGGER "+g.name+"_all ON "+g.table, "DROP FUNCTION "+g.name+"_all()")
	}
	return out
}

// SQLSTATE codes (PostgreSQL manual, appendix A).
const (
	pgRaise         = "P0001"
	pgCheck         = "23514"
	pgForeignKey    = "23503"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
	pgDiskFull      = "53100"
	pgCrowded       = "53300"
	pgShutdown      = "57P01"
	pgCrash         = "57P02"
	pgStarting      = "57P03"
	pgReadOnly      = "25006"
	pgDenied        = "42501"
	pgNoDatabase    = "3D000"
	pgBadPassword   = "28P01"
	pgBadRole       = "28000"
	pgCorrupted     = "XX001"
	pgBadIndex      = "XX002"
)

func (d *postgres) ordered(text string) string { return text }

// lockClass is the first half of our advisory locks. The other is the number
// of a case that is claimed, or 0 for the head of the record.
const lockClass = 0x52435243

// claim passes over what others claim, as FOR UPDATE SKIP LOCKED does. The
// inner queries keep their own ends: cases are looked at one after the other in
// the order wanted, and none behind the first that can be had.
func (d *postgres) claim() string {
	return fmt.Sprintf(`SELECT f.id FROM (
			SELECT c.id FROM json_array_elements_text($1::json) u(id)
			CROSS JOIN LATERAL (SELECT x.id FROM cases x WHERE x.id = u.id::int AND (x.officer = '' OR x.lease_until <= $2) OFFSET 0) c OFFSET 0) f
		WHERE pg_try_advisory_xact_lock(%d, f.id) LIMIT 1`, lockClass)
}

// head waits in a queue before it touches the row. Those who wait for a row
// itself are overtaken: each commit leaves a new version of it, which whoever
// comes later finds at once.
func (d *postgres) head() string {
	return fmt.Sprintf(`UPDATE audit_head SET taken = taken + 1
		WHERE id = 1 AND (SELECT pg_advisory_xact_lock(%d, 0)) IS NOT NULL RETURNING chain`, lockClass)
}

func (d *postgres) unsettled(text string) string {
	if !d.marks {
		return text
	}
	return text + " RETURNING set_config('synchronous_commit', 'off', true)"
}

const settleText = "SELECT pg_logical_emit_message(true, 'recourse', '')"

// settle writes a mark to the log and waits for it: the server brings the log
// to the disk in order, and for several sessions at a time.
func (d *postgres) settle(ctx context.Context, pool *sql.DB) error {
	if !d.marks {
		return nil
	}
	_, err := pool.ExecContext(ctx, settleText)
	return err
}

func (d *postgres) scrub() []string {
	return []string{"VACUUM (FULL) cases, cards, papers, snapshots, sheets, register_entries, delivery_keys"}
}

func (d *postgres) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (d *postgres) busy(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == pgSerialization || e.Code == pgDeadlock)
}

func (d *postgres) explain(err error) (*cases.Refusal, bool) {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return d.refused(e)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return cases.Refuse("no_server", "office", d.name()), true
	}
	if lost(err) {
		return cases.Refuse("server_lost", "office", d.name()), true
	}
	return nil, false
}

func (d *postgres) refused(e *pgconn.PgError) (*cases.Refusal, bool) {
	switch e.Code {
	case pgRaise:
		return constraint(e.Message)
	case pgCheck:
		return constraint(e.ConstraintName)
	case pgForeignKey:
		return cases.Refuse("unknown_reference"), true
	case pgShutdown, pgCrash:
		return cases.Refuse("server_lost", "office", d.name()), true
	case pgStarting, pgCrowded:
		return cases.Refuse("no_server", "office", d.name()), true
	case pgDiskFull:
		return cases.Refuse("disk_full", "office", d.name()), true
	case pgReadOnly, pgDenied:
		return cases.Refuse("read_only", "office", d.name()), true
	case pgNoDatabase:
		return cases.Refuse("no_office", "office", d.name()), true
	case pgBadPassword, pgBadRole:
		return cases.Refuse("server_sign_in", "office", d.name()), true
	case pgCorrupted, pgBadIndex:
		return cases.Refuse("damaged", "office", d.name()), true
	case pgSerialization, pgDeadlock:
		return cases.Refuse("busy", "office", d.name()), true
	}
	return nil, false
}
