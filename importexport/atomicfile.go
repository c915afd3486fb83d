package importexport

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile writes a file so that under its name there is at any moment either
// the old content or the whole new one: it goes to a file without a name in the
// same folder (or under a temporary one, where the system has no nameless
// files), is synced, gets its name, and the folder is synced. A program that is
// killed while it writes leaves nothing readable behind. The file is readable
// by its owner only.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	dir, base := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	f, err := begin(dir, base)
	if err != nil {
		return fmt.Errorf("write %s: %w", base, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", base, err), ignoreClosed(f.Close()), f.discard())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.name(path); err != nil {
		return err
	}
	return SyncDir(dir)
}

// unnamed is a file being written that does not have its name yet.
type unnamed struct {
	*os.File
	dir, base string
	temporary string // the name it has meanwhile, "" for none
}

func begin(dir, base string) (*unnamed, error) {
	if f, ok := nameless(dir); ok {
		return &unnamed{File: f, dir: dir, base: base}, nil
	}
	f, err := os.CreateTemp(dir, "."+base+".*.part")
	if err != nil {
		return nil, err
	}
	return &unnamed{f, dir, base, f.Name()}, nil
}

// name closes the file and puts it under its name. A nameless file gets a
// temporary name first only where another one has to make room for it.
func (u *unnamed) name(path string) error {
	if u.temporary == "" {
		err := link(u.File, path)
		if err == nil {
			return u.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		spare := filepath.Join(u.dir, "."+u.base+"."+rand.Text()+".part")
		if err := link(u.File, spare); err != nil {
			return err
		}
		u.temporary = spare
	}
	if err := u.Close(); err != nil {
		return err
	}
	return os.Rename(u.temporary, path)
}

// discard takes the temporary name away, if there is one.
func (u *unnamed) discard() error {
	if u.temporary == "" {
		return nil
	}
	return os.Remove(u.temporary)
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
