package cli

import (
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"recourse/app/gui/i18n"
	"recourse/assets"
)

// What the system refuses to do with a file is told by the name the file has or
// will have, whatever it is called while it is written.
func TestFilesAreToldByTheirNames(t *testing.T) {
	t.Parallel()
	dir, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	all, err := i18n.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		err  error
		name string
		full bool
	}{
		{&fs.PathError{Op: "write", Path: "/out/l.xlsx", Err: syscall.ENOSPC}, "l.xlsx", true},
		{&fs.PathError{Op: "write", Path: "/out/.safe.backup.669212626.part", Err: syscall.EDQUOT}, "safe.backup", true},
		{&os.LinkError{Op: "link", Old: "nameless file", New: "/out/l.xlsx", Err: syscall.ENOSPC}, "l.xlsx", true},
		{&os.LinkError{Op: "rename", Old: "/out/.safe.backup.1.part", New: "/out/safe.backup", Err: syscall.EIO}, "safe.backup", false},
		{&fs.PathError{Op: "open", Path: "/out/.hidden", Err: syscall.EIO}, ".hidden", false},
	} {
		for _, lang := range i18n.Langs() {
			w := i18n.New(all, lang)
			got := sentence(w, c.err)
			full := w.T("refusal.disk_full", "office", c.name)
			if !strings.Contains(got, c.name) || strings.Contains(got, ".part") || strings.Contains(got, "/out/") || (got == full) != c.full {
				t.Errorf("%v became %q", c.err, got)
			}
		}
	}
}
