package importer

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/i18n"
	"recourse/app/gui/importer/wizard"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Screen is the import screen.
type Screen struct {
	host  kit.Host
	model *Model
	desk  Desk

	tab    int
	typed  string   // path typed so far
	saved  []string // files with the refused rows of this delivery
	place  *fyne.Container
	tabs   *kit.Tabs
	steps  *fyne.Container
	head   *fyne.Container
	work   *working
	grid   *grid.Grid
	sheet  *kit.SideSheet
	filter *fyne.Container
	past   *fyne.Container
	gone   *pastRows // the deliveries listed there
	ledger *grid.Grid
	first  fyne.Focusable // has the focus when the stage opens
	wizard *wizard.Screen // while a person says what the columns mean
}

// New returns the screen.
func New(host kit.Host, desk Desk) *Screen {
	s := &Screen{host: host, desk: desk, model: NewModel(desk, host.Runner(), host.Jobs())}
	s.model.OnChange = s.changed
	return s
}

// Model is what the screen shows.
func (s *Screen) Model() *Model { return s.model }

// Title names the screen.
func (s *Screen) Title() string { return s.t("nav.import") }

// Shown loads the past deliveries; Part "past" shows them.
func (s *Screen) Shown(r kit.Route) {
	if r.Part == "past" {
		s.tab = 1
	}
	if s.refusal() == nil {
		s.model.LoadPast()
	}
}

// Hidden lets what runs go on: the status bar shows it and can stop it.
func (s *Screen) Hidden() {}

// Refresh lists the deliveries anew after the office changed.
func (s *Screen) Refresh() {
	if s.refusal() == nil {
		s.model.LoadPast()
	}
}

// Leave always lets go; nothing typed here is lost.
func (s *Screen) Leave(proceed func()) { proceed() }

// Dropped takes files dropped onto the window.
func (s *Screen) Dropped(paths []string) {
	if s.refusal() == nil && !s.model.Busy() {
		s.choose(paths...)
	}
}

// Escape closes the sheet of a problem.
func (s *Screen) Escape() {
	if s.wizard != nil && s.wizard.Escape() {
		return
	}
	if s.sheet != nil && s.sheet.Shown() {
		s.sheet.Close()
	}
}

// Commands are the screen's in the main menu.
func (s *Screen) Commands() []kit.Command {
	key := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return []kit.Command{
		{Title: s.t("importer.choose"), Shortcut: key(fyne.KeyO), Run: s.askFile, Off: s.whyNotChoose},
		{Title: s.t("importer.cancel"), Shortcut: key(fyne.KeyPeriod), Run: s.model.Cancel, Off: s.whyNotCancel},
	}
}

func (s *Screen) whyNotChoose() string {
	switch {
	case s.refusal() != nil:
		return s.w().Problem(s.refusal())
	case s.model.Busy():
		return s.t("importer.off.busy")
	}
	return ""
}

func (s *Screen) whyNotCancel() string {
	if s.model.Busy() {
		return ""
	}
	return s.t("importer.off.idle")
}

// refusal says why this person may not import, nil when they may.
func (s *Screen) refusal() error {
	return cases.User{Roles: s.host.Actor().Roles}.Permit(cases.MayImport)
}

func (s *Screen) w() *i18n.Words { return s.host.Words() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

// Object builds the screen anew.
func (s *Screen) Object() fyne.CanvasObject {
	if err := s.refusal(); err != nil {
		return kit.EmptyState("lock", s.t("importer.no.title"), s.w().Problem(err))
	}
	s.place, s.past, s.steps = container.NewStack(), container.NewStack(), kit.Row(theme.Space(2))
	s.gone, s.ledger = nil, nil
	s.head = kit.Row(theme.Space(3), kit.Title(s.Title()), kit.Gap(), s.steps)
	s.tabs = kit.NewTabs(s.tab,
		kit.Tab{Title: s.t("importer.tab.new"), Build: func() fyne.CanvasObject { return s.place }},
		kit.Tab{Title: s.pastTitle(), Build: func() fyne.CanvasObject { return s.past }})
	s.tabs.OnSelect = func(i int) { s.tab = i }
	s.build()
	s.buildPast()
	return kit.Page(kit.Insets(theme.Space(4), theme.Space(4), theme.Space(1), theme.Space(4), s.head), nil, nil, nil,
		kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), s.tabs.Object()))
}

// changed brings the window up to the model.
func (s *Screen) changed(p Part) {
	if s.place == nil {
		return
	}
	switch p {
	case Moving:
		s.work.show()
	case Listed:
		s.relist()
	case Past:
		s.buildPast()
	default:
		s.build()
		s.focusFirst()
	}
}

// First is what the page of the moment starts with.
func (s *Screen) First() fyne.Focusable {
	if s.wizard != nil {
		return s.wizard.First()
	}
	return s.first
}

// focusFirst puts the keyboard on what comes next.
func (s *Screen) focusFirst() {
	first := s.First()
	if first == nil || s.tab != 0 {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.place); c != nil {
		c.Focus(first)
	}
}

// build fills the place with the page of the stage.
func (s *Screen) build() {
	s.grid, s.sheet, s.filter, s.work, s.first = nil, nil, nil, nil, nil
	s.buildSteps()
	page := s.page()
	if n := s.note(); n != nil && s.wizard == nil {
		page = kit.Page(kit.Insets(0, 0, theme.Space(3), 0, n), nil, nil, nil, page)
	}
	s.place.Objects = []fyne.CanvasObject{page}
	s.place.Refresh()
}

func (s *Screen) page() fyne.CanvasObject {
	if s.model.Busy() {
		s.work = newWorking(s)
		return s.work.object()
	}
	if s.wizard != nil {
		return s.wizard.Object()
	}
	switch s.model.Stage() {
	case Read:
		return s.readPage()
	case Checked:
		return s.checkedPage()
	case Done:
		return s.donePage()
	case Matched:
		return s.matchedPage()
	}
	return s.startPage()
}

// note says what went wrong last, or that it was stopped.
func (s *Screen) note() fyne.CanvasObject {
	switch {
	case s.model.Cancelled():
		return kit.Banner(kit.Info, s.t("importer.cancelled.title"), s.t("importer.cancelled.text"))
	case s.model.Failed() != nil:
		title, advice := s.problem(s.model.Failed())
		if s.unknown() {
			return kit.Banner(kit.Warning, title, s.t("importer.meaning.offer"), s.meaningButton().As(kit.Primary))
		}
		return kit.Banner(kit.Failure, title, advice)
	}
	return nil
}

// buildSteps shows where the delivery is.
func (s *Screen) buildSteps() {
	at := map[Stage]int{Reading: 0, Read: 1, Checking: 1, Checked: 2, Importing: 2, Done: 3, Matching: 1, Matched: 3}[s.model.Stage()]
	names := []string{"files", "check", "import"}
	if s.wizard != nil {
		names, at = []string{"files", "meaning", "check", "import"}, 1
	}
	if i := s.model.Inspection(); i != nil && i.Acks {
		names = []string{"files", "match"}
		at = min(at, 2)
	}
	s.steps.Objects = nil
	for i, name := range names {
		if i > 0 {
			s.steps.Add(kit.Icon("chevron-right", theme.Border, theme.Grid(theme.Text(theme.Caption)+1)))
		}
		s.steps.Add(s.step(s.t("importer.step."+name), i, at))
	}
	s.head.Refresh()
}

func (s *Screen) step(label string, i, at int) fyne.CanvasObject {
	text := kit.Muted(label)
	switch {
	case i < at:
		return kit.Row(theme.Space(1), kit.Icon("check", theme.OkInk, 0), text)
	case i == at:
		text = kit.Strong(label).In(theme.Accent)
	}
	return text
}

// choose hands files to the model.
func (s *Screen) choose(paths ...string) {
	s.typed, s.wizard, s.saved = "", nil, nil
	if s.tabs != nil {
		s.tabs.Select(0)
	}
	s.model.Choose(s.t("importer.job.read", "name", names(s.w(), paths)), paths...)
}

// names is the first file's name and how many come with it.
func names(w *i18n.Words, paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	first := filepath.Base(paths[0])
	if len(paths) == 1 {
		return first
	}
	return w.T("importer.names", "first", first, "all", len(paths))
}

func (s *Screen) name() string { return names(s.w(), s.model.Order().Paths) }
