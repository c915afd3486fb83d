package storetest

import (
	"context"
	"testing"
	"time"

	"recourse/cases"
	"recourse/cases/store"
)

// testRounds: a reopened case is decided by others, by the store and by the
// database, and nothing of the first round can be undone.
func testRounds(t *testing.T, w *world) {
	ctx := context.Background()
	w.decide(t, 1)
	before := w.row(t, 1)
	c := w.reopening(t, 1)
	c.Row.Past, c.Row.Barred = 1, 0
	refused(t, w.st.Apply(ctx, c), "rounds_only_grow")
	must(t, w.st.Apply(ctx, w.reopening(t, 1)))
	got := w.row(t, 1)
	if got.State != cases.Registered || got.Barred != 1 || got.Disposition != "" || !got.FiledAt.Equal(before.FiledAt) {
		t.Errorf("reopened as %+v", got)
	}
	for _, set := range []string{"past = 0", "barred = 0", "barred = 9", "state = 'decided'"} {
		mustFail(t, w.raw(t), "UPDATE cases SET version = version + 1, move = 'note', "+set+" WHERE id = 1")
	}
	w.barred(t)
	w.whole(t)
}

// barred: neither the first author nor the first signatory comes in again.
func (w *world) barred(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	w.take(t, 1, "reviewer")
	w.move(t, 1, "reviewer", cases.MoveDraft, cases.Drafted)
	c := w.change(t, 1, "reviewer", cases.MoveSubmit)
	c.Row.State, c.Row.Drafter = cases.PendingSignoff, "reviewer"
	c.Papers = []cases.Paper{w.decision(t, 1, "reviewer")}
	refused(t, w.st.Apply(ctx, c), "involved_before")
	c = w.change(t, 1, "reviewer", cases.MoveRelease)
	c.Row.State, c.Row.Officer = cases.Registered, ""
	must(t, w.st.Apply(ctx, c))
	w.submit(t, 1, "reviewer2")
	refused(t, w.st.Apply(ctx, w.approval(t, 1, "supervisor")), "involved_before")
	must(t, w.st.Apply(ctx, w.approval(t, 1, "supervisor2")))
}

func (w *world) reopening(t *testing.T, id cases.ID) cases.Change {
	t.Helper()
	c := w.change(t, id, "supervisor", cases.MoveReopen)
	r := &c.Row
	r.State, r.Officer, r.Drafter, r.Disposition, r.NewColour, r.SecondLook = cases.Registered, "", "", "", "", false
	r.Past, r.Barred = 1, 1
	v := cases.Reopening{No: 1, Code: cases.ReopenEvidence, Reason: "新病历", By: w.in["supervisor"].User().Actor(), At: Now()}
	p, err := cases.NewPaper(cases.PaperReopening, 1, "supervisor", Now(), v)
	must(t, err)
	c.Papers = []cases.Paper{p}
	return c
}

// testProposals: what is not a decision needs two people as well.
func testProposals(t *testing.T, w *world) {
	ctx := context.Background()
	late := Incoming(40)
	late.Row.State, late.Row.Signals = cases.Received, cases.SignalLate
	w.deliver(t, late)
	f, err := w.st.FindCase(ctx, AppealNo(40))
	must(t, err)

	c := w.change(t, f.ID, "supervisor", cases.MoveRefuse)
	c.Row.State = cases.Inadmissible
	refused(t, w.st.Apply(ctx, c), "not_signed")
	a := cases.Admission{No: 1, Reason: "逾期", By: w.in["supervisor"].User().Actor(), At: Now()}
	c = w.change(t, f.ID, "supervisor", cases.MoveAdmit)
	c.Row.Pending, c.Row.PendingSince = cases.PendingAdmission, Now()
	unsigned, err := cases.NewPaper(cases.PaperAdmission, 1, "supervisor", Now(), a)
	must(t, err)
	c.Papers = []cases.Paper{unsigned}
	refused(t, w.st.Apply(ctx, c), "bad_signature")
	c.Papers = []cases.Paper{w.signed(t, "supervisor", cases.PaperAdmission, 1, a)}
	must(t, w.st.Apply(ctx, c))
	if got := w.row(t, f.ID); !got.PendingSince.Equal(Now()) {
		t.Errorf("the proposal waits since %s", got.PendingSince)
	}

	refused(t, w.st.Apply(ctx, w.confirmation(t, f.ID, "supervisor", "")), "four_eyes_proposal")
	refused(t, w.st.Apply(ctx, w.confirmation(t, f.ID, "supervisor2", "another")), "stale_digest")
	db := w.raw(t)
	const into = "INSERT INTO confirmations (case_id, no, kind, of_no, author, digest, signer, approved, at, signature) SELECT case_id, 1, kind, no, "
	mustFail(t, db, into+"author, digest, author, 1, 1, signature FROM proposals")
	mustFail(t, db, into+"'reviewer', digest, author, 1, 1, signature FROM proposals")
	mustFail(t, db, "UPDATE cases SET state = 'inadmissible', move = 'refuse_admission', version = version + 1 WHERE state = 'received'")
	must(t, w.st.Apply(ctx, w.confirmation(t, f.ID, "supervisor2", "")))
	if got := w.row(t, f.ID); got.State != cases.Inadmissible || got.Pending != "" || !got.PendingSince.IsZero() {
		t.Errorf("after the second signature: %s, pending %q since %s", got.State, got.Pending, got.PendingSince)
	}
	mustFail(t, db, "UPDATE proposals SET author = 'reviewer'")
	mustFail(t, db, "DELETE FROM confirmations")
	w.whole(t)
}

func (w *world) confirmation(t *testing.T, id cases.ID, by cases.UserID, digest string) cases.Change {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	if digest == "" {
		_, _, digest, _ = f.Proposal()
	}
	v := cases.Confirmation{No: 1, Of: cases.PaperAdmission, OfNo: 1, Digest: digest, Approved: true, Signer: w.in[by].User().Actor(), SignedAt: Now()}
	c := w.change(t, id, by, cases.MoveRefuse)
	c.Row.State, c.Row.Pending, c.Row.PendingSince = cases.Inadmissible, "", time.Time{}
	c.Papers = []cases.Paper{w.signed(t, by, cases.PaperConfirmation, 1, v)}
	return c
}

// testDuplicates: a duplicate ends joined to a case that goes on; both change
// or neither.
func testDuplicates(t *testing.T, w *world) {
	ctx := context.Background()
	twin := Incoming(41)
	s := *twin.Snapshot
	s.Resident.DocNo = DocNo(0)
	twin.Snapshot, twin.Card = &s, cases.CardOf(&s)
	w.deliver(t, twin)
	f, err := w.st.FindCase(ctx, AppealNo(41))
	must(t, err)
	pairs, err := w.st.Twins(ctx, 0)
	must(t, err)
	if len(pairs) != 1 || pairs[0] != [2]cases.ID{1, f.ID} {
		t.Errorf("pairs of one person: %v", pairs)
	}
	merge := func(into cases.ID) cases.Change {
		c := w.change(t, f.ID, "intake", cases.MoveMerge)
		c.Row.State, c.Row.MergedInto = cases.Duplicate, into
		return c
	}
	refused(t, w.st.Apply(ctx, merge(0)), "no_master")
	refused(t, w.st.Apply(ctx, merge(f.ID)), "no_master")
	join := w.change(t, 1, "intake", cases.MoveJoin)
	join.Row.FiledAt = join.Row.FiledAt.Add(time.Hour)
	refused(t, w.st.ApplyAll(ctx, merge(1), join), "clock_backwards")
	if got := w.row(t, f.ID); got.State != cases.Registered {
		t.Errorf("half a merge: the duplicate is %s", got.State)
	}
	join.Row.FiledAt = join.Row.FiledAt.Add(-3 * time.Hour)
	must(t, w.st.ApplyAll(ctx, merge(1), join))
	if got := w.row(t, f.ID); got.MergedInto != 1 {
		t.Errorf("merged into %d", got.MergedInto)
	}
	w.whole(t)
}

// testContradictions: a delivery that flips a code which a decision binds is
// found, and only that.
func testContradictions(t *testing.T, w *world) {
	ctx := context.Background()
	w.submit(t, 1, "reviewer")
	c := w.approval(t, 1, "supervisor")
	c.Row.HoldUntil, c.Row.Timer, c.Row.TimerAt = Now().Add(240*time.Hour), cases.TimerRemit, Now().Add(24*time.Hour)
	must(t, w.st.Apply(ctx, c))
	if got := w.row(t, 1); !got.HoldUntil.Equal(c.Row.HoldUntil) || got.Timer != cases.TimerRemit || !got.TimerAt.Equal(c.Row.TimerAt) {
		t.Errorf("hold until %s, timer %s at %s", got.HoldUntil, got.Timer, got.TimerAt)
	}
	entry := func(doc string, at time.Time) store.RegisterEntry {
		return store.RegisterEntry{Colour: cases.Red, IssuedAt: at, EndsAt: at.Add(time.Hour), Person: cases.Card{Name: "样本", DocNo: doc}}
	}
	r, err := w.st.ImportDelivery(ctx, w.delivery(), store.Goods{
		Cases: goods(nil).Cases,
		Register: func(yield func(store.RegisterEntry, error) bool) {
			for _, e := range []store.RegisterEntry{entry(DocNo(0), Now().Add(time.Hour)), entry(DocNo(0), Now().Add(-time.Hour)), entry(DocNo(3), Now().Add(time.Hour))} {
				if !yield(e, nil) {
					return
				}
			}
		},
	}, nil)
	must(t, err)
	for at, want := range map[time.Time]int{Now(): 1, Now().Add(300 * time.Hour): 0} {
		list, err := w.st.Contradictions(ctx, r.ID, at)
		must(t, err)
		if len(list) != want || want == 1 && (list[0].Case != 1 || list[0].Colour != cases.Red) {
			t.Errorf("at %s: %+v", at, list)
		}
	}
	w.whole(t)
}
