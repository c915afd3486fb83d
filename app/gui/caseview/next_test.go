package caseview_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview"
	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

// opened is the screen of a case as somebody sees it.
func opened(t *testing.T, o *casetest.Office, id cases.ID, who cases.UserID, lang i18n.Lang) *stage {
	t.Helper()
	st := &stage{office: o, seat: o.Seat(who), id: id}
	st.host = casetest.NewHost(t, st.seat, lang, theme.Light, fyne.NewSize(1280, 800))
	st.screen = caseview.New(st.host, o.Desk(who), st.seat)
	st.screen.After = st.host.After
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: id})
	st.host.Show(st.screen.Object())
	return st
}

// A late appeal says on its own page how late it is and leads to the decision
// whether it is admitted; the form says what it lacks in words.
func TestALateAppealIsAnsweredFromItsPage(t *testing.T) {
	for _, lang := range i18n.Langs() {
		office := casetest.New(t)
		id := office.Late(t, "transit-wuhan", 3)
		st := opened(t, office, id, "chen", lang)
		f := office.File(id)
		text := st.t("case.next.late.text", "end", f.IsolationEnd, "window", office.Desk("chen").WindowEnd(f), "filed", f.FiledAt)
		if !st.host.Says(st.t("case.next.late")) || !st.host.Says(text) {
			t.Fatalf("%s: the page does not say that the appeal is late", lang)
		}
		st.tap(t, st.t("turn.admit"))
		dialog := st.host.Canvas().Overlays().Top()
		st.tap(t, st.t("turn.do"))
		if !st.host.Says(st.t("turn.needs")) || st.host.Canvas().Overlays().Top() != dialog {
			t.Errorf("%s: the form takes no choice for a choice", lang)
		}
		st.host.Choices(st.t("turn.admission.illness"))[0].Choose("illness")
		st.tap(t, st.t("turn.do"))
		if got := office.File(id); got.State != cases.Registered || len(got.Admissions) != 1 || got.Admissions[0].Code != "illness" {
			t.Errorf("%s: %s, %+v", lang, got.State, got.Admissions)
		}
		if n := len(st.host.Toasts); n != 1 || !strings.Contains(st.host.Toasts[0], st.t("turn.admit")) {
			t.Errorf("%s: told %v", lang, st.host.Toasts)
		}
		if missing := st.host.Words().Missing(); len(missing) > 0 {
			t.Errorf("%s: sentences are missing: %v", lang, missing)
		}
	}
}

// Who may sign what a colleague proposed is led to the signature; who proposed
// it reads that somebody else does.
func TestAProposalLeadsToItsSignature(t *testing.T) {
	office := casetest.New(t)
	id := office.Late(t, "transit-wuhan", 3)
	if _, err := office.Desk("chen").Admit(t.Context(), id, cases.Admission{Reason: "两次询问，均未说明迟延的原因。"}); err != nil {
		t.Fatal(err)
	}
	for who, signs := range map[cases.UserID]bool{"chen": false, "zhou": true, "zhang": false} {
		st := opened(t, office, id, who, i18n.EN)
		if !st.host.Says(st.t("case.next.admission")) || !st.host.Says(st.t("case.next.proposed", "who", "陈国华")) {
			t.Errorf("%s does not read what is proposed", who)
		}
		led := slices.ContainsFunc(casetest.Find[*kit.Button](st.host), func(b *kit.Button) bool { return b.Label == st.t("case.toSign") })
		if led != signs {
			t.Errorf("%s: led to the signature: %v", who, !signs)
		}
	}
}

// A remit says until when it is to be answered and is taken up from its page;
// the answer then stands beside the form of who decides anew.
func TestARemitComesBackToItsPage(t *testing.T) {
	office := casetest.New(t)
	made := casetest.Made(t, "transit-wuhan", 3)
	d := made.Draft
	d.Disposition, d.NewColour, d.CorrectInstruction = cases.Remit, "", "请核对名单第12行"
	d.ReturnBy = cases.Day(2020, time.February, 19)
	id := office.Receive(t, made.Snapshot)
	if _, err := office.Desk("zhang").Take(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	f, err := office.Desk("zhang").Decide(t.Context(), id, d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = office.Desk("chen").Approve(t.Context(), id, review.Reading{Digest: f.Decision().Digest, LetterOpened: office.Now}, ""); err != nil {
		t.Fatal(err)
	}
	st := opened(t, office, id, "zhang", i18n.ZH)
	if !st.host.Says(st.t("case.next.remit", "until", d.ReturnBy)) {
		t.Fatal("the page does not say until when the remit is to be answered")
	}
	st.tap(t, st.t("turn.resume"))
	if !st.host.Says("请核对名单第12行") {
		t.Error("the form does not say what was asked")
	}
	st.host.Choices(st.t("turn.came.yes"))[0].Choose("yes")
	test.Type(casetest.Find[*kit.ReasonEntry](st.host)[0], "名单第12行为重名，已移除")
	st.tap(t, st.t("turn.do"))
	for _, taken := range []bool{false, true} {
		if taken {
			st.tap(t, st.t("case.take"))
		}
		if !st.host.Says("名单第12行为重名，已移除") {
			t.Errorf("taken %v: the answer is not on the page", taken)
		}
	}
}

// Weighing by keyboard alone: the form takes the keyboard when it opens, and
// its flag keeps it when the weighing is on record.
func TestTheKeyboardStaysAtTheFlagThatIsWeighed(t *testing.T) {
	st := newStage(t, set{})
	if _, err := st.office.Desk("zhang").Weigh(t.Context(), st.id, cases.Weighing{Ref: "F1", Verdict: "neutral", Weight: "some", Reasons: "只有一条基站记录"}); err != nil {
		t.Fatal(err)
	}
	st.screen.Refresh()
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "flags"})
	c := st.host.Canvas()
	st.tap(t, st.t("case.weigh.change"))
	at, ok := c.Focused().(*kit.Toggle)
	if !ok || at.Label != st.t("case.verdict.neutral") || !at.On {
		t.Fatalf("the keyboard is on %T", c.Focused())
	}
	c.FocusNext()
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.tap(t, st.t("case.weigh.record"))
	w := st.office.File(st.id).Weighings
	if len(w) != 2 || w[1].Verdict == "neutral" {
		t.Fatalf("weighings %+v", w)
	}
	if b, ok := c.Focused().(*kit.Button); !ok || b.Label != st.t("case.weigh.change") {
		t.Errorf("afterwards the keyboard is on %T", c.Focused())
	}
}
