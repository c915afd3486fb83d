package storetest

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/retention"
	"recourse/cases/store"
)

// later opens the office as it is so many days on.
func (w *world) later(t *testing.T, days int) *world {
	t.Helper()
	must(t, w.st.Close(context.Background()))
	opt := Options()
	opt.Clock = func(store.Office) cases.Clock { return cases.Fixed(Now().AddDate(0, 0, days)) }
	st, err := store.Open(context.Background(), w.dsn, opt)
	must(t, err)
	t.Cleanup(func() { st.Close(context.Background()) })
	return &world{e: w.e, dsn: w.dsn, st: st, in: w.signIn(t, st)}
}

// withdraw ends a case and delivers its letter.
func (w *world) withdraw(t *testing.T, id cases.ID) {
	t.Helper()
	c := w.change(t, id, "intake", cases.MoveWithdraw)
	c.Row.State, c.Row.StateSince, c.Row.Notice, c.Row.NoticeSince = cases.Withdrawn, Now(), cases.Delivered, Now()
	p, err := cases.NewPaper(cases.PaperEnding, 1, "intake", Now(), cases.Ending{State: cases.Withdrawn, Reason: "本人撤回"})
	must(t, err)
	c.Papers = []cases.Paper{p}
	must(t, w.st.Apply(context.Background(), c))
}

// note adds a note to a case.
func (w *world) noteOn(t *testing.T, id cases.ID, text string) {
	t.Helper()
	c := w.change(t, id, "intake", cases.MoveNote)
	p, err := cases.NewPaper(cases.PaperNote, 1, "intake", Now(), cases.Note{No: 1, Text: text, By: "intake", At: Now()})
	must(t, err)
	c.Papers = []cases.Paper{p}
	must(t, w.st.Apply(context.Background(), c))
}

// sealedBytes are the wrapped key and the sealed bodies of a case, as they lie
// in the database.
func (w *world) sealedBytes(t *testing.T, id cases.ID) [][]byte {
	t.Helper()
	db := w.raw(t)
	var out [][]byte
	for _, query := range []string{
		"SELECT wrapped_key FROM cases WHERE id = $1", "SELECT sealed FROM cards WHERE case_id = $1",
		"SELECT sealed FROM snapshots WHERE case_id = $1", "SELECT sealed FROM papers WHERE case_id = $1",
		"SELECT doc_blind FROM cases WHERE id = $1",
	} {
		rows, err := db.QueryContext(context.Background(), query, int64(id))
		must(t, err)
		for rows.Next() {
			var b []byte
			must(t, rows.Scan(&b))
			out = append(out, bytes.Clone(b))
		}
		must(t, rows.Err())
		must(t, rows.Close())
	}
	return out
}

// testPurge lets one case go and keeps the others, by the way two people take.
func testPurge(t *testing.T, w *world) {
	ctx := context.Background()
	w.replay(t, always) // makes the sheets
	w.noteOn(t, 2, "电话核实")
	w.withdraw(t, 2)
	w.withdraw(t, 3)
	_, err := w.st.ImportDelivery(ctx, w.delivery(), store.Goods{Cases: Cases(0), Register: entries(3)}, nil)
	must(t, err)
	early := w.later(t, retention.Days-1)
	_, err = early.in["admin"].OrderPurge(ctx)
	refused(t, err, "purge_nothing")
	gone := early.sealedBytes(t, 2)
	if len(gone) < 5 {
		t.Fatalf("only %d sealed bodies", len(gone))
	}

	w = early.later(t, retention.Days)
	_, err = w.in["reviewer"].OrderPurge(ctx)
	refused(t, err, "role")
	p, err := w.in["admin"].OrderPurge(ctx)
	must(t, err)
	if p.Cases != 2 || p.Deliveries != 1 || p.No != 1 {
		t.Fatalf("the order is %+v", p)
	}
	_, err = w.in["admin"].OrderPurge(ctx)
	refused(t, err, "purge_waits")
	_, err = w.in["admin"].CarryPurge(ctx, 1, nil)
	refused(t, err, "purge_state")
	_, err = w.in["admin"].WitnessPurge(ctx, 1, p.Digest)
	refused(t, err, "role")
	_, err = w.in["auditor"].WitnessPurge(ctx, 1, "other")
	refused(t, err, "purge_changed")
	_, err = w.in["auditor"].WitnessPurge(ctx, 1, p.Digest)
	must(t, err)
	did, err := w.in["admin"].CarryPurge(ctx, 1, nil)
	must(t, err)
	if want := (store.Purging{Cases: 2, Snapshots: 2, Papers: 1, Kept: 2, People: 3}); did != want {
		t.Errorf("the purge did %+v, want %+v", did, want)
	}
	done, err := w.in["admin"].FinishPurge(ctx, 1, "证明\n")
	must(t, err)
	if text, err := audit.OpenText([]byte(done.Certificate), w.st.Office().CheckpointKey); err != nil || text != "证明\n" {
		t.Errorf("the certificate says %q: %v", text, err)
	}
	w.checkPurged(t, 2)
	w.mustBeWhole(t)
	w.mustNotHold(t, gone)
}

// checkPurged looks at what is left of a purged case.
func (w *world) checkPurged(t *testing.T, id cases.ID) {
	t.Helper()
	ctx := context.Background()
	f, err := w.st.Case(ctx, id)
	must(t, err)
	if f.Purge != 1 || len(f.Notes) != 0 || f.Ending == nil || f.Ending.Reason != "本人撤回" || f.Snapshot.Resident.Name != "" {
		t.Errorf("the file of a purged case: purge %d, notes %v, ending %v, resident %q", f.Purge, f.Notes, f.Ending, f.Snapshot.Resident.Name)
	}
	_, err = w.st.SnapshotVersion(ctx, id, 1)
	refused(t, err, "purged")
	if ids, err := w.st.FindByDocNo(ctx, DocNo(int(id)-1)); err != nil || len(ids) != 0 {
		t.Errorf("the person is still found: %v %v", ids, err)
	}
	cards := 0
	must(t, w.st.Rows(ctx, 0, func(r cases.Row, c *cases.Card) error {
		if (c == nil) != (r.Purge != 0) {
			t.Errorf("case %d, purge %d, card %v", r.ID, r.Purge, c)
		}
		cards++
		return nil
	}))
	must(t, w.st.Snapshots(ctx, func(r cases.Row, _ *cases.Snapshot) error {
		if r.Purge != 0 {
			t.Errorf("case %d is replayed", r.ID)
		}
		return nil
	}))
	left := 0
	must(t, w.raw(t).QueryRow("SELECT count(*) FROM sheets WHERE from_case <= $1 AND to_case >= $1", int64(id)).Scan(&left))
	if from, _ := w.replay(t, always); left != 0 || from[id] != "" {
		t.Errorf("%d rows of sheets are left of case %d, and it says %q", left, id, from[id])
	}
	c := w.change(t, id, "intake", cases.MoveNote)
	if err := w.st.Apply(ctx, c); err == nil {
		t.Error("a purged case took a note")
	}
	// The same delivery again is known; another content is refused.
	r := w.deliver(t, Incoming(int(id)-1))
	if r.Unchanged != 1 || r.Stored != 0 {
		t.Errorf("the same again: %+v", r)
	}
}

// mustNotHold looks for bytes in the office's file and its log.
func (w *world) mustNotHold(t *testing.T, gone [][]byte) {
	t.Helper()
	if w.e.File == nil {
		return
	}
	for _, name := range w.e.File(w.dsn) {
		data, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue
		}
		must(t, err)
		for _, b := range gone {
			if len(b) > 0 && bytes.Contains(data, b[:min(len(b), 24)]) {
				t.Errorf("%s still holds %x", name, b[:8])
			}
		}
	}
}

func (w *world) mustBeWhole(t *testing.T) {
	t.Helper()
	v, err := w.st.Verify(context.Background(), nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record does not verify: %v", v.Findings)
	}
}

// testPurgeGuards tries to get at working copies past the program.
func testPurgeGuards(t *testing.T, w *world) {
	ctx := context.Background()
	w.withdraw(t, 2)
	db := w.raw(t)
	for _, text := range []string{
		"DELETE FROM cards WHERE case_id = 2", "UPDATE snapshots SET sealed = '' WHERE case_id = 2", "DELETE FROM papers WHERE case_id = 2",
		"UPDATE cases SET purge = 1, move = 'purge', version = version + 1 WHERE id = 2",
		"UPDATE cases SET wrapped_key = '', version = version + 1 WHERE id = 2",
	} {
		mustFail(t, db, text)
	}
	w = w.later(t, 90)
	db = w.raw(t)
	p, err := w.in["admin"].OrderPurge(ctx)
	must(t, err)
	mustFail(t, db, "UPDATE purges SET state = 'witnessed', witness = 'admin', version = version + 1")
	mustFail(t, db, "UPDATE purges SET state = 'witnessed', version = version + 1")
	mustFail(t, db, "UPDATE purges SET state = 'done', version = version + 1")
	mustFail(t, db, "UPDATE purges SET cases = 9, version = version + 1")
	mustFail(t, db, "DELETE FROM purges")
	_, err = w.in["supervisor"].WitnessPurge(ctx, p.No, p.Digest)
	must(t, err)
	mustFail(t, db, "UPDATE cases SET purge = 1, move = 'purge', version = version + 1 WHERE id = 1") // is open
	mustFail(t, db, "UPDATE cases SET purge = 1, move = 'purge', colour = 'GREEN', version = version + 1 WHERE id = 2")
	must(t, w.in["supervisor"].CancelPurge(ctx, p.No))
	_, err = w.in["admin"].CarryPurge(ctx, p.No, nil)
	refused(t, err, "purge_state")
	w.mustBeWhole(t)
}

// testPurgeReturned puts a purged row back behind the program's back: the
// record says that it should not be there.
func testPurgeReturned(t *testing.T, w *world) {
	ctx := context.Background()
	w.noteOn(t, 2, "电话核实")
	w.withdraw(t, 2)
	db := w.raw(t)
	cols, rows := read(t, db, "papers")
	w = w.later(t, 90)
	p, err := w.in["admin"].OrderPurge(ctx)
	must(t, err)
	_, err = w.in["auditor"].WitnessPurge(ctx, p.No, p.Digest)
	must(t, err)
	_, err = w.in["admin"].CarryPurge(ctx, p.No, nil)
	must(t, err)
	w.mustBeWhole(t)
	db = w.raw(t)
	for _, r := range rows {
		if r[1] == "note" {
			r[7] = []byte{} // empty, which SQLite's driver hands over as nothing
			_, err := db.ExecContext(ctx, "INSERT INTO papers ("+joined(cols)+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", r...)
			must(t, err)
		}
	}
	v, err := w.st.Verify(ctx, nil)
	must(t, err)
	if diff := cmp.Diff([]store.Finding{{Row: "papers/2/note/1", Why: "unclaimed"}}, v.Findings); diff != "" {
		t.Error(diff)
	}
}

func joined(cols []string) string {
	out := cols[0]
	for _, c := range cols[1:] {
		out += ", " + c
	}
	return out
}

// testRetention sets the rule that decides what goes.
func testRetention(t *testing.T, w *world) {
	ctx := context.Background()
	w.withdraw(t, 2)
	_, err := w.in["supervisor"].SetRetention(ctx, retention.Rule{Days: 10})
	refused(t, err, "role")
	_, err = w.in["admin"].SetRetention(ctx, retention.Rule{Days: 0})
	refused(t, err, "retention_days")
	end := Now().Add(time.Hour)
	_, err = w.in["admin"].SetRetention(ctx, retention.Rule{Days: 10, End: end})
	must(t, err)
	d, err := w.st.PurgeDue(ctx, end.Add(-time.Second))
	must(t, err)
	if len(d.Cases) != 0 || d.Kept[retention.Waiting] != 1 {
		t.Errorf("before the end %d cases are due, %v", len(d.Cases), d.Kept)
	}
	d, err = w.st.PurgeDue(ctx, end)
	must(t, err)
	if len(d.Cases) != 1 || d.Cases[0].Row.ID != 2 || d.Kept[retention.Open] != 11 {
		t.Errorf("at the end %d cases are due, %v", len(d.Cases), d.Kept)
	}
}
