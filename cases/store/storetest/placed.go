package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store"
)

// onServer skips what a SQLite file, with its one writer, has no need of.
func (w *world) onServer(t *testing.T) {
	t.Helper()
	if !strings.HasPrefix(w.dsn, "postgres") {
		t.Skip("a claim in a SQLite file keeps every other writer out")
	}
}

// overtaken takes a case while others write so many entries: the entry of the
// taking is signed before them and stands behind them.
func (w *world) overtaken(t *testing.T, ids []cases.ID, by cases.UserID, others int) *cases.File {
	t.Helper()
	ctx := context.Background()
	other, err := store.Open(ctx, w.dsn, Options())
	must(t, err)
	se := w.signIn(t, other)["supervisor"]
	take := w.taking(t, by)
	f, err := w.st.ApplyFirst(ctx, ids, Now(), func(f *cases.File) (*cases.Change, error) {
		for range others {
			must(t, se.Note(ctx, "print_list", nil))
		}
		return take(f)
	})
	must(t, errors.Join(err, other.Close(ctx)))
	return f
}

// testPlaced: an entry that was signed before it had its place is where it
// belongs for everybody who reads.
func testPlaced(t *testing.T, w *world) {
	w.onServer(t)
	ctx := context.Background()
	before, err := w.st.Seq(ctx)
	must(t, err)
	f := w.overtaken(t, []cases.ID{3}, "reviewer", 5)
	if f.Seq != before+6 {
		t.Errorf("the case was written with entry %d, want %d", f.Seq, before+6)
	}
	kept, err := w.st.Case(ctx, 3)
	must(t, err)
	if diff := cmp.Diff(kept, f); diff != "" {
		t.Errorf("the file handed back is not the one on the shelf (-shelf +back):\n%s", diff)
	}
	var content string
	must(t, w.raw(t).QueryRowContext(ctx, "SELECT content FROM audit WHERE seq = $1", f.Seq).Scan(&content))
	if want := fmt.Sprintf(`{"action":"take","action_id":"%s","after":%d,`, f.Step.Act, before); !strings.HasPrefix(content, want) {
		t.Errorf("the entry says %s, want %s", content, want)
	}
	w.whole(t)
	w.move(t, 3, "reviewer", cases.MoveRelease, cases.Registered)
	w.whole(t)
}

// testTooLate: an entry that others have left too far behind is not put into the
// record; the change is made with a later one.
func testTooLate(t *testing.T, w *world) {
	w.onServer(t)
	ctx := context.Background()
	f := w.overtaken(t, []cases.ID{3}, "reviewer", audit.Window)
	record, err := w.st.Record(ctx, f.ID)
	must(t, err)
	if last := record[len(record)-1]; last.Seq != f.Seq || last.Action != "take" || f.Officer != "reviewer" {
		t.Errorf("the record ends with %+v, the case is with %s", last, f.Officer)
	}
	w.whole(t)
}

// line is a row of the audit table in the hands of somebody who has all rights
// on the database and nobody's key.
type line struct {
	entry         audit.Entry
	actionID, act string
	at            int64
	of            sql.NullInt64
}

// forge rewrites the record: edit changes the list of entries, which then get
// their numbers, links and hashes anew. Checkpoints that are in the way go.
func (w *world) forge(t *testing.T, db *sql.DB, edit func([]line) []line) {
	t.Helper()
	ctx := context.Background()
	rows, err := db.QueryContext(ctx, "SELECT seq, action_id, at, actor, action, case_id, content, signature FROM audit ORDER BY seq")
	must(t, err)
	var list []line
	for rows.Next() {
		var l line
		var content string
		must(t, rows.Scan(&l.entry.Seq, &l.actionID, &l.at, &l.entry.Actor, &l.act, &l.of, &content, &l.entry.Signature))
		l.entry.Content = []byte(content)
		list = append(list, l)
	}
	must(t, rows.Err())
	exec := func(text string, args ...any) {
		t.Helper()
		_, err := db.ExecContext(ctx, text, args...)
		must(t, err)
	}
	exec("ALTER TABLE audit DROP CONSTRAINT audit_action_id_key")
	exec("DELETE FROM audit")
	exec("DELETE FROM checkpoints")
	var chain audit.Chain
	for _, l := range edit(list) {
		old := l.entry.Seq
		l.entry.Seq, l.entry.Prev = chain.Size()+1, chain.Last()
		must(t, chain.Add(&l.entry))
		hash := chain.Last()
		exec("INSERT INTO audit (seq, prev, hash, action_id, at, actor, action, case_id, content, signature) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
			l.entry.Seq, l.entry.Prev[:], hash[:], l.actionID, l.at, l.entry.Actor, l.act, l.of, string(l.entry.Content), l.entry.Signature)
		exec("UPDATE cases SET seq = -($1::int) WHERE seq = $2", l.entry.Seq, old)
		exec("UPDATE papers SET seq = -($1::int) WHERE seq = $2", l.entry.Seq, old)
	}
	exec("UPDATE cases SET seq = -seq WHERE seq < 0")
	exec("UPDATE papers SET seq = -seq WHERE seq < 0")
	state, err := chain.MarshalBinary()
	must(t, err)
	exec("UPDATE audit_head SET chain = $1", state)
}

// testForgedPlace: whoever rewrites the record can give an entry that was signed
// before it had its place no other one than before among those who saw it, not
// leave it out and not have it twice; its rows bear its number and no other.
func testForgedPlace(t *testing.T, w *world) {
	w.onServer(t)
	ctx := context.Background()
	f := w.overtaken(t, []cases.ID{3}, "reviewer", 2)
	w.overtaken(t, []cases.ID{4}, "reviewer2", 2)
	w.st.Close(ctx)
	at := int(f.Seq) - 1
	for name, forged := range map[string]struct {
		edit  func([]line) []line
		also  string
		whole bool
	}{
		"written again as it was": {edit: func(l []line) []line { return l }, whole: true},
		"left out":                {edit: func(l []line) []line { return slices.Delete(l, at, at+1) }},
		"put behind the next":     {edit: func(l []line) []line { l[at], l[at+1] = l[at+1], l[at]; return l }},
		"there twice":             {edit: func(l []line) []line { return append(l, l[at]) }},
		"before what it saw":      {edit: func(l []line) []line { e := l[at]; return slices.Insert(slices.Delete(l, at, at+1), at-3, e) }},
		"with another word":       {edit: func(l []line) []line { return reworded(l, at) }},
		"case renumbered":         {also: "UPDATE cases SET seq = 0 WHERE id = 3"},
		"paper renumbered":        {also: "UPDATE papers SET seq = seq - 1 WHERE case_id = 3 AND kind = 'step'"},
	} {
		t.Run(name, func(t *testing.T) {
			c := &world{e: w.e, dsn: w.e.Clone(t, w.dsn)}
			c.st = c.another(t)
			db := c.raw(t)
			for _, table := range []string{"audit", "audit_head", "checkpoints", "cases", "papers"} {
				c.e.Disarm(t, db, table)
			}
			c.whole(t)
			if forged.also != "" {
				_, err := db.ExecContext(ctx, forged.also)
				must(t, err)
			} else {
				c.forge(t, db, forged.edit)
			}
			v, err := c.st.Verify(ctx, nil)
			must(t, err)
			if v.Whole() != forged.whole {
				t.Errorf("whole: %v, want %v: %v", v.Whole(), forged.whole, v.Findings)
			}
		})
	}
}

func reworded(l []line, at int) []line {
	l[at].entry.Content = []byte(strings.Replace(string(l[at].entry.Content), `"by":"reviewer"`, `"by":"reviewer2"`, 1))
	return l
}

// testTakingAmidWriting: several programs take, give back and write other things
// in an order that nobody plans; the record stays whole throughout.
func testTakingAmidWriting(t *testing.T, w *world) {
	ctx := context.Background()
	ids := []cases.ID{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
	var wg sync.WaitGroup
	for i := range 4 {
		opt := Options()
		opt.CheckpointEvery = 3
		st, err := store.Open(ctx, w.dsn, opt)
		must(t, err)
		t.Cleanup(func() { st.Close(ctx) })
		in := w.signIn(t, st)
		by := []cases.UserID{"reviewer", "reviewer2"}[i%2]
		dice := rand.New(rand.NewPCG(7, uint64(i)))
		mine := &world{e: w.e, dsn: w.dsn, st: st, in: in}
		wg.Go(func() {
			for range 25 {
				err := mine.something(t, dice, by, ids)
				if _, told := cases.AsRefusal(err); err != nil && !told {
					t.Error(err)
				}
			}
		})
	}
	for range 5 {
		v, err := w.st.Verify(ctx, nil)
		must(t, err)
		if !v.Whole() {
			t.Errorf("amid the writing: %v", v.Findings)
		}
	}
	wg.Wait()
	w.whole(t)
}

// something does one thing by chance.
func (w *world) something(t *testing.T, dice *rand.Rand, by cases.UserID, ids []cases.ID) error {
	ctx := context.Background()
	switch n := dice.IntN(10); {
	case n < 5:
		_, err := w.st.ApplyFirst(ctx, ids, Now(), w.taking(t, by))
		return err
	case n < 7:
		f, err := w.st.Case(ctx, ids[dice.IntN(len(ids))])
		if err != nil || f.State != cases.InReview {
			return err
		}
		c := cases.Change{ActionID: newAction(), Move: cases.MoveRelease, By: w.in[by].User().Actor(), At: Now(), Read: f.Version, From: f.State, Row: f.Row}
		c.Row.State, c.Row.Officer, c.Row.LeaseUntil = cases.Registered, "", time.Time{}
		return w.st.Apply(ctx, c)
	case n < 9:
		return w.in["supervisor"].Note(ctx, "print_list", nil)
	}
	_, err := w.st.SignCheckpoint(ctx)
	return err
}

// testTakingCutOff: somebody ends every connection of those who take, again and
// again. What a program heard is what happened, and the record stays whole.
func testTakingCutOff(t *testing.T, w *world) {
	w.onServer(t)
	ctx := context.Background()
	db := w.raw(t)
	ids := []cases.ID{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
	stop := make(chan struct{})
	var reaper, wg sync.WaitGroup
	reaper.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Duration(rand.IntN(60)) * time.Millisecond):
				db.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
			}
		}
	})
	var mu sync.Mutex
	taken, unsure := map[cases.ID]cases.UserID{}, 0
	for i := range 3 {
		by := []cases.UserID{"reviewer", "reviewer2"}[i%2]
		wg.Go(func() {
			for range 12 {
				var act string
				f, err := w.st.ApplyFirst(ctx, ids, Now(), func(f *cases.File) (*cases.Change, error) {
					c, err := w.taking(t, by)(f)
					act = c.ActionID
					return c, err
				})
				mu.Lock()
				switch {
				case err == nil:
					taken[f.ID] = by
				case errors.Is(err, cases.Refuse("unclear")):
					unsure++
				case act != "" && !errors.Is(err, cases.Refuse("nothing_to_take")):
					defer w.notDone(t, act)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	close(stop)
	reaper.Wait()
	w.st = w.another(t) // the connections of the other one are gone
	w.in = w.signIn(t, w.st)
	for id, by := range taken {
		if f := w.row(t, id); f.Officer != by {
			t.Errorf("case %d was given to %s and is with %q", id, by, f.Officer)
		}
	}
	t.Logf("%d cases taken, %d answers unclear", len(taken), unsure)
	w.whole(t)
}

// notDone looks whether an act that was said not to be saved was done after all.
func (w *world) notDone(t *testing.T, act string) {
	for range 100 {
		_, done, err := w.st.Act(context.Background(), act)
		if err == nil && done {
			t.Errorf("act %s was said not to be saved, and is in the record", act)
		}
		if err == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Error("the server does not answer any more")
}

// testTakingCalledOff: a taking that waits for the record can be called off, and
// is not done then.
func testTakingCalledOff(t *testing.T, w *world) {
	w.onServer(t)
	db := w.raw(t)
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	must(t, err)
	var n int
	must(t, tx.QueryRowContext(ctx, "SELECT id FROM audit_head FOR UPDATE").Scan(&n))
	waiting, cancel := context.WithCancel(ctx)
	take := w.taking(t, "reviewer")
	_, err = w.st.ApplyFirst(waiting, []cases.ID{5}, Now(), func(f *cases.File) (*cases.Change, error) {
		time.AfterFunc(50*time.Millisecond, cancel)
		return take(f)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	must(t, tx.Rollback())
	if f := w.row(t, 5); f.State != cases.Registered {
		t.Errorf("case 5 is %s", f.State)
	}
	f, err := w.st.ApplyFirst(ctx, []cases.ID{5}, Now(), take)
	must(t, err)
	if f.ID != 5 {
		t.Errorf("case %d was taken", f.ID)
	}
	w.whole(t)
}

// testNotes: several acts that change no row are an entry each, all or none.
func testNotes(t *testing.T, w *world) {
	ctx := context.Background()
	before, err := w.st.Seq(ctx)
	must(t, err)
	list := func(third string) []map[string]string {
		return []map[string]string{{"list": "1"}, {"list": "2"}, {"list": third}}
	}
	err = w.in["supervisor"].Notes(ctx, "print_list", slices.Values(list("a\x00b")))
	refused(t, err, "nul_character")
	if after, err := w.st.Seq(ctx); err != nil || after != before {
		t.Errorf("%d entries were written, %v", after-before, err)
	}
	must(t, w.in["supervisor"].Notes(ctx, "print_list", slices.Values(list("3"))))
	var got []string
	for e, err := range w.st.AuditLog(ctx, before) {
		must(t, err)
		got = append(got, e.Action+" "+e.Detail["list"])
	}
	if diff := cmp.Diff([]string{"print_list 1", "print_list 2", "print_list 3"}, got); diff != "" {
		t.Error(diff)
	}
	w.whole(t)
}
