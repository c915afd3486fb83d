package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"

	"recourse/cases"
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

// permit refuses when the person, as the database knows them now, may not.
func (se *Session) permit(ctx context.Context, p cases.Permission) error {
	u, err := se.st.User(ctx, se.user.ID)
	if err != nil {
		return err
	}
	if u.Disabled {
		return cases.Refuse("disabled", "user", string(u.ID))
	}
	return u.Permit(p)
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
