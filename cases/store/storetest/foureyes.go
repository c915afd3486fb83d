package storetest

import (
	"context"
	"testing"

	"recourse/cases"
)

// testFourEyes: a decision needs a second person, by the store and by the
// database.
func testFourEyes(t *testing.T, w *world) {
	ctx := context.Background()
	// Whoever drafts may be a supervisor too; that makes nobody two people.
	w.submit(t, 1, "supervisor")
	refused(t, w.st.Apply(ctx, w.approval(t, 1, "supervisor")), "four_eyes")

	c := w.change(t, 1, "supervisor2", cases.MoveApprove)
	c.Row.State = cases.Decided
	refused(t, w.st.Apply(ctx, c), "not_signed")

	w.raisesRaw(t)
	must(t, w.st.Apply(ctx, w.approval(t, 1, "supervisor2")))
	if got := w.row(t, 1); got.State != cases.Decided {
		t.Errorf("the case is %s", got.State)
	}
	w.settledRaw(t)
	w.whole(t)
}

// testAllocator: whoever gave the case to its officer does not sign either.
func testAllocator(t *testing.T, w *world) {
	ctx := context.Background()
	c := w.change(t, 2, "supervisor", cases.MoveAssign)
	c.Row.State, c.Row.Officer, c.Row.Allocator = cases.Assigned, "reviewer", "supervisor"
	must(t, w.st.Apply(ctx, c))
	w.move(t, 2, "reviewer", cases.MoveBegin, cases.InReview)
	w.move(t, 2, "reviewer", cases.MoveDraft, cases.Drafted)
	c = w.change(t, 2, "reviewer", cases.MoveSubmit)
	c.Row.State, c.Row.Drafter, c.Row.Disposition, c.Row.SecondLook = cases.PendingSignoff, "reviewer", cases.Overturn, true
	c.Papers = []cases.Paper{w.decision(t, 2, "reviewer")}
	must(t, w.st.Apply(ctx, c))
	refused(t, w.st.Apply(ctx, w.approval(t, 2, "supervisor")), "four_eyes_allocator")
	must(t, w.st.Apply(ctx, w.approval(t, 2, "supervisor2")))
}

// testSignatures: a decision or sign-off without its author's own signature,
// or over another decision, is not taken.
func testSignatures(t *testing.T, w *world) {
	ctx := context.Background()
	w.take(t, 1, "reviewer")
	w.move(t, 1, "reviewer", cases.MoveDraft, cases.Drafted)
	c := w.change(t, 1, "reviewer", cases.MoveSubmit)
	c.Row.State, c.Row.Drafter = cases.PendingSignoff, "reviewer"
	p := w.decision(t, 1, "reviewer")
	for name, edit := range map[string]func(*cases.Paper){
		"no signature":           func(p *cases.Paper) { p.Signature = nil },
		"somebody else's":        func(p *cases.Paper) { p.Signature, _ = w.in["supervisor"].Sign("decision", p.Body) },
		"for another purpose":    func(p *cases.Paper) { p.Signature, _ = w.in["reviewer"].Sign("signoff", p.Body) },
		"somebody else's author": func(p *cases.Paper) { p.Author = "supervisor" },
	} {
		q := p
		edit(&q)
		c.Papers = []cases.Paper{q}
		if r, ok := cases.AsRefusal(w.st.Apply(ctx, c)); !ok || r.Code != "bad_signature" {
			t.Errorf("%s: got %v", name, r)
		}
	}
	c.Papers = []cases.Paper{p}
	must(t, w.st.Apply(ctx, c))

	s := cases.SignOff{No: 1, DecisionNo: 1, Digest: "another", Result: cases.Approve, Signer: w.in["supervisor"].User().Actor(), SignedAt: Now()}
	a := w.change(t, 1, "supervisor", cases.MoveApprove)
	a.Row.State = cases.Decided
	a.Papers = []cases.Paper{w.signed(t, "supervisor", cases.PaperSignOff, 1, s)}
	refused(t, w.st.Apply(ctx, a), "stale_digest")
	s.DecisionNo = 7
	a.Papers = []cases.Paper{w.signed(t, "supervisor", cases.PaperSignOff, 1, s)}
	refused(t, w.st.Apply(ctx, a), "no_decision")
}

// raisesRaw tries to get round the four eyes behind the store's back.
func (w *world) raisesRaw(t *testing.T) {
	t.Helper()
	db := w.raw(t)
	const into = "INSERT INTO signoffs (case_id, no, decision_no, drafter, allocator, digest, signer, result, at, signature) SELECT case_id, 9, no, "
	mustFail(t, db, into+"drafter, allocator, digest, drafter, 'approve', 1, signature FROM decisions WHERE case_id = 1")
	mustFail(t, db, into+"'reviewer', allocator, digest, drafter, 'approve', 1, signature FROM decisions WHERE case_id = 1")
	mustFail(t, db, into+"drafter, allocator, 'other', 'supervisor2', 'approve', 1, signature FROM decisions WHERE case_id = 1")
	mustFail(t, db, into+"drafter, allocator, digest, 'ghost', 'approve', 1, signature FROM decisions WHERE case_id = 1")
	mustFail(t, db, "UPDATE cases SET state = 'decided', move = 'approve', version = version + 1 WHERE id = 1")
	mustFail(t, db, "UPDATE cases SET state = 'closed', move = 'approve', version = version + 1 WHERE id = 1")
	mustFail(t, db, "UPDATE cases SET state = 'decided', move = 'take', version = version + 1 WHERE id = 1")
	mustFail(t, db, "UPDATE cases SET officer = 'reviewer' WHERE id = 1")
	mustFail(t, db, "UPDATE cases SET appeal_no = 'X', version = version + 1, move = 'note' WHERE id = 1")
	mustFail(t, db, "UPDATE decisions SET drafter = 'reviewer'")
	mustFail(t, db, "DELETE FROM decisions")
}

// settledRaw tries to change a decided case behind the store's back.
func (w *world) settledRaw(t *testing.T) {
	t.Helper()
	db := w.raw(t)
	for _, set := range []string{
		"disposition = 'uphold'", "new_colour = 'RED'", "colour = 'GREEN'", "drafter = 'reviewer'", "snapshot_version = 2",
		"isolation_end = 1", "second_look = 0", "grounds = 'G18'", "state = 'in_review'",
	} {
		mustFail(t, db, "UPDATE cases SET version = version + 1, move = 'note', "+set+" WHERE id = 1")
	}
	mustFail(t, db, "UPDATE signoffs SET signer = 'reviewer'")
	mustFail(t, db, "DELETE FROM signoffs")
	mustFail(t, db, "UPDATE papers SET digest = 'x' WHERE kind = 'decision'")
	mustFail(t, db, "DELETE FROM papers")
	mustFail(t, db, "UPDATE snapshots SET digest = 'x'")
	mustFail(t, db, "DELETE FROM cases")
}

// testAppendOnly: the record and what it stands on only grows.
func testAppendOnly(t *testing.T, w *world) {
	_, err := w.st.SignCheckpoint(context.Background())
	must(t, err)
	db := w.raw(t)
	for _, table := range []string{"audit", "checkpoints", "deliveries", "delivery_leaves", "signing_keys"} {
		mustFail(t, db, "DELETE FROM "+table)
	}
	mustFail(t, db, "UPDATE audit SET content = '{}' WHERE seq = 3")
	mustFail(t, db, "UPDATE audit SET actor = 'x'")
	mustFail(t, db, "UPDATE checkpoints SET signed = ''")
	mustFail(t, db, "UPDATE deliveries SET stored = 0")
	mustFail(t, db, "UPDATE signing_keys SET since = 0")
	mustFail(t, db, "UPDATE users SET id = 'x' WHERE id = 'reviewer'")
	mustFail(t, db, "DELETE FROM users")
	mustFail(t, db, "DELETE FROM office")
	const again = "INSERT INTO audit (seq, prev, hash, action_id, at, actor, action, content, signature) SELECT "
	mustFail(t, db, again+"3, prev, hash, 'new', at, actor, action, content, signature FROM audit WHERE seq = 3")
	mustFail(t, db, again+"900, prev, hash, 'new', at, actor, action, content, signature FROM audit WHERE seq = 3")
	mustFail(t, db, "INSERT INTO cases SELECT * FROM cases WHERE id = 1")
	w.whole(t)
}
