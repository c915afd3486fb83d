package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"

	"recourse/cases"
)

// Engine is an open database. Write may have a single connection; Read sees
// what was committed.
type Engine struct {
	Write, Read *sql.DB
	d           dialect
	file        os.FileInfo // of an office in a file, as it was opened
}

// dialect is what differs between the engines.
type dialect interface {
	// open connects to an existing office, or to an empty place for a new one.
	open(ctx context.Context, fresh bool) (write, read *sql.DB, err error)
	// goose names the dialect for the migrations and its options.
	goose() (goose.Dialect, []goose.ProviderOption, error)
	// guard renders a guard as the statements that create it.
	guard(g guard) []string
	drop(g guard) []string
	// explain translates a driver's error into what it means for a person; ok
	// is false for anything unforeseen.
	explain(err error) (r *cases.Refusal, ok bool)
	// ordered rewrites a statement whose parameters stand in order, each once,
	// to the form that binds fastest.
	ordered(text string) string
	// snapshot are the options of a transaction that reads one state throughout.
	snapshot() *sql.TxOptions
	// claim is the statement that claims one of the cases of the first
	// parameter, a JSON array in order of preference, which nobody has a lease
	// of at the second.
	claim() string
	// head is the statement that takes the head of the record and reads it.
	head() string
	// unsettled rewrites the last statement of a transaction so that its
	// commit does not wait for the disk; settle waits, on a connection of pool,
	// for everything that was committed before.
	unsettled(text string) string
	settle(ctx context.Context, pool *sql.DB) error
	// tables lists the tables of the office, for a statement.
	tables() string
	// disarm switches the guards off for the rest of a transaction and returns
	// the statements that switch them on again.
	disarm(ctx context.Context, tx *sql.Tx) (on []string, err error)
	// strip takes away, in a transaction that fills an office, what costs more
	// row by row than at the end, and returns the statements that make it again.
	strip(ctx context.Context, tx *sql.Tx) (on []string, err error)
	// scrub are the statements after which deleted rows are out of the files.
	scrub() []string
	// name is the office as sentences call it.
	name() string
	// busy reports whether trying again shortly can help.
	busy(err error) bool
}

// Open connects to the office at dsn: a file name, or a postgres:// URL. With
// fresh set, the place must be empty and becomes an office.
func Open(ctx context.Context, dsn string, fresh bool) (*Engine, error) {
	e := &Engine{d: dialectOf(dsn)}
	var err error
	if e.Write, e.Read, err = e.d.open(ctx, fresh); err != nil {
		return nil, e.Explain(err)
	}
	if err = e.migrate(ctx, fresh); err != nil {
		e.Close()
		return nil, e.Explain(err)
	}
	if e.file, err = file(e.d); err != nil {
		e.Close()
		return nil, e.Explain(err)
	}
	return e, nil
}

// Remote reports whether a dsn names a server rather than a file.
func Remote(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

func dialectOf(dsn string) dialect {
	if Remote(dsn) {
		return &postgres{url: dsn}
	}
	return sqlite{dsn}
}

// Close closes the pools, the writing one last: closing the last connection
// to a SQLite file brings everything into the one file.
func (e *Engine) Close() error {
	var err error
	if e.Read != e.Write {
		err = e.Read.Close()
	}
	return errors.Join(err, e.Write.Close())
}

// Waiting for another program's transaction: short steps with jitter, so that
// nobody is starved, and an end, so that nobody waits for a program that hangs.
const (
	patience = 30 * time.Second
	stepMin  = 2 * time.Millisecond
	stepMore = 14 * time.Millisecond
)

// Begin starts a writing transaction, waiting its turn. Cancelling ctx ends
// the waiting, not the transaction: that ends by its commit or rollback, so
// that nothing is ever half told.
func (e *Engine) Begin(ctx context.Context) (tx *sql.Tx, err error) {
	err = patiently(ctx, e.d, func() (err error) {
		tx, err = e.Write.BeginTx(context.WithoutCancel(ctx), nil)
		return err
	})
	return tx, e.Explain(err)
}

// patiently repeats what another program is in the way of.
func patiently(ctx context.Context, d dialect, do func() error) error {
	// A timer, not the sum of the steps: the tries take longer than the steps.
	end := time.NewTimer(patience)
	defer end.Stop()
	for {
		err := do()
		if err == nil || !d.busy(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-end.C:
			return err
		case <-time.After(stepMin + rand.N(stepMore)):
		}
	}
}

// Ordered prepares the text of a statement with very many parameters that
// stand in order, each once: SQLite looks a numbered parameter up by walking
// all of them, which took a third of an import.
func (e *Engine) Ordered(text string) string { return e.d.ordered(text) }

// Claim finds the first of the cases, in the order given, that nobody has a
// lease of at now and that no other transaction claims, and claims it until
// the end of tx. left are the cases behind it. It refuses when there is none.
//
// A claim keeps other claims away and nothing else: every write takes the head
// of the record before it touches rows, so a row lock taken earlier could
// deadlock with any of them. Whether the case is still the one that was read
// is for the write to see.
func (e *Engine) Claim(ctx context.Context, tx *sql.Tx, ids []cases.ID, now time.Time) (id cases.ID, left []cases.ID, err error) {
	var found int64
	err = sql.ErrNoRows
	if len(ids) > 0 {
		err = tx.QueryRowContext(ctx, e.d.claim(), listed(ids), now.UnixMicro()).Scan(&found)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, cases.Refuse("nothing_to_take")
	}
	if err != nil {
		return 0, nil, fmt.Errorf("claim a case: %w", err)
	}
	id = cases.ID(found)
	return id, ids[slices.Index(ids, id)+1:], nil
}

// listed writes cases as a JSON array.
func listed(ids []cases.ID) string {
	list := make([]byte, 0, 8*len(ids)+2)
	for i, id := range ids {
		list = append(list, "[,"[min(i, 1)])
		list = strconv.AppendInt(list, int64(id), 10)
	}
	return string(append(list, ']'))
}

// Head is the statement that takes the head of the record, for which all
// writers of an office queue until they commit, and reads it.
func (e *Engine) Head() string { return e.d.head() }

// Unsettled prepares the last statement of a transaction: its commit will not
// wait for the disk, so that the next writer need not either. Whoever commits
// calls Settle before saying that something is saved.
func (e *Engine) Unsettled(text string) string { return e.d.unsettled(text) }

// Settle returns when everything committed so far is as safe as the database
// makes it. Several seats that settle at the same time wait for the disk once.
// A commit is lost only together with all that came after it, so nothing that
// builds on a lost one is ever called saved.
func (e *Engine) Settle(ctx context.Context) error { return e.d.settle(ctx, e.Write) }

// View starts a transaction that sees one state of the office throughout.
func (e *Engine) View(ctx context.Context) (*sql.Tx, error) {
	tx, err := e.Read.BeginTx(ctx, e.d.snapshot())
	return tx, e.Explain(err)
}

// Explain gives an error its meaning: the result carries a *cases.Refusal
// where a person can do something about it, and always the cause.
func (e *Engine) Explain(err error) error { return explain(e.d, err) }

// Meaning is Explain for an address nobody has open.
func Meaning(dsn string, err error) error { return explain(dialectOf(dsn), err) }

func explain(d dialect, err error) error {
	if err == nil {
		return nil
	}
	if _, done := cases.AsRefusal(err); done {
		return err
	}
	if r, ok := d.explain(err); ok {
		return fmt.Errorf("%w (%w)", r, err)
	}
	return err
}
