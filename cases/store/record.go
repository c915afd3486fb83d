package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"recourse/cases"
	"recourse/cases/audit"
)

// Entry is one line of the record, for people: who did what, when.
type Entry struct {
	Seq      int64
	ActionID string
	At       time.Time
	Seat     cases.UserID // whose key signed the entry
	By       cases.UserID // who acted
	Action   string       // a move, or the name of an act outside the table of moves
	Case     cases.ID     // 0 when the act belongs to no single case
	AppealNo string
	From, To cases.State
	Version  int64
	Detail   map[string]string
	Hash     audit.Hash
}

// Record lists the entries of a case in order, those of its deliveries among them.
func (s *Store) Record(ctx context.Context, id cases.ID) ([]Entry, error) {
	var list []Entry
	err := s.entries(ctx, func(e Entry) error { list = append(list, e); return nil },
		"WHERE case_id = $1 OR seq IN (SELECT d.seq FROM snapshots s JOIN deliveries d ON d.id = s.delivery WHERE s.case_id = $1) ORDER BY seq", int64(id))
	return list, err
}

// AuditLog hands over the entries after a sequence number, in order.
func (s *Store) AuditLog(ctx context.Context, after int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		stop := fmt.Errorf("stop")
		err := s.entries(ctx, func(e Entry) error {
			if !yield(e, nil) {
				return stop
			}
			return nil
		}, "WHERE seq > $1 ORDER BY seq", after)
		if err != nil && err != stop {
			yield(Entry{}, err)
		}
	}
}

// Act finds an entry by its action id; ok is false when there is none, which
// after an unclear answer means that the act was not done.
func (s *Store) Act(ctx context.Context, actionID string) (e Entry, ok bool, err error) {
	err = s.entries(ctx, func(found Entry) error { e, ok = found, true; return nil }, "WHERE action_id = $1", actionID)
	return e, ok, err
}

func (s *Store) entries(ctx context.Context, visit func(Entry) error, where string, args ...any) error {
	rows, err := s.e.Read.QueryContext(ctx, auditTable().query(where), args...)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read audit log: %w", err))
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanAudit(rows)
		if err != nil {
			return s.e.Explain(fmt.Errorf("read audit log: %w", err))
		}
		e, err := r.entry()
		if err != nil {
			return fmt.Errorf("audit entry %d: %w", r.Seq, err)
		}
		if err := visit(e); err != nil {
			return err
		}
	}
	return s.e.Explain(rows.Err())
}

// auditRow is one row of the audit table.
type auditRow struct {
	audit.Entry
	hash     []byte
	actionID string
	at       int64
	action   string
	caseID   sql.NullInt64
}

func scanAudit(rows *sql.Rows) (*auditRow, error) {
	r := &auditRow{}
	var prev []byte
	var content string
	err := rows.Scan(&r.Seq, &prev, &r.hash, &r.actionID, &r.at, &r.Actor, &r.action, &r.caseID, &content, &r.Signature)
	r.Content = []byte(content)
	if copy(r.Prev[:], prev) != len(r.Prev) {
		r.Prev = audit.Hash{}
	}
	return r, err
}

func (r *auditRow) content() (entry, error) {
	var c entry
	err := json.Unmarshal(r.Content, &c)
	return c, err
}

func (r *auditRow) entry() (Entry, error) {
	c, err := r.content()
	if err != nil {
		return Entry{}, err
	}
	e := Entry{
		Seq: r.Seq, ActionID: c.ID, At: c.At, Seat: cases.UserID(r.Actor), By: c.By, Action: c.Action, Case: c.Case,
		AppealNo: c.AppealNo, From: c.From, To: c.To, Version: c.Version, Detail: c.Detail,
	}
	copy(e.Hash[:], r.hash)
	return e, nil
}
