package storetest

import (
	"context"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/store"
)

// order makes a group order over some cases, with the decisions its author
// signed.
func (w *world) order(t *testing.T, by cases.UserID, ids ...cases.ID) (cases.GroupOrder, []byte, []cases.GroupPaper) {
	t.Helper()
	no, err := w.st.NextGroup(context.Background())
	must(t, err)
	o := cases.GroupOrder{
		No: no, Criterion: cases.Criterion{By: cases.ByBatch, Value: "B-1"}, Finding: "整批名单为邻区活动用户。", Reasons: "理由",
		LegalBasis: []string{"依据"}, NewColour: cases.Green, LetterLanguage: "zh", UndoFor: cases.GroupWindow,
		OrderedBy: w.in[by].User().Actor(), OrderedAt: Now(), Members: []cases.GroupMember{},
	}
	var papers []cases.GroupPaper
	for _, id := range ids {
		p := w.decision(t, id, by)
		o.Members = append(o.Members, cases.GroupMember{Case: id, DecisionNo: p.No, Digest: p.Digest})
		papers = append(papers, cases.GroupPaper{Case: id, Paper: p})
	}
	body, err := o.Content()
	must(t, err)
	sig, err := w.in[by].Sign("group_order", body)
	must(t, err)
	return o, sig, papers
}

func (w *world) issue(t *testing.T, by cases.UserID, ids ...cases.ID) *cases.GroupRecord {
	t.Helper()
	o, sig, papers := w.order(t, by, ids...)
	must(t, w.st.AddGroup(context.Background(), newAction(), &o, sig, papers))
	r, err := w.st.Group(context.Background(), o.No)
	must(t, err)
	return r
}

// countersign adds the second signature of a person; some cases stay open.
func (w *world) countersign(t *testing.T, r *cases.GroupRecord, by cases.UserID, left map[cases.ID]string) error {
	t.Helper()
	ctx := context.Background()
	s := cases.GroupSign{Order: r.No, Digest: r.Digest, Signer: w.in[by].User().Actor(), OpenedAt: Now(), SignedAt: Now()}
	body, err := s.Content()
	must(t, err)
	sig, err := w.in[by].Sign("group_sign", body)
	must(t, err)
	var papers []cases.GroupPaper
	for _, m := range r.Members {
		sign := cases.SignOff{No: 1, DecisionNo: m.DecisionNo, Digest: m.Digest, Result: cases.Approve, Signer: s.Signer, OpenedAt: Now(), SignedAt: Now()}
		papers = append(papers, cases.GroupPaper{Case: m.Case, Paper: w.signed(t, by, cases.PaperSignOff, 1, sign)})
	}
	return w.st.SignGroup(ctx, newAction(), r.Version, s, sig, Now().Add(cases.GroupWindow), papers, left)
}

// carried is the change with which a member is decided.
func (w *world) carried(t *testing.T, id cases.ID, by cases.UserID, at time.Time) cases.Change {
	t.Helper()
	c := w.change(t, id, by, cases.MoveGroup)
	c.At, c.Row.State, c.Row.Drafter, c.Row.Disposition, c.Row.NewColour, c.Row.SecondLook =
		at, cases.Decided, "supervisor", cases.Overturn, cases.Green, true
	return c
}

// testGroups: ordered, signed, and after the undo window carried out case by
// case, each with the papers that two people signed.
func testGroups(t *testing.T, w *world) {
	ctx, later := context.Background(), Now().Add(cases.GroupWindow)
	r := w.issue(t, "supervisor", 1, 2, 3)
	refused(t, w.countersign(t, r, "supervisor", nil), "four_eyes")
	must(t, w.countersign(t, r, "supervisor2", map[cases.ID]string{3: "conflict"}))
	refused(t, w.countersign(t, r, "supervisor2", nil), "group_changed")

	refused(t, w.st.CarryMember(ctx, r.No, w.carried(t, 1, "intake", Now())), "group_not_due")
	refused(t, w.st.CarryMember(ctx, r.No, w.carried(t, 1, "reviewer", later)), "role")
	must(t, w.st.CarryMember(ctx, r.No, w.carried(t, 1, "intake", later)))
	refused(t, w.st.CarryMember(ctx, r.No, w.carried(t, 3, "intake", later)), "group_member_settled")
	f, err := w.st.Case(ctx, 1)
	must(t, err)
	if f.State != cases.Decided || f.Approval() == nil || f.Approval().Signer.ID != "supervisor2" || f.Decision().DraftedBy.ID != "supervisor" {
		t.Errorf("the case is %s with %+v", f.State, f.Approval())
	}
	refused(t, w.st.UndoGroup(ctx, newAction(), r.No, 0, w.in["supervisor"].User().Actor(), later, "迟了"), "group_undo_over")

	must(t, w.st.LeaveMember(ctx, r.No, w.carried(t, 2, "intake", later), "amended"))
	if got := w.row(t, 2); got.State != cases.Registered {
		t.Errorf("the case left open is %s", got.State)
	}
	r, err = w.st.Group(ctx, r.No)
	must(t, err)
	if r.State != cases.GroupDone || r.Carried != 1 || !maps.Equal(r.Skipped, map[cases.ID]string{2: "amended", 3: "conflict"}) {
		t.Errorf("the order is %s, %d carried, left %v", r.State, r.Carried, r.Skipped)
	}
	w.whole(t)
}

// testGroupUndo: an order that is taken back leaves every case exactly as it
// was.
func testGroupUndo(t *testing.T, w *world) {
	ctx := context.Background()
	before := w.rows(t)
	r := w.issue(t, "supervisor", 1, 2)
	must(t, w.countersign(t, r, "supervisor2", nil))
	by := w.in["supervisor2"].User().Actor()
	refused(t, w.st.UndoGroup(ctx, newAction(), r.No, r.Version, by, Now(), "写错批次"), "group_changed")
	must(t, w.st.UndoGroup(ctx, newAction(), r.No, 0, by, Now().Add(time.Hour), "写错批次"))
	r, err := w.st.Group(ctx, r.No)
	must(t, err)
	if r.State != cases.GroupUndone || r.Why != "写错批次" || r.EndedBy != "supervisor2" {
		t.Errorf("the order is %s because %q by %s", r.State, r.Why, r.EndedBy)
	}
	refused(t, w.st.CarryMember(ctx, r.No, w.carried(t, 1, "intake", Now().Add(3*time.Hour))), "group_not_due")
	if d := cmp.Diff(before, w.rows(t)); d != "" {
		t.Errorf("the cases changed:\n%s", d)
	}
	w.whole(t)
}

func (w *world) rows(t *testing.T) map[cases.ID]cases.Row {
	t.Helper()
	all := map[cases.ID]cases.Row{}
	must(t, w.st.Rows(context.Background(), 0, func(r cases.Row, _ *cases.Card) error { all[r.ID] = r; return nil }))
	return all
}

// testGroupGuards: what the commands refuse, the store and the database refuse
// as well.
func testGroupGuards(t *testing.T, w *world) {
	ctx := context.Background()
	o, sig, papers := w.order(t, "supervisor", 1)
	forged := append([]byte(nil), sig...)
	forged[0] ^= 1
	refused(t, w.st.AddGroup(ctx, newAction(), &o, forged, papers), "bad_signature")
	other := []cases.GroupPaper{{Case: 2, Paper: papers[0].Paper}}
	if w.st.AddGroup(ctx, newAction(), &o, sig, other) == nil {
		t.Error("a decision for a case that is no member was taken")
	}
	must(t, w.st.AddGroup(ctx, newAction(), &o, sig, papers))
	refused(t, w.st.AddGroup(ctx, newAction(), &o, sig, papers), "group_number")

	db := w.raw(t)
	for name, text := range map[string]string{
		"own second signature": "UPDATE group_orders SET version = version + 1, state = 'signed', signed_by = ordered_by WHERE no = 1",
		"no second signature":  "UPDATE group_orders SET version = version + 1, state = 'signed' WHERE no = 1",
		"straight to done":     "UPDATE group_orders SET version = version + 1, state = 'done', signed_by = 'supervisor2' WHERE no = 1",
		"another value":        "UPDATE group_orders SET version = version + 1, state = 'undone', value = 'B-2' WHERE no = 1",
		"carried unsigned":     "UPDATE group_members SET state = 'carried' WHERE order_no = 1",
		"another decision":     "UPDATE group_members SET decision = sealed FROM group_orders WHERE no = order_no",
		"removed":              "DELETE FROM group_members",
		"order removed":        "DELETE FROM group_orders",
	} {
		if _, err := db.ExecContext(ctx, text); err == nil {
			t.Errorf("%s: the database let it happen", name)
		}
	}
	w.whole(t)
}

// testUnappealed: group relief reaches people of a delivery who never
// appealed, each once, and not those who have a case by now.
func testUnappealed(t *testing.T, w *world) {
	ctx := context.Background()
	entry := func(n int, batch string, hour int) store.RegisterEntry {
		return store.RegisterEntry{Colour: cases.Yellow, IssuedAt: Now().Add(time.Duration(hour) * time.Hour), Source: cases.CarrierTower, Batch: batch,
			Rule: "R-LOC", Link: "PHONE", Person: cases.Card{Name: "某人", DocNo: DocNo(n)}}
	}
	list := []store.RegisterEntry{entry(500, "B-1", -9), entry(501, "B-1", -9), entry(501, "B-1", -3), entry(502, "B-2", -9), entry(3, "B-1", -9)}
	_, err := w.st.ImportDelivery(ctx, w.delivery(), store.Goods{
		Cases: func(func(store.Incoming, error) bool) {},
		Register: func(yield func(store.RegisterEntry, error) bool) {
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
			}
		},
	}, nil)
	must(t, err)
	c := cases.Criterion{By: cases.ByBatch, Value: "B-1"}
	var got []string
	must(t, w.st.Unappealed(ctx, c, func(e store.RegisterEntry) error { got = append(got, e.Person.DocNo); return nil }))
	if d := cmp.Diff([]string{DocNo(500), DocNo(501)}, got); d != "" {
		t.Errorf("the recall list is wrong:\n%s", d)
	}
	c.From = Now().Add(-4 * time.Hour)
	if n, err := w.st.CountUnappealed(ctx, c); err != nil || n != 1 {
		t.Errorf("%d in the window, %v", n, err)
	}
	if n, err := w.st.CountUnappealed(ctx, cases.Criterion{By: cases.ByRule, Value: "R-LOC"}); err != nil || n != 3 {
		t.Errorf("%d by the rule, %v", n, err)
	}
	counts, err := w.st.RegisterCounts(ctx)
	must(t, err)
	want := []store.RegisterCount{{Source: cases.CarrierTower, Batch: "B-1", Rule: "R-LOC", N: 2}, {Source: cases.CarrierTower, Batch: "B-2", Rule: "R-LOC", N: 1}}
	if d := cmp.Diff(want, counts); d != "" {
		t.Errorf("the counts are wrong:\n%s", d)
	}
	hits, err := w.st.GroupHits(ctx, cases.Criterion{By: cases.ByBatch, Value: "B-1"})
	must(t, err)
	if len(hits) != 2 || hits[0].Case != 2 || hits[1].Case != 9 {
		t.Errorf("cases %v share the batch", hits)
	}
	if hits, err := w.st.GroupHits(ctx, cases.Criterion{By: cases.ByRule, Value: "R-LOC"}); err != nil || len(hits) != 12 {
		t.Errorf("%d cases share the rule, %v", len(hits), err)
	}
}
