package session

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/vault"
	"recourse/review"
)

// NewOffice describes an office to be created.
type NewOffice struct {
	Path                      string
	Name, Authority, Division string
	Demo                      bool
	DemoStart                 time.Time // what the demonstration clock says first
	Admin                     NewPerson
	Passphrase                string

	// suits accepts the keys of a sample office, so that its draw falls where
	// there is something to show. Nil takes the first, as every office in
	// earnest does.
	suits func(draw review.Draw) bool
}

// Create makes an office with its first administrator, who is signed in. The
// recovery key is returned once and stored nowhere.
func Create(ctx context.Context, o Options, n NewOffice) (s *Session, recoveryKey string, err error) {
	s, err = newSession(o)
	if err != nil {
		return nil, "", err
	}
	spec := store.Spec{Name: n.Name, Authority: n.Authority, Division: n.Division, Demo: n.Demo, DemoStart: n.DemoStart, Params: vault.DefaultParams()}
	if n.Demo {
		spec.Params = vault.CheapParams()
	}
	source, err := randomFor(ctx, n.suits)
	if err != nil {
		return nil, "", err
	}
	opt := s.storeOptions()
	opt.Rand = source
	made, err := store.Create(ctx, n.Path, opt, spec, n.Admin, n.Passphrase)
	if err != nil {
		return nil, "", err
	}
	s.store = made.Store
	s.seat(made.Session)
	return s, made.RecoveryKey, nil
}

// rootKey is how many bytes of randomness an office's keys are made from. They
// are the first that a new office reads.
const rootKey = 32

// randomFor is the randomness of a new office: the system's, behind a root key
// that suits where one is asked for.
func randomFor(ctx context.Context, suits func(review.Draw) bool) (io.Reader, error) {
	for suits != nil && ctx.Err() == nil {
		root := make([]byte, rootKey)
		if _, err := rand.Read(root); err != nil {
			return nil, fmt.Errorf("read randomness: %w", err)
		}
		source := io.MultiReader(bytes.NewReader(root), rand.Reader)
		keys, err := vault.NewOffice(source)
		if err != nil {
			return nil, err
		}
		if suits(keys.Draw) {
			return io.MultiReader(bytes.NewReader(root), rand.Reader), nil
		}
	}
	return rand.Reader, ctx.Err()
}

// Recover opens an office with its recovery key and gives an administrator a
// new passphrase.
func (s *Session) Recover(ctx context.Context, recoveryKey string, id cases.UserID, passphrase string) error {
	keys, err := s.store.Recover(ctx, recoveryKey, id, passphrase)
	if err != nil {
		return err
	}
	s.seat(keys)
	return nil
}

// DemoStart is what the clock of a demonstration office says when it is first
// opened (contract).
func DemoStart() time.Time { return time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()) }
