package caseview_test

import (
	"testing"

	"fyne.io/fyne/v2"

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

func TestPictures(t *testing.T) {
	for _, lang := range i18n.Langs() {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			for _, tab := range []string{"facts", "trace", "flags", "timeline"} {
				t.Run("the "+tab+" page is drawn in "+string(lang)+" "+string(mode), func(t *testing.T) {
					st := newStage(t, set{lang: lang, mode: mode})
					st.screen.Shown(kit.Route{Screen: kit.ScreenCase, Case: st.id, Part: tab})
					st.host.Picture(t, string(lang)+"-"+string(mode)+"-"+tab)
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
