package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"recourse/cases"
)

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
	if err := checkJSON("receipt", text, maxPaper); err != nil {
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
	if err := checkText("action", action); err != nil {
		return err
	}
	for k, v := range detail {
		if err := checkTexts("detail", k, k, v); err != nil {
			return err
		}
	}
	return se.act(ctx, action, detail, func(context.Context, *txn) error { return nil })
}
