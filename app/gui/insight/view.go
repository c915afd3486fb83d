package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Screen is the insight screen.
type Screen struct {
	host  kit.Host
	model *Model
	tab   Tab
	tabs  *kit.Tabs
	pages [tabs]*fyne.Container
	grids [tabs]*grid.Grid
	sheet *kit.SideSheet
	last  shown  // what the sheet says
	about string // whose sheet it is: a rate or an order
	home  Tab    // on which it was opened, and alone is shown
	staff *staffForm

	finding *kit.ReasonEntry // of the order being written
	field   fyne.Focusable   // in which an order that is read asks for words
}

// New returns the screen.
func New(host kit.Host, desk Desk) *Screen {
	s := &Screen{host: host, model: NewModel(desk, host.Runner(), host.Jobs(), host.Now)}
	s.model.OnChange, s.model.OnDone = s.changed, s.done
	s.model.JobName = func(what string) string { return s.t("group.job." + what) }
	return s
}

// Model is what the screen shows.
func (s *Screen) Model() *Model { return s.model }

// Title names the screen.
func (s *Screen) Title() string { return s.t("nav.insights") }

// Shown counts anew; Part names a tab: overview, rates or relief.
func (s *Screen) Shown(r kit.Route) {
	s.tab = Tab(kit.TabOf(s.tabs, tabNames(), r.Part, int(s.tab)))
	s.Refresh()
}

// Hidden keeps everything; nothing runs.
func (s *Screen) Hidden() {}

// Refresh counts anew; what is being written stays.
func (s *Screen) Refresh() {
	if s.refusal() == nil && s.model.subject == nil {
		s.model.Load()
	}
}

// Leave always lets go: the form is kept.
func (s *Screen) Leave(proceed func()) { proceed() }

// First is the table of the open tab, or the tabs' head.
func (s *Screen) First() fyne.Focusable {
	switch {
	case s.tabs == nil:
		return nil
	case s.grids[s.tab] != nil:
		return s.grids[s.tab]
	}
	return s.tabs.Head()
}

// Escape closes the sheet.
func (s *Screen) Escape() {
	if s.sheet != nil && s.sheet.Shown() {
		s.model.Drop()
	}
}

// refusal says why this person sees no figures, nil when they may.
func (s *Screen) refusal() error {
	return cases.User{Roles: s.host.Actor().Roles}.Permit(cases.MayInsight)
}

// supervises reports whether this person may order and sign.
func (s *Screen) supervises() error {
	return cases.User{Roles: s.host.Actor().Roles}.Permit(cases.MayGroup)
}

func (s *Screen) w() *i18n.Words { return s.host.Words() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

func tabNames() []string {
	return []string{"overview", "rates", "relief"}
}

func tabName(t Tab) string { return tabNames()[t] }

// Object builds the screen anew.
func (s *Screen) Object() fyne.CanvasObject {
	if err := s.refusal(); err != nil {
		return kit.EmptyState("lock", s.t("insight.no"), s.w().Problem(err))
	}
	s.staff, s.last = nil, shown{}
	list := make([]kit.Tab, tabs)
	for t := range tabs {
		s.pages[t] = container.NewStack()
		list[t] = kit.Tab{Title: s.t("insight.tab." + tabName(t)), Build: func() fyne.CanvasObject { return s.pages[t] }}
		s.build(t)
	}
	s.tabs = kit.NewTabs(int(s.tab), list...)
	s.tabs.OnSelect = func(i int) {
		s.tab = Tab(i)
		s.fillSheet()
	}
	head := kit.Row(theme.Space(3), kit.Title(s.Title()), kit.Gap())
	page := s.tabs.Screen(head)
	s.sheet = kit.NewSideSheet(page, theme.Text(theme.Body)*34)
	s.sheet.OnClose = s.model.Drop
	s.fillSheet()
	return s.sheet.Object()
}

func (s *Screen) changed() {
	if s.tabs == nil {
		return
	}
	for t := range tabs {
		s.build(t)
	}
	s.fillSheet()
}

// build fills a tab from the model.
func (s *Screen) build(t Tab) {
	var o fyne.CanvasObject
	f, err := s.model.Figures()
	switch {
	case err != nil:
		o = kit.Panel(kit.EmptyState("error", s.t("insight.failed"), s.w().Problem(err),
			kit.NewButton(s.t("action.retry"), s.model.Load).WithIcon("refresh")))
	case f == nil:
		o = kit.Panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	case f.Report.Cases == 0 && t != Relief:
		o = kit.Panel(kit.EmptyState("insights", s.t("insight.empty"), s.t("insight.empty.text")))
	case t == Overview:
		o = s.overview(f)
	case t == Rates:
		o = s.ratesPage()
	default:
		o = s.reliefPage()
	}
	s.pages[t].Objects = []fyne.CanvasObject{o}
	s.pages[t].Refresh()
}

func (s *Screen) done(what string, err error, args ...any) {
	if err != nil {
		s.host.Fail(err)
		return
	}
	s.host.Toast(s.t("insight.done."+what, args...))
}
