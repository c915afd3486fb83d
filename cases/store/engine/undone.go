package engine

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"

	"github.com/jackc/pgx/v5/pgconn"
	sqlitedriver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"recourse/cases"
)

// Undone makes sure that a transaction whose commit failed does not come back,
// and reports whether it could. A SQLite transaction ends with a frame in the
// write-ahead log; when the disk refuses to sync that frame, the commit fails,
// but the frame may be on the disk, and whoever opens the office next would
// find it. Emptying the log takes it away. Where that fails as well, cause, the
// error of the commit, decides: a frame that could not be written is not there.
// On a server nothing is left over.
func (e *Engine) Undone(ctx context.Context, cause error) bool {
	if _, file := e.d.(sqlite); !file {
		return true
	}
	return e.Empty(ctx) || unwritten(cause)
}

// Empty brings what is committed from the write-ahead log into the one file and
// gives the log's room back to the disk, and reports whether it could. A server
// looks after its own.
func (e *Engine) Empty(ctx context.Context) bool {
	if _, file := e.d.(sqlite); !file {
		return true
	}
	var busy, frames, moved int
	err := e.Write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	return err == nil && busy == 0
}

// unwritten reports whether a commit failed because the system refused a write:
// no room, no quota, a disk that cannot be written any more. The frame that ends
// a transaction is written behind all others (sqlite3WalFrames), so one of them
// is missing and whoever opens the office next stops before it. A refused sync
// is another matter: the frames are in the file then, and may stay.
func unwritten(cause error) bool {
	e, ok := errors.AsType[*sqlitedriver.Error](cause)
	return ok && (e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code() == sqlite3.SQLITE_IOERR_WRITE)
}

// file is what the file system says of an office's file; nil on a server.
func file(d dialect) (os.FileInfo, error) {
	f, ok := d.(sqlite)
	if !ok {
		return nil, nil
	}
	info, err := os.Stat(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		info, err = os.Stat(f.path) // a disk that stumbled
	}
	switch {
	case err == nil:
		return info, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w (%w)", cases.Refuse("replaced", "office", f.name()), err)
	}
	return nil, fmt.Errorf("%w (%w)", cases.Refuse("disk_error", "office", f.name()), err)
}

// InPlace refuses when another file has the office's name by now, or none
// (replaced): what is written to the one that was opened would be seen by
// nobody. Where the disk does not say, that is another refusal.
func (e *Engine) InPlace() error {
	if e.file == nil {
		return nil
	}
	now, err := file(e.d)
	if err == nil && !os.SameFile(now, e.file) {
		err = cases.Refuse("replaced", "office", e.d.(sqlite).name())
	}
	return err
}

// lost reports whether an error is the end of a connection rather than an
// answer of the server.
func lost(err error) bool {
	if _, network := errors.AsType[net.Error](err); network {
		return !errors.Is(err, context.DeadlineExceeded)
	}
	// pgconn says of an error only that the connection could not be used.
	return pgconn.SafeToRetry(err) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, driver.ErrBadConn)
}
