package review_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review"
)

const badBatch = "YD-0213-A"

// hit is a case whose only flag comes from the bad batch.
func (o *office) hit(t testing.TB, no string, change func(*cases.Snapshot)) cases.ID {
	t.Helper()
	s := snapshot(no)
	s.Flags[0].Batch = badBatch
	if change != nil {
		change(s)
	}
	return o.receive(t, s).ID
}

func relief() cases.GroupOrder {
	return cases.GroupOrder{
		Criterion: cases.Criterion{By: cases.ByBatch, Value: badBatch}, Finding: "整批为邻区活动用户，不能证明本人到过。",
		Reasons: strings.Repeat("该批次记录误差半径跨越区界，不足以认定。", 4), LegalBasis: []string{"通告第三条"},
		NewColour: cases.Green, LetterLanguage: "zh", UndoFor: cases.GroupWindow,
	}
}

func (o *office) groups(who cases.UserID) *review.Groups { return o.desks[who].Groups(o.st) }

func why(g []cases.GroupLeft) map[cases.ID]string {
	out := map[cases.ID]string{}
	for _, l := range g {
		out[l.Case] = l.Why
	}
	return out
}

func TestGroupPreview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	plain := o.hit(t, "A-1", nil)
	accused := o.hit(t, "A-2", func(s *cases.Snapshot) { s.Appeal.Grounds = []cases.Ground{"G02", "G17"} })
	other := o.hit(t, "A-3", func(s *cases.Snapshot) {
		// Another record puts the person into Wuhan three days before.
		f := s.Flags[0]
		f.FlagID, f.Batch, f.SourceType, f.IdentityLink = "f2", "", cases.HotelRegister, "by id"
		f.ObservedFrom, f.ObservedTo = at("2020-02-08T10:00:00+08:00"), at("2020-02-10T09:00:00+08:00")
		s.Flags = append(s.Flags, f)
	})
	o.receive(t, snapshot("A-4")) // of no batch
	c := relief().Criterion
	p, err := o.groups("sue").Preview(t.Context(), c, cases.Green, nil)
	must(t, err)
	if len(p.Members) != 1 || p.Members[0].Case != plain {
		t.Errorf("members %+v", p.Members)
	}
	if d := cmp.Diff(map[cases.ID]string{accused: "other_ground", other: "other_evidence"}, why(p.Left)); d != "" {
		t.Errorf("left open:\n%s", d)
	}
	c.From = instant(t, "2020-02-14T00:00:00+08:00")
	if p, err := o.groups("sue").Preview(t.Context(), c, cases.Green, nil); err != nil || len(p.Members)+len(p.Left) != 0 {
		t.Errorf("outside the window: %+v, %v", p, err)
	}
	p, err = o.groups("neighbour").Preview(t.Context(), relief().Criterion, cases.Green, nil)
	must(t, err)
	if len(p.Members) != 0 || why(p.Left)[plain] != "conflict" {
		t.Errorf("a neighbour would decide %+v", p.Members)
	}
	_, err = o.groups("sue").Order(t.Context(), relief(), map[cases.ID]string{plain: " "}, nil)
	refusedWith(t, err, "reason_needed")
	_, err = o.groups("sue").Order(t.Context(), relief(), map[cases.ID]string{99: "不适用"}, nil)
	refusedWith(t, err, "group_no_member")
	_, err = o.groups("ann").Preview(t.Context(), c, cases.Green, nil)
	refusedWith(t, err, "role")
}

func refusedWith(t testing.TB, err error, code string) {
	t.Helper()
	if !errors.Is(err, cases.Refuse(code)) {
		t.Errorf("got %v, want refusal %s", err, code)
	}
}

func TestGroupOrder(t *testing.T) {
	t.Parallel()
	t.Run("is refused when it says too little or helps nobody", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		_, err := o.groups("sue").Order(t.Context(), relief(), nil, nil)
		refusedWith(t, err, "group_nobody")
		o.hit(t, "A-1", nil)
		for code, edit := range map[string]func(*cases.GroupOrder){
			"reasons_length":    func(g *cases.GroupOrder) { g.Reasons = "短" },
			"group_finding":     func(g *cases.GroupOrder) { g.Finding = " " },
			"no_legal_basis":    func(g *cases.GroupOrder) { g.LegalBasis = nil },
			"group_colour":      func(g *cases.GroupOrder) { g.NewColour = cases.Red },
			"letter_language":   func(g *cases.GroupOrder) { g.LetterLanguage = "fr" },
			"group_undo_window": func(g *cases.GroupOrder) { g.UndoFor = 25 * time.Hour },
			"group_value":       func(g *cases.GroupOrder) { g.Value = "" },
		} {
			g := relief()
			edit(&g)
			_, err := o.groups("sue").Order(t.Context(), g, nil, nil)
			refusedWith(t, err, code)
		}
		_, err = o.groups("ann").Order(t.Context(), relief(), nil, nil)
		refusedWith(t, err, "role")
	})
	t.Run("is signed by another supervisor who read it", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.hit(t, "A-1", nil)
		g, err := o.groups("sue").Order(t.Context(), relief(), nil, nil)
		must(t, err)
		_, err = o.groups("sue").Sign(t.Context(), g.No, review.Reading{Digest: g.Digest, LetterOpened: o.now})
		refusedWith(t, err, "four_eyes")
		_, err = o.groups("tom").Sign(t.Context(), g.No, review.Reading{Digest: g.Digest})
		refusedWith(t, err, "group_not_read")
		_, err = o.groups("tom").Sign(t.Context(), g.No, review.Reading{Digest: "another", LetterOpened: o.now})
		refusedWith(t, err, "stale_digest")
	})
	t.Run("leaves open whom the signatory may not judge", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		id := o.hit(t, "A-1", nil)
		far := o.hit(t, "A-2", func(s *cases.Snapshot) { s.Resident.ResidenceStreet = "330106010" })
		g, err := o.groups("sue").Order(t.Context(), relief(), nil, nil)
		must(t, err)
		g, err = o.groups("neighbour").Sign(t.Context(), g.No, review.Reading{Digest: g.Digest, LetterOpened: o.now})
		must(t, err)
		o.wait(cases.GroupWindow)
		g, err = o.groups("clerk").CarryOut(t.Context(), g.No, nil)
		must(t, err)
		if d := cmp.Diff(map[cases.ID]string{id: "conflict"}, g.Skipped); d != "" || g.Carried != 1 || g.Done[0] != far {
			t.Errorf("carried %v, left open:\n%s", g.Done, d)
		}
	})
}

func TestGroupCarriedOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	plain, amended, chosen := o.hit(t, "A-1", nil), o.hit(t, "A-2", nil), o.hit(t, "A-3", nil)
	pending := o.hit(t, "A-4", nil)
	_, err := o.desks["sue"].Assign(ctx, pending, o.users["ann"])
	must(t, err)
	_, err = o.desks["ann"].Decide(ctx, pending, overturn())
	must(t, err)
	g, err := o.groups("sue").Order(ctx, relief(), map[cases.ID]string{chosen: "本人另有请求"}, nil)
	must(t, err)
	if why(g.Left)[chosen] != "chosen" || len(g.Members) != 3 {
		t.Fatalf("members %+v, left %+v", g.Members, g.Left)
	}
	g, err = o.groups("tom").Sign(ctx, g.No, review.Reading{Digest: g.Digest, LetterOpened: o.now})
	must(t, err)
	_, err = o.groups("clerk").CarryOut(ctx, g.No, nil)
	refusedWith(t, err, "group_not_due")
	again := snapshot("A-2")
	again.Flags[0].Batch, again.Appeal.Statement = badBatch, "补充：我有车票。"
	o.receive(t, again)
	o.wait(cases.GroupWindow)

	// Interrupted before the first member, it goes on where it stopped.
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := o.groups("clerk").CarryOut(stopped, g.No, nil); err == nil {
		t.Error("a cancelled run was carried out")
	}
	for range 2 {
		g, err = o.groups("clerk").CarryOut(ctx, g.No, nil)
		must(t, err)
	}
	if g.State != cases.GroupDone || g.Carried != 2 || g.Skipped[amended] != "amended" {
		t.Errorf("%s, %d carried, left %v", g.State, g.Carried, g.Skipped)
	}
	for _, id := range []cases.ID{plain, pending} {
		f, err := o.st.Case(ctx, id)
		must(t, err)
		d := f.Decision()
		if f.State != cases.Decided || d.GroupOrder != g.No || d.DraftedBy.ID != "sue" || f.Approval() == nil || f.Approval().Signer.ID != "tom" {
			t.Errorf("case %d is %s, decision %+v", id, f.State, d)
		}
		if f.Isolation != cases.Released || f.Instruction != cases.Queued || f.Notice != cases.Rendered {
			t.Errorf("case %d: %s, %s, %s", id, f.Isolation, f.Instruction, f.Notice)
		}
		if len(cases.Missing(f, &d.Draft)) > 0 {
			t.Errorf("the decision of case %d lacks %v", id, cases.Missing(f, &d.Draft))
		}
	}
	_, err = o.groups("sue").Undo(ctx, g.No, "迟了")
	refusedWith(t, err, "group_undo_over")
	v, err := o.st.Verify(ctx, nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record does not verify: %+v", v.Findings)
	}
}

// Whatever stands on the desks when an order is issued and taken back, every
// case is afterwards exactly as it was.
func TestGroupUndoRestores(t *testing.T) {
	o := newOffice(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		for range rapid.IntRange(0, 2).Draw(rt, "new") {
			if n == 6 {
				break // enough to tell
			}
			n++
			id := o.hit(t, fmt.Sprintf("R-%d", n), nil)
			if rapid.Bool().Draw(rt, "begun") {
				_, err := o.desks["ann"].Open(ctx, id)
				must(t, err)
			}
		}
		before := o.rows(t)
		g, err := o.groups("sue").Order(ctx, relief(), nil, nil)
		if n == 0 {
			refusedWith(t, err, "group_nobody")
			return
		}
		must(t, err)
		if rapid.Bool().Draw(rt, "signed") {
			_, err = o.groups("tom").Sign(ctx, g.No, review.Reading{Digest: g.Digest, LetterOpened: o.clock()})
			must(t, err)
			o.wait(time.Duration(rapid.IntRange(0, 119).Draw(rt, "minutes")) * time.Minute)
		}
		_, err = o.groups("tom").Undo(ctx, g.No, "写错批次")
		must(t, err)
		if d := cmp.Diff(before, o.rows(t)); d != "" {
			rt.Fatalf("the cases changed:\n%s", d)
		}
	})
}

func (o *office) rows(t testing.TB) map[cases.ID]cases.Row {
	t.Helper()
	all := map[cases.ID]cases.Row{}
	must(t, o.st.Rows(context.Background(), 0, func(r cases.Row, _ *cases.Card) error { all[r.ID] = r; return nil }))
	return all
}
