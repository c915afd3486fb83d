package exporter

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

// Screen is the export screen.
type Screen struct {
	host  kit.Host
	model *Model

	tab   Tab
	tabs  *kit.Tabs
	pages [tabs]*fyne.Container
	lists [tabs]*fyne.Container // on a page: filled anew when the office changes
	forms [tabs]*form           // beside it: left alone while it is filled in
	grids [tabs]*grid.Grid
	sheet *kit.SideSheet

	waiting, sent *table[Instruction]
	letters       *table[Letter]
	chips         map[cases.Notice]*kit.Toggle
	taken         *table[Taken]
	sample        *table[[]string]
}

// New returns the screen.
func New(host kit.Host, desk Desk) *Screen {
	s := &Screen{host: host, model: NewModel(desk, host.Runner(), host.Jobs(), host.Now())}
	s.model.OnChange, s.model.OnDone = s.changed, s.done
	return s
}

// Model is what the screen shows.
func (s *Screen) Model() *Model { return s.model }

// Title names the screen.
func (s *Screen) Title() string { return s.t("nav.export") }

// Shown loads the lists; Part names a tab: instructions, letters, lists or
// receipts.
func (s *Screen) Shown(r kit.Route) {
	s.tab = Tab(kit.TabOf(s.tabs, tabNames(), r.Part, int(s.tab)))
	s.Refresh()
}

// Hidden lets what runs go on: the status bar shows it and can stop it.
func (s *Screen) Hidden() {}

// Refresh lists everything anew.
func (s *Screen) Refresh() {
	if s.refusal() == nil {
		s.model.Load()
	}
}

// Leave always lets go: the forms are kept.
func (s *Screen) Leave(proceed func()) { proceed() }

// First is the table of the open tab, or the tab's head where there is none.
func (s *Screen) First() fyne.Focusable {
	switch {
	case s.tabs == nil:
		return nil
	case s.grids[s.tab] != nil:
		return s.grids[s.tab]
	}
	return s.tabs.Head()
}

// Escape closes the sheet of a receipt.
func (s *Screen) Escape() {
	if s.sheet != nil && s.sheet.Shown() {
		s.sheet.Close()
	}
}

// Commands are the screen's in the main menu.
func (s *Screen) Commands() []kit.Command {
	stop := &desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault}
	return []kit.Command{{Title: s.t("exporter.stop"), Shortcut: stop, Run: s.model.Cancel, Off: func() string {
		if _, busy := s.model.Busy(); busy {
			return ""
		}
		return s.t("exporter.off.idle")
	}}}
}

// refusal says why this person takes nothing out, nil when they may.
func (s *Screen) refusal() error {
	return cases.User{Roles: s.host.Actor().Roles}.Permit(cases.MayExport)
}

func (s *Screen) w() *i18n.Words { return s.host.Words() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

func tabNames() []string {
	return []string{"instructions", "letters", "lists", "receipts"}
}

func tabName(t Tab) string { return tabNames()[t] }

// Object builds the screen anew.
func (s *Screen) Object() fyne.CanvasObject {
	if err := s.refusal(); err != nil {
		return kit.EmptyState("lock", s.t("exporter.no.title"), s.w().Problem(err))
	}
	list := make([]kit.Tab, tabs)
	for t := range tabs {
		s.pages[t] = container.NewStack()
		list[t] = kit.Tab{Title: s.tabTitle(t), Build: func() fyne.CanvasObject { return s.pages[t] }}
		s.build(t)
	}
	s.tabs = kit.NewTabs(int(s.tab), list...)
	s.tabs.OnSelect = func(i int) { s.tab = Tab(i) }
	head := kit.Row(theme.Space(3), kit.Title(s.Title()), kit.Gap())
	return s.tabs.Screen(head)
}

// tabTitle carries the number of what waits.
func (s *Screen) tabTitle(t Tab) string {
	n := 0
	switch t {
	case Instructions:
		n = len(s.model.Waiting())
	case Letters:
		n = len(s.model.Letters(cases.Rendered))
	}
	title := s.t("exporter.tab." + tabName(t))
	if n > 0 {
		title += "  " + s.w().Number(int64(n))
	}
	return title
}

func (s *Screen) changed(p Part) {
	if s.tabs == nil {
		return
	}
	if p == Moving {
		if t, _ := s.model.Busy(); s.forms[t] != nil {
			s.forms[t].move()
		}
		return
	}
	if s.stands(Tab(p)) {
		s.fill(Tab(p))
	} else {
		s.build(Tab(p))
	}
	for _, f := range s.forms {
		if f != nil {
			f.update() // what runs on one tab keeps the others from starting
		}
	}
	s.tabs.SetTitle(int(p), s.tabTitle(Tab(p)))
}

// done tells how something ended: success in a toast, failures in a dialog.
func (s *Screen) done(d Done) {
	switch {
	case d.Cancelled():
		s.host.Toast(s.t("exporter.stopped"))
	case d.Err != nil:
		s.host.Fail(d.Err)
	case len(d.Failed) > 0:
		s.showFailures(d)
	case d.Receipt != nil:
		s.host.Toast(s.t("exporter.written", "file", d.Receipt.File, "n", d.Receipt.Rows))
	case d.Issued != nil:
		s.host.Toast(s.t("exporter.issued", "n", d.Issued.Letters, "pages", d.Issued.Pages))
	default:
		s.host.Toast(s.t("exporter.delivered", "n", d.Delivered))
	}
}

// showFailures lists the cases for which something could not be done.
func (s *Screen) showFailures(d Done) {
	rows := make([]fyne.CanvasObject, len(d.Failed))
	for i, f := range d.Failed {
		no := kit.Fixed(theme.Text(theme.Body)*12, 0, kit.Body(f.AppealNo).Cut())
		rows[i] = kit.TopRow(theme.Space(3), no, kit.Fill(kit.Prose(s.w().Problem(f.Err))))
	}
	ok := d.Delivered
	if d.Issued != nil {
		ok = d.Issued.Letters
	}
	body := kit.Column(theme.Space(4), kit.Prose(s.t("exporter.failures.text", "done", ok, "n", len(d.Failed))), kit.Column(theme.Space(2), rows...))
	var dialog *kit.Dialog
	dialog = kit.NewDialog(s.t("exporter.failures", "n", len(d.Failed)), theme.Text(theme.Body)*46, body,
		kit.NewButton(s.t("action.close"), func() { dialog.Close() }).As(kit.Primary))
	dialog.ShowOn(s.host.Window().Canvas())
}
