package caseview_test

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/cases"
)

// A supervisor tells of a delay from the case's record; without a reason, a
// date or a folder the dialog says what is missing and keeps what was typed.
func TestDelayLetter(t *testing.T) {
	st := newStage(t, set{who: "chen"})
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "record"})
	test.Tap(st.host.Button(t, st.t("letter.case.delay")))
	test.Tap(st.host.Button(t, st.t("letter.case.issue")))
	if !st.host.Says("Choose the folder") || len(st.seat.Issued) != 0 {
		t.Error("issued without a folder")
	}
	why := st.host.Entry(t, st.t("exporter.delay.hint"))
	test.Type(why, "核实同行人")
	for _, e := range entries(st) {
		switch e.PlaceHolder {
		case "2020-02-19 18:00":
			e.SetText("2020-02-21 18:00")
		case "":
			e.SetText("/letters")
		}
	}
	test.Tap(st.host.Button(t, st.t("letter.case.issue")))
	until, _ := cases.ParseStamp("2020-02-21T18:00:00+08:00")
	want := []work.LetterOrder{{Kind: "delay", Folder: "/letters", Reason: "核实同行人", Until: until.Earliest()}}
	if d := cmp.Diff(want, st.seat.Issued); d != "" {
		t.Error(d)
	}
	if len(st.host.Toasts) != 1 {
		t.Errorf("toasts %v", st.host.Toasts)
	}
}

// An officer without the post room's right sees no such button.
func TestLettersAreForTheDesk(t *testing.T) {
	st := newStage(t, set{})
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "record"})
	if st.host.Says(st.t("letter.case.delay")) || st.host.Says(st.t("letter.case.certificate")) {
		t.Error("a reviewer may issue letters")
	}
}

func entries(st *stage) []*kit.Entry { return casetest.Find[*kit.Entry](st.host) }
