package caseview_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/cases"
)

// tap taps the button with a label.
func (st *stage) tap(t *testing.T, label string) {
	t.Helper()
	test.Tap(st.host.Button(t, label))
}

func TestAnOfficerFindsWhatADifferenceWas(t *testing.T) {
	st := newStage(t, set{scenario: "ambiguous-question"})
	st.openDifference(t, "KEY_AREA_14D")
	st.host.Choices(st.t("case.differs.mistaken"))[0].OnChange(string(cases.QuestionOpen))
	test.Type(st.host.Entry(t, st.t("case.differs.hint")), "旧版题目没有写明时间范围。")
	for _, g := range casetest.Find[*kit.Toggle](st.host) {
		if g.Label == "Q1.KEY_AREA_14D" {
			test.Tap(g)
		}
	}
	st.tap(t, st.t("case.differs.take"))
	st.host.Ring(work.Pause)
	f := st.office.File(st.id)
	if f.Draft == nil || len(f.Draft.Contradictions) != 1 {
		t.Fatalf("draft %+v", f.Draft)
	}
	want := cases.Contradiction{Item: "KEY_AREA_14D", Kind: cases.QuestionOpen, Text: "旧版题目没有写明时间范围。", Evidence: []string{"Q1.KEY_AREA_14D"}}
	if got := f.Draft.Contradictions[0]; got.Item != want.Item || got.Kind != want.Kind || got.Text != want.Text || strings.Join(got.Evidence, " ") != "Q1.KEY_AREA_14D" {
		t.Errorf("got %+v", got)
	}
	if !st.host.Says(st.t("case.differs.unanswerable")) {
		t.Error("the page does not say what was found")
	}
	st.tap(t, st.t("case.weigh.change"))
	st.tap(t, st.t("case.differs.none"))
	st.host.Ring(work.Pause)
	if d := st.office.File(st.id).Draft; len(d.Contradictions) != 0 {
		t.Errorf("still %+v", d.Contradictions)
	}
}

// openDifference opens the finding on an item: several may differ.
func (st *stage) openDifference(t *testing.T, item string) {
	t.Helper()
	title := st.t("case.differs.title", "item", st.t("case.item."+item))
	for _, b := range casetest.Find[*kit.Button](st.host) {
		if b.Label != st.t("case.differs.find") {
			continue
		}
		test.Tap(b)
		if st.host.Says(title) {
			return
		}
		st.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	t.Fatalf("no finding on %s is offered", item)
}

func TestSubmissionsSideBySide(t *testing.T) {
	st := newStage(t, set{scenario: "ambiguous-question"})
	st.tap(t, st.t("case.forms.compare"))
	for _, says := range []string{st.t("case.forms.title"), "Q1", "Q2"} {
		if !st.host.Says(says) {
			t.Errorf("the comparison does not say %q", says)
		}
	}
	differs := 0
	for _, c := range casetest.Find[*kit.Chip](st.host) {
		if c.Label == st.t("case.forms.differs") {
			differs++
		}
	}
	want := 0
	forms := st.office.File(st.id).Snapshot.Questionnaires
	for i, a := range forms[0].Items {
		if forms[1].Items[i].ItemCode != a.ItemCode {
			t.Fatal("the forms have other items")
		}
		if forms[1].Items[i].AnswerRaw != a.AnswerRaw {
			want++
		}
	}
	if differs != want || want == 0 {
		t.Errorf("%d items are marked, %d differ", differs, want)
	}
}

func TestDishonestyAsksForItsOwnEvidence(t *testing.T) {
	st := newStage(t, set{scenario: "concealed-true"})
	c := st.host.Choices(st.t("case.dishonesty.proven"))[0]
	c.OnChange("proven")
	st.host.Ring(work.Pause)
	if e := st.host.Entry(t, st.t("case.dishonesty.why")); e.Size() == (fyne.Size{}) {
		t.Error("the text has no room")
	}
	test.Type(st.host.Entry(t, st.t("case.dishonesty.why")), "先如实填写，半小时后三项同时改动。")
	st.host.Ring(work.Pause)
	d := st.office.File(st.id).Draft
	if d == nil || d.DishonestyFinding != "proven" || d.Dishonesty == nil || d.Dishonesty.Text == "" {
		t.Fatalf("draft %+v", d)
	}
	c.OnChange("not_proven")
	st.host.Ring(work.Pause)
	if d := st.office.File(st.id).Draft; d.Dishonesty != nil {
		t.Errorf("what the finding rested on stays behind: %+v", d.Dishonesty)
	}
}

func TestAFlagSaysWhatItShows(t *testing.T) {
	st := newStage(t, set{scenario: "border-tower"})
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "flags"})
	for _, says := range []string{st.t("case.flags.said"), st.t("case.flags.kind")} {
		if !st.host.Says(says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	if !st.host.Says("误差半径之内") && !st.host.Says("inside the") {
		t.Error("the border inside the circle is not told")
	}
}
