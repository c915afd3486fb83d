package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
)

func schemaOf(t *testing.T, e *Engine) map[string]string {
	t.Helper()
	rows, err := e.Write.QueryContext(t.Context(), "SELECT name, coalesce(sql, '') FROM sqlite_schema")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		out[name] = text
	}
	return out
}

const oneCase = `INSERT INTO cases (id, version, seq, move, appeal_no, state, state_since, colour, issued_at, isolation_end, filed_at, due_at,
	paused_at, division, issuing_system, rule_set, rules, grounds, urgency, signals, officer, allocator, lease_until, drafter, returns,
	disposition, new_colour, second_look, isolation, instruction, notice, snapshot_version, wrapped_key)
	VALUES ($1, 1, 1, 'receive', $2, $3, 0, '', 0, 0, 0, 0, 0, '', '', '', '', '', '', 0, '', '', 0, '', 0, '', '', 0, '', '', '', 1, x'00')`

func TestFilling(t *testing.T) {
	t.Parallel()
	office := func(t *testing.T) *Engine {
		e, err := Open(t.Context(), filepath.Join(t.TempDir(), "o.recourse"), true)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { e.Close() })
		return e
	}
	fill := func(t *testing.T, e *Engine, state cases.State, rows int) (*sql.Tx, *Filling) {
		tx, err := e.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { tx.Rollback() })
		f, err := e.Fill(t.Context(), tx)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			if _, err := tx.ExecContext(t.Context(), oneCase, i+1, fmt.Sprint("A", i), string(state)); err != nil {
				t.Fatal(err)
			}
		}
		return tx, f
	}
	t.Run("leaves the office with the indexes and guards it had", func(t *testing.T) {
		t.Parallel()
		e := office(t)
		before := schemaOf(t, e)
		tx, f := fill(t, e, cases.Registered, 3)
		if err := errors.Join(f.Done(t.Context()), tx.Commit()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, schemaOf(t, e)); diff != "" || before[entering] == "" || before["cases_doc_blind"] == "" {
			t.Error(diff)
		}
		if _, err := e.Write.ExecContext(t.Context(), oneCase, 9, "Z", string(cases.Closed)); explained(e, err) != "state_move" {
			t.Errorf("the guard let a case come in closed: %v", err)
		}
		if _, err := e.Write.ExecContext(t.Context(), oneCase, 9, "A1", string(cases.Registered)); err == nil {
			t.Error("an appeal number came in twice")
		}
	})
	t.Run("refuses what the guard would have refused", func(t *testing.T) {
		t.Parallel()
		e := office(t)
		_, f := fill(t, e, cases.Decided, 1)
		if err := f.Done(t.Context()); explained(e, err) != "state_move" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("refuses an appeal number that came in twice", func(t *testing.T) {
		t.Parallel()
		e := office(t)
		tx, f := fill(t, e, cases.Registered, 2)
		if _, err := tx.ExecContext(t.Context(), oneCase, 9, "A1", string(cases.Registered)); err != nil {
			t.Fatal(err)
		}
		if f.Done(t.Context()) == nil {
			t.Error("the index was made")
		}
	})
	t.Run("ends when it is called off, and then nothing is left of it", func(t *testing.T) {
		t.Parallel()
		e := office(t)
		before := schemaOf(t, e)
		tx, f := fill(t, e, cases.Registered, 3)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := f.Done(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, schemaOf(t, e)); diff != "" {
			t.Error(diff)
		}
	})
}

func explained(e *Engine, err error) string {
	if r, ok := cases.AsRefusal(e.Explain(err)); ok {
		return r.Code
	}
	return ""
}
