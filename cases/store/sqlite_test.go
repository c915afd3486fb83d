package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"recourse/cases/store/storetest"
)

func sqliteEngine() storetest.Engine {
	return storetest.Engine{
		Empty: func(t *testing.T) string { return filepath.Join(t.TempDir(), "office.recourse") },
		Clone: func(t *testing.T, dsn string) string {
			data, err := os.ReadFile(dsn)
			if err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "copy.recourse")
			if err := os.WriteFile(to, data, 0o600); err != nil {
				t.Fatal(err)
			}
			return to
		},
		Raw: func(t *testing.T, dsn string) *sql.DB {
			db, err := sql.Open("sqlite", "file:"+dsn+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)")
			if err != nil {
				t.Fatal(err)
			}
			return db
		},
	}
}

func TestOnSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, sqliteEngine())
}
