package caseview_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/cases"
)

func TestTakingTheLastStepBack(t *testing.T) {
	st := newStage(t, set{})
	if _, err := st.office.Desk("zhang").Note(t.Context(), st.id, "打错了"); err != nil {
		t.Fatal(err)
	}
	st.screen.Refresh()
	if why := st.run(t, "case.undo"); why != "" {
		t.Fatalf("it is off: %s", why)
	}
	if f := st.office.File(st.id); len(f.Notes) != 0 || len(f.TakenBack.Notes) != 1 {
		t.Errorf("%d notes, %d taken back", len(f.Notes), len(f.TakenBack.Notes))
	}
	if last := st.host.Toasts[len(st.host.Toasts)-1]; !strings.Contains(last, "Taken back: note added") {
		t.Errorf("told %v", st.host.Toasts)
	}
	if why := st.run(t, "case.undo"); !strings.Contains(why, "not one that is taken back") {
		t.Errorf("a second time: %q", why)
	}
	if _, err := st.office.Desk("chen").Note(t.Context(), st.id, "请抓紧"); err != nil {
		t.Fatal(err)
	}
	st.screen.Refresh()
	if why := st.run(t, "case.undo"); !strings.Contains(why, "陈国华") {
		t.Errorf("after somebody else: %q", why)
	}
	if missing := st.host.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

func TestAHandOverNoteStandsOnTopUntilItIsRead(t *testing.T) {
	st := newStage(t, set{})
	if _, err := st.office.Desk("chen").HandOver(t.Context(), st.id, "票根在邮寄途中，请先等", "zhang"); err != nil {
		t.Fatal(err)
	}
	st.fresh()
	if !st.host.Says("陈国华 left you a note") || !st.host.Says("票根在邮寄途中") {
		t.Fatal("the note is not on screen")
	}
	b, ok := st.screen.First().(*kit.Button)
	if !ok || b.Label != st.t("case.handover.read") {
		t.Fatalf("the keyboard starts on %T", st.screen.First())
	}
	test.Tap(b)
	if st.host.Says("left you a note") || len(st.office.File(st.id).Readings) != 1 {
		t.Error("it stays after it was read")
	}
	if !st.host.Says("hand-over note for 张敏") {
		t.Error("the notes do not say whom it was for")
	}
}

func TestANoteIsLeftForSomebody(t *testing.T) {
	st := newStage(t, set{})
	if why := st.run(t, "case.handover"); why != "" {
		t.Fatal(why)
	}
	var to *kit.Choice
	for _, c := range casetest.Find[*kit.Choice](st.host) {
		if c.Code() == "-" {
			to = c
		}
	}
	if to == nil {
		t.Fatal("nobody can be chosen")
	}
	var names []string
	for _, o := range to.Options {
		names = append(names, o.Label)
	}
	if slices.Contains(names, "张敏") || slices.Contains(names, "孙平") || !slices.Contains(names, "李卫东") {
		t.Errorf("offered %v", names)
	}
	to.Choose("li")
	test.Type(st.host.Window().Canvas().Focused(), "请看第二页")
	test.Tap(st.host.Button(t, st.t("case.handover.yes")))
	n := st.office.File(st.id).Notes
	if len(n) != 1 || n[0].To != "li" || !n[0].Handover {
		t.Errorf("%+v", n)
	}
	if missing := st.host.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

func TestAPassageIsFoundByItsWordsAndIsNoReason(t *testing.T) {
	for _, l := range i18n.Langs() {
		st := newStage(t, set{lang: l})
		test.Tap(st.host.Button(t, st.t("case.passages")))
		e, ok := st.host.Window().Canvas().Focused().(*kit.Entry)
		if !ok {
			t.Fatalf("the keyboard is on %T", st.host.Window().Canvas().Focused())
		}
		test.Type(e, map[i18n.Lang]string{i18n.ZH: "途经", i18n.EN: "passing"}[l])
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		reasons := st.host.Entry(t, st.t("case.reasons.hint"))
		if strings.Count(reasons.Text, work.Gap) != 2 {
			t.Fatalf("%s: reasons %q", l, reasons.Text)
		}
		reasons.SetText(strings.ReplaceAll(reasons.Text, work.Gap, "一"))
		st.host.Ring(work.Pause)
		d := st.office.File(st.id).Draft
		if len(d.Passages) != 1 || d.Passages[0].ID != "transit" {
			t.Errorf("%s: the draft remembers %+v", l, d.Passages)
		}
		missing := cases.Missing(st.office.File(st.id), d)
		if !slices.ContainsFunc(missing, func(r *cases.Refusal) bool { return r.Code == "only_passages" }) {
			t.Errorf("%s: a passage counts as reasons: %v", l, missing)
		}
	}
}
