package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
)

// testChanges: a change is written whole with its entry, once.
func testChanges(t *testing.T, w *world) {
	ctx := context.Background()
	w.take(t, 1, "reviewer")
	c := w.change(t, 1, "reviewer", cases.MoveWeigh)
	p, err := cases.NewPaper(cases.PaperWeighing, 1, "reviewer", Now(), cases.Weighing{Ref: "F1", Verdict: "for", Weight: "weak", Reasons: "误差", By: "reviewer", At: Now()})
	must(t, err)
	c.Papers, c.Detail = []cases.Paper{p}, map[string]string{"ref": "F1"}
	must(t, w.st.Apply(ctx, c))
	must(t, w.st.Apply(ctx, c))

	f, err := w.st.Case(ctx, 1)
	must(t, err)
	if len(f.Weighings) != 1 || f.Weighings[0].Reasons != "误差" || f.Version != c.Read+1 {
		t.Errorf("weighings %+v, version %d after %d", f.Weighings, f.Version, c.Read)
	}
	e, ok, err := w.st.Act(ctx, c.ActionID)
	must(t, err)
	if !ok || e.By != "reviewer" || e.Case != 1 || e.Action != "weigh" || e.Seq != f.Seq || e.Detail["ref"] != "F1" {
		t.Errorf("the entry is %+v", e)
	}
	if _, ok, err := w.st.Act(ctx, "never"); ok || err != nil {
		t.Errorf("an act nobody did is found: %v", err)
	}
	w.keepsDrafts(t)
	w.records(t)
	w.whole(t)
}

// keepsDrafts: a draft is the one paper that is overwritten.
func (w *world) keepsDrafts(t *testing.T) {
	t.Helper()
	for _, reasons := range []string{"一", "二"} {
		c := w.change(t, 1, "reviewer", cases.MoveSave)
		p, err := cases.NewPaper(cases.PaperDraft, 1, "reviewer", Now(), cases.Draft{Reasons: reasons})
		must(t, err)
		c.Papers = []cases.Paper{p}
		must(t, w.st.Apply(context.Background(), c))
	}
	f, err := w.st.Case(context.Background(), 1)
	must(t, err)
	if f.Draft == nil || f.Draft.Reasons != "二" {
		t.Errorf("the draft is %+v", f.Draft)
	}
}

// records: the record of a case starts with its delivery and is in order.
func (w *world) records(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	list, err := w.st.Record(ctx, 1)
	must(t, err)
	var acts []string
	for _, e := range list {
		acts = append(acts, e.Action)
	}
	if diff := cmp.Diff([]string{"receive", "take", "begin", "weigh", "save", "save"}, acts); diff != "" {
		t.Errorf("record: %s", diff)
	}
	n := int64(0)
	for e, err := range w.st.AuditLog(ctx, 0) {
		must(t, err)
		if n++; e.Seq != n {
			t.Fatalf("entry %d comes as number %d", e.Seq, n)
		}
	}
	if seq, _ := w.st.Seq(ctx); seq != n {
		t.Errorf("%d entries, sequence %d", n, seq)
	}
}

// testRefusals: what the table of moves, the version and the people do not
// allow leaves nothing behind.
func testRefusals(t *testing.T, w *world) {
	ctx := context.Background()
	before, err := w.st.Seq(ctx)
	must(t, err)
	for name, r := range map[string]struct {
		code string
		edit func(*cases.Change)
	}{
		"a role that may not":            {"role", func(c *cases.Change) { c.By = w.in["auditor"].User().Actor() }},
		"somebody not signed in":         {"not_signed_in", func(c *cases.Change) { c.By.ID = "nobody" }},
		"a state the move does not lead": {"state", func(c *cases.Change) { c.Row.State = cases.Decided }},
		"another state than read":        {"state", func(c *cases.Change) { c.From = cases.InReview }},
		"an unknown move":                {"unknown_move", func(c *cases.Change) { c.Move = "fly" }},
		"another officer's case": {"not_holder", func(c *cases.Change) {
			c.Move, c.Row.State, c.By = cases.MoveBegin, cases.InReview, w.in["reviewer2"].User().Actor()
		}},
		"a NUL character":   {"nul_character", func(c *cases.Change) { c.Row.Division = "33\x000199" }},
		"broken UTF-8":      {"bad_utf8", func(c *cases.Change) { c.Detail = map[string]string{"why": "\xff"} }},
		"endless text":      {"too_long", func(c *cases.Change) { c.Row.RuleSet = strings.Repeat("长", 1000) }},
		"a comma in a rule": {"bad_rule_id", func(c *cases.Change) { c.Row.Rules = []string{"a,b"} }},
		"a NUL in a paper":  {"nul_character", paper(`{"text":"a\u0000b"}`)},
		"an endless paper":  {"too_long", paper(`{"text":"` + strings.Repeat("x", 1<<20) + `"}`)},
		"a stale version":   {"changed_meanwhile", func(c *cases.Change) { c.Read-- }},
		"a case not there":  {"no_case", func(c *cases.Change) { c.Row.ID = 4711 }},
	} {
		t.Run(name, func(t *testing.T) {
			c := w.change(t, 2, "reviewer", cases.MoveTake)
			c.Row.State, c.Row.Officer = cases.Assigned, "reviewer"
			if r.code == "not_holder" {
				w.move(t, 2, "reviewer", cases.MoveTake, cases.Assigned)
				c = w.change(t, 2, "reviewer", cases.MoveBegin)
				before++
			}
			r.edit(&c)
			refused(t, w.st.Apply(ctx, c), r.code)
			if r.code == "not_holder" {
				w.move(t, 2, "reviewer", cases.MoveRelease, cases.Registered)
				before++
			}
		})
	}
	if after, _ := w.st.Seq(ctx); after != before {
		t.Errorf("%d entries although nothing was done", after-before)
	}
	w.whole(t)
}

func paper(body string) func(*cases.Change) {
	return func(c *cases.Change) {
		c.Papers = []cases.Paper{{Kind: cases.PaperNote, No: 1, Author: "reviewer", At: Now(), Body: []byte(body)}}
	}
}

// testConflict: a mismatch of versions says who changed what, when; and a
// batch with one refusal in it leaves nothing.
func testConflict(t *testing.T, w *world) {
	ctx := context.Background()
	mine := w.change(t, 3, "reviewer", cases.MoveTake)
	mine.Row.State, mine.Row.Officer = cases.Assigned, "reviewer"
	w.move(t, 3, "reviewer2", cases.MoveTake, cases.Assigned)
	r := refused(t, w.st.Apply(ctx, mine), "changed_meanwhile")
	want := map[string]string{"case": AppealNo(2), "by": "reviewer2", "act": "take", "at": "2020-02-17T09:00:00+08:00"}
	if diff := cmp.Diff(want, r.Args); diff != "" {
		t.Error(diff)
	}
	fine := w.change(t, 4, "reviewer", cases.MoveTake)
	fine.Row.State, fine.Row.Officer = cases.Assigned, "reviewer"
	refused(t, w.st.ApplyAll(ctx, fine, mine), "changed_meanwhile")
	if got := w.row(t, 4); got.State != cases.Registered {
		t.Errorf("half a batch was written: %s", got.State)
	}
	must(t, w.st.ApplyAll(ctx, fine))
	w.whole(t)
}

// testMarks: evidence lines are replaced with a change, and come back.
func testMarks(t *testing.T, w *world) {
	ctx := context.Background()
	c := w.change(t, 6, "reviewer", cases.MoveTake)
	c.Row.State, c.Row.Officer, c.Row.Signals = cases.Assigned, "reviewer", cases.SignalWeakSource|cases.SignalRejected
	c.Marks = []cases.EvidenceMark{{Ref: "F1", Source: cases.CarrierTower, Provider: "移动", Batch: "B", Rules: []string{"R1"}, Verdict: "for"}, {Ref: "F10", Source: cases.AppGPS}, {Ref: "F2"}}
	must(t, w.st.Apply(ctx, c))
	if got := w.row(t, 6); got.Signals != c.Row.Signals {
		t.Errorf("signals are %v", got.Signals)
	}
	marks := map[string]string{}
	must(t, w.st.EvidenceMarks(ctx, func(id cases.ID, m cases.EvidenceMark) error {
		if id == 6 {
			marks[m.Ref] = string(m.Source) + m.Verdict
		}
		return nil
	}))
	if diff := cmp.Diff(map[string]string{"F1": "CARRIER_TOWERfor", "F10": "APP_GPS", "F2": ""}, marks); diff != "" {
		t.Error(diff)
	}
	w.whole(t)
}
