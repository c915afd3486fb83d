package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/store"
)

// amended is the i-th case with another statement.
func amendedCase(i int, statement string) store.Incoming {
	c := Incoming(i)
	c.Snapshot.Appeal.Statement = statement
	c.Card = cases.CardOf(c.Snapshot)
	return c
}

// elsewhere is the i-th case as another file brings it.
func elsewhere(i int) store.Incoming {
	c := Incoming(i)
	for _, p := range []*cases.Provenance{&c.Snapshot.Appeal.Provenance, &c.Snapshot.Flags[0].Provenance} {
		p.RowNo, p.ImportBatch, p.ImportedAt = 999, "later", cases.At(Now())
	}
	return c
}

// testReimport: the same content again is nothing, other content is the next
// version, a decided case stays as it is.
func testReimport(t *testing.T, w *world) {
	ctx := context.Background()
	before := w.row(t, 4)
	r := w.deliver(t, elsewhere(3), Incoming(4), amendedCase(5, "补充：有购物小票。"), Incoming(12))
	want := store.DeliveryReport{ID: 2, Stored: 1, Amended: 1, Unchanged: 2}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
	if got := w.row(t, 4); got.Version != before.Version || got.Seq != before.Seq {
		t.Errorf("an unchanged case went from version %d to %d", before.Version, got.Version)
	}
	w.take(t, 1, "reviewer")
	w.remark(t, 1, "交接：等运营商回函")
	w.decide(t, 2)
	r = w.deliver(t, amendedCase(0, "另一份陈述"), amendedCase(1, "太迟了"))
	if r.Amended != 1 || len(r.Refused) != 1 || r.Refused[0].Index != 1 || r.Refused[0].Why.Code != "amend_settled" {
		t.Errorf("report %+v", r)
	}
	f, err := w.st.Case(ctx, 1)
	must(t, err)
	if f.State != cases.InReview || f.Officer != "reviewer" || !f.Signals.Has(cases.SignalAmended) || f.SnapshotVersion != 2 ||
		f.Snapshot.Appeal.Statement != "另一份陈述" || len(f.Versions) != 2 || f.Versions[0].Digest == f.Versions[1].Digest {
		t.Errorf("the amended case is %+v, versions %+v", f.Row, f.Versions)
	}
	brought, err := w.st.DeliveryCases(ctx, 2)
	must(t, err)
	if diff := cmp.Diff([]cases.ID{6, 16}, brought); diff != "" {
		t.Errorf("the second delivery brought: %s", diff)
	}
	if _, err := w.st.DeliveryCases(ctx, 99); !errors.Is(err, cases.Refuse("no_delivery")) {
		t.Errorf("a delivery that never was: %v", err)
	}
	first, err := w.st.SnapshotVersion(ctx, 1, 1)
	must(t, err)
	if first.Appeal.Statement != Snapshot(0).Appeal.Statement {
		t.Errorf("the first version now says %q", first.Appeal.Statement)
	}
	_, cards := w.feed(t, 0)
	if c := cards[1]; c.Statement != "另一份陈述" || c.Notes != "交接：等运营商回函" || c.Name == "" {
		t.Errorf("the card says %+v", c)
	}
	w.take(t, 6, "reviewer")
	w.whole(t)
}

// remark adds a note to a case and to what search finds of it.
func (w *world) remark(t *testing.T, id cases.ID, text string) {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	c := w.change(t, id, "reviewer", cases.MoveNote)
	p, err := cases.NewPaper(cases.PaperNote, 1, "reviewer", Now(), cases.Note{No: 1, Text: text, By: "reviewer", At: Now()})
	must(t, err)
	card := cases.CardOf(&f.Snapshot)
	card.Notes = text
	c.Papers, c.Card = []cases.Paper{p}, &card
	must(t, w.st.Apply(context.Background(), c))
}

// testDeliveryRefusals: what one case of a delivery cannot be, and that the
// others are taken all the same.
func testDeliveryRefusals(t *testing.T, w *world) {
	bad := func(i int, edit func(*store.Incoming)) store.Incoming {
		c := Incoming(i)
		edit(&c)
		return c
	}
	list := []store.Incoming{
		bad(20, func(c *store.Incoming) { c.Snapshot.Resident.Name = "a\x00b" }),
		bad(21, func(c *store.Incoming) { c.Snapshot.Appeal.Statement = "\xe4\xb8" }),
		bad(22, func(c *store.Incoming) { c.Row.AppealNo = "" }),
		bad(23, func(c *store.Incoming) { c.Row.Division = "3301\x0099" }),
		bad(24, func(c *store.Incoming) { c.Row.State = cases.Decided }),
		Incoming(25), Incoming(25), amendedCase(25, "不同"),
		bad(26, func(c *store.Incoming) { c.Card.Name = "\xff" }),
		bad(27, func(c *store.Incoming) { c.Row.AppealNo = "sy-2020-000025" }),
	}
	r := w.deliver(t, list...)
	codes := map[int]string{}
	for _, x := range r.Refused {
		codes[x.Index] = x.Why.Code
	}
	want := map[int]string{0: "nul_character", 1: "bad_utf8", 2: "no_appeal_no", 3: "nul_character", 4: "state", 7: "twice_in_delivery", 8: "bad_utf8"}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Error(diff)
	}
	if r.Stored != 2 || r.Unchanged != 1 {
		t.Errorf("report %+v", r)
	}
	w.whole(t)
}

// testDeliveryWhole: one delivery is one transaction: whole or absent, and once.
func testDeliveryWhole(t *testing.T, w *world) {
	ctx := context.Background()
	before, err := w.st.Seq(ctx)
	must(t, err)
	broken := errors.New("the file ends in the middle")
	cutOff := store.Goods{Cases: func(yield func(store.Incoming, error) bool) {
		for i := range 600 {
			if !yield(Incoming(100+i), nil) {
				return
			}
		}
		yield(store.Incoming{}, broken)
	}}
	_, err = w.st.ImportDelivery(ctx, w.delivery(), cutOff, nil)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	_, err = w.st.ImportDelivery(stopped, w.delivery(), store.Goods{Cases: Cases(2000)}, func(done int) {
		if done >= 300 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if after, _ := w.st.Seq(ctx); after != before {
		t.Errorf("%d entries of deliveries that did not come in", after-before)
	}
	if rows, _ := w.feed(t, 0); len(rows) != 12 {
		t.Errorf("%d cases", len(rows))
	}

	d := w.delivery()
	d.DryRun = true
	dry, err := w.st.ImportDelivery(ctx, d, store.Goods{Cases: Cases(700)}, nil)
	must(t, err)
	d.DryRun = false
	last := 0
	r, err := w.st.ImportDelivery(ctx, d, store.Goods{Cases: Cases(700)}, func(done int) { last = done })
	must(t, err)
	if r.Stored != 688 || r.Unchanged != 12 || last != 700 {
		t.Errorf("report %+v, progress %d", r, last)
	}
	dry.ID = r.ID
	if diff := cmp.Diff(r, dry); diff != "" {
		t.Errorf("the dry run told something else: %s", diff)
	}
	again, err := w.st.ImportDelivery(ctx, d, store.Goods{Cases: Cases(700)}, nil)
	must(t, err)
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("the same act again: %s", diff)
	}
	w.listsDeliveries(t, r)
	w.whole(t)
}

func (w *world) listsDeliveries(t *testing.T, r store.DeliveryReport) {
	t.Helper()
	ctx := context.Background()
	list, err := w.st.DeliveryList(ctx)
	must(t, err)
	if len(list) != 2 || list[0].ID != r.ID || list[0].Stored != r.Stored || list[0].By != "intake" {
		t.Errorf("deliveries: %+v", list)
	}
	known, err := w.st.Known(ctx, []string{AppealNo(5), AppealNo(699), "none"})
	must(t, err)
	if diff := cmp.Diff(map[string]cases.State{AppealNo(5): cases.Registered, AppealNo(699): cases.Registered}, known); diff != "" {
		t.Error(diff)
	}
	_, err = w.st.ImportDelivery(ctx, store.Delivery{ActionID: newAction(), By: w.in["reviewer"].User().Actor()}, goods(nil), nil)
	refused(t, err, "role")
}

// testRegister: people who have not appealed are reached by their batch.
func testRegister(t *testing.T, w *world) {
	ctx := context.Background()
	r, err := w.st.ImportDelivery(ctx, w.delivery(), store.Goods{Cases: Cases(1), Register: entries(500)}, nil)
	must(t, err)
	if r.Registered != 500 {
		t.Errorf("report %+v", r)
	}
	n := 0
	must(t, w.st.Register(ctx, "B-1", func(e store.RegisterEntry) error {
		if n++; n == 2 && (e.Person.Name != "未申诉3" || e.Reason != "途经" || e.No != 4 || e.Colour != cases.Yellow) {
			t.Errorf("the second entry is %+v", e)
		}
		return nil
	}))
	if n != 250 {
		t.Errorf("%d entries of batch B-1", n)
	}
	w.whole(t)
	w.st.Lock()
	refused(t, w.st.Register(ctx, "", func(store.RegisterEntry) error { return nil }), "locked")
}
