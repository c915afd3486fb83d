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
		File: func(dsn string) []string { return []string{dsn, dsn + "-wal"} },
		Raw: func(t *testing.T, dsn string) *sql.DB {
			db, err := sql.Open("sqlite", "file:"+dsn+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)")
			if err != nil {
				t.Fatal(err)
			}
			return db
		},
		Disarm: func(t *testing.T, db *sql.DB, table string) {
			db.SetMaxOpenConns(1) // the next line is for one connection
			if _, err := db.Exec("PRAGMA foreign_keys = 0"); err != nil {
				t.Fatal(err)
			}
			dropAll(t, db, table)
		},
	}
}

func TestOnSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, sqliteEngine())
}

// dropAll drops the triggers of a table.
func dropAll(t *testing.T, db *sql.DB, table string) {
	t.Helper()
	var names []string
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1", table)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	rows.Close()
	for _, name := range names {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
}
