package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"recourse/cases"
	"recourse/cases/store/engine"
)

// An office that cannot be opened under its name has nobody who knows its
// recovery key: it is not left there, or the refusal says that it is.
func TestNewOfficeThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(draft string) error
		code  string
		stays bool
	}{
		"unreadable":            {func(draft string) error { return os.WriteFile(draft, []byte("not an office"), 0o600) }, "not_an_office", false},
		"and not to be removed": {func(draft string) error { return os.MkdirAll(filepath.Join(draft, "x"), 0o700) }, "not_taken_away", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := smallOffice(t).Store
			dsn := filepath.Join(t.TempDir(), "o.recourse")
			draft, err := engine.NewDraft(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(draft.DSN); err != nil {
				t.Fatal(err)
			}
			old := s.e
			err = s.publish(t.Context(), draft, dsn)
			s.e = old // for the closing after the test
			if r, ok := cases.AsRefusal(err); !ok || r.Code != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
			if _, err := os.Lstat(dsn); errors.Is(err, fs.ErrNotExist) == c.stays {
				t.Errorf("the file: %v", err)
			}
		})
	}
}

// A backup that meets a page nobody can read says so in the words of the store.
func TestBackupOfADamagedOffice(t *testing.T) {
	t.Parallel()
	c := smallOffice(t)
	var table, index, size int64 // an empty table is read through its index
	var path string
	row := c.Store.e.Read.QueryRowContext(t.Context(), `SELECT min(rootpage), max(rootpage), (SELECT page_size FROM pragma_page_size),
		(SELECT file FROM pragma_database_list) FROM sqlite_schema WHERE tbl_name = 'receipts' AND rootpage > 0`)
	if err := row.Scan(&table, &index, &size, &path); err != nil {
		t.Fatal(err)
	}
	if err := c.Store.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []int64{table, index} {
		if _, err := f.WriteAt([]byte("\xff\xff\xff\xff\xff\xff\xff\xff"), (page-1)*size); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, c.Store.opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	se, err := s.SignIn(t.Context(), "all", "recourse-demo")
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "safe.backup")
	_, err = se.Backup(t.Context(), to, nil)
	if r, ok := cases.AsRefusal(err); !ok || r.Code != "damaged" {
		t.Errorf("got %v", err)
	}
	if list, _ := filepath.Glob(filepath.Join(filepath.Dir(to), "*")); len(list) > 0 {
		t.Errorf("left behind: %v", list)
	}
}
