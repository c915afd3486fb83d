package store_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/cluster"
	"recourse/cases/store"
	"recourse/cases/store/engine"
	"recourse/cases/store/storetest"
	"recourse/cases/vault"
)

// makeOffice makes an office with so much randomness, or as much as it wants.
func makeOffice(t *testing.T, dsn string, bytesOfRand int) error {
	t.Helper()
	opt := storetest.Options()
	if bytesOfRand > 0 {
		raw := make([]byte, bytesOfRand)
		if _, err := rand.Read(raw); err != nil {
			t.Fatal(err)
		}
		opt.Rand = io.MultiReader(bytes.NewReader(raw))
	}
	spec := store.Spec{Name: "办", Authority: "局", Division: "330199", Demo: true, Params: vault.CheapParams()}
	c, err := store.Create(t.Context(), dsn, opt, spec, store.NewUser{ID: "admin", Name: "管", Roles: []cases.Role{cases.Administrator}}, storetest.Passphrase)
	if err != nil {
		return err
	}
	return c.Store.Close(context.Background())
}

// relations lists everything in a database that the server did not bring.
func relations(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'recourse%'
		UNION ALL SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
		UNION ALL SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		list = append(list, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// An office on a server comes to be whole or not at all, and a second try works.
func TestCreateOnPostgres(t *testing.T) {
	t.Parallel()
	c, err := cluster.Start(t.Context(), cluster.Options{Connections: 50})
	if errors.Is(err, cluster.ErrNoServer) && os.Getenv("RECOURSE_REQUIRE_POSTGRES") != "1" {
		t.Skipf("no server: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}()
	fresh := func(t *testing.T, name string) (string, *sql.DB) {
		dsn, err := c.Create(t.Context(), name, "")
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return dsn, db
	}
	t.Run("one that fails halfway leaves nothing", func(t *testing.T) {
		dsn, db := fresh(t, "halfway")
		if err := makeOffice(t, dsn, 100); err == nil {
			t.Fatal("made of too little randomness")
		}
		if d := cmp.Diff([]string(nil), relations(t, db)); d != "" {
			t.Errorf("left behind: %s", d)
		}
		if err := makeOffice(t, dsn, 0); err != nil {
			t.Errorf("the second try: %v", err)
		}
		wantRefusal(t, makeOffice(t, dsn, 0), "office_exists")
	})
	t.Run("the remains of one that was killed are in nobody's way", func(t *testing.T) {
		dsn, db := fresh(t, "killed")
		if _, err := db.Exec("CREATE SCHEMA recourse_restoring; CREATE TABLE recourse_restoring.audit_head (id int)"); err != nil {
			t.Fatal(err)
		}
		if err := makeOffice(t, dsn, 0); err != nil {
			t.Fatal(err)
		}
		st, err := store.Open(t.Context(), dsn, storetest.Options())
		if err != nil {
			t.Fatal(err)
		}
		if v, err := st.Verify(t.Context(), nil); err != nil || !v.Whole() {
			t.Errorf("%+v, %v", v, err)
		}
		if err := st.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	t.Run("two at once: the second is told to wait", func(t *testing.T) {
		dsn, db := fresh(t, "two")
		first, err := engine.NewDraft(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, makeOffice(t, dsn, 0), "busy")
		if err := first.Retract(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string(nil), relations(t, db)); d != "" {
			t.Errorf("left behind: %s", d)
		}
		if err := makeOffice(t, dsn, 0); err != nil {
			t.Error(err)
		}
	})
	t.Run("one that has its address can be taken away still", func(t *testing.T) {
		dsn, db := fresh(t, "retracted")
		draft, err := engine.NewDraft(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		e, err := engine.Open(t.Context(), draft.DSN, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(e.Close(), draft.Publish(t.Context())); err != nil {
			t.Fatal(err)
		}
		if len(relations(t, db)) < 20 {
			t.Error("the tables are not there")
		}
		if _, err := db.Exec("CREATE TABLE other (id int); CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'"); err != nil {
			t.Fatal(err)
		}
		if err := draft.Retract(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"other", "other"}, relations(t, db)); d != "" {
			t.Error(d)
		}
	})
}
