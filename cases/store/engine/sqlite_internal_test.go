package engine

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"
	sqlite3 "modernc.org/sqlite/lib"

	"recourse/cases"
)

// Whatever a disk and a system can do to an office in a file has a sentence; a
// refused lock is told once as an error of the disk and once, when SQLite
// stumbles over it later, as its locking protocol.
func TestTroubleWithAFile(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{
		sqlite3.SQLITE_PROTOCOL: "disk_error", sqlite3.SQLITE_NOLFS: "disk_error", sqlite3.SQLITE_IOERR_LOCK: "disk_error", sqlite3.SQLITE_IOERR_SHMMAP: "disk_error",
		sqlite3.SQLITE_FULL: "disk_full", sqlite3.SQLITE_CANTOPEN: "read_only", sqlite3.SQLITE_READONLY_DBMOVED: "read_only",
		sqlite3.SQLITE_CORRUPT_INDEX: "damaged", sqlite3.SQLITE_BUSY_SNAPSHOT: "busy", sqlite3.SQLITE_NOTADB: "not_an_office",
		sqlite3.SQLITE_ERROR: "", sqlite3.SQLITE_MISUSE: "",
	} {
		if got := trouble(code); got != want {
			t.Errorf("result code %d: %q, want %q", code, got, want)
		}
	}
}

// A migration that fails hides what failed in an error of its own.
func TestTroubleInAMigration(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "o.recourse")
	if err := os.WriteFile(path, make([]byte, 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, cause := db.ExecContext(t.Context(), "CREATE TABLE a (b)")
	got := Meaning(path, &goose.PartialError{Failed: &goose.MigrationResult{Source: &goose.Source{Version: 7}}, Err: cause})
	if r, ok := cases.AsRefusal(got); cause == nil || !ok || r.Code != "not_an_office" {
		t.Errorf("%v became %v", cause, got)
	}
}
