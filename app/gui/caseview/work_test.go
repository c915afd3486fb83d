package caseview_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/cases"
	"recourse/review"
)

// run runs a command of the menu, as a shortcut would.
func (st *stage) run(t *testing.T, key string) string {
	t.Helper()
	title := st.host.Words().T(key)
	for _, c := range st.screen.Commands() {
		if c.Title != title {
			continue
		}
		if why := c.Off(); why != "" {
			return why
		}
		c.Run()
		return ""
	}
	t.Fatalf("no command %q", key)
	return ""
}

func (st *stage) t(key string, args ...any) string { return st.host.Words().T(key, args...) }

func TestDecideByHand(t *testing.T) {
	t.Run("a whole case is decided with the keyboard's own doors", func(t *testing.T) {
		st := newStage(t, set{})
		f := st.office.File(st.id)
		results := st.host.Choices(st.t("finding.proved"))
		if len(results) != len(f.Grounds) {
			t.Fatalf("%d findings for %d grounds", len(results), len(f.Grounds))
		}
		for _, c := range results {
			st.host.PickFirst(c)
		}
		for _, e := range casetest.Find[*kit.ReasonEntry](st.host) {
			if e.PlaceHolder == st.t("case.finding.hint") {
				test.Type(e, "两张车票载明证件号码，与基站时间吻合。")
			}
		}
		st.host.PickFirst(st.host.Choices(st.t("disposition.overturn"))[0])
		test.Type(st.host.Entry(t, st.t("case.reasons.hint")), strings.Repeat("我们采信车票，因为它与基站时间吻合，能确认是您本人。", 3))
		st.host.Ring(work.Pause)
		if why := st.host.Button(t, st.t("case.send")).Reason(); !strings.Contains(why, "F1") {
			t.Errorf("the button does not ask for evidence: %q", why)
		}
		st.cite(t, "F1")
		st.host.Choices(st.t("disposition.overturn"))
		free := st.entry(t, st.t("case.basis.free"))
		test.Type(free, "《中华人民共和国传染病防治法》第三十九条")
		free.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if why := st.run(t, "case.send"); why != "" {
			t.Fatalf("sending is off: %s", why)
		}
		if got := st.office.File(st.id); got.State != cases.PendingSignoff || got.Disposition != cases.Overturn {
			t.Errorf("state %s, disposition %s, said %v, failures %v", got.State, got.Disposition, st.host.Toasts, st.host.Failures)
		}
	})
	t.Run("Ctrl+Enter on an unfinished draft lists what is missing", func(t *testing.T) {
		st := newStage(t, set{})
		if why := st.run(t, "case.send"); why != "" {
			t.Fatal(why)
		}
		if st.host.Canvas().Overlays().Top() == nil {
			t.Error("nothing is shown")
		}
		if got := st.office.File(st.id).State; got != cases.InReview {
			t.Errorf("state %s", got)
		}
	})
	t.Run("a refusal of the resident is asked once more, with the focus on no", func(t *testing.T) {
		st := newStage(t, set{})
		d := casetest.Made(t, "transit-wuhan", 3).Draft
		d.Disposition, d.NewColour, d.EffectiveAt, d.HoldUntil = cases.Uphold, "", cases.Stamp{}, cases.Stamp{}
		d.SnapshotVersion = 1
		st.draft(t, d)
		if why := st.run(t, "case.send"); why != "" {
			t.Fatal(why)
		}
		if got := st.office.File(st.id).State; got != cases.InReview {
			t.Fatalf("sent without asking: %s", got)
		}
		if b, ok := st.host.Canvas().Focused().(*kit.Button); !ok || b.Label != st.t("case.cancel") {
			t.Errorf("the focus is on %v", st.host.Canvas().Focused())
		}
		test.Tap(st.host.Button(t, st.t("case.refuse.yes")))
		if got := st.office.File(st.id).State; got != cases.SecondLevel {
			t.Errorf("a red upheld on one mast record stands at %s, failures %v", got, st.host.Failures)
		}
	})
}

// cite opens the picker of the first finding and marks a piece of evidence.
func (st *stage) cite(t *testing.T, ref string) {
	t.Helper()
	test.Tap(st.host.Button(t, st.t("case.cite")))
	for _, g := range casetest.Find[*kit.Toggle](st.host) {
		if g.Label == ref {
			g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			break
		}
	}
	test.Tap(st.host.Button(t, st.t("case.done")))
}

func (st *stage) entry(t *testing.T, hint string) *kit.Entry {
	t.Helper()
	for _, e := range casetest.Find[*kit.Entry](st.host) {
		if e.PlaceHolder == hint {
			return e
		}
	}
	t.Fatalf("no field %q", hint)
	return nil
}

// draft saves a draft behind the screen's back and opens the case again.
func (st *stage) draft(t *testing.T, d cases.Draft) {
	t.Helper()
	if _, err := st.office.Desk("zhang").SaveDraft(t.Context(), st.id, d); err != nil {
		t.Fatal(err)
	}
	st.fresh()
}

func TestWords(t *testing.T) {
	t.Run("a passage is put in at the cursor and replaces nothing", func(t *testing.T) {
		st := newStage(t, set{lang: i18n.ZH})
		e := st.host.Entry(t, st.t("case.reasons.hint"))
		test.Type(e, "开头。结尾。")
		for range 3 {
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
		}
		st.screen.Insert("transit")
		want := "开头。\n" + "记录说明您途经＿＿，停留＿＿分钟，不属于规则所说的停留。" + "结尾。"
		if e.Text != want {
			t.Errorf("got  %q\nwant %q", e.Text, want)
		}
		st.host.Ring(work.Pause)
		if got := st.office.File(st.id).Draft.Reasons; got != want {
			t.Errorf("saved %q", got)
		}
		if !st.host.Says(st.t("case.missing", "n", 1)[:1]) {
			t.Error("the list of what is missing is not on screen")
		}
	})
	t.Run("switching the language keeps every word typed", func(t *testing.T) {
		st := newStage(t, set{})
		test.Type(st.host.Entry(t, st.t("case.reasons.hint")), "我们采信车票")
		st.host.Words().SetLang(i18n.ZH)
		st.host.Show(st.screen.Object())
		if got := st.host.Entry(t, st.t("case.reasons.hint")).Text; got != "我们采信车票" {
			t.Errorf("after the switch the reasons are %q", got)
		}
		if missing := st.host.Words().Missing(); len(missing) > 0 {
			t.Errorf("sentences are missing: %v", missing)
		}
	})
	t.Run("a weighing being typed outlives a rebuild of the screen", func(t *testing.T) {
		st := newStage(t, set{})
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "flags"})
		test.Type(st.host.Entry(t, st.t("case.weigh.why")), "误差两公里")
		st.host.Show(st.screen.Object())
		if got := st.host.Entry(t, st.t("case.weigh.why")).Text; got != "误差两公里" {
			t.Errorf("after the rebuild it says %q", got)
		}
	})
	t.Run("leaving with words that cannot be saved asks first", func(t *testing.T) {
		st := newStage(t, set{})
		st.office.Fail = errors.New("no disk")
		test.Type(st.host.Entry(t, st.t("case.reasons.hint")), "不能丢")
		left := false
		st.screen.Leave(func() { left = true })
		if left || st.host.Canvas().Overlays().Top() == nil {
			t.Fatal("left without a question")
		}
		test.Tap(st.host.Button(t, st.t("case.leave.no")))
		st.office.Fail = nil
		st.screen.Leave(func() { left = true })
		if !left || st.office.File(st.id).Draft.Reasons != "不能丢" {
			t.Error("the words are not saved on leaving")
		}
	})
}

func TestKeyboard(t *testing.T) {
	t.Run("Tab walks the form in the order of the eyes and comes back", func(t *testing.T) {
		st := newStage(t, set{})
		c := st.host.Canvas()
		e := st.host.Entry(t, st.t("case.reasons.hint"))
		c.Focus(e)
		if e.AcceptsTab() {
			t.Fatal("Tab is caught in the reasons")
		}
		var seen []fyne.Focusable
		for range 80 {
			c.FocusNext()
			if c.Focused() == e {
				break
			}
			seen = append(seen, c.Focused())
		}
		if c.Focused() != e {
			t.Fatalf("the focus does not come back within %d steps", len(seen))
		}
		if b, ok := seen[0].(*kit.Button); !ok || b.Label != st.t("case.passages") {
			t.Errorf("after the reasons comes %T", seen[0])
		}
	})
	t.Run("an off button says why in the refusal's own sentence", func(t *testing.T) {
		st := newStage(t, set{who: "li"})
		b := st.host.Button(t, st.t("case.send"))
		if !b.Disabled() || !strings.Contains(b.Reason(), "张敏") {
			t.Errorf("off %v, because %q", b.Disabled(), b.Reason())
		}
		if why := st.run(t, "case.send"); why == "" {
			t.Error("the command is open to somebody else")
		}
	})
	t.Run("an auditor reads and changes nothing", func(t *testing.T) {
		st := newStage(t, set{who: "sun"})
		if len(st.host.Choices(st.t("disposition.overturn"))) != 0 {
			t.Error("an auditor sees the form")
		}
		if why := st.run(t, "case.unmask"); why == "" {
			t.Error("an auditor may unmask")
		}
	})
}

func TestTimes(t *testing.T) {
	t.Run("the lease runs down on screen and can be kept", func(t *testing.T) {
		st := newStage(t, set{})
		st.office.Now = st.office.Now.Add(12 * time.Minute)
		st.host.Ring(20 * time.Second)
		if !st.host.Says("lease 18 min") {
			t.Error("the lease does not run down")
		}
		test.Tap(st.host.Button(t, st.t("case.renew")))
		if !st.host.Says("lease 30 min") {
			t.Error("the lease was not renewed")
		}
	})
	t.Run("a free case is taken and opens for writing", func(t *testing.T) {
		st := newStage(t, set{free: true, who: "li"})
		test.Tap(st.host.Button(t, st.t("case.take")))
		if f := st.office.File(st.id); f.State != cases.InReview || f.Officer != "li" {
			t.Errorf("state %s with %s", f.State, f.Officer)
		}
		st.host.Entry(t, st.t("case.reasons.hint"))
	})
	t.Run("changed facts ask for a new confirmation", func(t *testing.T) {
		st := newStage(t, set{})
		test.Type(st.host.Entry(t, st.t("case.reasons.hint")), "先前写的")
		st.host.Ring(work.Pause)
		st.office.Amend(t, st.id, func(s *cases.Snapshot) { s.Flags[0].PlaceText = "孝感市" })
		st.screen.Refresh()
		test.Tap(st.host.Button(t, st.t("case.amended.confirm")))
		st.host.Ring(work.Pause)
		d := st.office.File(st.id).Draft
		if d.SnapshotVersion != 2 || d.Reasons != "先前写的" {
			t.Errorf("version %d, reasons %q", d.SnapshotVersion, d.Reasons)
		}
	})
}

func TestMasks(t *testing.T) {
	t.Run("the full name is shown only after a reason is on record", func(t *testing.T) {
		st := newStage(t, set{})
		name := st.office.File(st.id).Snapshot.Resident.Name
		if st.host.Says(name) {
			t.Fatal("the name is not masked")
		}
		st.run(t, "case.unmask")
		test.Tap(st.host.Button(t, st.t("case.unmask.yes")))
		if st.host.Says(name) {
			t.Fatal("shown without a reason")
		}
		test.Type(st.host.Entry(t, st.t("case.unmask.hint")), "核对车票")
		test.Tap(st.host.Button(t, st.t("case.unmask.yes")))
		if !st.host.Says(name) {
			t.Error("the name is still masked")
		}
		log, _ := st.seat.Record(t.Context(), st.id)
		if last := log[len(log)-1]; last.Move != cases.MoveUnmask {
			t.Errorf("the last entry is %s", last.Move)
		}
	})
	t.Run("an address keeps its numbers to itself", func(t *testing.T) {
		st := newStage(t, set{change: func(s *cases.Snapshot) {
			for i := range s.Questionnaires[0].Items {
				if it := &s.Questionnaires[0].Items[i]; it.ItemCode == "ADDRESS" {
					it.AnswerRaw, it.AnswerNorm = "文二西路187号", "文二西路187号"
				}
			}
		}})
		if st.host.Says("187") || !st.host.Says("文二西路***号") {
			t.Error("the address is shown in full")
		}
	})
}

func TestLinks(t *testing.T) {
	t.Run("a reference leads to its evidence", func(t *testing.T) {
		st := newStage(t, set{})
		test.Tap(st.host.Button(t, "F1"))
		if !st.host.Says(st.t("case.flags.ask")) {
			t.Error("F1 does not lead to the flags")
		}
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "trace"})
		if !st.host.Says(st.t("case.trace.steps")) {
			t.Error("the route does not lead to the trace")
		}
	})
	t.Run("the record can be carried out as text", func(t *testing.T) {
		st := newStage(t, set{})
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "record"})
		test.Tap(st.host.Button(t, st.t("case.record.copy")))
		if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "张敏 took the case") {
			t.Errorf("the clipboard holds %q", got)
		}
	})
}

func TestActs(t *testing.T) {
	t.Run("a question to the resident stops the clock, its answer starts it", func(t *testing.T) {
		st := newStage(t, set{})
		st.run(t, "case.request")
		test.Type(st.host.Entry(t, st.t("case.request.hint")), "请补交1月20日的车票")
		test.Tap(st.host.Button(t, st.t("case.request.yes")))
		f := st.office.File(st.id)
		if f.State != cases.AwaitingInfo || f.PausedAt.IsZero() {
			t.Fatalf("state %s, paused %v, failures %v", f.State, f.PausedAt, st.host.Failures)
		}
		due := f.DueAt
		st.office.Now = st.office.Now.Add(6 * time.Hour)
		st.run(t, "case.answer")
		test.Type(st.host.Entry(t, st.t("case.answer.hint")), "已补交")
		test.Tap(st.host.Button(t, st.t("case.answer.yes")))
		if f := st.office.File(st.id); f.State != cases.InReview || !f.DueAt.Equal(due.Add(6*time.Hour)) {
			t.Errorf("state %s, due %v", f.State, f.DueAt)
		}
	})
	t.Run("an incomplete withdrawal stays open and says what is missing", func(t *testing.T) {
		st := newStage(t, set{})
		st.run(t, "case.withdraw")
		test.Tap(st.host.Button(t, st.t("case.withdraw.yes")))
		if !st.host.Says(st.host.Words().Refusal(cases.Refuse("withdrawal_incomplete"))) {
			t.Error("the refusal is not shown in the dialog")
		}
		st.host.PickFirst(st.host.Choices(st.t("case.channel.WEB"))[0])
		st.host.PickFirst(st.host.Choices(st.t("case.idcheck.callback"))[0])
		test.Type(st.host.Entry(t, st.t("case.withdraw.hint")), "码已转绿")
		test.Tap(st.host.Button(t, st.t("case.withdraw.yes")))
		if f := st.office.File(st.id); f.State != cases.Withdrawn || f.Ending.Channel != "WEB" {
			t.Errorf("state %s, ending %+v", f.State, f.Ending)
		}
	})
	t.Run("giving back needs a reason and keeps the draft", func(t *testing.T) {
		st := newStage(t, set{})
		test.Type(st.host.Entry(t, st.t("case.reasons.hint")), "写了一半")
		st.run(t, "case.release")
		test.Tap(st.host.Button(t, st.t("case.release.yes")))
		if got := st.office.File(st.id).State; got != cases.InReview {
			t.Fatalf("given back without a reason: %s", got)
		}
		test.Type(st.host.Entry(t, st.t("case.release.hint")), "换班")
		test.Tap(st.host.Button(t, st.t("case.release.yes")))
		if f := st.office.File(st.id); f.State != cases.Registered || f.Draft == nil || f.Draft.Reasons != "写了一半" {
			t.Errorf("state %s, draft %+v", f.State, f.Draft)
		}
	})
	t.Run("what was sent back says what has to change", func(t *testing.T) {
		st := newStage(t, set{})
		st.fill(t)
		if why := st.run(t, "case.send"); why != "" {
			t.Fatal(why)
		}
		d := st.office.File(st.id).Decision()
		if _, err := st.office.Desk("chen").Return(t.Context(), st.id, review.Reading{Digest: d.Digest}, "reasons_unclear", "请说明为何采信车票"); err != nil {
			t.Fatal(err)
		}
		st.screen.Refresh()
		if !st.host.Says("请说明为何采信车票") || !st.host.Says(st.t("return_code.reasons_unclear")) {
			t.Error("the comment is not beside the form")
		}
		if got := st.host.Entry(t, st.t("case.reasons.hint")).Text; got != d.Reasons {
			t.Errorf("the reasons to rework are %q", got)
		}
	})
	t.Run("a weighing against the resident needs reasons", func(t *testing.T) {
		st := newStage(t, set{})
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "flags"})
		for _, g := range casetest.Find[*kit.Toggle](st.host) {
			if g.Label == st.t("case.verdict.against") {
				test.Tap(g)
				break
			}
		}
		test.Tap(st.host.Button(t, st.t("case.weigh.record")))
		if len(st.office.File(st.id).Weighings) != 0 {
			t.Fatal("recorded without reasons")
		}
		test.Type(st.host.Entry(t, st.t("case.weigh.why")), "与另一来源一致")
		test.Tap(st.host.Button(t, st.t("case.weigh.record")))
		if w := st.office.File(st.id).Weighings; len(w) != 1 || w[0].Verdict != "against" || w[0].Ref != "F1" {
			t.Errorf("weighings %+v", w)
		}
	})
}

// A turn of the procedure is reached, filled in and carried out from the case:
// the open ones are offered, the others say why not.
func TestTurnsOfTheProcedure(t *testing.T) {
	st := newStage(t, set{who: "chen", free: true})
	if why := st.run(t, "case.turns"); why != "" {
		t.Fatalf("the list of turns is off: %s", why)
	}
	switch why := st.host.Button(t, st.t("turn.reopen")).Reason(); {
	case why == "":
		t.Error("an open case can be reopened")
	case !st.host.Says(why):
		t.Errorf("the reason stands in the tip only: %s", why)
	}
	if !st.host.Says(st.t("turn.deficient.text")) {
		t.Error("an open turn does not say what it does")
	}
	test.Tap(st.host.Button(t, st.t("turn.dismiss")))
	if st.host.Canvas().Focused() == nil {
		t.Error("a form opens without the keyboard")
	}
	st.host.Canvas().Overlays().Top().(*kit.Dialog).Escape()
	st.run(t, "case.turns")
	test.Tap(st.host.Button(t, st.t("turn.deficient")))
	st.host.PickFirst(st.host.Choices(st.t("missing.proof"))[0])
	test.Tap(st.host.Button(t, st.t("turn.do")))
	f := st.office.File(st.id)
	if f.State != cases.Deficient || len(f.Deficiencies) != 1 || f.PausedAt.IsZero() {
		t.Errorf("state %s, deficiencies %v, failures %v", f.State, f.Deficiencies, st.host.Failures)
	}
}
