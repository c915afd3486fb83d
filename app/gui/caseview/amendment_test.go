package caseview_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/i18n"
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
