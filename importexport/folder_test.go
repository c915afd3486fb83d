package importexport_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
)

func put(t *testing.T, dir, name string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A folder of folders, one for each street, is one delivery; what systems
// leave in folders is none of it.
func TestFoldersInAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"文新街道/a.csv", "西溪街道/a.csv", "b.csv", ".git/x", "__MACOSX/y.csv", "Thumbs.db"} {
		put(t, dir, name)
	}
	sources, err := importexport.OpenSources([]string{dir}, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer importexport.CloseSources(sources)
	var names []string
	for _, s := range sources {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	if diff := cmp.Diff([]string{"b.csv", "文新街道/a.csv", "西溪街道/a.csv"}, names); diff != "" {
		t.Error(diff)
	}
}

// What is no file of the delivery's own is refused, and nothing waits for it.
func TestWhatIsNoFile(t *testing.T) {
	t.Parallel()
	refused := func(t *testing.T, path string, code importexport.Code) {
		t.Helper()
		sources, err := importexport.OpenSources([]string{path}, importexport.DefaultLimits())
		if !errors.Is(err, &importexport.Problem{Code: code}) {
			t.Errorf("%d sources, error %v, want %s", len(sources), err, code)
		}
	}
	t.Run("a link in a folder", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		put(t, dir, "a.csv")
		if err := os.Symlink("/etc/passwd", filepath.Join(dir, "b.csv")); err != nil {
			t.Skip(err)
		}
		refused(t, dir, "link_in_folder")
	})
	t.Run("a link to a folder", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		if err := os.Symlink(dir, filepath.Join(dir, "again")); err != nil {
			t.Skip(err)
		}
		refused(t, dir, "link_in_folder")
	})
	t.Run("a pipe", func(t *testing.T) {
		t.Parallel()
		pipe := filepath.Join(t.TempDir(), "a.csv")
		if err := exec.Command("mkfifo", pipe).Run(); err != nil {
			t.Skip(err)
		}
		refused(t, pipe, "not_a_file")
		refused(t, filepath.Dir(pipe), "not_a_file")
	})
	t.Run("a device", func(t *testing.T) {
		t.Parallel()
		refused(t, os.DevNull, "not_a_file")
	})
	t.Run("more files than a delivery has", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		put(t, dir, "a.csv")
		put(t, dir, "b.csv")
		limits := importexport.DefaultLimits()
		limits.Files = 1
		if _, err := importexport.OpenSources([]string{dir}, limits); !errors.Is(err, &importexport.Problem{Code: "too_many_files"}) {
			t.Errorf("error %v", err)
		}
	})
}
