package storetest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store"
)

// testTwoPrograms: two programs on one office write side by side; nothing is
// lost, no case is taken twice, and the record stays one chain.
func testTwoPrograms(t *testing.T, w *world) {
	ctx := context.Background()
	other := w.another(t)
	w.signIn(t, other)
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := map[cases.ID]int{}
	for i, st := range []*store.Store{w.st, other} {
		by := []cases.UserID{"reviewer", "reviewer2"}[i]
		wg.Go(func() {
			for id := cases.ID(1); id <= 12; id++ {
				f, err := st.Case(ctx, id)
				if err != nil {
					t.Error(err)
					return
				}
				c := cases.Change{ActionID: newAction(), Move: cases.MoveTake, By: w.in[by].User().Actor(), At: Now(), Read: f.Version, From: f.State, Row: f.Row}
				c.Row.State, c.Row.Officer = cases.Assigned, by
				err = st.Apply(ctx, c)
				if _, no := cases.AsRefusal(err); err != nil && !no {
					t.Error(err)
				}
				if err == nil && f.State == cases.Registered {
					mu.Lock()
					taken[id]++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for id := cases.ID(1); id <= 12; id++ {
		if taken[id] != 1 {
			t.Errorf("case %d was taken %d times from the queue", id, taken[id])
		}
	}
	w.whole(t)
}

// testCheckpoints: a checkpoint can be checked from outside, the record keeps
// to it, and a seat that has seen it refuses an office that goes back behind.
func testCheckpoints(t *testing.T, w *world) {
	ctx := context.Background()
	for _, se := range w.in {
		must(t, se.SetPreference(ctx, "x", nil))
	}
	w.st.Close(ctx)
	old := w.e.Clone(t, w.dsn)

	opt := Options()
	opt.SeenDir, opt.CheckpointEvery = filepath.Join(t.TempDir(), "seen"), 2
	st, err := store.Open(ctx, w.dsn, opt)
	must(t, err)
	w.st, w.in = st, w.signIn(t, st)
	w.take(t, 1, "reviewer")
	w.take(t, 2, "reviewer")
	signed, err := st.SignCheckpoint(ctx)
	must(t, err)
	c, err := audit.OpenCheckpoint([]byte(signed), st.Office().CheckpointKey)
	must(t, err)
	seq, err := st.Seq(ctx)
	must(t, err)
	if c.Size != seq || c.Origin != st.Office().Origin() {
		t.Errorf("checkpoint %+v at sequence %d", c, seq)
	}
	w.whole(t)
	must(t, st.Close(ctx))

	st, err = store.Open(ctx, w.dsn, opt)
	must(t, err)
	must(t, st.Close(ctx))
	_, err = store.Open(ctx, old, opt)
	refused(t, err, "older_store")

	files, err := filepath.Glob(filepath.Join(opt.SeenDir, "*"))
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("the seat remembers %v", files)
	}
	data, err := os.ReadFile(files[0])
	must(t, err)
	must(t, os.WriteFile(files[0], []byte(strings.Replace(string(data), "recourse/", "recourze/", 1)), 0o600))
	_, err = store.Open(ctx, w.dsn, opt)
	refused(t, err, "other_office_key")
}

// testNewer: an office of a newer program is refused, not guessed at.
func testNewer(t *testing.T, w *world) {
	ctx := context.Background()
	w.st.Close(ctx)
	_, err := w.raw(t).ExecContext(ctx, "INSERT INTO schema_version (version_id, is_applied) VALUES (99, TRUE)")
	must(t, err)
	_, err = store.Open(ctx, w.dsn, Options())
	r := refused(t, err, "newer_office")
	if r.Args["have"] != "99" {
		t.Errorf("the refusal says %v", r.Args)
	}
}

// testDamagedRow: what does not open is named by its case and kind.
func testDamagedRow(t *testing.T, w *world) {
	ctx := context.Background()
	db := w.raw(t)
	for _, table := range []string{"cards", "snapshots", "cases"} {
		w.e.Disarm(t, db, table)
	}
	for _, text := range []string{
		"UPDATE snapshots SET sealed = (SELECT s.sealed FROM snapshots s WHERE s.case_id = 2) WHERE case_id = 1",
		"UPDATE cases SET wrapped_key = (SELECT c.wrapped_key FROM cases c WHERE c.id = 4) WHERE id = 3",
	} {
		_, err := db.ExecContext(ctx, text)
		must(t, err)
	}
	_, err := w.st.Case(ctx, 1)
	if r := refused(t, err, "damaged_row"); r.Args["case"] != AppealNo(0) || r.Args["row"] != "snapshot 1" {
		t.Errorf("the refusal says %v", r.Args)
	}
	_, err = w.st.Case(ctx, 3)
	if r := refused(t, err, "damaged_row"); r.Args["row"] != "key" {
		t.Errorf("the refusal says %v", r.Args)
	}
	refused(t, w.st.Rows(ctx, 0, func(cases.Row, *cases.Card) error { return nil }), "damaged_row")
}
