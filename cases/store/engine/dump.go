package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// tablesInOrder lists the tables so that no row comes before what it refers
// to. The record comes early: whoever reads a dump can check it first.
func tablesInOrder() []string {
	return []string{
		"office", "users", "signing_keys", "checkpoints", "audit", "audit_head", "deliveries", "delivery_leaves", "delivery_keys",
		"cases", "cards", "snapshots", "papers", "decisions", "signoffs", "proposals", "confirmations", "evidence_index",
		"register_entries", "receipts", "preferences", "group_orders", "group_members", "alerts", "purges", "sheets",
	}
}

// made are tables that a program makes for itself.
func made(table string) bool { return table == "moves" || table == "schema_version" }

// Tables lists the tables of an office that a copy needs, in an order in which
// they can be filled.
func (e *Engine) Tables(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, e.d.tables())
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	defer rows.Close()
	var there []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("list tables: %w", err)
		}
		if !made(name) {
			there = append(there, name)
		}
	}
	known := slices.DeleteFunc(tablesInOrder(), func(t string) bool { return !slices.Contains(there, t) })
	slices.Sort(there)
	rest := slices.DeleteFunc(there, func(t string) bool { return slices.Contains(known, t) })
	return append(known, rest...), rows.Err()
}

// Dump hands over every row of a table, in the order of its key.
func (e *Engine) Dump(ctx context.Context, tx *sql.Tx, table string, begin func(columns []string) error, row func([]any) error) error {
	rows, err := tx.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY 1")
	if err != nil {
		return fmt.Errorf("read %s: %w", table, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return fmt.Errorf("read %s: %w", table, err)
	}
	if err := begin(columns); err != nil {
		return err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("read %s: %w", table, err)
		}
		if err := row(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Version is the version of the schema.
func (e *Engine) Version(ctx context.Context) (int64, error) {
	p, err := e.provider()
	if err != nil {
		return 0, err
	}
	v, err := p.GetDBVersion(ctx)
	if err != nil {
		return 0, e.Explain(fmt.Errorf("read schema version: %w", err))
	}
	return v, nil
}

// Newest is the newest version of the schema that this program knows.
const Newest = 9

// Loader fills the tables of an office in the making.
type Loader struct {
	e       *Engine
	tx      *sql.Tx
	table   string
	columns []string
	args    []any
	bytes   int
}

// The size of one statement that fills.
const (
	loadValues = 6000
	loadBytes  = 1 << 20
)

// Load runs fill in one transaction in which the guards are off: what is
// filled in was guarded when it was written, and is verified afterwards.
func (e *Engine) Load(ctx context.Context, fill func(*Loader) error) error {
	tx, err := e.Write.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return e.Explain(err)
	}
	defer tx.Rollback()
	on, err := e.d.disarm(ctx, tx)
	if err != nil {
		return e.Explain(fmt.Errorf("load: %w", err))
	}
	l := &Loader{e: e, tx: tx}
	if err := fill(l); err != nil {
		return e.Explain(err)
	}
	if err := errors.Join(l.flush(ctx), ctx.Err()); err != nil {
		return e.Explain(err)
	}
	for _, text := range on {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return e.Explain(fmt.Errorf("load: %w", err))
		}
	}
	return e.Explain(tx.Commit())
}

// Table begins a table.
func (l *Loader) Table(ctx context.Context, name string, columns []string) error {
	if err := l.flush(ctx); err != nil {
		return err
	}
	for _, n := range append([]string{name}, columns...) {
		if strings.Trim(n, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || n == "" {
			return fmt.Errorf("load: no table or column is called %q", n)
		}
	}
	if made(name) {
		return fmt.Errorf("load: table %s is the program's own", name)
	}
	l.table, l.columns = name, columns
	return nil
}

// Row adds a row; the values are the loader's from now on.
func (l *Loader) Row(ctx context.Context, values []any) error {
	for i, v := range values {
		switch v := v.(type) {
		case []byte:
			if l.bytes += len(v); v == nil {
				values[i] = []byte{}
			}
		case string:
			l.bytes += len(v)
		}
	}
	l.args = append(l.args, values...)
	if len(l.args) < loadValues && l.bytes < loadBytes {
		return nil
	}
	return l.flush(ctx)
}

func (l *Loader) flush(ctx context.Context) error {
	if len(l.args) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", l.table, strings.Join(l.columns, ", "))
	for i := range l.args {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%len(l.columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	b.WriteByte(')')
	_, err := l.tx.ExecContext(ctx, l.e.Ordered(b.String()), l.args...)
	clear(l.args)
	l.args, l.bytes = l.args[:0], 0
	if err != nil {
		return fmt.Errorf("fill %s: %w", l.table, err)
	}
	return nil
}
