package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A name that cannot be made to last is taken back; where that fails too, the
// error says so.
func TestTakeBack(t *testing.T) {
	t.Parallel()
	cause, dir := errors.New("bad sector"), t.TempDir()
	name := filepath.Join(dir, "safe.backup")
	if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := takeBack(name, cause)
	if _, there := os.Lstat(name); !errors.Is(err, cause) || errors.Is(err, ErrStays) || !errors.Is(there, fs.ErrNotExist) {
		t.Errorf("%v, and the file: %v", err, there)
	}
	if err := takeBack(name, cause); errors.Is(err, ErrStays) {
		t.Errorf("what is gone already stays: %v", err)
	}
	if err := os.MkdirAll(filepath.Join(name, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := takeBack(name, cause); !errors.Is(err, cause) || !errors.Is(err, ErrStays) {
		t.Errorf("got %v", err)
	}
}
