package storetest

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store"
	"recourse/cases/vault"
)

// fill puts a row into every table that is still empty in the sample.
func (w *world) fill(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	w.decide(t, 1)
	must(t, w.in["supervisor"].AddReceipt(ctx, store.Receipt{ID: newAction(), At: Now(), Purpose: "audit", What: "cases"}))
	d := w.delivery()
	_, err := w.st.ImportDelivery(ctx, d, store.Goods{Cases: Cases(0), Register: entries(3)}, nil)
	must(t, err)
	_, err = w.st.SignCheckpoint(ctx)
	must(t, err)
}

func entries(n int) iter.Seq2[store.RegisterEntry, error] {
	return func(yield func(store.RegisterEntry, error) bool) {
		for i := range n {
			e := store.RegisterEntry{
				Colour: cases.Yellow, IssuedAt: Now(), Source: cases.CarrierTower, Batch: fmt.Sprintf("B-%d", i%2), Rule: "R-LOC",
				Link: "by phone", Person: cases.Card{Name: fmt.Sprintf("未申诉%d", i), DocNo: DocNo(5000 + i), Phone: Phone(5000 + i)}, Reason: "途经",
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// testTampered changes every column of every table, one after the other, with
// the database's own guards switched off, and has the verification name the
// row each time.
func testTampered(t *testing.T, w *world) {
	ctx := context.Background()
	w.fill(t)
	db := w.raw(t)
	for _, table := range tables() {
		w.e.Disarm(t, db, table)
	}
	for _, table := range tables() {
		if table == "preferences" {
			continue // not part of the record; they open or they do not
		}
		cols, rows := read(t, db, table)
		if len(rows) == 0 {
			t.Errorf("%s is empty, so nothing is shown", table)
			continue
		}
		for i, col := range cols {
			if table == "audit_head" && col != "chain" {
				continue // the counter that makes writers queue says nothing
			}
			row := rows[len(rows)/2]
			undo := tamper(t, db, table, cols, row, i)
			v, err := w.st.Verify(ctx, nil)
			must(t, err)
			if !slices.ContainsFunc(v.Findings, func(f store.Finding) bool { return strings.HasPrefix(f.Row, named(table)+"/") }) {
				t.Errorf("%s.%s changed from %v and nobody noticed: %v", table, col, row[i], v.Findings)
			}
			undo()
		}
	}
	w.whole(t)
}

// named is the table under which a finding names a row: the card and the
// evidence lines belong to their case.
func named(table string) string {
	switch table {
	case "cards", "evidence_index":
		return "cases"
	}
	return table
}

// tamper changes one column of one row and returns how to undo it.
func tamper(t *testing.T, db *sql.DB, table string, cols []string, row []any, i int) func() {
	t.Helper()
	other := row[i]
	switch v := row[i].(type) {
	case int64:
		other = v + 1000
	case string:
		other = v + "x"
	case []byte:
		other = append(slices.Clone(v), 1)
		if len(v) > 0 {
			other = slices.Clone(v)
			other.([]byte)[len(v)/2] ^= 1
		}
	case nil:
		other = int64(7)
		if strings.HasSuffix(cols[i], "blind") {
			other = []byte{7}
		}
	}
	set := func(old, next []any) {
		var where []string
		args := []any{next[i]}
		for k, c := range cols {
			if old[k] == nil {
				where = append(where, c+" IS NULL")
				continue
			}
			args = append(args, old[k])
			where = append(where, fmt.Sprintf("%s = $%d", c, len(args)))
		}
		res, err := db.ExecContext(context.Background(), fmt.Sprintf("UPDATE %s SET %s = $1 WHERE %s", table, cols[i], strings.Join(where, " AND ")), args...)
		must(t, err)
		if n, _ := res.RowsAffected(); n != 1 {
			t.Fatalf("%s.%s: %d rows changed", table, cols[i], n)
		}
	}
	changed := slices.Clone(row)
	changed[i] = other
	set(row, changed)
	return func() { set(changed, row) }
}

// testTorn: rows that are gone, rows that nobody wrote, and a chain with its
// end cut off.
func testTorn(t *testing.T, w *world) {
	w.fill(t)
	ctx := context.Background()
	db := w.raw(t)
	for _, table := range tables() {
		w.e.Disarm(t, db, table)
	}
	expect := func(what, row, why string) {
		t.Helper()
		v, err := w.st.Verify(ctx, nil)
		must(t, err)
		if !slices.ContainsFunc(v.Findings, func(f store.Finding) bool { return f.Row == row && f.Why == why }) {
			t.Errorf("%s: want %s %s, got %v", what, row, why, v.Findings)
		}
	}
	exec := func(text string) {
		t.Helper()
		_, err := db.ExecContext(ctx, text)
		must(t, err)
	}
	exec("INSERT INTO evidence_index (case_id, ref, source, provider, batch, rules, verdict) VALUES (3, 'F9', '', '', '', '', '')")
	expect("an evidence line nobody wrote", "cases/3", "changed")
	exec("DELETE FROM evidence_index WHERE ref = 'F9'")
	exec("INSERT INTO evidence_index (case_id, ref, source, provider, batch, rules, verdict) VALUES (777, 'F9', '', '', '', '', '')")
	expect("an evidence line of no case", "evidence_index/777", "unclaimed")
	exec("DELETE FROM evidence_index WHERE ref = 'F9'")
	exec("INSERT INTO office (name, value) VALUES ('backdoor', 'open')")
	expect("a setting nobody made", "office/backdoor", "unclaimed")
	exec("DELETE FROM office WHERE name = 'backdoor'")
	exec("INSERT INTO moves (move, from_state, to_state) VALUES ('approve', 'received', 'decided')")
	expect("a way nobody may take", "moves/approve/received/decided", "moves")
	exec("DELETE FROM moves WHERE move = 'approve' AND from_state = 'received'")
	w.whole(t)

	exec("DELETE FROM register_entries WHERE no = 2")
	expect("a register entry gone", "register_entries/2/2", "missing")
	exec("DELETE FROM snapshots WHERE case_id = 5")
	expect("a snapshot gone", "snapshots/5/1", "missing")
	exec("DELETE FROM audit WHERE seq = 4")
	expect("an entry gone", "audit/4", "missing")
	exec("DELETE FROM audit WHERE seq > 4")
	exec("UPDATE audit_head SET chain = chain")
	v, err := w.st.Verify(ctx, nil)
	must(t, err)
	if v.Whole() || v.Entries != 3 {
		t.Errorf("a record cut off after entry 3 has %d entries and findings %v", v.Entries, v.Findings)
	}
}

// testForged: somebody with full rights on the database, but without a
// passphrase, extends the chain correctly, with a key of their own that the
// forged entry itself introduces.
func testForged(t *testing.T, w *world) {
	ctx := context.Background()
	db := w.raw(t)
	for _, table := range []string{"audit", "audit_head"} {
		w.e.Disarm(t, db, table)
	}
	var state []byte
	must(t, db.QueryRowContext(ctx, "SELECT chain FROM audit_head").Scan(&state))
	var chain audit.Chain
	must(t, chain.UnmarshalBinary(state))
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	content := fmt.Appendf(nil, `{"v":1,"action_id":"forged","action":"note","by":"admin","at":"2020-02-17T01:00:00Z","keys":{"admin":"%s"}}`,
		base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey)))
	e, err := chain.Append("admin", content, func(signed []byte) ([]byte, error) {
		return key.Sign(nil, signed, &ed25519.Options{Context: string(vault.SignedEntry)})
	})
	must(t, err)
	last := chain.Last()
	_, err = db.ExecContext(ctx, "INSERT INTO audit (seq, prev, hash, action_id, at, actor, action, content, signature) VALUES ($1, $2, $3, 'forged', $4, 'admin', 'note', $5, $6)",
		e.Seq, e.Prev[:], last[:], time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC).UnixMicro(), string(e.Content), e.Signature)
	must(t, err)
	state, err = chain.MarshalBinary()
	must(t, err)
	_, err = db.ExecContext(ctx, "UPDATE audit_head SET chain = $1", state)
	must(t, err)
	v, err := w.st.Verify(ctx, nil)
	must(t, err)
	want := []store.Finding{{Row: fmt.Sprintf("audit/%d", e.Seq), Why: "unsigned"}}
	if diff := cmp.Diff(want, v.Findings); diff != "" {
		t.Error(diff)
	}
}
