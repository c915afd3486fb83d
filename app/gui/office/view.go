package office

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Screen is the office's screen.
type Screen struct {
	host  kit.Host
	desk  Desk
	look  *kit.Look
	model *Model

	tab   Tab
	tabs  *kit.Tabs
	pages [tabs]*fyne.Container

	people *grid.Grid
	rows   *personRows  // of people
	head   *kit.Text    // says how many
	shown  cases.User   // in side
	person cases.UserID // the current one
	side   *fyne.Container

	stock        *grid.Grid // the passages
	stockRows    *passageRows
	stockHead    *kit.Text // says how many
	stockSide    *fyne.Container
	shownPassage string // in stockSide

	sheet   *kit.SideSheet
	log     *grid.Grid
	logHead *kit.Text
	bar     *kit.Progress
	count   *kit.Text
}

// New returns the screen. look is where language, theme and text size are
// changed.
func New(host kit.Host, desk Desk, look *kit.Look) *Screen {
	s := &Screen{host: host, desk: desk, look: look, model: NewModel(desk, host.Runner(), host.Jobs(), host.Actor())}
	s.model.OnChange = s.changed
	s.model.SayLog(s.did)
	return s
}

// Model is what the screen shows.
func (s *Screen) Model() *Model { return s.model }

// Title names the screen.
func (s *Screen) Title() string { return s.t("nav.office") }

func tabNames() []string {
	return []string{"people", "policies", "passages", "calendar", "record", "integrity", "keeping", "settings"}
}

func tabName(t Tab) string { return tabNames()[t] }

// Shown loads what may have changed; Part names a tab: people, policies,
// passages, calendar, record, integrity, keeping or settings.
func (s *Screen) Shown(r kit.Route) {
	s.tab = Tab(kit.TabOf(s.tabs, tabNames(), r.Part, int(s.tab)))
	s.model.Load()
}

// First is the head of the open tab.
func (s *Screen) First() fyne.Focusable {
	if s.tabs == nil {
		return nil
	}
	return s.tabs.Head()
}

// Hidden lets a verification go on: the status bar shows it and can stop it.
func (s *Screen) Hidden() {}

// Refresh fetches what was added.
func (s *Screen) Refresh() { s.model.Load() }

// Leave always lets go.
func (s *Screen) Leave(proceed func()) { proceed() }

// Escape closes the sheet beside the rules.
func (s *Screen) Escape() {
	if s.sheet != nil && s.sheet.Shown() {
		s.model.ShowRule("")
		s.sheet.Close()
	}
}

// Commands are the screen's in the main menu.
func (s *Screen) Commands() []kit.Command {
	key := &desktop.CustomShortcut{KeyName: fyne.KeyR, Modifier: fyne.KeyModifierShortcutDefault}
	return []kit.Command{
		{Title: s.t("office.verify"), Shortcut: key, Run: s.verify, Off: func() string {
			if running, _, _ := s.model.Verifying(); running {
				return s.t("office.off.verifying")
			}
			return ""
		}},
		{Title: s.t("office.own"), Run: s.askOwn},
	}
}

func (s *Screen) w() *i18n.Words { return s.host.Words() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

// Object builds the screen anew.
func (s *Screen) Object() fyne.CanvasObject {
	list := make([]kit.Tab, tabs)
	for t := range tabs {
		s.pages[t] = container.NewStack()
		list[t] = kit.Tab{Title: s.t("office.tab." + tabName(t)), Build: func() fyne.CanvasObject {
			s.build(t)
			return s.pages[t]
		}}
	}
	s.tabs = kit.NewTabs(int(s.tab), list...)
	s.tabs.OnSelect = func(i int) { s.tab = Tab(i) }
	head := kit.Row(theme.Space(3), kit.Title(s.Title()), kit.Fill(kit.Muted(s.desk.About().Name).Cut()))
	return s.tabs.Screen(head)
}

func (s *Screen) changed(p Part) {
	switch {
	case s.tabs == nil:
	case p == Moving:
		s.move()
	case p == Logged:
		if s.log != nil {
			s.relist()
		}
	case p == Part(People) && s.relistPeople(), p == Part(Passages) && s.relistPassages():
	case len(s.pages[p].Objects) > 0: // was built before
		s.build(Tab(p))
	}
}

func (s *Screen) build(t Tab) {
	var o fyne.CanvasObject
	switch t {
	case People:
		o = s.peoplePage()
	case Policies:
		o = s.policiesPage()
	case Passages:
		o = s.passagesPage()
	case Calendar:
		o = s.calendarPage()
	case Record:
		o = s.recordPage()
	case Integrity:
		o = s.integrityPage()
	case Custody:
		o = s.custodyPage()
	default:
		o = s.settingsPage()
	}
	s.pages[t].Objects = []fyne.CanvasObject{o}
	s.pages[t].Refresh()
}

func (s *Screen) col(table, id string, width, flex float32, drop int) grid.Column {
	return grid.Column{ID: id, Title: s.t("office.col." + table + "." + id), Width: width, Flex: flex, Drop: drop}
}

// ask opens a dialog with fields and one act. What goes wrong is shown inside
// it, and what was typed stays.
func (s *Screen) ask(q question, fields ...fyne.CanvasObject) {
	wrong := kit.Note("").In(theme.DangerInk)
	var d *kit.Dialog
	no := kit.NewButton(s.t("action.cancel"), func() { d.Close() })
	do := kit.NewButton(q.yes, func() {
		q.act(func(err error) {
			if err == nil {
				d.Close()
				s.host.Toast(q.done)
				return
			}
			wrong.Set(s.w().Problem(err))
			d.Refresh()
		})
	}).As(kit.Primary)
	if q.danger {
		do.As(kit.Danger)
	}
	d = kit.NewDialog(q.title, theme.Text(theme.Body)*max(34, q.width), kit.Column(theme.Space(4), append(fields, wrong)...), no, do)
	if q.first != nil {
		d.First = q.first
	}
	d.ShowOn(s.host.Window().Canvas())
}

// question is what ask asks.
type question struct {
	title, yes, done string
	danger           bool
	width            float32 // in letters, when more than usual
	first            fyne.Focusable
	act              func(end func(error))
}
