package caseview_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/cases"
)

func TestWhatTheCaseHangsOnStandsFirst(t *testing.T) {
	for lang, text := range map[i18n.Lang]string{i18n.EN: "Red only if the stay ended on or after", i18n.ZH: "只有离开时间不早于"} {
		st := newStage(t, set{lang: lang})
		if !st.host.Says(text) {
			t.Errorf("%s: the first page does not say %q", lang, text)
		}
	}
}

func TestDecisiveEvidenceIsCitedWithOneKey(t *testing.T) {
	st := newStage(t, set{})
	i := slices.IndexFunc(st.screen.Commands(), func(c kit.Command) bool { return c.Title == st.t("hinge.cite") })
	if i < 0 {
		t.Fatal("there is no such command")
	}
	st.screen.Commands()[i].Run()
	st.screen.Hidden()
	f, err := st.office.Case(t.Context(), st.id)
	if err != nil {
		t.Fatal(err)
	}
	if f.Draft == nil || !slices.ContainsFunc(f.Draft.Findings, func(x cases.Finding) bool { return slices.Contains(x.Evidence, "F1") }) {
		t.Errorf("no finding cites F1: %+v", f.Draft)
	}
}

func TestFactsAreTriedAndNothingIsSaved(t *testing.T) {
	st := newStage(t, set{scenario: "rhinitis"})
	before, err := st.office.Case(t.Context(), st.id)
	if err != nil {
		t.Fatal(err)
	}
	test.Tap(st.host.Button(t, st.t("hinge.try.open")))
	if !st.host.Says(st.t("hinge.try.asis")) {
		t.Fatal("the sheet does not say that nothing is changed")
	}
	var tried bool
	for _, c := range st.host.Choices(st.host.Words().Value("true")) {
		c.Choose("false")
		tried = tried || st.host.Says("there was no respiratory symptom")
	}
	if !tried || !st.host.Says("R90") {
		t.Error("the sheet does not show what follows from the changed fact")
	}
	st.host.Canvas().Overlays().Top().(*kit.Dialog).Escape()
	if after, _ := st.office.Case(t.Context(), st.id); after.Version != before.Version {
		t.Error("trying a fact changed the case")
	}
}

// The sheet reads the file as of another time and says so; what it is read as
// of by itself is said too.
func TestTheFileIsReadAsOfAnotherTime(t *testing.T) {
	for lang, says := range map[i18n.Lang][2]string{
		i18n.EN: {"As of the time of the code, ", "As of 2 February 2020, not as of the time of the code ("},
		i18n.ZH: {"以赋码时点", "基准时间为2020年2月2日，不是赋码时点"},
	} {
		st := newStage(t, set{lang: lang})
		test.Tap(st.host.Button(t, st.t("hinge.try.open")))
		if !st.host.Says(says[0]) {
			t.Errorf("%s: the sheet does not say as of when it reads the file", lang)
		}
		f, err := st.office.Case(t.Context(), st.id)
		if err != nil {
			t.Fatal(err)
		}
		entries := casetest.Find[*kit.Entry](st.host)
		i := slices.IndexFunc(entries, func(e *kit.Entry) bool {
			return e.PlaceHolder == f.Snapshot.Assignment.IssuedAt.Earliest().In(cases.Shanghai()).Format(kit.TimeLayout)
		})
		if i < 0 {
			t.Fatal("there is no place for a time")
		}
		entry := entries[i]
		entry.SetText("2020-02-02")
		if !st.host.Says(says[1]) || !st.host.Says("R40") {
			t.Errorf("%s: the sheet does not say as of when, or what follows", lang)
		}
		entry.SetText("")
		if st.host.Says(says[1]) || !st.host.Says(says[0]) {
			t.Errorf("%s: the time of the code does not come back", lang)
		}
		entry.SetText("gestern")
		if !st.host.Says("gestern") {
			t.Errorf("%s: a time that cannot be read is not said", lang)
		}
		if missing := st.host.Words().Missing(); len(missing) > 0 {
			t.Errorf("sentences are missing: %v", missing)
		}
	}
}

// Times stand in the sheet as in every field for a time, and what is typed in
// that form is tried; the value on file, typed anew, changes nothing.
func TestTimesAreTypedAsEverywhere(t *testing.T) {
	for _, lang := range i18n.Langs() {
		st := newStage(t, set{lang: lang})
		test.Tap(st.host.Button(t, st.t("hinge.try.open")))
		var at *kit.Entry
		for _, e := range casetest.Find[*kit.Entry](st.host) {
			if strings.Contains(e.Text, "T") || strings.Contains(e.Text, "+08:00") {
				t.Errorf("%s: a field shows %q", lang, e.Text)
			}
			if _, err := time.ParseInLocation(kit.TimeLayout, e.Text, cases.Shanghai()); err == nil && at == nil {
				at = e
			}
		}
		if at == nil {
			t.Fatalf("%s: no time on the sheet", lang)
		}
		own := at.Text
		at.SetText("2020-02-09 08:15")
		if !st.host.Says(st.host.Words().Moment("2020-02-09T08:15:00+08:00")) || st.host.Says(st.t("hinge.try.asis")) {
			t.Errorf("%s: the time that was typed is not tried", lang)
		}
		at.SetText(own)
		if !st.host.Says(st.t("hinge.try.asis")) {
			t.Errorf("%s: %q is on file and counts as changed", lang, own)
		}
		at.SetText("2020-02-31 08:15")
		if !st.host.Says(st.t("hinge.try.bad", "value", "2020-02-31 08:15")) {
			t.Errorf("%s: a day that does not exist is taken", lang)
		}
	}
}

func TestThenStandsBesideNow(t *testing.T) {
	st := newStage(t, set{size: fyne.NewSize(1280, 800)})
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "trace"})
	i := slices.IndexFunc(st.screen.Commands(), func(c kit.Command) bool { return c.Title == st.t("hinge.then.switch") })
	if i < 0 {
		t.Fatal("there is no such command")
	}
	st.screen.Commands()[i].Run()
	for _, want := range []string{st.t("hinge.then.wrong"), st.t("hinge.then.one")} {
		if !st.host.Says(want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
