package engine

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"recourse/cases"
)

// fresh is an empty office in a file.
func fresh(t *testing.T) *Engine {
	t.Helper()
	e, err := Open(t.Context(), filepath.Join(t.TempDir(), "o.recourse"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// reading begins to read and so keeps the log from being emptied.
func reading(t *testing.T, e *Engine) *sql.Tx {
	t.Helper()
	tx, err := e.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow("SELECT count(*) FROM moves").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return tx
}

// A transaction of which a disk without room lacks a part does not come back,
// even where the log cannot be emptied; of any other failure that is not sure.
func TestUndone(t *testing.T) {
	t.Parallel()
	e := fresh(t)
	if _, err := e.Write.Exec("PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
	_, full := e.Write.Exec("CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT i, hex(randomblob(99)) FROM n")
	if r, ok := cases.AsRefusal(e.Explain(full)); !ok || r.Code != "disk_full" {
		t.Fatalf("got %v", full)
	}
	other := errors.New("the sync failed")
	if !e.Undone(t.Context(), other) {
		t.Error("a log that can be emptied takes everything away")
	}
	tx := reading(t, e)
	defer tx.Rollback()
	if _, err := e.Write.Exec("INSERT INTO moves (move, from_state, to_state) VALUES ('x', 'y', 'z')"); err != nil {
		t.Fatal(err)
	}
	if e.Empty(t.Context()) {
		t.Error("the log was emptied under a reader")
	}
	if !e.Undone(t.Context(), full) {
		t.Error("a disk without room leaves it open what was saved")
	}
	if e.Undone(t.Context(), other) {
		t.Error("a failed sync is taken for sure")
	}
}

// A folder with room is not called full.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if noRoom(dir) || noRoom(filepath.Join(dir, "missing")) {
		t.Error("there is room")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A file that somebody took away is told from a disk that does not say.
func TestInPlace(t *testing.T) {
	t.Parallel()
	for code, spoil := range map[string]func(folder string) error{
		"replaced": func(folder string) error { return os.RemoveAll(folder + "/o.recourse") },
		"disk_error": func(folder string) error {
			return errors.Join(os.Rename(folder, folder+".old"), os.WriteFile(folder, nil, 0o600))
		},
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(t.TempDir(), "office")
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			e, err := Open(t.Context(), filepath.Join(folder, "o.recourse"), true)
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			if err := e.InPlace(); err != nil {
				t.Fatal(err)
			}
			if err := spoil(folder); err != nil {
				t.Fatal(err)
			}
			if r, ok := cases.AsRefusal(e.InPlace()); !ok || r.Code != code {
				t.Errorf("got %v", r)
			}
		})
	}
}

// Sentences call an office that is being made what it will be called.
func TestPublished(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/a/o.recourse": "o.recourse", "/a/o.recourse.ABCDEFGH.new": "o.recourse", "/a/.o.recourse.ABCDEFGH.restoring": "o.recourse",
		"/a/.hidden": ".hidden", "/a/x.new": "x.new", "o": "o",
	} {
		if got := NameOf(path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
}
