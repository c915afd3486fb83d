package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"recourse/cases"
	"recourse/cases/vault"
)

func alertsTable() table {
	return table{name: "alerts", keys: 1, cols: []string{
		"no", "pattern", "version", "seq", "state", "size", "raised_by", "raised_at", "closed_by", "closed_at", "wrapped_key", "sealed",
	}}
}

// alertRow is a row of alerts.
type alertRow struct {
	alert   cases.Alert
	size    int64
	wrapped []byte
	sealed  []byte
}

func (a *alertRow) values(seq int64) []any {
	x := &a.alert
	return []any{
		int64(x.No), x.Key, x.Version, seq, string(x.State), a.size, string(x.RaisedBy), micros(x.RaisedAt),
		string(x.ClosedBy), micros(x.ClosedAt), a.wrapped, a.sealed,
	}
}

func (a *alertRow) scan(rows *sql.Rows) error {
	var seq, raised, closed int64
	x := &a.alert
	err := rows.Scan(&x.No, &x.Key, &x.Version, &seq, &x.State, &a.size, &x.RaisedBy, &raised, &x.ClosedBy, &closed, &a.wrapped, &a.sealed)
	x.RaisedAt, x.ClosedAt = instant(raised), instant(closed)
	return err
}

func alertOwner(no int) string { return "alert " + strconv.Itoa(no) }

func alertPlace(no int) vault.Place { return vault.Place{Owner: alertOwner(no), Kind: "alert"} }

// seal seals who and what an alert is about.
func (a *alertRow) seal(key *vault.Key) error {
	text, err := json.Marshal(&a.alert)
	if err != nil {
		return fmt.Errorf("alert %d: %w", a.alert.No, err)
	}
	if a.sealed, err = key.Seal(nil, text, alertPlace(a.alert.No)); err != nil {
		return fmt.Errorf("alert %d: %w", a.alert.No, err)
	}
	return nil
}

// open reads what is sealed; the clear columns say where the alert stands.
func (a *alertRow) open(keys *vault.Office) error {
	clear := a.alert
	key, err := keys.OpenKey(a.wrapped, alertOwner(clear.No))
	if err != nil {
		return damaged(alertOwner(clear.No), "key", err)
	}
	text, err := key.Open(nil, a.sealed, alertPlace(clear.No))
	if err == nil {
		err = json.Unmarshal(text, &a.alert)
	}
	if err != nil {
		return damaged(alertOwner(clear.No), "alert", err)
	}
	a.alert.No, a.alert.Version, a.alert.State = clear.No, clear.Version, clear.State
	return nil
}

// Alerts lists the alerts, the latest first.
func (s *Store) Alerts(ctx context.Context) ([]cases.Alert, error) {
	rows, err := s.alertRows(ctx, s.e.Read)
	list := make([]cases.Alert, len(rows))
	for i := range rows {
		list[len(rows)-1-i] = rows[i].alert
	}
	return list, err
}

func (s *Store) alertRows(ctx context.Context, q querier) ([]alertRow, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	var list []alertRow
	err = each(ctx, q, func(rows *sql.Rows) error {
		var a alertRow
		if err := a.scan(rows); err != nil {
			return err
		}
		list = append(list, a)
		return nil
	}, alertsTable().query("ORDER BY no"))
	for i := range list {
		err = errors.Join(err, list[i].open(keys))
	}
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("read alerts: %w", err))
	}
	return list, nil
}

// RaiseAlerts keeps what was found: a batch not yet known becomes an alert, a
// known one that has grown is open again. It returns how many of the two there
// were; when nothing is new, nothing is written.
func (s *Store) RaiseAlerts(ctx context.Context, by cases.UserID, at time.Time, found []cases.Alert) (int, error) {
	se, err := s.session(by)
	if err != nil {
		return 0, err
	}
	if err := se.permit(ctx, cases.MayImport, cases.MaySteer); err != nil {
		return 0, err
	}
	known, err := s.alertRows(ctx, s.e.Read)
	if err != nil || !anyNew(known, found) {
		return 0, err
	}
	id, err := s.newID()
	if err != nil {
		return 0, err
	}
	raised := 0
	err = s.write(ctx, id, func(ctx context.Context, t *txn) error {
		known, err := s.alertRows(ctx, t.tx)
		if err != nil {
			return err
		}
		for i := range found {
			next, isNew := raise(known, &found[i])
			if !isNew {
				continue
			}
			if next.alert.No == 0 {
				next.alert.No = len(known) + 1
			}
			next.alert.RaisedBy, next.alert.RaisedAt = by, at
			if err := t.keepAlert(ctx, se, &next, "raise_alert", id, at); err != nil {
				return err
			}
			raised++
			if next.alert.Version == 1 {
				known = append(known, next)
			}
			if id, err = s.newID(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("raise alerts: %w", err)
	}
	return raised, nil
}

func anyNew(known []alertRow, found []cases.Alert) bool {
	for i := range found {
		if _, isNew := raise(known, &found[i]); isNew {
			return true
		}
	}
	return false
}

// raise is the row that a finding leads to, and whether it says anything new.
func raise(known []alertRow, found *cases.Alert) (alertRow, bool) {
	next := alertRow{alert: *found, size: int64(found.Size())}
	next.alert.State, next.alert.Version = cases.AlertOpen, 1
	for i := range known {
		if old := &known[i]; old.alert.Key == found.Key {
			next.alert.No, next.alert.Version, next.wrapped = old.alert.No, old.alert.Version+1, old.wrapped
			return next, next.size > old.size
		}
	}
	return next, true
}

// keepAlert seals and writes a row with its entry. Nothing in the entry names
// a person but who acts.
func (t *txn) keepAlert(ctx context.Context, se *Session, a *alertRow, action, id string, at time.Time) error {
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	var key *vault.Key
	if a.wrapped == nil {
		key, a.wrapped, err = keys.NewKey(alertOwner(a.alert.No))
	} else {
		key, err = keys.OpenKey(a.wrapped, alertOwner(a.alert.No))
	}
	if err == nil {
		err = a.seal(key)
	}
	if err != nil {
		return err
	}
	if err := t.put(ctx, alertsTable(), a.values(t.next())); err != nil {
		return err
	}
	return t.record(ctx, se, entry{ID: id, Action: action, By: se.user.ID, Roles: se.user.Roles, At: at, Detail: map[string]string{
		"alert": strconv.Itoa(a.alert.No), "hand_set": strconv.Itoa(len(a.alert.Cases)),
		"causeless": strconv.Itoa(len(a.alert.Causeless)), "register": strconv.Itoa(a.alert.Unappealed),
	}})
}

// AcknowledgeAlert closes an alert with a reason, which is sealed with it. The
// version is the one that was read; an alert that grew meanwhile is refused
// (alert_changed). Whoever set the colours may not.
func (se *Session) AcknowledgeAlert(ctx context.Context, no int, version int64, why string, at time.Time) error {
	if err := se.permit(ctx, cases.MaySteer); err != nil {
		return err
	}
	if err := checkLong("reason", why); err != nil {
		return err
	}
	id, err := se.st.newID()
	if err != nil {
		return err
	}
	return se.st.write(ctx, id, func(ctx context.Context, t *txn) error {
		rows, err := se.st.alertRows(ctx, t.tx)
		if err != nil {
			return err
		}
		if no < 1 || no > len(rows) {
			return cases.Refuse("no_alert", "no", strconv.Itoa(no))
		}
		a := &rows[no-1]
		switch {
		case a.alert.State != cases.AlertOpen:
			return cases.Refuse("alert_closed", "no", strconv.Itoa(no))
		case a.alert.Version != version:
			return cases.Refuse("alert_changed", "no", strconv.Itoa(no))
		}
		if err := a.alert.MayJudge(se.user); err != nil {
			return err
		}
		a.alert.State, a.alert.Version = cases.AlertAcknowledged, version+1
		a.alert.ClosedBy, a.alert.ClosedAt, a.alert.Reason = se.user.ID, at, why
		return t.keepAlert(ctx, se, a, "acknowledge_alert", id, at)
	})
}

// HandSet hands over the cases whose colour was set by hand, with the snapshot
// in force.
func (s *Store) HandSet(ctx context.Context, yield func(row cases.Row, snap *cases.Snapshot) error) error {
	return s.snapshots(ctx, cases.SignalByHand, yield)
}
