package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
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
	return e, nil
}

// Remote reports whether a dsn names a server rather than a file.
func Remote(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

func dialectOf(dsn string) dialect {
	if Remote(dsn) {
		return postgres{dsn}
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
	for waited := time.Duration(0); ; {
		err := do()
		if err == nil || !d.busy(err) || waited > patience {
			return err
		}
		step := stepMin + rand.N(stepMore)
		waited += step
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(step):
		}
	}
}

// Ordered prepares the text of a statement with very many parameters that
// stand in order, each once: SQLite looks a numbered parameter up by walking
// all of them, which took a third of an import.
func (e *Engine) Ordered(text string) string { return e.d.ordered(text) }

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
