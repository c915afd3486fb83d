package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/vault"
)

// Checkpoint returns the latest signed checkpoint, "" when there is none yet.
// It can be checked with the office's CheckpointKey, without the office.
func (s *Store) Checkpoint(ctx context.Context) (string, error) {
	signed := ""
	err := s.e.Read.QueryRowContext(ctx, "SELECT coalesce((SELECT signed FROM checkpoints ORDER BY size DESC LIMIT 1), '')").Scan(&signed)
	if err != nil {
		return "", s.e.Explain(fmt.Errorf("read checkpoint: %w", err))
	}
	return signed, nil
}

// SignCheckpoint signs the record as it stands now and returns the note.
func (s *Store) SignCheckpoint(ctx context.Context) (string, error) {
	if err := s.checkpointNow(ctx); err != nil {
		return "", err
	}
	return s.Checkpoint(ctx)
}

// checkpointNow writes a checkpoint of the whole record, when the office is
// unlocked and there is not one already.
func (s *Store) checkpointNow(ctx context.Context) error {
	if s.Locked() {
		return nil
	}
	tx, err := s.e.Begin(ctx)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	defer tx.Rollback()
	t := &txn{s: s, tx: tx}
	if err := t.takeHead(ctx); err != nil {
		return s.e.Explain(err)
	}
	if err := t.checkpoint(ctx); err != nil {
		return s.e.Explain(err)
	}
	return s.e.Explain(tx.Commit())
}

func (t *txn) checkpointIfDue(ctx context.Context) error {
	if t.chain.Size()%t.s.opt.CheckpointEvery != 0 {
		return nil
	}
	return t.checkpoint(ctx)
}

// checkpoint signs the chain as it is in this transaction, and lets this seat
// remember it.
func (t *txn) checkpoint(ctx context.Context) error { return t.s.signCheckpoint(ctx, t.tx, &t.chain) }

func (s *Store) signCheckpoint(ctx context.Context, q querier, chain *audit.Chain) error {
	keys, err := s.vault()
	if err != nil {
		return err
	}
	signer, err := audit.NewSigner(s.office.Origin(), keys.Checkpoint())
	if err != nil {
		return err
	}
	c := audit.CheckpointOf(s.office.Origin(), chain, s.clock())
	signed, err := c.Sign(signer)
	if err != nil {
		return err
	}
	_, err = q.ExecContext(ctx, "INSERT INTO checkpoints (size, at, signed) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING",
		c.Size, micros(c.At), string(signed))
	if err != nil {
		return fmt.Errorf("checkpoint %d: %w", c.Size, err)
	}
	return nil
}

// seen is what a seat remembers of an office between two runs. The key is
// remembered too: whoever replaces the whole office brings another.
type seen struct {
	Key    string `json:"key"`
	Signed string `json:"signed"`
}

func (s *Store) seenFile() string {
	if s.opt.SeenDir == "" {
		return ""
	}
	name := s.office.ID
	if id, _ := s.copy(); id != "" {
		name += "." + id // a restored copy goes its own way from the backup on
	}
	return filepath.Join(s.opt.SeenDir, name+seenEnd)
}

const seenEnd = ".checkpoint.json"

// compareSeen refuses an office that does not extend the record this seat saw
// last: an older copy put back, or a rewritten one.
func (s *Store) compareSeen(ctx context.Context) error {
	name := s.seenFile()
	if name == "" {
		return nil
	}
	last, err := s.lastSeen()
	if err != nil {
		return err
	}
	if last == nil {
		if err := s.vouchedCopy(ctx); err != nil {
			return err
		}
		return s.remember(ctx)
	}
	if last.Key != s.office.CheckpointKey {
		return cases.Refuse("other_office_key", "office", s.office.Name)
	}
	c, err := last.open()
	if err != nil {
		return err
	}
	if err := s.extends(ctx, c); err != nil {
		return err
	}
	return s.remember(ctx)
}

// lastSeen reads what this seat remembers of the office; nil when there is
// nothing.
func (s *Store) lastSeen() (*seen, error) {
	name := s.seenFile()
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, s.forgetful(err)
	}
	last := &seen{}
	if json.Unmarshal(data, last) != nil {
		// Half a note, as a power cut left it before notes were synced, holds
		// no more than none; who could cut it could delete it.
		return nil, nil
	}
	return last, nil
}

// open checks the checkpoint that is remembered, with the key of its office.
func (l *seen) open() (audit.Checkpoint, error) {
	c, err := audit.OpenCheckpoint([]byte(l.Signed), l.Key)
	if err != nil {
		return c, fmt.Errorf("read last checkpoint: %w", err)
	}
	return c, nil
}

// extends looks whether the record still passes through a checkpoint.
func (s *Store) extends(ctx context.Context, c audit.Checkpoint) error {
	var hash []byte
	err := s.e.Read.QueryRowContext(ctx, "SELECT coalesce((SELECT hash FROM audit WHERE seq = $1), $2)", c.Size, []byte{}).Scan(&hash)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read audit entry %d: %w", c.Size, err))
	}
	if string(hash) != string(c.Last[:]) {
		return cases.Refuse("older_store", "office", s.office.Name, "seq", fmt.Sprint(c.Size), "at", c.At.Format("2006-01-02 15:04"))
	}
	return nil
}

// remember notes the latest checkpoint beside this seat's settings.
func (s *Store) remember(ctx context.Context) error {
	name := s.seenFile()
	if name == "" {
		return nil
	}
	signed, err := s.Checkpoint(ctx)
	if err != nil || signed == "" {
		return err
	}
	// What this seat remembers must not be lost by the server any more.
	if err := s.e.Settle(ctx); err != nil {
		return s.e.Explain(fmt.Errorf("remember checkpoint: %w", err))
	}
	data, err := json.Marshal(seen{Key: s.office.CheckpointKey, Signed: signed})
	if err != nil {
		return fmt.Errorf("remember checkpoint: %w", err)
	}
	if had, err := os.ReadFile(name); err == nil && bytes.Equal(had, data) {
		return nil // a sync less for who only looks
	}
	if err := note(s.opt.SeenDir, name, data); err != nil {
		return s.forgetful(err)
	}
	return nil
}

// forgetful is what a person hears when the seat's memory cannot be used.
func (s *Store) forgetful(err error) error {
	return fmt.Errorf("%w (%w)", cases.Refuse("seat_memory", "office", s.office.Name, "folder", filepath.Base(s.opt.SeenDir)), err)
}

// note replaces a file whole: after a power cut it is the old one or the new
// one. The temporary name is its own, since two programs of one seat may close
// at the same time.
func note(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	next, err := os.CreateTemp(dir, filepath.Base(name)+".*.new")
	if err != nil {
		return err
	}
	_, err = next.Write(data)
	if err == nil {
		err = next.Sync()
	}
	if err = errors.Join(err, next.Close()); err == nil {
		err = os.Rename(next.Name(), name)
	}
	if err != nil {
		os.Remove(next.Name())
	}
	return err
}

// ownKeys makes sure that the keys just unlocked are this office's: a
// credential copied from another office opens another key.
func (s *Store) ownKeys(keys *vault.Office) error {
	own, err := audit.VerifierKey(s.office.Origin(), keys.Checkpoint().Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	if own != s.office.CheckpointKey {
		return cases.Refuse("other_office_key", "office", s.office.Name)
	}
	return nil
}
