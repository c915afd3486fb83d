package caseview_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/assets"
	"recourse/cases"
)

func TestAmendment(t *testing.T) {
	st := newStage(t, set{})
	test.Type(st.host.Entry(t, st.t("case.reasons.hint")), "先前写的")
	st.screen.Leave(func() {})
	place := st.office.File(st.id).Snapshot.Flags[0].PlaceText
	st.office.Amend(t, st.id, func(s *cases.Snapshot) {
		s.Flags[0].PlaceText = "孝感市"
		s.Resident.Phone = "13900000000"
	})
	st.screen.Refresh()
	if !st.host.Says("Flag (1), Resident (1)") {
		t.Error("the banner does not say what changed")
	}
	test.Tap(st.host.Button(t, st.t("case.amended.see")))
	for _, want := range []string{place, "孝感市", st.t("case.field.place_text"), st.t("case.amended.masked")} {
		if !st.host.Says(want) {
			t.Errorf("%q is not in the comparison", want)
		}
	}
	if st.host.Says("13900000000") {
		t.Error("a masked value is shown")
	}
	st.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	test.Tap(st.host.Button(t, st.t("case.amended.confirm")))
	if st.host.Says(st.t("case.amended.see")) {
		t.Error("the banner stays after the confirmation")
	}
}

// A delivery that changes the facts does not take the pen out of anybody's hand.
func TestAmendmentLeavesTheTypistAlone(t *testing.T) {
	st := newStage(t, set{})
	e := st.host.Entry(t, st.t("case.reasons.hint"))
	st.host.Canvas().Focus(e)
	for _, r := range "先前的" {
		st.host.Canvas().Focused().TypedRune(r)
	}
	st.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	st.office.Amend(t, st.id, func(s *cases.Snapshot) { s.Flags[0].PlaceText = "孝感市" })
	st.screen.Refresh()
	if !st.host.Says("Flag (1)") {
		t.Error("the banner does not say what changed")
	}
	st.host.Canvas().Focused().TypedRune('写')
	now := st.host.Entry(t, st.t("case.reasons.hint"))
	if now.Text != "先前写的" || st.host.Canvas().Focused() != fyne.Focusable(now) {
		t.Errorf("the reasons are %q, the keyboard is on %T", now.Text, st.host.Canvas().Focused())
	}
}

// What changed comes first: the keyboard waits on the comparison, unless the
// officer is writing.
func TestAnAmendmentLeadsToTheComparison(t *testing.T) {
	amend := func(st *stage) {
		st.screen.Leave(func() {})
		st.office.Amend(t, st.id, func(s *cases.Snapshot) { s.Flags[0].PlaceText = "孝感市" })
		st.screen.Refresh()
	}
	st := newStage(t, set{})
	test.Type(st.host.Entry(t, st.t("case.reasons.hint")), "先前写的")
	st.host.Canvas().Unfocus()
	amend(st)
	if b, ok := st.host.Canvas().Focused().(*kit.Button); !ok || b.Label != st.t("case.amended.see") {
		t.Errorf("the keyboard is on %T", st.host.Canvas().Focused())
	}
}

// A name of several parts is shown whole and the window keeps its width.
func TestLongNamesKeepInTheWindow(t *testing.T) {
	const name = "迪丽努尔·阿卜杜热合曼·买买提明·吐尔逊江·阿不都克里木·热合曼江·艾山"
	st := newStage(t, set{change: func(s *cases.Snapshot) {
		s.Resident.Name = name
		s.Appeal.Documents[0].Title = strings.Repeat("关于解除居家隔离医学观察的证明", 6)
	}})
	command("case.unmask")(st, t)
	test.Type(st.host.Entry(t, st.t("case.unmask.hint")), "核对车票上的姓名")
	test.Tap(st.host.Button(t, st.t("case.unmask.yes")))
	if !st.host.Says(name) {
		t.Error("the name is not on screen")
	}
	if w := st.host.Canvas().Content().MinSize().Width; w > 1280 {
		t.Errorf("the screen asks for a window %v wide", w)
	}
	if bad := kittest.Clipped(st.host.Canvas()); len(bad) > 0 {
		t.Errorf("cut: %v", bad)
	}
}

// House numbers are masked however they are written; names of streets are not.
func TestHouseNumbersAreMasked(t *testing.T) {
	st := newStage(t, set{change: func(s *cases.Snapshot) {
		for i, q := range s.Questionnaires {
			for j, a := range q.Items {
				if a.ItemCode == "ADDRESS" {
					s.Questionnaires[i].Items[j].AnswerRaw = "文二西路三百八十八号第十二幢2单元六零三室"
				}
			}
		}
	}})
	if !st.host.Says("文二西路*****号第**幢*单元***室") {
		t.Error("the address is not masked")
	}
}

// Ctrl+Enter on an unfinished draft says what is missing and then stands where
// the first of it is put right.
func TestSendingLeadsToWhatIsMissing(t *testing.T) {
	st := newStage(t, set{})
	finish := func() fyne.Focusable {
		st.host.Canvas().Unfocus()
		command("case.send")(st, t)
		test.Tap(st.host.Button(t, st.t("case.done")))
		return st.host.Canvas().Focused()
	}
	if c, ok := finish().(*kit.Choice); !ok || c.Code() != "" || c.Options[0].Code != string(cases.Proved) {
		t.Errorf("no finding: the keyboard is on %T", st.host.Canvas().Focused())
	}
	st.fill(t)
	reasons := st.host.Entry(t, st.t("case.reasons.hint"))
	reasons.SetText("短")
	if got := finish(); got != fyne.Focusable(reasons) {
		t.Errorf("short reasons: the keyboard is on %T", got)
	}
}

// What had the keyboard before a dialog has it afterwards, although the row of
// citations was filled anew.
func TestCitingKeepsTheKeyboard(t *testing.T) {
	st := newStage(t, set{})
	cite := st.host.Button(t, st.t("case.cite"))
	st.host.Canvas().Focus(cite)
	cite.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := st.host.Canvas().Focused(); got != fyne.Focusable(cite) || cite.Label != st.t("case.cite.more") {
		t.Errorf("the keyboard is on %T, the button says %q", got, cite.Label)
	}
}

// Every field of the data dictionary that can change has its name in both
// languages.
func TestEveryFieldHasAName(t *testing.T) {
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	internal := []string{"", "appeal_id", "resident_id", "assignment_id", "documents", "doc_id", "flag_id", "submission_id", "trace_id", "items"}
	for _, l := range i18n.Langs() {
		w := i18n.New(cat, l)
		for _, v := range []any{cases.Appeal{}, cases.Document{}, cases.Flag{}, cases.CodeAssignment{}, cases.Resident{}, cases.Questionnaire{}, cases.RuleTrace{}, cases.CheckIn{}, cases.StatusChange{}} {
			for i := range reflect.TypeOf(v).NumField() {
				name, _, _ := strings.Cut(reflect.TypeOf(v).Field(i).Tag.Get("json"), ",")
				if !slices.Contains(internal, name) && !w.Has("case.field."+name) {
					t.Errorf("%s: no name for %s of %T", l, name, v)
				}
			}
		}
	}
}
