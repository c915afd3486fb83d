package importexport

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes a file so that under its name there is at any moment either
// the old content or the whole new one: it is written without a name or, where
// that cannot be, under a temporary one in the same folder, synced, given its
// name, and the folder is synced. The file is readable by its owner only.
func WriteFile(path string, write func(io.Writer) error) error {
	dir, base := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	err := writeNamed(dir, base, path, write)
	if err == nil {
		err = SyncDir(dir)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", base, err)
	}
	return nil
}

func writeNamed(dir, base, path string, write func(io.Writer) error) error {
	if f := nameless(dir, base); f != nil {
		err := writeSynced(f, write)
		if err == nil {
			err = link(f, path)
		}
		return errors.Join(err, f.Close())
	}
	f, err := os.CreateTemp(dir, "."+base+".*.part")
	if err != nil {
		return err
	}
	err = writeSynced(f, write)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func writeSynced(f *os.File, write func(io.Writer) error) error {
	if err := write(f); err != nil {
		return err
	}
	return f.Sync()
}
