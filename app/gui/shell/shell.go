package shell

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Shell is the frame of one person's session.
type Shell struct {
	o       Options
	frame   *kit.Frame
	screens map[string]Screen
	history history
	current Screen
	place   *fyne.Container

	search *kit.Entry
	rail   []*railItem
	status *statusBar
	demo   *kit.Text
	title  string

	touched   time.Time
	toastEnd  time.Time
	locked    bool
	arriving  bool           // a screen is being put up and does not stand in the window yet
	side      *kit.SideSheet // the help beside the work
	page      string         // the help page that is open, "" for none
	helpStart fyne.Focusable // its entry in the list of pages
	recent    []string       // what was chosen from the palette lately
}

var _ kit.Host = (*Shell)(nil)

// New builds the frame. Nothing is open yet.
func New(o Options) *Shell {
	s := &Shell{o: o, screens: map[string]Screen{}, place: container.NewStack(), touched: o.Wall()}
	o.Window.SetPadded(false)
	s.frame = kit.NewFrame(s.place)
	s.frame.OnEscape = s.escape
	s.frame.OnHelp = s.ShowHelp
	s.frame.OnRest = s.rest
	s.frame.OnTouch = s.touch
	o.Look.OnChange(s.Rebuild)
	o.Jobs.OnChange(func() { s.status.refresh() })
	s.build()
	return s
}

// Frame is the window's content.
func (s *Shell) Frame() *kit.Frame { return s.frame }

// build makes everything but the screens.
func (s *Shell) build() {
	s.status = newStatusBar(s)
	top := kit.Column(0, s.makeHeader())
	if s.o.Demo {
		top.Add(s.makeDemo())
	}
	s.side = kit.NewSideSheet(s.place, theme.Text(theme.Body)*34)
	s.side.OnClose = s.closeHelp
	body := kit.Border(nil, nil, s.makeRail(), nil, s.side.Object())
	all := kit.Border(top, s.status.object(), nil, nil, body)
	s.frame.SetContent(kit.On(kit.Plane(theme.Canvas), all))
	s.makeMenu()
}

// makeDemo is the strip that a sample office shows on every screen.
func (s *Shell) makeDemo() fyne.CanvasObject {
	s.demo = kit.Caption(s.demoText()).In(theme.WarnInk)
	row := kit.Row(theme.Space(2), kit.Icon("info", theme.WarnInk, theme.Grid(theme.Text(theme.Caption)+1)), kit.Fill(s.demo.Cut()))
	return kit.On(kit.Plane(theme.WarnSoft), kit.Insets(theme.Space(1.5), theme.Space(4), theme.Space(1.5), theme.Space(4), row))
}

func (s *Shell) demoText() string {
	return s.Words().T("demo.banner", "now", s.Words().DateTime(s.o.Clock()))
}

// Rebuild builds everything anew after a change of language, mode or scale.
// The screens keep what was typed in their models.
func (s *Shell) Rebuild() {
	text := s.search.Text
	s.build()
	s.fillSearch(text)
	if s.current != nil {
		s.show(s.current)
	}
	s.refreshRail()
	if s.page != "" {
		s.showPage(s.page)
	}
	kit.Rest(s.o.Window.Canvas())
}

// Words speaks the language chosen now.
func (s *Shell) Words() *i18n.Words { return s.o.Look.Words() }

// Now is the office's clock.
func (s *Shell) Now() time.Time { return s.o.Clock() }

// Actor is the person signed in.
func (s *Shell) Actor() cases.Actor { return s.o.Actor }

// Runner runs work away from the window.
func (s *Shell) Runner() task.Runner { return s.o.Runner }

// Jobs lists the long work.
func (s *Shell) Jobs() *task.Jobs { return s.o.Jobs }

// Window is for dialogs.
func (s *Shell) Window() fyne.Window { return s.o.Window }

// Changed tells the frame and the open screen that the office changed.
func (s *Shell) Changed() {
	s.refreshRail()
	s.status.refresh()
	if s.current != nil {
		s.current.Refresh()
	}
}

// entry finds a screen the person may open.
func (s *Shell) entry(name string) (Entry, bool) {
	i := slices.IndexFunc(s.o.Entries, func(e Entry) bool { return e.Name == name && s.may(e) })
	if i < 0 {
		return Entry{}, false
	}
	return s.o.Entries[i], true
}

func (s *Shell) may(e Entry) bool {
	return e.Roles == nil || slices.ContainsFunc(s.o.Actor.Roles, func(r cases.Role) bool { return slices.Contains(e.Roles, r) })
}

// escape closes the help, goes from the search box back to the work, or lets
// the open screen close what stands beside its work.
func (s *Shell) escape() {
	if s.page != "" {
		s.closeHelp()
		return
	}
	if s.o.Window.Canvas().Focused() == fyne.Focusable(s.search) {
		s.rest()
		return
	}
	if e, ok := s.current.(kit.Escaper); ok {
		e.Escape()
	}
}
