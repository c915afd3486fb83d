package caseview_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview"
	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// purged is a decided and closed case in a window, whose working copies are
// destroyed before it is opened, or while it is open.
func purged(t *testing.T, lang i18n.Lang, size fyne.Size, open bool) *stage {
	t.Helper()
	office := casetest.New(t)
	id := office.Decided(t, "name-twin", 3, "zhang")
	office.Close(id, cases.Letter{No: 1, Kind: "decision", DocNo: "杭健复〔2020〕3号", IssuedAt: office.Now, Pages: 2})
	office.Now = time.Date(2020, 3, 20, 9, 5, 0, 0, cases.Shanghai())
	st := &stage{office: office, seat: office.Seat("zhang"), id: id}
	st.host = casetest.NewHost(t, st.seat, lang, theme.Light, size)
	st.screen = caseview.New(st.host, office.Desk("zhang"), st.seat)
	st.screen.After = st.host.After
	if !open {
		office.Purge(id, 4)
	}
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: id})
	st.host.Show(st.screen.Object())
	return st
}

func TestPurgedCase(t *testing.T) {
	for _, lang := range i18n.Langs() {
		for name, size := range map[string]fyne.Size{"wide": fyne.NewSize(1600, 900), "narrow": fyne.NewSize(900, 600)} {
			t.Run(string(lang)+" "+name, func(t *testing.T) {
				st := purged(t, lang, size, false)
				st.host.Picture(t, "purged-"+string(lang)+"-"+name)
				w := st.host.Words()
				saysAll(t, st, w.T("case.purged.on", "no", 4, "day", w.FullDate(st.office.Now)), w.T("case.purged.kept"),
					w.Disposition(st.office.File(st.id).Decision().Disposition), st.office.File(st.id).Decision().Reasons, "杭健复〔2020〕3号",
					w.T("case.purged.drafted", "who", "张敏", "at", w.FullDateTime(st.office.File(st.id).Decision().DraftedAt)))
				if !slices.ContainsFunc(casetest.Find[*kit.Chip](st.host), func(c *kit.Chip) bool { return c.Label == w.T("case.purged.chip") }) {
					t.Error("no chip beside the state says that the case was purged")
				}
				buttons := map[string]bool{}
				for _, b := range casetest.Find[*kit.Button](st.host) {
					if buttons[b.Label] = true; b.Disabled() {
						t.Errorf("the button %q is dead: %s", b.Label, b.Reason())
					}
				}
				for _, gone := range []string{"case.unmask", "case.send", "case.preview", "case.statement", "case.note.add", "case.isolation"} {
					if st.host.Says(st.t(gone)) || buttons[st.t(gone)] {
						t.Errorf("the screen still has %q", st.t(gone))
					}
				}
				if missing := w.Missing(); len(missing) > 0 {
					t.Errorf("no sentence for %v", missing)
				}
			})
		}
	}
}

func TestPurgedCaseCommandsSayWhy(t *testing.T) {
	st := purged(t, i18n.EN, fyne.NewSize(1280, 800), false)
	for _, c := range st.screen.Commands() {
		why := c.Off()
		if c.Title == st.t("case.tab.record") {
			if why != "" {
				t.Errorf("the record can be shown, but %q is off: %s", c.Title, why)
			}
			continue
		}
		if !strings.Contains(why, "working copies") {
			t.Errorf("%s is off because %q", c.Title, why)
		}
		c.Run() // a shortcut may come before the menu knows
	}
	if len(st.host.Canvas().Overlays().List()) > 0 && st.host.Says(st.t("case.unmask")) {
		t.Error("nothing asks to unmask what is gone")
	}
}

func TestCasePurgedWhileOpen(t *testing.T) {
	st := purged(t, i18n.ZH, fyne.NewSize(1280, 800), true)
	if !st.host.Says(st.t("case.statement")) || st.host.Says(st.t("case.purged.kept")) {
		t.Fatal("before the purge the case stands whole")
	}
	st.office.Purge(st.id, 4)
	st.screen.Refresh()
	saysAll(t, st, st.t("case.purged.kept"), st.office.File(st.id).Decision().Reasons)
	if st.host.Says(st.t("case.statement")) {
		t.Error("what was destroyed is still on screen")
	}
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "flags"})
	st.screen.Fit()
	st.screen.Refresh()
}

func saysAll(t *testing.T, st *stage, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !st.host.Says(p) {
			t.Errorf("the screen does not say %q", p)
		}
	}
}

func TestCaseThatCameInIncomplete(t *testing.T) {
	bare := func(s *cases.Snapshot) {
		s.Assignment, s.Resident.DocNo, s.Resident.Name = cases.Snapshot{}.Assignment, "", ""
		s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, "missing:assignment.colour", "missing:resident.doc_no")
	}
	for _, lang := range i18n.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			st := newStage(t, set{lang: lang, free: true, who: "chen", change: bare, size: fyne.NewSize(1440, 900)})
			st.host.Picture(t, "lacks-"+string(lang))
			fields := st.t("lacks.assignment.colour") + st.t("list.comma") + st.t("lacks.resident.doc_no")
			saysAll(t, st, st.t("case.lacks.title", "fields", fields), st.t("case.lacks.ask"), st.t("case.noName"))
			for _, b := range casetest.Find[*kit.CodeBadge](st.host) {
				if b.Colour == "" {
					t.Errorf("a badge without a colour says %q", b.Word)
				}
			}
			tapped := st.host.Button(t, st.t("turn.deficient"))
			tapped.OnTap()
			if top := st.host.Canvas().Overlays().Top(); top == nil || len(st.host.Failures) > 0 {
				t.Errorf("the notice of missing papers is asked for at once; failures %v", st.host.Failures)
			}
			if missing := st.host.Words().Missing(); len(missing) > 0 {
				t.Errorf("no sentence for %v", missing)
			}
		})
	}
	t.Run("a case under review asks for information", func(t *testing.T) {
		st := newStage(t, set{change: bare})
		saysAll(t, st, st.t("case.lacks.ask"))
		st.host.Button(t, st.t("case.request"))
	})
	t.Run("others are told whose turn it is", func(t *testing.T) {
		st := newStage(t, set{change: bare, who: "sun"})
		saysAll(t, st, st.t("case.lacks.wait"))
	})
	t.Run("a whole case has no banner", func(t *testing.T) {
		st := newStage(t, set{})
		if st.host.Says(st.t("case.lacks.ask")) {
			t.Error("nothing is missing")
		}
	})
}
