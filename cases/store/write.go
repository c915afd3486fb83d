package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/vault"
)

// entry is the content of an audit entry. Claims are the digests of the rows
// that were written with it; together with the chain they make every row of
// the tables provable.
//
// The fields stand in the order of their names, so that an entry is written in
// its canonical form from the beginning.
type entry struct {
	Action   string            `json:"action"`
	ID       string            `json:"action_id"`
	After    int64             `json:"after,omitempty"` // the last entry its author saw, when that need not be the one before
	AppealNo string            `json:"appeal_no,omitempty"`
	At       time.Time         `json:"at"`
	By       cases.UserID      `json:"by"`
	Case     cases.ID          `json:"case,omitempty"`
	Claims   map[string]string `json:"claims,omitempty"`
	Detail   map[string]string `json:"detail,omitempty"`
	From     cases.State       `json:"from,omitempty"`
	Keys     map[string]string `json:"keys,omitempty"` // public keys of people added or given a new one
	Roles    []cases.Role      `json:"roles,omitempty"`
	To       cases.State       `json:"to,omitempty"`
	V        int               `json:"v"` // 1, or 2 with After
	Version  int64             `json:"version,omitempty"`
}

// txn is a writing transaction. It holds the head of the audit chain, which
// makes all writers of an office queue from begin to commit.
type txn struct {
	s       *Store
	tx      *sql.Tx
	chain   audit.Chain
	claims  map[string]string
	ahead   *beside // read before the head was taken
	keys    map[string]string
	dirty   bool // something was written that no entry covers yet
	signer  *Session
	vouched map[string]bool // digests of papers whose signatures were checked when a group order took them in
}

// write runs one act in a transaction: do writes rows and records entries. An
// act that was done before, by its id, succeeds without doing anything.
func (s *Store) write(ctx context.Context, actionID string, do func(context.Context, *txn) error) error {
	tx, err := s.e.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	t := s.newTxn(tx)
	// Waiting for the head can be cut short; what comes after is decided by
	// the commit.
	inner := context.WithoutCancel(ctx)
	if err := t.takeHead(ctx); err != nil {
		return s.e.Explain(err)
	}
	if done, err := t.done(inner, actionID); done || err != nil {
		return s.e.Explain(err)
	}
	if err := do(inner, t); err != nil {
		return t.abandon(inner, err)
	}
	return t.end(ctx, actionID)
}

// abandon takes an act back that failed before its commit. What it wrote to a
// full disk until then gives its room back at once: a large delivery has filled
// the log, and nobody else could write until the last seat closes.
func (t *txn) abandon(ctx context.Context, cause error) error {
	err := t.s.e.Explain(cause)
	if errors.Is(err, cases.Refuse("disk_full")) {
		_ = t.tx.Rollback() // the database may have done it already
		t.s.e.Empty(ctx)
	}
	return err
}

func (s *Store) newTxn(tx *sql.Tx) *txn {
	return &txn{s: s, tx: tx, claims: map[string]string{}, keys: map[string]string{}}
}

// end finishes the act and commits it, unless it was called off meanwhile.
func (t *txn) end(ctx context.Context, actionID string) error {
	inner := context.WithoutCancel(ctx)
	if err := t.finish(inner); err != nil {
		return t.s.e.Explain(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return t.s.commit(inner, t.tx, actionID)
}

// takeHead locks the head of the chain and reads it.
func (t *txn) takeHead(ctx context.Context) error {
	var state []byte
	err := t.tx.QueryRowContext(ctx, t.s.e.Head()).Scan(&state)
	if err != nil {
		return fmt.Errorf("take audit head: %w", err)
	}
	if err := t.chain.UnmarshalBinary(state); err != nil {
		return fmt.Errorf("%w (audit head: %w)", cases.Refuse("damaged", "office", t.s.office.Name), err)
	}
	return nil
}

// done reports whether the act is in the record already.
func (t *txn) done(ctx context.Context, actionID string) (bool, error) {
	var seq int64
	err := t.tx.QueryRowContext(ctx, "SELECT seq FROM audit WHERE action_id = $1", actionID).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// finish writes the head back and, when one is due, a checkpoint. From here on
// the transaction commits without waiting for the disk: Settle does that, when
// the next writer has the head already.
func (t *txn) finish(ctx context.Context) error {
	if t.dirty {
		return errors.New("something was written without an audit entry")
	}
	state, err := t.chain.MarshalBinary()
	if err != nil {
		return fmt.Errorf("audit head: %w", err)
	}
	if _, err := t.tx.ExecContext(ctx, t.s.e.Unsettled("UPDATE audit_head SET chain = $1 WHERE id = 1"), state); err != nil {
		return fmt.Errorf("audit head: %w", err)
	}
	return t.checkpointIfDue(ctx)
}

// commit commits, has what it wrote on the disk and, when the answer is
// unclear, looks the act up before saying anything: a broken connection does
// not tell whether it was done. What is found may have been read from a
// server that has it in memory only, so it is settled again.
func (s *Store) commit(ctx context.Context, tx *sql.Tx, actionID string) error {
	if err := s.e.InPlace(); err != nil {
		return err
	}
	s.wrote.Store(true)
	err := tx.Commit()
	if err == nil {
		err = s.e.Settle(ctx)
	}
	if err == nil {
		return s.stillThere()
	}
	var seq int64
	lookup := s.e.Read.QueryRowContext(ctx, "SELECT seq FROM audit WHERE action_id = $1", actionID).Scan(&seq)
	if lookup == nil {
		lookup = s.e.Settle(ctx)
	}
	switch {
	case lookup == nil:
		s.saved.Add(1)
		return nil
	case errors.Is(lookup, sql.ErrNoRows) && s.e.Undone(ctx, err):
		return s.e.Explain(fmt.Errorf("not saved: %w", err))
	}
	return fmt.Errorf("%w (%w)", cases.Refuse("unclear"), err)
}

// stillThere counts what was committed, unless the file lost its name meanwhile.
func (s *Store) stillThere() error {
	err := s.e.InPlace()
	switch {
	case err == nil:
		s.saved.Add(1)
	case !errors.Is(err, cases.Refuse("replaced")): // the disk does not say
		err = fmt.Errorf("%w (%w)", cases.Refuse("unclear"), err)
	}
	return err
}

// put writes one row, new or in place of the one with the same keys, and
// claims it.
func (t *txn) put(ctx context.Context, tab table, row []any) error {
	query := tab.insert(1)
	if len(tab.cols) > tab.keys {
		query = tab.upsert()
	}
	return t.exec(ctx, tab, row, query)
}

// add writes one new row and claims it.
func (t *txn) add(ctx context.Context, tab table, row []any) error {
	return t.exec(ctx, tab, row, tab.insert(1))
}

func (t *txn) exec(ctx context.Context, tab table, row []any, query string) error {
	t.dirty = true
	if _, err := t.tx.ExecContext(ctx, query, row...); err != nil {
		return fmt.Errorf("write %s: %w", tab.key(row), err)
	}
	t.claim(tab.key(row), tab.sum(row))
	if tab.name == "signing_keys" {
		t.keys[row[0].(string)] = base64.StdEncoding.EncodeToString(row[2].([]byte))
	}
	return nil
}

func (t *txn) claim(key string, sum [sha256.Size]byte) {
	t.dirty = true
	t.claims[key] = base64.StdEncoding.EncodeToString(sum[:])
}

// next is the sequence the next entry will have.
func (t *txn) next() int64 { return t.chain.Size() + 1 }

// record appends the audit entry for what was written since the last one.
func (t *txn) record(ctx context.Context, by *Session, e entry) error {
	content, err := t.content(&e)
	if err != nil {
		return err
	}
	a, err := t.chain.Append(string(by.user.ID), content, by.signEntry)
	if err != nil {
		return err
	}
	t.covered(by)
	last := t.chain.Last()
	if _, err := t.tx.ExecContext(ctx, auditTable().insert(1), entryValues(&e, &a, last)...); err != nil {
		return fmt.Errorf("audit entry %d: %w", a.Seq, err)
	}
	return nil
}

// content is what an entry says of what was written since the last one.
func (t *txn) content(e *entry) ([]byte, error) {
	e.V, e.At, e.Claims, e.Keys = 1, e.At.UTC(), t.claims, t.keys
	if e.After != 0 {
		e.V = 2
	}
	if t.s.injected.Load() {
		e.Detail = maps.Clone(e.Detail)
		if e.Detail == nil {
			e.Detail = map[string]string{}
		}
		e.Detail["clock"] = "injected"
	}
	content, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("audit entry %s: %w", e.Action, err)
	}
	return content, nil
}

// covered says that an entry covers what was written so far.
func (t *txn) covered(by *Session) {
	t.claims, t.keys, t.dirty, t.signer = map[string]string{}, map[string]string{}, false, by
}

// signEntry signs an audit entry.
func (se *Session) signEntry(signed []byte) ([]byte, error) {
	return se.signer.Sign(vault.SignedEntry, signed)
}

// entryValues is the row of an entry whose hash is known.
func entryValues(e *entry, a *audit.Entry, hash audit.Hash) []any {
	var of any
	if e.Case != 0 {
		of = int64(e.Case)
	}
	return []any{a.Seq, a.Prev[:], hash[:], e.ID, micros(e.At), a.Actor, e.Action, of, string(a.Content), a.Signature}
}
