package storetest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/store"
)

// taking builds the change by which a person takes a case and opens it, with
// the paper that lets them take it back.
func (w *world) taking(t *testing.T, by cases.UserID) func(*cases.File) (*cases.Change, error) {
	return func(f *cases.File) (*cases.Change, error) {
		c := &cases.Change{
			ActionID: newAction(), Move: cases.MoveTake, By: w.in[by].User().Actor(), At: Now(), Read: f.Version, From: f.State, Row: f.Row,
		}
		c.Row.State, c.Row.Officer, c.Row.LeaseUntil = cases.InReview, by, Now().Add(cases.Sitting)
		step := cases.Step{No: f.Steps + 1, Act: c.ActionID, Move: c.Move, Before: f.Row, By: by, At: Now()}
		p, err := cases.NewPaper(cases.PaperStep, step.No, by, Now(), step)
		c.Papers = []cases.Paper{p}
		return c, err
	}
}

// testTaking: the first case that is free and fits is taken, in one entry, and
// the file handed back is the one that is on the shelf.
func testTaking(t *testing.T, w *world) {
	ctx := context.Background()
	before, err := w.st.Seq(ctx)
	must(t, err)
	take := w.taking(t, "reviewer")
	f, err := w.st.ApplyFirst(ctx, []cases.ID{3, 1, 2}, Now(), func(f *cases.File) (*cases.Change, error) {
		if f.ID == 3 {
			return nil, nil
		}
		return take(f)
	})
	must(t, err)
	kept, err := w.st.Case(ctx, 1)
	must(t, err)
	if diff := cmp.Diff(kept, f); diff != "" {
		t.Errorf("the file handed back is not the one on the shelf (-shelf +back):\n%s", diff)
	}
	record, err := w.st.Record(ctx, 1)
	must(t, err)
	last := record[len(record)-1]
	if last.Action != "take" || last.From != cases.Registered || last.To != cases.InReview || last.Seq != before+1 {
		t.Errorf("the record ends with %+v", last)
	}
	f, err = w.st.ApplyFirst(ctx, []cases.ID{1, 2}, Now(), w.taking(t, "reviewer2"))
	must(t, err)
	if f.ID != 2 {
		t.Errorf("case %d was taken, though 1 is in hand and 2 is free", f.ID)
	}
	f, err = w.st.ApplyFirst(ctx, []cases.ID{1, 2}, Now().Add(cases.Sitting), w.taking(t, "reviewer2"))
	must(t, err)
	if f.ID != 1 {
		t.Errorf("case %d was taken, though the lease of 1 ran out", f.ID)
	}
	w.whole(t)
}

// testTakingNothing: what cannot be done leaves nothing behind.
func testTakingNothing(t *testing.T, w *world) {
	ctx := context.Background()
	before, err := w.st.Seq(ctx)
	must(t, err)
	_, err = w.st.ApplyFirst(ctx, nil, Now(), w.taking(t, "reviewer"))
	refused(t, err, "nothing_to_take")
	_, err = w.st.ApplyFirst(ctx, []cases.ID{99, 1}, Now(), func(*cases.File) (*cases.Change, error) { return nil, nil })
	refused(t, err, "nothing_to_take")
	_, err = w.st.ApplyFirst(ctx, []cases.ID{1, 2}, Now(), w.taking(t, "auditor"))
	refused(t, err, "role")
	boom := errors.New("the policy cannot be read")
	_, err = w.st.ApplyFirst(ctx, []cases.ID{1, 2}, Now(), func(*cases.File) (*cases.Change, error) { return nil, boom })
	if !errors.Is(err, boom) {
		t.Errorf("error %v, want the one of the builder", err)
	}
	after, err := w.st.Seq(ctx)
	must(t, err)
	if after != before {
		t.Errorf("%d entries were written", after-before)
	}
}

// testTakingTogether: several programs draw from the same list at once, and
// everybody gets the next one.
func testTakingTogether(t *testing.T, w *world) {
	ctx := context.Background()
	ids := []cases.ID{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
	stores := []*store.Store{w.st}
	for range 3 {
		st := w.another(t)
		w.signIn(t, st)
		stores = append(stores, st)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := map[cases.ID]int{}
	for i, st := range stores {
		by := []cases.UserID{"reviewer", "reviewer2"}[i%2]
		wg.Go(func() {
			for {
				f, err := st.ApplyFirst(ctx, ids, Now(), w.taking(t, by))
				if errors.Is(err, cases.Refuse("nothing_to_take")) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				taken[f.ID]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		if taken[id] != 1 {
			t.Errorf("case %d was taken %d times", id, taken[id])
		}
	}
	w.whole(t)
}

// testTakenMeanwhile: a case that somebody changes between the claim and the
// writing is left to them, and the next is taken. In a SQLite file nobody can.
func testTakenMeanwhile(t *testing.T, w *world) {
	if !strings.HasPrefix(w.dsn, "postgres") {
		t.Skip("the claim of a SQLite file keeps every other writer out")
	}
	ctx := context.Background()
	other := w.another(t)
	w.signIn(t, other)
	take := w.taking(t, "reviewer")
	f, err := w.st.ApplyFirst(ctx, []cases.ID{4, 5}, Now(), func(f *cases.File) (*cases.Change, error) {
		if f.ID == 4 {
			c := w.change(t, 4, "supervisor", cases.MoveAssign)
			c.Row.State, c.Row.Officer, c.Row.Allocator = cases.Assigned, "reviewer2", "supervisor"
			must(t, other.Apply(ctx, c))
		}
		return take(f)
	})
	must(t, err)
	if f.ID != 5 {
		t.Errorf("case %d was taken, want 5", f.ID)
	}
	kept, err := w.st.Case(ctx, 4)
	must(t, err)
	if kept.Officer != "reviewer2" || kept.State != cases.Assigned {
		t.Errorf("case 4 is %s with %s", kept.State, kept.Officer)
	}
	w.whole(t)
}

// testLately: a queue that was read has to be read again when a case becomes
// free, not when one is taken.
func testLately(t *testing.T, w *world) {
	ctx := context.Background()
	seq, err := w.st.Seq(ctx)
	must(t, err)
	check := func(want store.Lately, when string) {
		t.Helper()
		got, err := w.st.Lately(ctx, seq, "order")
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check(store.Lately{UpTo: seq}, "when nothing happened")
	w.take(t, 1, "reviewer")
	check(store.Lately{UpTo: seq + 2, Taken: []cases.ID{1}}, "when a case was taken")
	must(t, w.in["supervisor"].Steer(ctx, "order", "by hand", nil))
	w.move(t, 1, "reviewer", cases.MoveRelease, cases.Registered)
	check(store.Lately{UpTo: seq + 4, Freed: true, Steered: "by hand"}, "when a case was given back")
}
