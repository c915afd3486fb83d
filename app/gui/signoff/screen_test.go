package signoff_test

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/signoff"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// stage is one supervisor with drafts to sign.
type stage struct {
	office *casetest.Office
	host   *casetest.Host
	screen *signoff.Screen
	ids    []cases.ID
}

func newStage(t *testing.T, who cases.UserID, lang i18n.Lang, mode theme.Mode, size fyne.Size) *stage {
	t.Helper()
	o := casetest.New(t)
	st := &stage{office: o}
	for i := 1; i <= 3; i++ {
		st.ids = append(st.ids, o.Decided(t, "transit-wuhan", i, "zhang"))
		o.Now = o.Now.Add(35 * time.Minute)
	}
	st.ids = append(st.ids, o.Decided(t, "basis-date", 4, "chen"))
	seat := o.Seat(who)
	st.host = casetest.NewHost(t, seat, lang, mode, size)
	st.screen = signoff.New(st.host, o.Desk(who), seat)
	st.screen.Shown(kit.Route{Screen: kit.ScreenSignoff})
	st.host.Show(st.screen.Object())
	return st
}

func small() fyne.Size { return fyne.NewSize(1280, 800) }

func (st *stage) open(at int) {
	st.screen.Shown(kit.Route{Screen: kit.ScreenSignoff, Case: st.ids[at]})
}

func (st *stage) run(t *testing.T, at int) error {
	t.Helper()
	c := st.screen.Commands()[at]
	if why := c.Off(); why != "" {
		return errors.New(why)
	}
	c.Run()
	return nil
}

func TestScreen(t *testing.T) {
	t.Run("a decision is signed once its letter was opened", func(t *testing.T) {
		st := newStage(t, "chen", i18n.EN, theme.Light, small())
		st.open(0)
		if err := st.run(t, 1); err == nil {
			t.Fatal("signed without opening the letter")
		}
		if err := st.run(t, 0); err != nil {
			t.Fatal(err)
		}
		st.office.Now = st.office.Now.Add(3 * time.Minute)
		if err := st.run(t, 1); err != nil {
			t.Fatal(err)
		}
		f := st.office.File(st.ids[0])
		if f.State != cases.Decided {
			t.Fatalf("state %s, failures %v", f.State, st.host.Failures)
		}
		if a := f.Approval(); a == nil || a.SignedAt.Sub(a.OpenedAt) != 3*time.Minute {
			t.Errorf("the signature does not say when the letter was opened: %+v", a)
		}
	})
	t.Run("the opened letter is enlarged without being opened again", func(t *testing.T) {
		st := newStage(t, "chen", i18n.EN, theme.Light, small())
		st.open(0)
		for range 2 {
			if err := st.run(t, 0); err != nil {
				t.Fatal(err)
			}
		}
		if st.host.Canvas().Overlays().Top() == nil {
			t.Fatal("the letter is not shown large")
		}
		st.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if err := st.run(t, 1); err != nil {
			t.Fatal(err)
		}
		if next := st.host.Button(t, st.host.Words().T("signoff.next.open")); st.host.Canvas().Focused() != fyne.Focusable(next) {
			t.Error("the next draft is not offered to the keyboard")
		}
	})
	t.Run("the signature stays in the window at every text scale", func(t *testing.T) {
		for _, scale := range []float32{theme.MinScale, 1.3} {
			st := newStage(t, "chen", i18n.EN, theme.Light, fyne.NewSize(1060, 640)) // 1280 by 800 less the frame at 1.3
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, scale))
			st.host.Show(st.screen.Object())
			st.open(0)
			sign := st.host.Button(t, st.host.Words().T("signoff.approve"))
			right := fyne.CurrentApp().Driver().AbsolutePositionForObject(sign).X + sign.Size().Width
			if w := st.host.Canvas().Size().Width; right > w || w > 1060 {
				t.Errorf("at %.2f the button ends at %.0f in a window of %.0f", scale, right, w)
			}
		}
	})
	t.Run("one's own decision stays closed and says why", func(t *testing.T) {
		st := newStage(t, "chen", i18n.EN, theme.Light, small())
		st.open(3)
		if err := st.run(t, 0); err == nil {
			t.Error("the letter of one's own decision can be opened for signing")
		}
		if got := st.office.File(st.ids[3]).State; got != cases.PendingSignoff {
			t.Errorf("state %s", got)
		}
	})
	t.Run("a reviewer sees why nothing can be signed", func(t *testing.T) {
		st := newStage(t, "li", i18n.ZH, theme.Light, small())
		st.open(0)
		if err := st.run(t, 1); err == nil {
			t.Error("a reviewer can sign")
		}
	})
	for _, lang := range i18n.Langs() {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			t.Run("every sentence is there in "+string(lang)+" "+string(mode), func(t *testing.T) {
				st := newStage(t, "chen", lang, mode, small())
				st.host.Picture(t, "signoff-"+string(lang)+"-"+string(mode)+"-list")
				st.open(0)
				st.host.Picture(t, "signoff-"+string(lang)+"-"+string(mode)+"-page")
				if err := st.run(t, 0); err != nil {
					t.Fatal(err)
				}
				st.host.Picture(t, "signoff-"+string(lang)+"-"+string(mode)+"-letter")
				st.open(3)
				st.host.Picture(t, "signoff-"+string(lang)+"-"+string(mode)+"-closed")
				if missing := st.host.Words().Missing(); len(missing) > 0 {
					t.Errorf("sentences are missing: %v", missing)
				}
			})
		}
	}
}

// The list and the page name the same case, however one came to it.
func TestTheRowOfTheOpenCaseIsCurrent(t *testing.T) {
	st := newStage(t, "chen", i18n.EN, theme.Light, small())
	for _, at := range []int{2, 0, 1} {
		st.open(at)
		g := casetest.Find[*grid.Grid](st.host)[0]
		if g.Key() != int64(st.ids[at]) {
			t.Errorf("case %d is open, row %d is current", st.ids[at], g.Key())
		}
		st.host.Show(st.screen.Object()) // as the frame does on the way from another screen
		if g = casetest.Find[*grid.Grid](st.host)[0]; g.Key() != int64(st.ids[at]) {
			t.Errorf("built anew, with case %d open, row %d is current", st.ids[at], g.Key())
		}
	}
}
