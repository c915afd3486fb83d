package store

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/retention"
	"recourse/cases/vault"
)

// Office is what an office says of itself: its settings, in the clear.
type Office struct {
	ID            string       `json:"id"`   // made at creation, never changed
	Name          string       `json:"name"` // as letters print it
	Authority     string       `json:"authority"`
	Division      string       `json:"division"` // 6 digits
	Demo          bool         `json:"demo"`
	CreatedAt     time.Time    `json:"created_at"`
	DemoStart     time.Time    `json:"demo_start,omitzero"` // what a demonstration clock says first
	DemoSince     time.Time    `json:"demo_since,omitzero"` // wall time at which it began to tick
	Params        vault.Params `json:"params"`              // costs for new passphrases
	CheckpointKey string       `json:"checkpoint_key"`      // verifier key (sumdb/note) for checkpoints and letters
}

// Origin names the office in checkpoints.
func (o Office) Origin() string { return "recourse/" + o.ID }

// The names under which the settings of an office are kept.
const (
	settingOffice   = "office"
	settingRecovery = "recovery"
)

func (s *Store) readOffice(ctx context.Context) (Office, error) {
	var o Office
	text, err := s.Setting(ctx, settingOffice)
	if err != nil {
		return Office{}, err
	}
	if err := json.Unmarshal([]byte(text), &o); err != nil || o.ID == "" {
		return Office{}, fmt.Errorf("%w (office settings: %w)", cases.Refuse("damaged", "office", s.office.Name), err)
	}
	return o, nil
}

// Setting reads a setting of the office; "" when it was never set.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := s.e.Read.QueryRowContext(ctx, "SELECT value FROM office WHERE name = $1", name).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", s.e.Explain(fmt.Errorf("read setting %s: %w", name, err))
	}
	return value, nil
}

// SetSetting changes a setting of the office, such as the policies in force.
// Administrators only. The office's own description is changed by no one.
func (se *Session) SetSetting(ctx context.Context, name, value string) error {
	if err := se.permit(ctx, cases.MayManage); err != nil {
		return err
	}
	if name == settingOffice || name == settingRecovery || name == settingCopy || name == retention.Setting || strings.HasPrefix(name, steered) || strings.HasPrefix(name, kept) {
		return cases.Refuse("fixed_setting", "setting", name)
	}
	return se.put(ctx, name, value)
}

// Steer changes a rule of work that is a supervisor's to set, such as the order
// of the queue. The detail says in clear text what was changed and why.
func (se *Session) Steer(ctx context.Context, name, value string, detail map[string]string) error {
	if err := se.permit(ctx, cases.MaySteer); err != nil {
		return err
	}
	for k, v := range detail {
		if err := checkTexts("detail", k, k, v); err != nil {
			return err
		}
	}
	if err := errors.Join(checkText("setting", name), checkLong(name, value)); err != nil {
		return err
	}
	return se.act(ctx, "steer_"+name, detail, func(ctx context.Context, t *txn) error {
		return t.put(ctx, officeTable(), []any{steered + name, value})
	})
}

// Steered is a rule of work as it was set last; "" for the program's own.
func (s *Store) Steered(ctx context.Context, name string) (string, error) {
	return s.Setting(ctx, steered+name)
}

// steered marks the settings that are not the administrators'.
const steered = "steer/"

// StartDemoClock lets the clock of a demonstration office begin to tick, once:
// from then on it says the demonstration's start plus the wall time since.
// Anybody signed in may; a second call does nothing.
func (se *Session) StartDemoClock(ctx context.Context, wall time.Time) error {
	o := se.st.office
	if !o.Demo || !o.DemoSince.IsZero() {
		return nil
	}
	o.DemoSince = wall.UTC().Truncate(time.Second)
	text, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("start demo clock: %w", err)
	}
	if err := se.put(ctx, settingOffice, string(text)); err != nil {
		return err
	}
	se.st.office, se.st.clock = o, se.st.opt.Clock(o)
	return nil
}

// put writes a setting with its audit entry.
func (se *Session) put(ctx context.Context, name, value string) error {
	if err := checkText("setting", name); err != nil {
		return err
	}
	if err := checkLong(name, value); err != nil {
		return err
	}
	return se.act(ctx, "set_setting", map[string]string{"setting": name}, func(ctx context.Context, t *txn) error {
		return t.put(ctx, officeTable(), []any{name, value})
	})
}

// NewRecoveryKey replaces the recovery key and returns the text to print.
// Administrators only; the old key opens nothing from then on.
func (se *Session) NewRecoveryKey(ctx context.Context) (string, error) {
	if err := se.permit(ctx, cases.MayManage); err != nil {
		return "", err
	}
	keys, err := se.st.vault()
	if err != nil {
		return "", err
	}
	text, wrapped, err := keys.Recovery()
	if err != nil {
		return "", err
	}
	return text, se.put(ctx, settingRecovery, base64.StdEncoding.EncodeToString(wrapped))
}

// SignForOffice signs content with the office's own key, as an Ed25519ctx
// signature in the given context. Letters carry such a signature, so that
// anybody with the office's public key can check them offline. The office must
// be unlocked.
func (s *Store) SignForOffice(context string, content []byte) ([]byte, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	sig, err := keys.Checkpoint().Sign(nil, content, &ed25519.Options{Hash: crypto.Hash(0), Context: context})
	if err != nil {
		return nil, fmt.Errorf("sign for the office: %w", err)
	}
	return sig, nil
}

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

// Kept documents are what an office made itself and works with, such as its
// own import profiles: sealed under the office key and written with an audit
// entry that names them. They live among the office's settings.

// kept marks the settings that are sealed.
const kept = "kept/"

func keptOwner(name string) string { return kept + name }

// keptText is a sealed document as the settings hold it.
type keptText struct {
	Key    []byte `json:"key"` // wrapped
	Sealed []byte `json:"sealed"`
}

// Keep seals a document under a name, in place of the one that had it; nil
// removes that. Whoever may import may keep. The detail says in clear text what
// was done, and never what stands in the document.
func (se *Session) Keep(ctx context.Context, name string, value []byte, detail map[string]string) error {
	if err := se.permit(ctx, cases.MayImport); err != nil {
		return err
	}
	if err := checkText("document", name); err != nil {
		return err
	}
	for k, v := range detail {
		if err := checkTexts("detail", k, k, v); err != nil {
			return err
		}
	}
	text, err := se.st.sealKept(name, value)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(name, "/")
	return se.act(ctx, "keep_"+kind, detail, func(ctx context.Context, t *txn) error {
		return t.put(ctx, officeTable(), []any{kept + name, text})
	})
}

func (s *Store) sealKept(name string, value []byte) (string, error) {
	if value == nil {
		return "", nil
	}
	if len(value) > maxPaper/2 {
		return "", tooLong("document", maxPaper/2)
	}
	keys, err := s.vault()
	if err != nil {
		return "", err
	}
	key, wrapped, err := keys.NewKey(keptOwner(name))
	if err != nil {
		return "", err
	}
	sealed, err := key.Seal(nil, value, vault.Place{Owner: keptOwner(name), Kind: "document"})
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(keptText{wrapped, sealed})
	return string(text), err
}

// Kept opens every document whose name begins with a prefix, by name.
func (s *Store) Kept(ctx context.Context, prefix string) (_ map[string][]byte, err error) {
	rows, err := s.e.Read.QueryContext(ctx, "SELECT name, value FROM office WHERE name LIKE 'kept/%' AND value <> '' ORDER BY name")
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("read kept documents: %w", err))
	}
	defer rows.Close()
	out := map[string][]byte{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, s.e.Explain(fmt.Errorf("read kept documents: %w", err))
		}
		if name = strings.TrimPrefix(name, kept); !strings.HasPrefix(name, prefix) {
			continue
		}
		if out[name], err = s.openKept(name, text); err != nil {
			return nil, err
		}
	}
	return out, s.e.Explain(rows.Err())
}

func (s *Store) openKept(name, text string) ([]byte, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	var k keptText
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return nil, damaged(keptOwner(name), name, err)
	}
	key, err := keys.OpenKey(k.Key, keptOwner(name))
	if err != nil {
		return nil, damaged(keptOwner(name), name, err)
	}
	value, err := key.Open([]byte{}, k.Sealed, vault.Place{Owner: keptOwner(name), Kind: "document"})
	if err != nil {
		return nil, damaged(keptOwner(name), name, err)
	}
	return value, nil
}
