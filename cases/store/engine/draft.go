package engine

import (
	"context"
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

// Draft is a new office in the making. It is made where nobody looks for it:
// under another name in the same folder, or in a schema of its own on the
// server, so that under its address there is never half an office that cannot be
// opened and is not overwritten.
type Draft struct {
	DSN     string // where it is made
	publish func(ctx context.Context) error
	retract func(ctx context.Context) error
}

// NewDraft prepares the place for a new office at dsn. It is refused when there
// is an office already (office_exists), and while somebody else makes one on
// the same server (busy).
func NewDraft(ctx context.Context, dsn string) (*Draft, error) {
	if Remote(dsn) {
		s, err := newSchema(ctx, dsn)
		if err != nil {
			return nil, Meaning(dsn, err)
		}
		return &Draft{s.dsn, s.publish, s.retract}, nil
	}
	if _, err := os.Lstat(dsn); err == nil {
		return nil, cases.Refuse("office_exists", "office", filepath.Base(dsn))
	}
	return localDraft(dsn), nil
}

func localDraft(dsn string) *Draft {
	d := &Draft{DSN: dsn + "." + rand.Text()[:8] + growing}
	at := d.DSN // where its file is
	d.publish = func(context.Context) error {
		if _, err := os.Lstat(at + "-wal"); err == nil {
			return leftInLog(dsn)
		}
		if err := giveName(at, dsn); err != nil {
			return err
		}
		at = dsn
		return nil
	}
	d.retract = func(context.Context) error { return removeFiles(at) }
	return d
}

// Publish gives an office that was made and closed its address, unless
// something has that by now.
func (d *Draft) Publish(ctx context.Context) error { return d.publish(ctx) }

// Retract leaves nothing of the office, whether it has its address by now or
// not. Nobody must have it open.
func (d *Draft) Retract(ctx context.Context) error { return d.retract(context.WithoutCancel(ctx)) }

// leftInLog says that closing an office did not bring its log in.
func leftInLog(path string) error {
	code := "disk_error"
	if noRoom(filepath.Dir(path)) {
		code = "disk_full"
	}
	return fmt.Errorf("%w (its log was not brought in)", cases.Refuse(code, "office", filepath.Base(path)))
}

// removeFiles removes an office in a file with what belongs to it.
func removeFiles(path string) error {
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(path + suffix); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("remove unfinished office: %w", err)
		}
	}
	return nil
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

// NameOf is what sentences call the office at an address.
func NameOf(dsn string) string { return dialectOf(dsn).name() }

// published is the name of an office, or the one it will have.
func published(path string) string {
	base := filepath.Base(path)
	for _, end := range []string{growing, archive.Restoring} {
		draft, ok := strings.CutSuffix(base, end)
		if i := strings.LastIndexByte(draft, '.'); ok && i > 0 {
			return strings.TrimPrefix(draft[:i], ".")
		}
	}
	return base
}
