package archive

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What the names of unfinished files end in.
const (
	Part      = ".part"      // a backup
	Restoring = ".restoring" // an office made of one
)

// File is a backup on its way into a file. It has another name until Publish,
// so that half a backup is never taken for a whole one.
type File struct {
	f    *os.File
	name string
	sum  hash.Hash
	size int64
}

// Create begins a file, readable by its owner only. A file that is there is
// not replaced: the error is fs.ErrExist.
func Create(name string) (*File, error) {
	if _, err := os.Lstat(name); err == nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*"+Part)
	if err != nil {
		return nil, err
	}
	return &File{f: f, name: name, sum: sha256.New()}, nil
}

func (f *File) Write(p []byte) (int, error) {
	n, err := f.f.Write(p)
	f.sum.Write(p[:n])
	f.size += int64(n)
	return n, err
}

// Sum is the SHA-256 digest of what was written, Size its length.
func (f *File) Sum() []byte { return f.sum.Sum(nil) }

// Size is the number of bytes written.
func (f *File) Size() int64 { return f.size }

// Reopen forces what was written to disk and opens it for reading, to look at
// what is really there.
func (f *File) Reopen() (*os.File, error) {
	if err := f.f.Sync(); err != nil {
		return nil, err
	}
	return os.Open(f.f.Name())
}

// Publish gives the file its name, unless something took it meanwhile.
func (f *File) Publish() error {
	if err := errors.Join(f.f.Sync(), f.f.Close()); err != nil {
		return err
	}
	if err := Rename(f.f.Name(), f.name); err != nil {
		return errors.Join(err, os.Remove(f.f.Name()))
	}
	return nil
}

// Discard removes an unfinished file.
func (f *File) Discard() {
	f.f.Close()
	os.Remove(f.f.Name())
}

// Sweep removes what attempts at a file left that were cut short: the files
// ".NAME.WORD" and an end beside it, with what a database keeps next to them,
// which nobody wrote to since this program began. One that cannot be removed is
// in somebody's hands, and stays: it is in nobody's way.
func Sweep(name, end string, began time.Time) {
	dir := filepath.Dir(name)
	list, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	left := map[string][]string{}
	young := map[string]bool{}
	for _, e := range list {
		attempt, ok := attemptAt(filepath.Base(name), end, e.Name())
		if !ok {
			continue
		}
		info, err := e.Info()
		young[attempt] = young[attempt] || err != nil || !info.Mode().IsRegular() || !info.ModTime().Before(began)
		left[attempt] = append(left[attempt], e.Name())
	}
	for attempt, files := range left {
		for _, f := range files {
			if !young[attempt] {
				os.Remove(filepath.Join(dir, f))
			}
		}
	}
}

// attemptAt takes a name apart that Create or a restore gave: which attempt at
// the file it belongs to. The word in it is what they draw at random.
func attemptAt(base, end, name string) (attempt string, ok bool) {
	attempt = name
	for _, beside := range []string{"-wal", "-shm", "-journal"} {
		attempt = strings.TrimSuffix(attempt, beside)
	}
	word, ok1 := strings.CutPrefix(attempt, "."+base+".")
	word, ok2 := strings.CutSuffix(word, end)
	foreign := func(c rune) bool { return (c < '0' || c > '9') && (c < 'A' || c > 'Z') }
	return attempt, ok1 && ok2 && word != "" && !strings.ContainsFunc(word, foreign)
}

// ErrStays says that a file has its name although what came after failed, and
// that it could not be taken away again.
var ErrStays = errors.New("the file could not be taken away again")

// Rename gives a finished file a name that nobody has, and makes that last: when
// it fails, nothing has the name (else ErrStays). A second link is the one way
// that fails when the name is taken; where a file system knows no links, the
// name is looked up before.
func Rename(from, to string) error {
	err, named := os.Link(from, to), true
	switch {
	case err == nil:
		err = os.Remove(from)
	case errors.Is(err, fs.ErrExist):
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	default:
		if _, lerr := os.Lstat(to); lerr == nil {
			return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
		}
		err = os.Rename(from, to)
		named = err == nil
	}
	if err == nil {
		err = syncDir(filepath.Dir(to))
	}
	if err != nil && named {
		err = takeBack(to, err)
	}
	if err != nil {
		return fmt.Errorf("name %s: %w", filepath.Base(to), err)
	}
	return nil
}

// takeBack removes what has its name already when err kept that from lasting.
func takeBack(name string, err error) error {
	if rerr := os.Remove(name); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrStays, errors.Join(err, rerr))
	}
	return err
}
