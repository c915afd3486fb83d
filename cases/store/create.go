package store

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/google/uuid"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store/engine"
	"recourse/cases/vault"
)

// Spec describes a new office.
type Spec struct {
	Name, Authority, Division string
	Demo                      bool
	DemoStart                 time.Time    // what a demonstration clock says first
	Params                    vault.Params // costs of passphrases; cheap ones for demonstrations only
}

func (p Spec) check() error {
	if err := checkTexts("name", p.Name, "authority", p.Authority, "division", p.Division); err != nil {
		return err
	}
	switch {
	case p.Name == "" || p.Authority == "":
		return cases.Refuse("office_name")
	case len(p.Division) != 6:
		return cases.Refuse("office_division", "value", p.Division)
	case !p.Demo && p.Params.Cheap():
		return vault.ErrBadParams
	}
	return nil
}

// Created is a new office with its first administrator signed in.
type Created struct {
	Store   *Store
	Session *Session
	// RecoveryKey opens the office when every passphrase is lost. It is shown
	// once and kept nowhere.
	RecoveryKey string
}

// Create makes a new office at dsn: a file that is not there yet, or a
// PostgreSQL database without one. When it fails, no file is left behind.
func Create(ctx context.Context, dsn string, opt Options, spec Spec, admin NewUser, passphrase string) (Created, error) {
	if err := spec.check(); err != nil {
		return Created{}, err
	}
	if err := admin.check(); err != nil {
		return Created{}, err
	}
	s, err := open(ctx, dsn, opt, true)
	if err != nil {
		return Created{}, err
	}
	c, err := s.found(ctx, spec, admin, passphrase)
	if err != nil {
		s.e.Close()
		return Created{}, errors.Join(fmt.Errorf("create office: %w", err), discard(dsn))
	}
	return c, nil
}

// discard removes the file of an office that did not come to be.
func discard(dsn string) error {
	if engine.Remote(dsn) {
		return nil
	}
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(dsn + suffix); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("remove unfinished office: %w", err)
		}
	}
	return nil
}

// found writes the first rows and the first audit entry of an office.
func (s *Store) found(ctx context.Context, spec Spec, admin NewUser, passphrase string) (Created, error) {
	keys, err := vault.NewOffice(s.opt.Rand)
	if err != nil {
		return Created{}, err
	}
	if s.office, err = s.describe(spec, keys); err != nil {
		return Created{}, err
	}
	s.keys, s.clock = keys, s.opt.Clock(s.office)
	row, err := s.enrol(admin, passphrase)
	if err != nil {
		return Created{}, err
	}
	_, signer, err := vault.Unlock(s.opt.Rand, string(admin.ID), passphrase, row.cred)
	if err != nil {
		return Created{}, err
	}
	text, wrapped, err := keys.Recovery()
	if err != nil {
		return Created{}, err
	}
	se, err := s.admit(row.user, keys, signer)
	if err != nil {
		return Created{}, err
	}
	return Created{s, se, text}, s.lay(ctx, se, row, base64.StdEncoding.EncodeToString(wrapped))
}

func (s *Store) describe(spec Spec, keys *vault.Office) (Office, error) {
	id, err := uuid.NewRandomFromReader(s.opt.Rand)
	if err != nil {
		return Office{}, fmt.Errorf("make office id: %w", err)
	}
	o := Office{
		ID: id.String(), Name: spec.Name, Authority: spec.Authority, Division: spec.Division,
		Demo: spec.Demo, DemoStart: spec.DemoStart, Params: spec.Params,
	}
	o.CreatedAt = s.opt.Clock(o)().UTC()
	o.CheckpointKey, err = audit.VerifierKey(o.Origin(), keys.Checkpoint().Public().(ed25519.PublicKey))
	return o, err
}

// lay writes the first rows: an empty chain, the settings, the administrator.
func (s *Store) lay(ctx context.Context, se *Session, admin userRow, recovery string) error {
	empty, err := new(audit.Chain).MarshalBinary()
	if err != nil {
		return fmt.Errorf("audit head: %w", err)
	}
	if _, err := s.e.Write.ExecContext(ctx, "INSERT INTO audit_head (id, chain, taken) VALUES (1, $1, 0)", empty); err != nil {
		return s.e.Explain(fmt.Errorf("audit head: %w", err))
	}
	office, err := json.Marshal(s.office)
	if err != nil {
		return fmt.Errorf("office settings: %w", err)
	}
	return se.act(ctx, "create_office", nil, func(ctx context.Context, t *txn) error {
		for _, row := range [][]any{{settingOffice, string(office)}, {settingRecovery, recovery}} {
			if err := t.put(ctx, officeTable(), row); err != nil {
				return err
			}
		}
		return t.addUser(ctx, admin)
	})
}

// Recover opens an office with its recovery key and gives an administrator a
// new passphrase; everybody else's stay as they were. The person is signed in.
func (s *Store) Recover(ctx context.Context, recoveryKey string, id cases.UserID, passphrase string) (*Session, error) {
	text, err := s.Setting(ctx, settingRecovery)
	if err != nil {
		return nil, err
	}
	wrapped, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%w (recovery setting: %w)", cases.Refuse("damaged", "office", s.office.Name), err)
	}
	keys, err := vault.Recover(s.opt.Rand, recoveryKey, wrapped)
	switch {
	case errors.Is(err, vault.ErrRecoveryMistyped):
		return nil, cases.Refuse("recovery_mistyped")
	case errors.Is(err, vault.ErrWrongRecoveryKey):
		return nil, cases.Refuse("recovery_wrong")
	case err != nil:
		return nil, err
	}
	u, err := s.User(ctx, id)
	if err != nil {
		return nil, err
	}
	if u.Disabled || !u.Has(cases.Administrator) {
		return nil, cases.Refuse("recovery_for_administrators", "user", string(id))
	}
	return s.reseat(ctx, keys, u, passphrase)
}

// reseat gives a person a new passphrase and signing key with the office key
// in hand, and signs them in.
func (s *Store) reseat(ctx context.Context, keys *vault.Office, u cases.User, passphrase string) (*Session, error) {
	cred, err := keys.Enrol(string(u.ID), passphrase, s.office.Params)
	if err != nil {
		return nil, passphraseError(err)
	}
	_, signer, err := vault.Unlock(s.opt.Rand, string(u.ID), passphrase, cred)
	if err != nil {
		return nil, err
	}
	u.PublicKey = cred.Public
	vouch := ed25519.Sign(keys.Checkpoint(), voucherText(string(u.ID), cred.Public))
	se, err := s.admit(u, keys, signer)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"user": string(u.ID), voucher: base64.StdEncoding.EncodeToString(vouch)}
	err = se.act(ctx, "recover_office", detail, func(ctx context.Context, t *txn) error {
		return t.editUser(ctx, u.ID, func(r *userRow) error {
			r.cred, r.user.PublicKey = cred, cred.Public
			return t.addKey(ctx, *r)
		})
	})
	if err != nil {
		se.SignOut()
		return nil, err
	}
	return se, nil
}
