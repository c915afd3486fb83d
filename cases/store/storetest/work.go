package storetest

import (
	"context"
	"testing"

	"recourse/cases"
	"recourse/cases/store"
)

// change starts a change of a case by a person, as a command would build it.
func (w *world) change(t *testing.T, id cases.ID, by cases.UserID, m cases.Move) cases.Change {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	return cases.Change{
		ActionID: newAction(), Move: m, By: w.in[by].User().Actor(), At: Now(), Read: f.Version, From: f.State, Row: f.Row,
	}
}

// move makes a change that only moves the case, and applies it.
func (w *world) move(t *testing.T, id cases.ID, by cases.UserID, m cases.Move, to cases.State) {
	t.Helper()
	c := w.change(t, id, by, m)
	c.Row.State = to
	if m == cases.MoveTake {
		c.Row.Officer = by
	}
	must(t, w.st.Apply(context.Background(), c))
}

// take brings a registered case into review by an officer.
func (w *world) take(t *testing.T, id cases.ID, by cases.UserID) {
	t.Helper()
	w.move(t, id, by, cases.MoveTake, cases.Assigned)
	w.move(t, id, by, cases.MoveBegin, cases.InReview)
}

// submit brings a registered case to where it waits for its second signature.
func (w *world) submit(t *testing.T, id cases.ID, by cases.UserID) {
	t.Helper()
	w.take(t, id, by)
	w.move(t, id, by, cases.MoveDraft, cases.Drafted)
	c := w.change(t, id, by, cases.MoveSubmit)
	c.Row.State, c.Row.Drafter, c.Row.Disposition, c.Row.NewColour, c.Row.SecondLook =
		cases.PendingSignoff, by, cases.Overturn, cases.Green, true
	c.Papers = []cases.Paper{w.decision(t, id, by)}
	must(t, w.st.Apply(context.Background(), c))
}

func (w *world) decision(t *testing.T, id cases.ID, by cases.UserID) cases.Paper {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	d := cases.Decision{
		No: len(f.Decisions) + 1, AppealNo: f.AppealNo, SnapshotDigest: f.SnapshotDigest(), IssuedColour: f.Colour,
		DraftedBy: w.in[by].User().Actor(), DraftedAt: Now(),
		Draft: cases.Draft{Disposition: cases.Overturn, NewColour: cases.Green, Reasons: "基站误差范围覆盖了当事人住所。"},
	}
	return w.signed(t, by, cases.PaperDecision, d.No, d)
}

// signed is a paper with its author's signature.
func (w *world) signed(t *testing.T, by cases.UserID, kind cases.PaperKind, no int, v any) cases.Paper {
	t.Helper()
	p, err := cases.NewPaper(kind, no, by, Now(), v)
	must(t, err)
	p.Signature, err = w.in[by].Sign(string(kind), p.Body)
	must(t, err)
	return p
}

// approval is the change with which a person signs the latest decision.
func (w *world) approval(t *testing.T, id cases.ID, by cases.UserID) cases.Change {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	s := cases.SignOff{
		No: len(f.SignOffs) + 1, DecisionNo: f.Decision().No, Digest: f.Decision().Digest, Result: cases.Approve,
		Signer: w.in[by].User().Actor(), SignedAt: Now(),
	}
	c := w.change(t, id, by, cases.MoveApprove)
	c.Row.State = cases.Decided
	c.Papers = []cases.Paper{w.signed(t, by, cases.PaperSignOff, s.No, s)}
	return c
}

// decide brings a registered case to its end by two people.
func (w *world) decide(t *testing.T, id cases.ID) {
	t.Helper()
	w.submit(t, id, "reviewer")
	must(t, w.st.Apply(context.Background(), w.approval(t, id, "supervisor")))
}

// row is the queue row of a case.
func (w *world) row(t *testing.T, id cases.ID) cases.Row {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	return f.Row
}

// deliver imports cases as the intake clerk.
func (w *world) deliver(t *testing.T, list ...store.Incoming) store.DeliveryReport {
	t.Helper()
	r, err := w.st.ImportDelivery(context.Background(), w.delivery(), goods(list), nil)
	must(t, err)
	return r
}

func (w *world) delivery() store.Delivery {
	return store.Delivery{ActionID: newAction(), Name: "more.ndjson", By: w.in["intake"].User().Actor(), At: Now()}
}

func goods(list []store.Incoming) store.Goods {
	return store.Goods{Cases: func(yield func(store.Incoming, error) bool) {
		for _, c := range list {
			if !yield(c, nil) {
				return
			}
		}
	}}
}

// refused checks that err is a refusal with a code.
func refused(t testing.TB, err error, code string) *cases.Refusal {
	t.Helper()
	r, ok := cases.AsRefusal(err)
	if !ok || r.Code != code {
		t.Errorf("got %v, want refusal %s", err, code)
		return &cases.Refusal{}
	}
	return r
}

// whole checks that the record verifies.
func (w *world) whole(t *testing.T) {
	t.Helper()
	v, err := w.st.Verify(context.Background(), nil)
	must(t, err)
	for _, f := range v.Findings {
		t.Errorf("%s is %s: %v", f.Row, f.Why, f.Err)
	}
}
