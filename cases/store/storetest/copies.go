package storetest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/store/engine"
)

// backup makes a backup of a full office and returns its file.
func (w *world) backup(t *testing.T) (string, store.Backup) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.backup")
	b, err := w.in["admin"].Backup(context.Background(), path, nil)
	must(t, err)
	return path, b
}

func admin() store.Restoring { return store.Restoring{User: "admin", Passphrase: Passphrase} }

// testBackup restores a full office into both kinds of place and compares
// every table.
func testBackup(t *testing.T, w *world) {
	ctx := context.Background()
	w.fill(t)
	must(t, w.in["reviewer"].SetPreference(ctx, "views", []byte("样本")))
	_, err := w.in["reviewer"].Backup(ctx, filepath.Join(t.TempDir(), "x"), nil)
	refused(t, err, "role")
	before := w.tables(t)
	path, b := w.backup(t)
	if b.Cases != 12 || b.Height == 0 || b.Bytes == 0 || b.File != "office.backup" || b.Schema != engine.Newest {
		t.Errorf("the backup is %+v", b)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v: %v", info.Mode(), err)
	}
	list, err := w.st.Backups(ctx)
	must(t, err)
	if len(list) != 1 || list[0].SHA256 != b.SHA256 || list[0].Height != b.Height {
		t.Errorf("the record knows %+v", list)
	}
	w.noteOn(t, 3, "later")
	for name, dsn := range map[string]string{"same engine": w.e.Empty(t), "file": filepath.Join(t.TempDir(), "restored.recourse")} {
		r, err := store.Restore(ctx, path, dsn, Options(), admin(), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if r.Cases != 12 || r.Height != b.Height || r.Copy == "" {
			t.Errorf("%s: restored %+v", name, r)
		}
		copied := &world{e: w.e, dsn: dsn}
		copied.st = copied.another(t)
		copied.in = copied.signIn(t, copied.st)
		copied.mustBeWhole(t)
		copied.mustEqual(t, name, before)
		if f, err := copied.st.Case(ctx, 1); err != nil || f.Snapshot.Resident.Name != "样本0" || len(f.Decisions) != 1 {
			t.Errorf("%s: case 1: %v", name, err)
		}
		o, err := copied.st.Origin(ctx)
		must(t, err)
		if o == nil || o.Copy != r.Copy || o.Height != b.Height || o.RestoredBy != "admin" {
			t.Errorf("%s: its origin is %+v", name, o)
		}
		copied.decide(t, 2) // the guards are on again, and work goes on
		copied.mustBeWhole(t)
		_, err = store.Restore(ctx, path, dsn, Options(), admin(), nil)
		refused(t, err, "office_exists")
	}
}

// copiedTables are the tables in which a restored office is what was saved.
// The others go on: office, audit, audit_head and checkpoints.
func copiedTables() []string {
	return []string{
		"users", "signing_keys", "cases", "cards", "deliveries", "delivery_leaves", "delivery_keys", "snapshots", "papers", "decisions",
		"signoffs", "proposals", "confirmations", "evidence_index", "register_entries", "receipts", "preferences", "group_orders",
		"group_members", "alerts", "purges", "moves",
	}
}

// tables reads every copied table as text, in an order of its own.
func (w *world) tables(t *testing.T) map[string]string {
	t.Helper()
	e, err := engine.Open(context.Background(), w.dsn, false)
	must(t, err)
	defer e.Close()
	tx, err := e.View(context.Background())
	must(t, err)
	defer tx.Rollback()
	out := map[string]string{}
	for _, table := range copiedTables() {
		var rows []string
		var cols []string
		must(t, e.Dump(context.Background(), tx, table, func(c []string) error { cols = c; return nil }, func(row []any) error {
			rows = append(rows, spelled(cols, row))
			return nil
		}))
		out[table] = sortedLines(rows)
	}
	return out
}

func (w *world) mustEqual(t *testing.T, name string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, w.tables(t)); diff != "" {
		t.Errorf("%s: the tables differ: %.2000s", name, diff)
	}
}

// testNoBackup refuses whatever is no whole backup of an office, each in its
// own way, and leaves nothing behind.
func testNoBackup(t *testing.T, w *world) {
	ctx := context.Background()
	w.fill(t)
	path, b := w.backup(t)
	_, err := w.in["admin"].Backup(ctx, path, nil)
	refused(t, err, "file_exists")
	whole, err := os.ReadFile(path)
	must(t, err)
	dir := t.TempDir()
	try := func(name string, content []byte, how store.Restoring, code string) {
		t.Helper()
		file := filepath.Join(dir, "try.backup")
		must(t, os.WriteFile(file, content, 0o600))
		_, err := store.Restore(ctx, file, filepath.Join(dir, "office.recourse"), Options(), how, nil)
		if r, ok := cases.AsRefusal(err); !ok || r.Code != code {
			t.Errorf("%s: %v, want %s", name, err, code)
		}
	}
	try("wrong passphrase", whole, store.Restoring{User: "admin", Passphrase: "another one"}, "backup_sign_in")
	try("unknown person", whole, store.Restoring{User: "nobody", Passphrase: Passphrase}, "backup_sign_in")
	try("mistyped recovery key", whole, store.Restoring{User: "admin", Passphrase: Passphrase, RecoveryKey: "AAAA"}, "recovery_mistyped")
	try("empty", nil, admin(), "not_a_backup")
	try("a picture", []byte("\x89PNG\r\n"+strings.Repeat("x", 500)), admin(), "not_a_backup")
	try("another age file", []byte("age-encryption.org/v1\n-> X25519 AAAA\nAAAA\n--- AAAA\n"), admin(), "not_a_backup")
	try("something behind the end", append(bytes.Clone(whole), 0), admin(), "damaged_backup")
	for _, cut := range []int{1, 17, len(whole) / 4, len(whole) / 2, len(whole) - 100} {
		try("cut short", whole[:len(whole)-cut], admin(), "damaged_backup")
	}
	head := bytes.Index(whole, []byte("\n--- "))
	for i := 60; i < len(whole); i += 1 + len(whole)/12 {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0x10
		if i > head-60 && i < head+60 {
			continue
		}
		try("one bit changed", flipped, admin(), "damaged_backup")
	}
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) != 1 {
		t.Errorf("%v is left behind", left)
	}
	if b.Height == 0 {
		t.Error("no height")
	}
}

// testBackupOfDamage does not pass a changed record off as sound.
func testBackupOfDamage(t *testing.T, w *world) {
	w.fill(t)
	db := w.raw(t)
	w.e.Disarm(t, db, "audit")
	if _, err := db.Exec("UPDATE audit SET content = replace(content, 'sample.ndjson', 'sample.ndjsom') WHERE seq > 2"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, err := w.in["admin"].Backup(context.Background(), filepath.Join(dir, "x"), nil)
	refused(t, err, "damaged_row")
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%v is left behind", left)
	}
}

// testRestoreForeign refuses a backup of an office some row of which was
// changed: the record proves every row.
func testRestoreForeign(t *testing.T, w *world) {
	w.fill(t)
	db := w.raw(t)
	w.e.Disarm(t, db, "cases")
	if _, err := db.Exec("UPDATE cases SET colour = 'GREEN' WHERE id = 3"); err != nil {
		t.Fatal(err)
	}
	path, _ := w.backup(t)
	dsn := w.e.Empty(t)
	_, err := store.Restore(context.Background(), path, dsn, Options(), admin(), nil)
	refused(t, err, "damaged_row")
	if _, err := store.Open(context.Background(), dsn, Options()); err == nil {
		t.Error("a backup that does not verify became an office")
	}
}

// testCopies tells a restored copy from the office and from an older file.
func testCopies(t *testing.T, w *world) {
	ctx := context.Background()
	opt := Options()
	opt.SeenDir = t.TempDir()
	seat := func(dsn string) (*store.Store, error) { return store.Open(ctx, dsn, opt) }
	shut := func(st *store.Store, err error) *store.Store {
		t.Helper()
		must(t, err)
		must(t, st.Close(ctx))
		return st
	}
	shut(seat(w.dsn))
	path, b := w.backup(t)
	w.noteOn(t, 3, "more")
	_, err := w.st.SignCheckpoint(ctx)
	must(t, err)
	shut(seat(w.dsn))
	dsn := filepath.Join(t.TempDir(), "copy.recourse")
	r, err := store.Restore(ctx, path, dsn, opt, admin(), nil)
	must(t, err)
	if r.Behind < 1 || r.Height != b.Height {
		t.Errorf("this seat saw later entries, but the copy is said to be %d behind", r.Behind)
	}
	st, err := seat(dsn)
	must(t, err)
	if o, err := st.Origin(ctx); err != nil || o == nil || o.Others != 1 {
		t.Errorf("the copy's origin is %+v: %v", o, err)
	}
	must(t, st.Close(ctx))
	shut(seat(w.dsn)) // a drill does not shut anybody out of the office itself
	raw, err := engine.Open(ctx, dsn, false)
	must(t, err)
	defer raw.Close()
	if _, err := raw.Write.Exec("UPDATE office SET value = 'forged 2' WHERE name = 'copy'"); err != nil {
		t.Fatal(err)
	}
	_, err = seat(dsn)
	refused(t, err, "copy_unvouched")
}

// testRestoreByRecovery gives an administrator a new passphrase in the copy.
func testRestoreByRecovery(t *testing.T, w *world) {
	ctx := context.Background()
	key, err := w.in["admin"].NewRecoveryKey(ctx)
	must(t, err)
	path, _ := w.backup(t)
	dsn := w.e.Empty(t)
	_, err = store.Restore(ctx, path, dsn, Options(), store.Restoring{User: "admin", Passphrase: "a new passphrase", RecoveryKey: key}, nil)
	must(t, err)
	st, err := store.Open(ctx, dsn, Options())
	must(t, err)
	defer st.Close(ctx)
	_, err = st.SignIn(ctx, "admin", "a new passphrase")
	must(t, err)
	if v, err := st.Verify(ctx, nil); err != nil || !v.Whole() {
		t.Errorf("the copy does not verify: %v %v", v, err)
	}
}
