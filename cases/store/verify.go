package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/vault"
)

// Finding is one thing that does not fit. Row names the row ("cases/12",
// "audit/34"); Why is one of the codes changed, missing, unclaimed,
// unsigned, unlinked, cut_short, other_past, head, moves, checkpoint.
type Finding struct {
	Row string
	Why string
	Err error
}

// Verification is the result of a verification. The record is whole when
// there are no findings.
type Verification struct {
	Entries  int64
	Rows     int64
	Root     audit.Hash
	Findings []Finding
	// Backwards is how many entries bear an earlier time than the one before
	// them, and FirstBackwards the first of them: a clock ran backwards. That is
	// no misfit, because the order is that of the numbers.
	Backwards, FirstBackwards int64
}

// Whole reports whether everything fits.
func (v *Verification) Whole() bool { return len(v.Findings) == 0 }

// maxFindings ends a verification of something wholly broken.
const maxFindings = 100

// Verify replays the record against the tables: the links of the chain, every
// entry's signature, every checkpoint, and the digest of every row. It does
// not need the office unlocked and reads one consistent state. Not covered are
// the settings of the window (preferences), which only open or do not.
func (s *Store) Verify(ctx context.Context, progress func(entries int64)) (*Verification, error) {
	tx, err := s.e.View(ctx)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	defer tx.Rollback()
	v := &verifier{
		tx: tx, s: s, claims: make(map[string]claim), keys: make(map[string][]ed25519.PublicKey), loose: make(map[string]int64), progress: progress,
	}
	for _, step := range []func(context.Context) error{v.replay, v.head, v.leaves, v.caseRows, v.tables, v.moves} {
		if err := step(ctx); err != nil {
			if errors.Is(err, errEnough) {
				break
			}
			return nil, s.e.Explain(fmt.Errorf("verify: %w", err))
		}
	}
	return &v.out, nil
}

// claim is the latest word of the record on a row, and the entry it is in.
type claim struct {
	sum    [sha256.Size]byte
	seq    int64
	gone   bool // the entry says that the row is there no more
	placed bool // the row bears the number of the entry, which the digest was made without
}

// errEnough ends a verification that has found enough.
var errEnough = errors.New("enough findings")

type verifier struct {
	tx       *sql.Tx
	s        *Store
	claims   map[string]claim
	keys     map[string][]ed25519.PublicKey
	chain    *audit.Chain
	trail    audit.Trail
	loose    map[string]int64 // the last acts whose entries were signed before they had their place
	progress func(int64)
	checks   errgroup.Group // signatures being checked
	mu       sync.Mutex
	unsigned []int64 // entries whose signature does not hold
	batch    []signature
	at       *readEntry // the entry at hand
	out      Verification
	whole    bool      // the chain held to its end
	latest   time.Time // of the entry before
}

func (v *verifier) find(row, why string, err error) error {
	if v.out.Findings = append(v.out.Findings, Finding{row, why, err}); len(v.out.Findings) >= maxFindings {
		return errEnough
	}
	return nil
}

// replay runs the chain. Keys and claims are taken from the entries on the
// way, so each entry is checked with the keys that were valid before it.
func (v *verifier) replay(ctx context.Context) error {
	points, err := v.checkpoints(ctx)
	if err != nil {
		return err
	}
	var readErr error
	v.checks.SetLimit(workers)
	v.chain, err = audit.Verify(v.each(ctx, &readErr), audit.Checks{Content: v.content, Checkpoints: points, Trail: &v.trail})
	v.checkBatch()
	v.checks.Wait() // returns no error; the findings are in unsigned
	slices.Sort(v.unsigned)
	if readErr != nil {
		return readErr
	}
	v.out.Entries, v.out.Root = v.chain.Size(), v.chain.Root()
	v.whole = err == nil && len(v.unsigned) == 0
	for _, seq := range v.unsigned {
		if err := v.find(fmt.Sprintf("audit/%d", seq), string(audit.Unsigned), nil); err != nil {
			return err
		}
	}
	if b, ok := errors.AsType[*audit.Broken](err); ok {
		return v.find(fmt.Sprintf("audit/%d", b.Seq), string(b.Why), b.Err)
	}
	return err
}

// readEntry is an entry of the record with its row and what it says.
type readEntry struct {
	auditRow
	says entry
	err  error // it says nothing that can be read
}

// each streams the audit table, read and taken apart on other goroutines, with
// the entry at hand in v.
func (v *verifier) each(ctx context.Context, failed *error) iter.Seq2[*audit.Entry, error] {
	const many = 64
	stop := errors.New("stop")
	return func(yield func(*audit.Entry, error) bool) {
		read := func(emit func([]readEntry) error) error {
			list := make([]readEntry, 0, many)
			err := each(ctx, v.tx, func(rows *sql.Rows) error {
				r, err := scanAudit(rows)
				if err != nil {
					return err
				}
				if list = append(list, readEntry{auditRow: *r}); len(list) < many {
					return nil
				}
				full := list
				list = make([]readEntry, 0, many)
				return emit(full)
			}, auditTable().query("ORDER BY seq"))
			if err == nil && len(list) > 0 {
				err = emit(list)
			}
			return err
		}
		parse := func(list []readEntry) ([]readEntry, error) {
			for i := range list {
				list[i].says, list[i].err = list[i].content()
			}
			return list, nil
		}
		take := func(list []readEntry) error {
			for i := range list {
				if v.at = &list[i]; !yield(&v.at.Entry, nil) {
					return stop
				}
			}
			return nil
		}
		if err := inOrder(ctx, read, parse, take); !errors.Is(err, stop) {
			*failed = err
		}
	}
}

// consistent compares the columns of an audit row with its signed content.
func (r *readEntry) consistent(hash audit.Hash) error {
	switch {
	case !bytes.Equal(r.hash, hash[:]):
		return errors.New("the hash column is not the entry's hash")
	case r.actionID != r.says.ID || r.action != r.says.Action || r.at != micros(r.says.At) || cases.ID(r.caseID.Int64) != r.says.Case:
		return errors.New("the columns do not say what the entry says")
	}
	return nil
}

// clock notes when time runs backwards.
func (v *verifier) clock(seq int64, at time.Time) {
	if at.Before(v.latest) {
		if v.out.Backwards++; v.out.Backwards == 1 {
			v.out.FirstBackwards = seq
		}
	}
	v.latest = at
}

// content checks an entry's columns and signature and takes its keys and claims.
func (v *verifier) content(e *audit.Entry) error {
	if v.at.err != nil {
		return v.at.err
	}
	if err := v.at.consistent(v.trail.Last()); err != nil {
		if err := v.find(fmt.Sprintf("audit/%d", e.Seq), "changed", err); err != nil {
			return err
		}
	}
	c := &v.at.says
	v.clock(e.Seq, c.At)
	if err := v.signed(e, c); err != nil {
		return err
	}
	for key, text := range c.Claims {
		if text == "" { // the row was purged
			v.claims[key] = claim{seq: e.Seq, gone: true}
			continue
		}
		sum, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(sum) != sha256.Size {
			return fmt.Errorf("claim %s is no digest", key)
		}
		v.claims[key] = claim{[sha256.Size]byte(sum), e.Seq, false, c.After != 0}
	}
	if e.Seq%1000 == 0 && v.progress != nil {
		v.progress(e.Seq)
	}
	return nil
}

// signature is one signature to be checked with the keys its actor had.
type signature struct {
	seq       int64
	keys      []ed25519.PublicKey
	body, sig []byte
}

func (g *signature) holds() bool {
	return slices.ContainsFunc(g.keys, func(k ed25519.PublicKey) bool {
		return vault.Verify(k, vault.SignedEntry, g.body, g.sig) == nil
	})
}

// signed has an entry's signature checked with the keys the actor had before
// it, and then takes in the keys it brings. An entry that introduces the very
// key that signs it needs more: it is the first of the office, or the office's
// own key vouches for it (a person who came back with the recovery key).
func (v *verifier) signed(e *audit.Entry, c *entry) error {
	body, err := v.body(e, c)
	if err != nil {
		return err
	}
	g := signature{e.Seq, v.keys[e.Actor], body, e.Signature}
	for user, key := range c.Keys {
		raw, err := base64.StdEncoding.DecodeString(key)
		if err != nil {
			return err
		}
		if user == e.Actor && (e.Seq == 1 || v.vouched(user, raw, c.Detail[voucher])) {
			g.keys = append(slices.Clone(g.keys), raw)
		}
		v.keys[user] = append(slices.Clip(v.keys[user]), raw)
	}
	v.batch = append(v.batch, g)
	if len(v.batch) == cap(v.batch) {
		v.checkBatch()
	}
	return nil
}

// body is what the author of an entry signed. An entry that was signed before it
// had its place could be put into the record twice; it must not.
func (v *verifier) body(e *audit.Entry, c *entry) ([]byte, error) {
	if c.After == 0 {
		return e.AppendSigned(nil), nil
	}
	if seq, twice := v.loose[c.ID]; twice && e.Seq-seq <= audit.Window {
		return nil, fmt.Errorf("act %s is entry %d already", c.ID, seq)
	}
	if len(v.loose) > 2*audit.Window {
		maps.DeleteFunc(v.loose, func(_ string, seq int64) bool { return e.Seq-seq > audit.Window })
	}
	v.loose[c.ID] = e.Seq
	return v.trail.Signed(nil, e, c.After)
}

// checkBatch hands the signatures gathered so far to a goroutine: checking
// them takes far longer than all the rest of an entry.
func (v *verifier) checkBatch() {
	const size = 64
	batch := v.batch
	v.batch = make([]signature, 0, size)
	v.checks.Go(func() error {
		for i := range batch {
			if !batch[i].holds() {
				v.mu.Lock()
				v.unsigned = append(v.unsigned, batch[i].seq)
				v.mu.Unlock()
			}
		}
		return nil
	})
}

// voucher is the detail of an entry with the office's signature over a new key.
const voucher = "voucher"

func voucherText(user string, key []byte) []byte {
	return fmt.Appendf(nil, "recourse/voucher/1\n%s\n%x\n", user, key)
}

func (v *verifier) vouched(user string, key []byte, signature string) bool {
	sig, err := base64.StdEncoding.DecodeString(signature)
	return err == nil && audit.CheckSignature(v.s.office.CheckpointKey, voucherText(user, key), sig)
}

// checkpoints opens the signed checkpoints on file.
func (v *verifier) checkpoints(ctx context.Context) ([]audit.Checkpoint, error) {
	var points []audit.Checkpoint
	err := each(ctx, v.tx, func(rows *sql.Rows) error {
		var size, at int64
		var signed string
		if err := rows.Scan(&size, &at, &signed); err != nil {
			return err
		}
		c, err := audit.OpenCheckpoint([]byte(signed), v.s.office.CheckpointKey)
		if err == nil && (c.Size != size || micros(c.At) != at) {
			err = audit.ErrMalformed
		}
		if err != nil {
			return v.find(fmt.Sprintf("checkpoints/%d", size), "checkpoint", err)
		}
		points = append(points, c)
		return nil
	}, "SELECT size, at, signed FROM checkpoints ORDER BY size")
	return points, err
}

// head compares the stored state of the chain with the replayed one.
func (v *verifier) head(ctx context.Context) error {
	var state []byte
	if err := v.tx.QueryRowContext(ctx, "SELECT chain FROM audit_head WHERE id = 1").Scan(&state); err != nil {
		return err
	}
	var c audit.Chain
	err := c.UnmarshalBinary(state)
	if v.whole && (err != nil || !c.Equal(v.chain)) {
		return v.find("audit_head/1", "head", err)
	}
	return nil
}
