package caseview_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview"
	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// stage is one officer at one case in a window.
type stage struct {
	office *casetest.Office
	seat   *casetest.Seat
	host   *casetest.Host
	screen *caseview.Screen
	id     cases.ID
}

// set is what a stage is set up with; its zero value is an English reviewer
// in light, who holds a transit case.
type set struct {
	scenario string
	who      cases.UserID
	lang     i18n.Lang
	mode     theme.Mode
	size     fyne.Size
	free     bool
	change   func(*cases.Snapshot)
}

func newStage(t *testing.T, s set) *stage {
	t.Helper()
	if s.scenario == "" {
		s.scenario = "transit-wuhan"
	}
	if s.who == "" {
		s.who = "zhang"
	}
	if s.lang == "" {
		s.lang = i18n.EN
	}
	if s.mode == "" {
		s.mode = theme.Light
	}
	if s.size.IsZero() {
		s.size = fyne.NewSize(1280, 800)
	}
	office := casetest.New(t)
	snapshot := casetest.Made(t, s.scenario, 3).Snapshot
	if s.change != nil {
		s.change(&snapshot)
	}
	id := office.Receive(t, snapshot)
	desk := office.Desk(s.who)
	if !s.free {
		if _, err := office.Desk("zhang").Take(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	st := &stage{office: office, seat: office.Seat(s.who), id: id}
	st.host = casetest.NewHost(t, st.seat, s.lang, s.mode, s.size)
	st.screen = caseview.New(st.host, desk, st.seat)
	st.screen.After = st.host.After
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: id})
	st.host.Show(st.screen.Object())
	return st
}

// scene is one thing to look at.
type scene struct {
	name string
	set  set
	tab  string
	act  func(*stage, *testing.T)
}

func scenes() []scene {
	wide := fyne.NewSize(1920, 1080)
	return []scene{
		{name: "facts", tab: "facts"},
		{name: "trace", tab: "trace"},
		{name: "flags", tab: "flags"},
		{name: "map", tab: "map", set: set{scenario: "border-tower"}},
		{name: "map-far", tab: "map", set: set{scenario: "transit-wuhan"}},
		{name: "map-track", tab: "map", set: set{scenario: "border-real", size: wide}},
		{name: "time", tab: "timeline", set: set{scenario: "flicker"}},
		{name: "other", tab: "other", set: set{scenario: "flicker"}},
		{name: "wide", tab: "trace", set: set{size: wide, scenario: "border-tower", change: long}},
		{name: "wide-facts", tab: "facts", set: set{size: wide, change: long}, act: (*stage).fill},
		{name: "filled", tab: "record", act: (*stage).fill},
		{name: "free", tab: "facts", set: set{free: true}},
		{name: "cite", tab: "facts", act: func(st *stage, t *testing.T) { test.Tap(st.host.Button(t, st.t("case.cite"))) }},
		{name: "missing", tab: "facts", act: command("case.send")},
		{name: "request", tab: "facts", act: command("case.request")},
		{name: "withdraw", tab: "facts", act: command("case.withdraw")},
		{name: "unmask", tab: "facts", act: command("case.unmask")},
		{name: "letter", tab: "facts", act: func(st *stage, t *testing.T) { st.fill(t); command("case.preview")(st, t) }},
		{name: "sent", tab: "record", act: func(st *stage, t *testing.T) { st.fill(t); command("case.send")(st, t) }},
		{name: "amended", tab: "facts", act: func(st *stage, t *testing.T) {
			st.fill(t)
			st.office.Amend(t, st.id, func(s *cases.Snapshot) { s.Flags[0].PlaceText = "孝感市" })
			st.screen.Refresh()
		}},
		{name: "weighed", tab: "flags", set: set{scenario: "name-twin"}, act: func(st *stage, t *testing.T) {
			w := cases.Weighing{Ref: "F1", Verdict: "for", Weight: "strong", Reasons: "名单一行只有姓名，证件号码不符。"}
			if _, err := st.office.Desk("zhang").Weigh(t.Context(), st.id, w); err != nil {
				t.Fatal(err)
			}
			st.fresh()
		}},
		{name: "revised", tab: "facts", set: set{scenario: "ambiguous-question"}},
		{name: "manual", tab: "trace", set: set{scenario: "manual-no-authority"}},
		{name: "other-officer", tab: "facts", set: set{who: "li"}},
	}
}

// command runs a command of the menu.
func command(key string) func(*stage, *testing.T) {
	return func(st *stage, t *testing.T) {
		if why := st.run(t, key); why != "" {
			t.Fatal(why)
		}
	}
}

// long makes the names and words of a case as long as they come.
func long(s *cases.Snapshot) {
	s.Resident.Name = "阿卜杜热合曼·麦麦提明"
	s.Appeal.Statement = strings.Repeat(s.Appeal.Statement, 6)
	s.Assignment.ReasonText = "经大数据比对，该人员14天内曾在疫情重点地区（武汉市洪山区）有停留记录，依据领导小组办公室通知予以红码管理"
}

// fill writes a whole decision through the model's own doors: the widgets.
func (st *stage) fill(t *testing.T) {
	t.Helper()
	d := casetest.Made(t, "transit-wuhan", 3).Draft
	f := st.office.File(st.id)
	d.SnapshotVersion = f.SnapshotVersion
	if _, err := st.office.Desk("zhang").SaveDraft(t.Context(), st.id, d); err != nil {
		t.Fatal(err)
	}
	st.fresh()
}

// fresh opens the case on a new screen, as after a restart.
func (st *stage) fresh() {
	st.screen = caseview.New(st.host, st.office.Desk(st.seat.Me), st.seat)
	st.screen.After = st.host.After
	st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id})
	st.host.Show(st.screen.Object())
}

// Every page in both languages and modes has all its sentences and opens
// without a failure. With RECOURSE_PICTURES set, the pictures are kept.
func TestPages(t *testing.T) {
	modes := []theme.Mode{theme.Light}
	if os.Getenv("RECOURSE_PICTURES") != "" {
		modes = append(modes, theme.Dark)
	}
	for _, lang := range i18n.Langs() {
		for _, mode := range modes {
			for _, sc := range scenes() {
				t.Run("the scene "+sc.name+" is whole in "+string(lang)+" "+string(mode), func(t *testing.T) {
					sc.set.lang, sc.set.mode = lang, mode
					st := newStage(t, sc.set)
					if sc.act != nil {
						sc.act(st, t)
					}
					st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: sc.tab})
					st.host.Picture(t, string(lang)+"-"+string(mode)+"-"+sc.name)
					if missing := st.host.Words().Missing(); len(missing) > 0 {
						t.Errorf("sentences are missing: %v", missing)
					}
					if len(st.host.Failures) > 0 {
						t.Errorf("failures: %v", st.host.Failures)
					}
				})
			}
		}
	}
}

// At every text scale the officer's buttons stay inside the window.
func TestScale(t *testing.T) {
	for _, scale := range []float32{theme.MinScale, 1.3, theme.MaxScale} {
		t.Run("nothing leaves the window at scale "+strconv.FormatFloat(float64(scale), 'f', 2, 32), func(t *testing.T) {
			st := newStage(t, set{change: long})
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, scale))
			st.host.Show(st.screen.Object())
			st.host.Picture(t, "scale-"+strconv.FormatFloat(float64(scale), 'f', 2, 32))
			send := st.host.Button(t, st.t("case.send"))
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(send)
			window := st.host.Canvas().Size()
			if right := at.X + send.Size().Width; right > window.Width || at.Y+send.Size().Height > window.Height || window.Width > 1280 {
				t.Errorf("the button ends at %.0f, %.0f in a window of %v", right, at.Y+send.Size().Height, window)
			}
		})
	}
}

// What the import remarked on a value stands where the value stands: short,
// and in whole sentences in its tip and when it is pressed.
func TestRemarksOfTheImportStandWithTheirValues(t *testing.T) {
	for _, lang := range i18n.Langs() {
		st := newStage(t, set{lang: lang, change: func(s *cases.Snapshot) {
			s.Resident.ParseWarnings = []string{"not_a_mobile:resident.phone"}
			s.Appeal.ParseWarnings = []string{"rows_left_out:2"}
			s.Questionnaires[0].ParseWarnings = []string{"utc_epoch:questionnaire.submitted_at"}
			s.Assignment.ParseWarnings = []string{"formula:assignment.valid_until"}
			s.Flags[0].ParseWarnings = []string{"converted:flag.accuracy_radius_m"}
			s.OtherAssignments = append(s.OtherAssignments, s.Assignment)
			s.OtherAssignments[0].ParseWarnings = []string{"formula:assignment.issued_at"}
			s.History = append(s.History, cases.StatusChange{From: cases.Green, To: cases.Red, At: s.Assignment.IssuedAt, Provenance: cases.Provenance{ParseWarnings: []string{"utc_epoch:history.at"}}})
		}})
		w := st.host.Words()
		button := func(fields string) *kit.Button { return st.host.Button(t, w.T("reading.open", "fields", fields)) }
		column := st.host.Button(t, w.T("reading.open.more", "field", w.T("case.field.phone"), "n", 1))
		test.Tap(column)
		if !st.host.Says(w.T("reading.line", "field", w.T("case.field.phone"), "text", w.T("reading.not_a_mobile"))) {
			t.Errorf("%s: the dialog does not say how the phone was read", lang)
		}
		st.host.Canvas().Overlays().Top().(*kit.Dialog).Escape()
		button(w.T("case.field.submitted_at"))
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "flags"})
		button(w.T("case.field.accuracy_radius_m"))
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "trace"})
		button(w.T("case.field.valid_until"))
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "other"})
		button(w.T("lacks.assignment.issued_at"))
		st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: "timeline"})
		button(w.T("case.field.at"))
		if missing := w.Missing(); len(missing) > 0 {
			t.Errorf("%s: sentences are missing: %v", lang, missing)
		}
	}
}
