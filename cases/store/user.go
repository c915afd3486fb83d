package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"recourse/cases"
	"recourse/cases/vault"
)

// NewUser is a person to be added.
type NewUser struct {
	ID        cases.UserID
	Name      string
	Roles     []cases.Role
	Unit      string
	Community string
}

// check refuses what cannot be a person: sign-in names are lower case, so that
// two people are never told apart by a capital letter alone.
func (u NewUser) check() error {
	id := string(u.ID)
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '_' && r != '-'
	}
	if id == "" || len(id) > 64 || id != strings.ToLower(id) || strings.ContainsFunc(id, odd) || u.ID == cases.System().ID {
		return cases.Refuse("user_name", "user", id)
	}
	if strings.TrimSpace(u.Name) == "" {
		return cases.Refuse("user_shown_name", "user", id)
	}
	if err := checkRoles(u.ID, u.Roles); err != nil {
		return err
	}
	return checkTexts("user", id, "name", u.Name, "unit", u.Unit, "community", u.Community)
}

func checkRoles(id cases.UserID, roles []cases.Role) error {
	if len(roles) == 0 {
		return cases.Refuse("user_roles", "user", string(id), "role", "")
	}
	for _, r := range roles {
		if !slices.Contains(cases.Roles(), r) {
			return cases.Refuse("user_roles", "user", string(id), "role", string(r))
		}
	}
	return nil
}

// userRow is one row of the users table.
type userRow struct {
	user      cases.User
	createdAt int64
	cred      vault.Credential
}

func (r *userRow) values() ([]any, error) {
	params, err := json.Marshal(r.cred.Params)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", r.user.ID, err)
	}
	u := &r.user
	return []any{
		string(u.ID), u.Version, u.Name, joinRoles(u.Roles), u.Unit, u.Community, flag(u.Disabled), r.createdAt,
		string(params), r.cred.Salt, r.cred.Office, r.cred.Signing, []byte(r.cred.Public),
	}, nil
}

func scanUser(scan func(...any) error) (userRow, error) {
	var r userRow
	var roles, params string
	var disabled int64
	var public []byte
	u := &r.user
	err := scan(&u.ID, &u.Version, &u.Name, &roles, &u.Unit, &u.Community, &disabled, &r.createdAt,
		&params, &r.cred.Salt, &r.cred.Office, &r.cred.Signing, &public)
	if err != nil {
		return r, err
	}
	u.Disabled, u.PublicKey, r.cred.Public = disabled != 0, public, public
	for _, role := range split(roles) {
		u.Roles = append(u.Roles, cases.Role(role))
	}
	return r, json.Unmarshal([]byte(params), &r.cred.Params)
}

func readUser(ctx context.Context, q querier, id cases.UserID) (userRow, error) {
	return scanUser(q.QueryRowContext(ctx, usersTable().query("WHERE id = $1"), string(id)).Scan)
}

func (s *Store) credential(ctx context.Context, id cases.UserID) (cases.User, vault.Credential, error) {
	r, err := readUser(ctx, s.e.Read, id)
	return r.user, r.cred, err
}

// User returns a person of the directory, or a refusal (no_user).
func (s *Store) User(ctx context.Context, id cases.UserID) (cases.User, error) {
	r, err := readUser(ctx, s.e.Read, id)
	return r.user, s.userError(id, err)
}

func (s *Store) userError(id cases.UserID, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return cases.Refuse("no_user", "user", string(id))
	}
	if err != nil {
		return s.e.Explain(fmt.Errorf("user %s: %w", id, err))
	}
	return nil
}

// Users lists the people of the office, in order of their sign-in names.
func (s *Store) Users(ctx context.Context) ([]cases.User, error) {
	var users []cases.User
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		r, err := scanUser(rows.Scan)
		users = append(users, r.user)
		return err
	}, usersTable().query(""))
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("list users: %w", err))
	}
	slices.SortFunc(users, func(a, b cases.User) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return users, nil
}

// AddUser adds a person. Administrators only. Sign-in names are never reused.
func (se *Session) AddUser(ctx context.Context, n NewUser, passphrase string) error {
	if err := se.permit(ctx, cases.MayManage); err != nil {
		return err
	}
	r, err := se.st.enrol(n, passphrase)
	if err != nil {
		return err
	}
	return se.act(ctx, "add_user", map[string]string{"user": string(n.ID), "roles": joinRoles(n.Roles)},
		func(ctx context.Context, t *txn) error {
			if _, err := readUser(ctx, t.tx, n.ID); !errors.Is(err, sql.ErrNoRows) {
				return cmpErr(err, cases.Refuse("user_exists", "user", string(n.ID)))
			}
			return t.addUser(ctx, r)
		})
}

// enrol makes the row of a new person.
func (s *Store) enrol(n NewUser, passphrase string) (userRow, error) {
	if err := n.check(); err != nil {
		return userRow{}, err
	}
	keys, err := s.vault()
	if err != nil {
		return userRow{}, err
	}
	cred, err := keys.Enrol(string(n.ID), passphrase, s.office.Params)
	if err != nil {
		return userRow{}, passphraseError(err)
	}
	return userRow{
		user:      cases.User{ID: n.ID, Version: 1, Name: n.Name, Roles: n.Roles, Unit: n.Unit, Community: n.Community, PublicKey: cred.Public},
		createdAt: micros(s.clock()), cred: cred,
	}, nil
}

func (t *txn) addUser(ctx context.Context, r userRow) error {
	values, err := r.values()
	if err != nil {
		return err
	}
	if err := t.put(ctx, usersTable(), values); err != nil {
		return err
	}
	return t.addKey(ctx, r)
}

// addKey notes the person's public key as the next of theirs.
func (t *txn) addKey(ctx context.Context, r userRow) error {
	var no int64
	err := t.tx.QueryRowContext(ctx, "SELECT coalesce(max(no), 0) + 1 FROM signing_keys WHERE user_id = $1", string(r.user.ID)).Scan(&no)
	if err != nil {
		return fmt.Errorf("keys of %s: %w", r.user.ID, err)
	}
	return t.put(ctx, keysTable(), []any{string(r.user.ID), no, []byte(r.cred.Public), micros(t.s.clock())})
}

// ChangePassphrase gives the signed-in person another passphrase. A wrong old
// one is the refusal sign_in.
func (se *Session) ChangePassphrase(ctx context.Context, old, passphrase string) error {
	_, cred, err := se.st.credential(ctx, se.user.ID)
	if err != nil {
		return se.st.userError(se.user.ID, err)
	}
	cred, err = cred.Rewrap(se.st.opt.Rand, string(se.user.ID), old, passphrase, se.st.office.Params)
	if err != nil {
		return passphraseError(err)
	}
	return se.act(ctx, "change_passphrase", map[string]string{"user": string(se.user.ID)},
		func(ctx context.Context, t *txn) error {
			return t.editUser(ctx, se.user.ID, func(r *userRow) error { r.cred = cred; return nil })
		})
}

// ResetPassphrase gives somebody who lost theirs a new passphrase and a new
// signing key; what the old key signed stays valid. Administrators only.
func (se *Session) ResetPassphrase(ctx context.Context, id cases.UserID, passphrase string) error {
	if err := se.permit(ctx, cases.MayManage); err != nil {
		return err
	}
	keys, err := se.st.vault()
	if err != nil {
		return err
	}
	cred, err := keys.Enrol(string(id), passphrase, se.st.office.Params)
	if err != nil {
		return passphraseError(err)
	}
	return se.act(ctx, "reset_passphrase", map[string]string{"user": string(id)}, func(ctx context.Context, t *txn) error {
		return t.editUser(ctx, id, func(r *userRow) error {
			r.cred, r.user.PublicKey = cred, cred.Public
			return t.addKey(ctx, *r)
		})
	})
}

// SetRoles changes what a person may do. Administrators only; the last enabled
// administrator keeps that role.
func (se *Session) SetRoles(ctx context.Context, id cases.UserID, roles []cases.Role) error {
	if err := checkRoles(id, roles); err != nil {
		return err
	}
	return se.manage(ctx, "set_roles", id, map[string]string{"user": string(id), "roles": joinRoles(roles)},
		func(r *userRow) error { r.user.Roles = roles; return nil })
}

// Disable keeps a person from signing in, or with false lets them in again.
// Administrators only; the last enabled administrator stays enabled.
func (se *Session) Disable(ctx context.Context, id cases.UserID, disabled bool) error {
	action := "disable_user"
	if !disabled {
		action = "enable_user"
	}
	return se.manage(ctx, action, id, map[string]string{"user": string(id)},
		func(r *userRow) error { r.user.Disabled = disabled; return nil })
}

// Describe changes the shown name, unit and community of a person.
// Administrators only.
func (se *Session) Describe(ctx context.Context, id cases.UserID, name, unit, community string) error {
	if err := (NewUser{ID: id, Name: name, Roles: cases.Roles(), Unit: unit, Community: community}).check(); err != nil {
		return err
	}
	return se.manage(ctx, "describe_user", id, map[string]string{"user": string(id)}, func(r *userRow) error {
		r.user.Name, r.user.Unit, r.user.Community = name, unit, community
		return nil
	})
}

// manage is an administrator's change of one person.
func (se *Session) manage(ctx context.Context, action string, id cases.UserID, detail map[string]string, edit func(*userRow) error) error {
	if err := se.permit(ctx, cases.MayManage); err != nil {
		return err
	}
	return se.act(ctx, action, detail, func(ctx context.Context, t *txn) error {
		if err := t.editUser(ctx, id, edit); err != nil {
			return err
		}
		return t.keepAdministrator(ctx)
	})
}

// editUser reads a person, lets edit change the row and writes it.
func (t *txn) editUser(ctx context.Context, id cases.UserID, edit func(*userRow) error) error {
	r, err := readUser(ctx, t.tx, id)
	if err != nil {
		return t.s.userError(id, err)
	}
	if err := edit(&r); err != nil {
		return err
	}
	r.user.Version++
	values, err := r.values()
	if err != nil {
		return err
	}
	return t.put(ctx, usersTable(), values)
}

// keepAdministrator refuses to leave the office without anybody who can add
// people and keys.
func (t *txn) keepAdministrator(ctx context.Context) error {
	found := false
	err := each(ctx, t.tx, func(rows *sql.Rows) error {
		r, err := scanUser(rows.Scan)
		found = found || !r.user.Disabled && r.user.Has(cases.Administrator)
		return err
	}, usersTable().query(""))
	if err == nil && !found {
		return cases.Refuse("last_administrator")
	}
	return err
}

func joinRoles(roles []cases.Role) string {
	s := make([]string, len(roles))
	for i, r := range roles {
		s[i] = string(r)
	}
	return strings.Join(s, ",")
}

// passphraseError gives the vault's errors their sentence.
func passphraseError(err error) error {
	switch {
	case errors.Is(err, vault.ErrWeakPassphrase):
		return cases.Refuse("weak_passphrase", "min", fmt.Sprint(vault.MinPassphrase))
	case errors.Is(err, vault.ErrWrongPassphrase):
		return cases.Refuse("sign_in")
	}
	return err
}

// cmpErr is err, or otherwise when there is none.
func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
