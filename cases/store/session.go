package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store/engine"
	"recourse/cases/vault"
)

// Session is one person signed in at a store. It signs with that person's key
// and is safe for concurrent use.
type Session struct {
	st     *Store
	user   cases.User
	signer *vault.Signer
}

// SignIn unlocks the office with a person's passphrase. Whether the name or
// the passphrase was wrong, or the person is disabled, the refusal is the
// same (sign_in), and it takes as long.
func (s *Store) SignIn(ctx context.Context, id cases.UserID, passphrase string) (*Session, error) {
	u, cred, err := s.credential(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		if err := vault.Pretend(passphrase, s.office.Params); !errors.Is(err, vault.ErrWrongPassphrase) {
			return nil, err
		}
		return nil, cases.Refuse("sign_in")
	}
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("sign in: %w", err))
	}
	keys, signer, err := vault.Unlock(s.opt.Rand, string(id), passphrase, cred)
	if errors.Is(err, vault.ErrWrongPassphrase) || err == nil && u.Disabled {
		return nil, cases.Refuse("sign_in")
	}
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	return s.admit(u, keys, signer)
}

// admit keeps the keys of the first person; later people bring the same ones.
func (s *Store) admit(u cases.User, keys *vault.Office, signer *vault.Signer) (*Session, error) {
	if err := s.ownKeys(keys); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.keys {
	case nil:
		s.keys = keys
	case keys:
	default:
		keys.Lock()
	}
	se := &Session{st: s, user: u, signer: signer}
	s.people[u.ID] = se
	return se, nil
}

// SignOut forgets the person's signing key. When nobody is left the office is
// locked.
func (se *Session) SignOut() {
	s := se.st
	s.mu.Lock()
	last := false
	if s.people[se.user.ID] == se {
		delete(s.people, se.user.ID)
		se.signer.Wipe()
		last = len(s.people) == 0
	}
	s.mu.Unlock()
	if last {
		s.Lock()
	}
}

// User is the person signed in, as at sign-in.
func (se *Session) User() cases.User { return se.user }

// Sign signs canonical content for a purpose, which is the kind of paper the
// content is: "decision" or "signoff". Signatures of one purpose are not valid
// for another.
func (se *Session) Sign(purpose string, content []byte) ([]byte, error) {
	return se.signer.Sign(purposeContext(purpose), content)
}

// Draw returns a number in [0,1) for a label; see vault.Office.Draw.
func (se *Session) Draw(label string) (float64, error) {
	keys, err := se.st.vault()
	if err != nil {
		return 0, err
	}
	return keys.Draw(label)
}

// CheckSignature reports whether one of the person's keys, present or past,
// made the signature; otherwise the error is a refusal (bad_signature).
func (s *Store) CheckSignature(ctx context.Context, id cases.UserID, purpose string, content, signature []byte) error {
	keys, err := s.PublicKeys(ctx, id)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if vault.Verify(k, purposeContext(purpose), content, signature) == nil {
			return nil
		}
	}
	return cases.Refuse("bad_signature", "user", string(id))
}

// PublicKeys are the signing keys a person has had, oldest first.
func (s *Store) PublicKeys(ctx context.Context, id cases.UserID) ([]ed25519.PublicKey, error) {
	var keys []ed25519.PublicKey
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var k []byte
		err := rows.Scan(&k)
		keys = append(keys, k)
		return err
	}, "SELECT public_key FROM signing_keys WHERE user_id = $1 ORDER BY no", string(id))
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("keys of %s: %w", id, err))
	}
	return keys, nil
}

func purposeContext(purpose string) vault.Context { return vault.Context("recourse/" + purpose + "/1") }

// permit refuses when the person, as the database knows them now, may do none
// of what is asked for.
func (se *Session) permit(ctx context.Context, anyOf ...cases.Permission) error {
	u, err := se.st.User(ctx, se.user.ID)
	if err != nil {
		return err
	}
	if u.Disabled {
		return cases.Refuse("disabled", "user", string(u.ID))
	}
	for _, p := range anyOf {
		if err = u.Permit(p); err == nil {
			return nil
		}
	}
	return err
}

// act is a write of the session that belongs to no case.
func (se *Session) act(ctx context.Context, action string, detail map[string]string, do func(context.Context, *txn) error) error {
	id, err := se.st.newID()
	if err != nil {
		return err
	}
	e := entry{ID: id, Action: action, By: se.user.ID, At: se.st.clock(), Detail: detail}
	return se.st.write(ctx, id, func(ctx context.Context, t *txn) error {
		if err := do(ctx, t); err != nil {
			return err
		}
		return t.record(ctx, se, e)
	})
}

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
	draft, err := engine.NewDraft(ctx, dsn)
	if err != nil {
		return Created{}, fmt.Errorf("create office: %w", err)
	}
	s, err := open(ctx, draft.DSN, opt, true)
	if err != nil {
		return Created{}, errors.Join(err, draft.Retract(ctx))
	}
	c, err := s.found(ctx, spec, admin, passphrase)
	if err != nil {
		s.e.Close()
		return Created{}, errors.Join(fmt.Errorf("create office: %w", err), draft.Retract(ctx))
	}
	if err := s.publish(ctx, draft, dsn); err != nil {
		return Created{}, fmt.Errorf("create office: %w", err)
	}
	return c, nil
}

// publish gives an office that was made as a draft its own address and goes on
// there. Where that fails the office must not stay, because nobody has seen its
// recovery key.
func (s *Store) publish(ctx context.Context, draft *engine.Draft, dsn string) error {
	err := s.e.Close()
	if err == nil {
		err = draft.Publish(ctx)
	}
	if err == nil {
		var there *engine.Engine
		if there, err = engine.Open(ctx, dsn, false); err == nil {
			s.e = there
			return nil
		}
	}
	err = engine.Meaning(dsn, err)
	if derr := draft.Retract(ctx); derr != nil {
		return fmt.Errorf("%w (%w)", cases.Refuse("not_taken_away", "office", engine.NameOf(dsn)), errors.Join(err, derr))
	}
	return err
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
