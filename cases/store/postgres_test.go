package store_test

import (
	"database/sql"
	"errors"
	"net/url"
	"os"
	"strconv"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"recourse/cases/cluster"
	"recourse/cases/store/storetest"
)

func TestOnPostgres(t *testing.T) {
	t.Parallel()
	c, err := cluster.Start(t.Context(), cluster.Options{Connections: 300})
	if errors.Is(err, cluster.ErrNoServer) && os.Getenv("RECOURSE_REQUIRE_POSTGRES") != "1" {
		t.Skipf("the suite runs on SQLite alone: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	var serial atomic.Int64
	create := func(t *testing.T, template string) string {
		dsn, err := c.Create(t.Context(), "office"+strconv.FormatInt(serial.Add(1), 10), template)
		if err != nil {
			t.Fatal(err)
		}
		return dsn
	}
	storetest.Run(t, storetest.Engine{
		Empty: func(t *testing.T) string { return create(t, "") },
		Clone: func(t *testing.T, dsn string) string {
			u, err := url.Parse(dsn)
			if err != nil {
				t.Fatal(err)
			}
			return create(t, u.Path[1:])
		},
		Raw: func(t *testing.T, dsn string) *sql.DB {
			db, err := sql.Open("pgx", dsn)
			if err != nil {
				t.Fatal(err)
			}
			return db
		},
		Disarm: func(t *testing.T, db *sql.DB, table string) {
			if _, err := db.Exec("ALTER TABLE " + table + " DISABLE TRIGGER ALL"); err != nil {
				t.Fatal(err)
			}
		},
	})
}
