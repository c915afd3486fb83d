// Package store keeps the case files of an office, in a SQLite file or a
// PostgreSQL database, and is the only package with SQL.
//
// What it promises:
//
//   - A Change is written whole, with its papers and its audit entry, in one
//     transaction, or not at all. What was acknowledged survives a kill.
//   - Every write names its actor and an action id. The same id again does
//     nothing and succeeds. After an unclear commit the id is looked up before
//     anything is said.
//   - A write names the version it read; a mismatch is a refusal that says who
//     changed the case, when, and how.
//   - Several programs may take the first free case at the same time: each gets
//     another one, nobody waits for anybody's program, and the entry is in the
//     record before a case is handed over (ApplyFirst).
//   - Personal fields leave this package only while the office is unlocked;
//     in the database they are sealed under a key of their own case.
//   - Every row (except settings of the window) is covered by a digest in the
//     audit chain. Verify replays the chain and names the row that does not
//     fit.
//
// An office is locked after Open and unlocked by SignIn. Several people may be
// signed in at one Store; each Session signs with its own key. A Store is safe
// for concurrent use, and several programs may use one office.
//
// There is one file per noun. Tables are described once (table.go); the SQL
// text is made from that and is the same on both engines. What differs between
// the engines is in package engine.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"recourse/cases"
	"recourse/cases/store/engine"
	"recourse/cases/vault"
)

// Options say how a store is opened.
type Options struct {
	// Clock makes the office's clock from its settings: a demonstration office
	// runs on its own. It is required.
	Clock func(Office) cases.Clock
	// Rand is the source of keys and nonces; nil means the system's.
	Rand io.Reader
	// SeenDir is the folder in which this seat remembers the last checkpoint
	// it saw of each office; "" remembers nothing.
	SeenDir string
	// Began is when this program began, by the clock of files. What an earlier
	// backup or restore left unfinished at the same name is removed before the
	// next one; the zero time removes nothing.
	Began time.Time
	// CheckpointEvery is after how many audit entries a checkpoint is signed;
	// 0 means 256.
	CheckpointEvery int64
}

// checkpointEvery is after how many entries a checkpoint is signed by default.
const checkpointEvery = 256

func (o Options) random() io.Reader {
	if o.Rand == nil {
		return rand.Reader
	}
	return o.Rand
}

// Store is an open office.
type Store struct {
	e      *engine.Engine
	opt    Options
	office Office
	copied string // which restored copy this is; see copy
	clock  cases.Clock

	mu     sync.RWMutex
	keys   *vault.Office // nil while locked
	people map[cases.UserID]*Session

	injected atomic.Bool // the clock was set from outside
	wrote    atomic.Bool // something was written through this store
	saved    atomic.Int64
}

// Saved is how many acts were saved through this store since it was opened.
func (s *Store) Saved() int64 { return s.saved.Load() }

// Open opens an office, locked. Its errors carry a *cases.Refusal where a
// person can do something about it: no_office, not_an_office, newer_office,
// read_only, damaged, busy, no_server, older_store.
func Open(ctx context.Context, dsn string, opt Options) (*Store, error) {
	s, err := open(ctx, dsn, opt, false)
	if err != nil {
		return nil, err
	}
	if err := s.load(ctx); err != nil {
		s.e.Close()
		return nil, fmt.Errorf("open office: %w", err)
	}
	return s, nil
}

func open(ctx context.Context, dsn string, opt Options, fresh bool) (*Store, error) {
	if opt.Clock == nil {
		return nil, errors.New("open office: no clock given")
	}
	opt.Rand = opt.random()
	if opt.CheckpointEvery == 0 {
		opt.CheckpointEvery = checkpointEvery
	}
	e, err := engine.Open(ctx, dsn, fresh)
	if err != nil {
		return nil, fmt.Errorf("open office: %w", err)
	}
	return &Store{e: e, opt: opt, people: make(map[cases.UserID]*Session)}, nil
}

// load reads the settings and compares the chain with what this seat saw last.
func (s *Store) load(ctx context.Context) error {
	office, err := s.readOffice(ctx)
	if err != nil {
		return err
	}
	s.office, s.clock = office, s.opt.Clock(office)
	if s.copied, err = s.Setting(ctx, settingCopy); err != nil {
		return err
	}
	return s.compareSeen(ctx)
}

// Office is what is publicly known of the office.
func (s *Store) Office() Office { return s.office }

// Now is the office's time.
func (s *Store) Now() cases.Clock { return s.clock }

// ClockInjected says that the office's time is given from outside: every entry
// from now on carries clock=injected among its details.
func (s *Store) ClockInjected() { s.injected.Store(true) }

// Close writes a checkpoint when somebody is signed in and something was
// written, wipes the keys and closes the database. Who only reads does not wait
// for another program's writing.
func (s *Store) Close(ctx context.Context) (err error) {
	// What a file that has lost its name says must not be remembered as the
	// office's.
	here := s.e.InPlace() == nil
	if here && s.wrote.Load() {
		err = s.checkpointNow(ctx)
	}
	if here && err == nil {
		err = s.remember(ctx)
	}
	s.Lock()
	if cerr := s.e.Close(); err == nil {
		err = cerr
	}
	return s.e.Explain(err)
}

// Explain gives an error of the database under the office its sentence, where
// it has not got one yet.
func (s *Store) Explain(err error) error { return s.e.Explain(err) }

// Lock signs everybody out and wipes the keys from memory.
func (s *Store) Lock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, p := range s.people {
		p.signer.Wipe()
		delete(s.people, id)
	}
	if s.keys != nil {
		s.keys.Lock()
		s.keys = nil
	}
}

// Locked reports whether nobody is signed in.
func (s *Store) Locked() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.keys == nil
}

// vault returns the office's keys, or a refusal while locked.
func (s *Store) vault() (*vault.Office, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.keys == nil {
		return nil, cases.Refuse("locked")
	}
	return s.keys, nil
}

// session returns the signed-in session of a person.
func (s *Store) session(id cases.UserID) (*Session, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if p, ok := s.people[id]; ok {
		return p, nil
	}
	return nil, cases.Refuse("not_signed_in", "user", string(id))
}

// newID makes an action id for the store's own acts.
func (s *Store) newID() (string, error) {
	id, err := uuid.NewRandomFromReader(s.opt.Rand)
	if err != nil {
		return "", fmt.Errorf("make action id: %w", err)
	}
	return id.String(), nil
}

// querier is a connection, a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// each runs a query and hands every row to scan.
func each(ctx context.Context, q querier, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
