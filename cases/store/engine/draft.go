package engine

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"recourse/cases"
	"recourse/cases/archive"
)

// growing ends the name of an office's file while the office is being made.
const growing = ".new"

// Draft is where a new office at dsn is made: under another name in the same
// folder, so that under its own there is never half an office that cannot be
// opened and is not overwritten. On a server it is made in place.
func Draft(dsn string) (string, error) {
	if Remote(dsn) {
		return dsn, nil
	}
	if _, err := os.Lstat(dsn); err == nil {
		return "", cases.Refuse("office_exists", "office", filepath.Base(dsn))
	}
	return dsn + "." + rand.Text()[:8] + growing, nil
}

// Publish gives an office that was made and closed its own name, unless
// something has that name by now.
func Publish(draft, dsn string) error {
	if draft == dsn {
		return nil
	}
	if _, err := os.Lstat(draft + "-wal"); err == nil {
		return fmt.Errorf("%w (its log was not brought in)", cases.Refuse("disk_error", "office", filepath.Base(dsn)))
	}
	return giveName(draft, dsn)
}

// giveName gives a closed office its name: nothing has it when that fails, except
// where the refusal says so (not_taken_away).
func giveName(from, to string) error {
	err, office := archive.Rename(from, to), filepath.Base(to)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w (%w)", cases.Refuse("office_exists", "office", office), err)
	case errors.Is(err, archive.ErrStays):
		return fmt.Errorf("%w (%w)", cases.Refuse("not_taken_away", "office", office), err)
	}
	return fmt.Errorf("%w (%w)", cases.Refuse("disk_error", "office", office), err)
}

// published is the name an office will have.
func published(path string) string {
	draft, ok := strings.CutSuffix(path, growing)
	if i := strings.LastIndexByte(draft, '.'); ok && i >= 0 {
		return draft[:i]
	}
	return path
}
