package session

import (
	"context"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/vault"
)

// NewOffice describes an office to be created.
type NewOffice struct {
	Path                      string
	Name, Authority, Division string
	Demo                      bool
	DemoStart                 time.Time // what the demonstration clock says first
	Admin                     NewPerson
	Passphrase                string
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
	made, err := store.Create(ctx, n.Path, store.Options{Clock: s.officeClock, SeenDir: o.SeenDir}, spec, n.Admin, n.Passphrase)
	if err != nil {
		return nil, "", err
	}
	s.store = made.Store
	s.seat(made.Session)
	return s, made.RecoveryKey, nil
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
