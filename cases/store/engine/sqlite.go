package engine

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"recourse/cases"
)

// sqlite is an office in one file; the value is its name.
type sqlite struct{ path string }

// applicationID marks the file as an office ("RCRS" in the SQLite header).
const applicationID = 0x52435253

func (d sqlite) open(ctx context.Context, fresh bool) (write, read *sql.DB, err error) {
	path, err := filepath.Abs(d.path)
	if err != nil {
		return nil, nil, fmt.Errorf("office %s: %w", d.path, err)
	}
	if fresh {
		err = d.create(path)
	} else {
		err = d.check(path)
	}
	if err != nil {
		return nil, nil, err
	}
	pragmas := []string{"page_size(8192)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-65536)",
		"temp_store(MEMORY)", "busy_timeout(20)", "journal_size_limit(67108864)", "secure_delete(1)"}
	if fresh {
		// A write: an office that is there must open while somebody imports.
		pragmas = append(pragmas, "application_id("+strconv.Itoa(applicationID)+")")
	}
	if write, err = sql.Open("sqlite", dsn(path, pragmas...)); err != nil {
		return nil, nil, err
	}
	write.SetMaxOpenConns(1)
	// Another program that closes the office just now holds it for a moment.
	if err = patiently(ctx, d, func() error { return write.PingContext(ctx) }); err != nil {
		write.Close()
		return nil, nil, err
	}
	read, err = sql.Open("sqlite", dsn(path, "query_only(1)", "cache_size(-16384)", "temp_store(MEMORY)", "busy_timeout(2000)"))
	if err != nil {
		write.Close()
		return nil, nil, err
	}
	read.SetMaxOpenConns(4)
	return write, read, nil
}

func dsn(path string, pragmas ...string) string {
	q := url.Values{"mode": {"rw"}, "_txlock": {"immediate"}, "_pragma": pragmas}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	if !strings.HasPrefix(u.Path, "/") {
		u.Path = "/" + u.Path
	}
	return "file://" + u.EscapedPath() + "?" + u.RawQuery
}

// create makes the empty file with its permissions before the driver sees it:
// the driver would make it readable for everybody.
func (d sqlite) create(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	switch {
	case err == nil:
		return f.Close()
	case errors.Is(err, fs.ErrExist):
		return cases.Refuse("office_exists", "office", d.name())
	case errors.Is(err, fs.ErrNotExist):
		return cases.Refuse("no_folder", "office", d.name())
	}
	return fmt.Errorf("%w (%w)", cases.Refuse("read_only", "office", d.name()), err)
}

// check looks at the file before the driver does, so that a photograph is
// refused as such and a folder without write permission by its name. A file
// that is open somewhere is left to the driver: if it were open in this process
// too, closing our descriptor would drop the locks of the other connection
// (POSIX advisory locks belong to the process, not to the descriptor).
func (d sqlite) check(path string) error {
	if _, err := os.Stat(path + "-shm"); err == nil {
		return nil
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return cases.Refuse("no_office", "office", d.name())
	case err != nil:
		return fmt.Errorf("%w (%w)", cases.Refuse("read_only", "office", d.name()), err)
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, 100)
	if n, _ := f.ReadAt(head, 0); n < len(head) || string(head[:len(magic)]) != magic {
		return cases.Refuse("not_an_office", "office", d.name())
	}
	if binary.BigEndian.Uint32(head[68:]) != applicationID {
		return cases.Refuse("not_an_office", "office", d.name())
	}
	return nil
}

func (d sqlite) name() string { return published(d.path) }

func (d sqlite) goose() (goose.Dialect, []goose.ProviderOption, error) {
	return goose.DialectSQLite3, nil, nil
}

func (d sqlite) guard(g guard) []string {
	return []string{fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s WHEN %s BEGIN SELECT RAISE(ABORT, '%s%s'); END",
		g.name, g.op, g.table, g.when, codePrefix, g.code)}
}

func (d sqlite) drop(g guard) []string { return []string{"DROP TRIGGER " + g.name} }

func (d sqlite) ordered(text string) string {
	return numbered().ReplaceAllLiteralString(text, "?")
}

func numbered() *regexp.Regexp { return regexp.MustCompile(`\$[0-9]+`) }

// claim needs no lock of its own: a writing transaction has the file.
func (d sqlite) claim() string {
	return `SELECT c.id FROM json_each($1) u JOIN cases c ON c.id = u.value
		WHERE c.officer = '' OR c.lease_until <= $2 ORDER BY u.key LIMIT 1`
}

func (d sqlite) head() string {
	return "UPDATE audit_head SET taken = taken + 1 WHERE id = 1 RETURNING chain"
}

func (d sqlite) unsettled(text string) string { return text }

func (d sqlite) settle(context.Context, *sql.DB) error { return nil }

func (d sqlite) scrub() []string {
	const truncate = "PRAGMA wal_checkpoint(TRUNCATE)"
	return []string{truncate, "VACUUM", truncate}
}

func (d sqlite) snapshot() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

func (d sqlite) busy(err error) bool {
	e, ok := errors.AsType[*driver.Error](err)
	return ok && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

func (d sqlite) explain(err error) (*cases.Refusal, bool) {
	e, ok := errors.AsType[*driver.Error](err)
	if !ok {
		return nil, false
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_TRIGGER, sqlite3.SQLITE_CONSTRAINT_CHECK:
		return constraint(e.Error())
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return cases.Refuse("unknown_reference"), true
	}
	code := trouble(e.Code())
	if code == "" {
		return nil, false
	}
	if (code == "disk_error" || code == "read_only") && noRoom(filepath.Dir(d.path)) {
		code = "disk_full"
	}
	return cases.Refuse(code, "office", d.name()), true
}

// noRoom reports whether a folder takes no more: SQLite says of a file it cannot
// make or lengthen, and of a quota, no more than that it could not.
func noRoom(dir string) bool {
	const little = 32 << 10 // what SQLite asks for at once at most, beside the log
	f, err := os.CreateTemp(dir, ".room-")
	if err == nil {
		_, err = f.Write(make([]byte, little))
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// trouble is the refusal for a result code of SQLite that the disk, the system
// or another program brings about; "" for the others.
func trouble(code int) string {
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return "disk_full"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return "read_only"
	case sqlite3.SQLITE_NOTADB:
		return "not_an_office"
	case sqlite3.SQLITE_CORRUPT:
		return "damaged"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return "busy"
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS: // a lock or a size that the disk does not grant
		return "disk_error"
	}
	return ""
}
