package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// tables are all tables of an office but the engine's own.
func tables() []string {
	return []string{
		"office", "users", "signing_keys", "moves", "cases", "cards", "deliveries", "delivery_leaves", "delivery_keys", "snapshots",
		"papers", "decisions", "signoffs", "evidence_index", "register_entries", "receipts", "preferences", "audit", "audit_head", "checkpoints",
	}
}

// dump reads every row of a table as text.
func dump(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	_, rows := read(t, db, table)
	out := make([]string, len(rows))
	for i, row := range rows {
		var b strings.Builder
		for _, v := range row {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			fmt.Fprintf(&b, "%v|", v)
		}
		out[i] = b.String()
	}
	return out
}

// read reads every row of a table.
func read(t *testing.T, db *sql.DB, table string) (cols []string, list [][]any) {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), "SELECT * FROM "+table)
	must(t, err)
	defer rows.Close()
	cols, err = rows.Columns()
	must(t, err)
	for rows.Next() {
		row := make([]any, len(cols))
		into := make([]any, len(cols))
		for i := range row {
			into[i] = &row[i]
		}
		must(t, rows.Scan(into...))
		list = append(list, row)
	}
	must(t, rows.Err())
	return cols, list
}

// mustFail runs a statement behind the store's back that the database itself
// has to refuse.
func mustFail(t *testing.T, db *sql.DB, text string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), text, args...); err == nil {
		t.Errorf("the database took %s", text)
	}
}

// spelled is a row as "column=value", whatever the order of the columns.
func spelled(cols []string, row []any) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = fmt.Sprintf("%s=%v", c, row[i])
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

func sortedLines(rows []string) string {
	slices.Sort(rows)
	return strings.Join(rows, "\n")
}
