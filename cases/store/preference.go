package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"recourse/cases"
	"recourse/cases/vault"
)

// Preferences are a person's own settings of the window: language, columns,
// saved views. They are sealed, since a saved search holds names, and they are
// the one thing in an office that is written without an audit entry.

func preferenceOwner(id cases.UserID) string { return "preferences of " + string(id) }

// SetPreference keeps a setting of the signed-in person.
func (se *Session) SetPreference(ctx context.Context, name string, value []byte) error {
	if err := checkText("preference", name); err != nil {
		return err
	}
	if len(value) > maxPaper {
		return tooLong("preference", maxPaper)
	}
	keys, err := se.st.vault()
	if err != nil {
		return err
	}
	key, wrapped, err := keys.NewKey(preferenceOwner(se.user.ID))
	if err != nil {
		return err
	}
	sealed, err := key.Seal(nil, value, vault.Place{Owner: preferenceOwner(se.user.ID), Kind: name})
	if err != nil {
		return err
	}
	tx, err := se.st.e.Begin(ctx)
	if err != nil {
		return fmt.Errorf("save preference %s: %w", name, err)
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, preferencesTable().upsert(), string(se.user.ID), name, wrapped, sealed)
	if err != nil {
		return se.st.e.Explain(fmt.Errorf("save preference %s: %w", name, err))
	}
	return se.st.e.Explain(tx.Commit())
}

// Preference reads a setting of the signed-in person; nil when never set.
func (se *Session) Preference(ctx context.Context, name string) ([]byte, error) {
	var wrapped, sealed []byte
	err := se.st.e.Read.QueryRowContext(ctx, "SELECT wrapped_key, sealed FROM preferences WHERE user_id = $1 AND name = $2",
		string(se.user.ID), name).Scan(&wrapped, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, se.st.e.Explain(fmt.Errorf("read preference %s: %w", name, err))
	}
	return se.st.openPreference(se.user.ID, name, wrapped, sealed)
}

func (s *Store) openPreference(id cases.UserID, name string, wrapped, sealed []byte) ([]byte, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	owner := preferenceOwner(id)
	key, err := keys.OpenKey(wrapped, owner)
	if err != nil {
		return nil, damaged(owner, name, err)
	}
	value, err := key.Open([]byte{}, sealed, vault.Place{Owner: owner, Kind: name})
	if err != nil {
		return nil, damaged(owner, name, err)
	}
	return value, nil
}
