package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"

	strict "github.com/go-json-experiment/json"

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
	err := strict.Unmarshal(r.Content, &c)
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

// Receipt records that data left the office: who took what, and why.
type Receipt struct {
	ID          string       `json:"id"`
	By          cases.UserID `json:"by"`
	At          time.Time    `json:"at"`
	Purpose     string       `json:"purpose"` // domain table T16
	What        string       `json:"what"`    // decisions, cases, audit, letters
	File        string       `json:"file"`    // its name, never a path
	SHA256      string       `json:"sha256"`
	Rows        int          `json:"rows"`
	Cases       []cases.ID   `json:"cases,omitempty"`
	Fields      []string     `json:"fields,omitempty"`
	Masked      bool         `json:"masked"`
	Reason      string       `json:"reason,omitempty"` // why unmasked
	Destination string       `json:"destination,omitempty"`
	Approver    cases.UserID `json:"approver,omitempty"`
	ExpiresAt   time.Time    `json:"expires_at,omitzero"`
	GroupOrder  int          `json:"group_order,omitempty"` // whose letters these are
	Numbers     []string     `json:"numbers,omitempty"`     // of those letters
}

// maxReceipt is the length of a receipt that names two million cases: a list of
// everything that an office has must be able to leave.
const maxReceipt = 16 << 20

// AddReceipt writes an export receipt with its audit entry. The receipt's id
// is its action id: the same one again does nothing.
func (se *Session) AddReceipt(ctx context.Context, r Receipt) error {
	if err := se.permit(ctx, cases.MayExport); err != nil {
		return err
	}
	r.By = se.user.ID
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("receipt %s: %w", r.ID, err)
	}
	if err := checkJSON("receipt", text, maxReceipt); err != nil {
		return err
	}
	e := entry{ID: r.ID, Action: "export_list", By: r.By, Roles: se.user.Roles, At: r.At, Detail: map[string]string{
		"what": r.What, "purpose": r.Purpose, "file": r.File, "sha256": r.SHA256, "rows": fmt.Sprint(r.Rows),
	}}
	return se.st.write(ctx, r.ID, func(ctx context.Context, t *txn) error {
		if err := t.add(ctx, receiptsTable(), []any{r.ID, string(r.By), micros(r.At), r.Purpose, string(text)}); err != nil {
			return err
		}
		return t.record(ctx, se, e)
	})
}

// Receipts lists the export receipts, latest first.
func (s *Store) Receipts(ctx context.Context) ([]Receipt, error) {
	var list []Receipt
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		var r Receipt
		err := json.Unmarshal([]byte(text), &r)
		list = append(list, r)
		return err
	}, "SELECT content FROM receipts ORDER BY at DESC, id")
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("list receipts: %w", err))
	}
	return list, nil
}

// Note records an act that changes no row, such as printing a list or looking
// at the audit log. The detail is clear text; nothing personal may be in it.
func (se *Session) Note(ctx context.Context, action string, detail map[string]string) error {
	return se.Notes(ctx, action, slices.Values([]map[string]string{detail}))
}

// Notes records several acts that change no row, an entry each, all or none.
func (se *Session) Notes(ctx context.Context, action string, details iter.Seq[map[string]string]) error {
	if err := checkText("action", action); err != nil {
		return err
	}
	first, err := se.st.newID()
	if err != nil {
		return err
	}
	return se.st.write(ctx, first, func(ctx context.Context, t *txn) error {
		id := first
		for detail := range details {
			if err := t.note(ctx, se, id, action, detail); err != nil {
				return err
			}
			if id, err = se.st.newID(); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *txn) note(ctx context.Context, se *Session, id, action string, detail map[string]string) error {
	for k, v := range detail {
		if err := checkTexts("detail", k, k, v); err != nil {
			return err
		}
	}
	return t.record(ctx, se, entry{ID: id, Action: action, By: se.user.ID, At: se.st.clock(), Detail: detail})
}
