package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/help"
	"recourse/app/gui/theme"
	"recourse/assets"
)

// keysPage is the page of the shortcuts, which is made from the commands.
const keysPage = "keys"

// helpOf is the page that belongs to a screen; it opens unless another one was
// chosen.
var helpOf = map[string]string{
	kit.ScreenCase: "case", kit.ScreenSignoff: "deciding", kit.ScreenImport: "doors", kit.ScreenExport: "doors", kit.ScreenOffice: "trust",
}

// ShowHelp opens the help beside the work; F1 again closes it.
func (s *Shell) ShowHelp() {
	if s.side.Shown() {
		s.closeHelp()
		return
	}
	s.showPage("")
	s.o.Window.Canvas().Focus(s.helpStart)
}

// closeHelp takes the help away and goes back to the work.
func (s *Shell) closeHelp() {
	s.page = ""
	s.side.Close()
	s.fit()
	kit.Rest(s.o.Window.Canvas())
}

// showPage fills the sheet with the list of pages and one of them; "" is the
// page of the open screen.
func (s *Shell) showPage(name string) {
	pages, err := s.helpPages()
	if err != nil || len(pages) == 0 {
		s.Fail(err)
		return
	}
	if name == "" {
		name = helpOf[s.history.now.Screen]
	}
	open := pages[0]
	for _, p := range pages {
		if p.Name == name {
			open = p
		}
	}
	s.page = open.Name
	s.side.Show(s.Words().T("help.title"), kit.Border(
		kit.Insets(0, theme.Space(4), theme.Space(3), theme.Space(4), s.contents(pages)), nil, nil, nil,
		kit.Scroll(kit.Insets(theme.Space(1), theme.Space(4), theme.Space(5), theme.Space(4), s.pageView(open))).Object()))
	s.fit()
}

// fit tells the open screen how much room the help leaves.
func (s *Shell) fit() {
	if s.frame.Beside = s.side.Width(); s.current == nil {
		return
	}
	if f, ok := s.current.(kit.Fitter); ok {
		f.Fit()
	}
}

// helpPages are the pages in the language chosen now.
func (s *Shell) helpPages() ([]help.Page, error) {
	fsys, err := assets.Help()
	if err != nil {
		return nil, err
	}
	return help.Read(fsys, string(s.Words().Lang()))
}

// contents lists the pages; the open one is marked.
func (s *Shell) contents(pages []help.Page) fyne.CanvasObject {
	list := kit.Flow(theme.Space(1.5))
	for _, p := range pages {
		t := kit.NewToggle(p.Title, p.Name == s.page, nil)
		t.OnChange = func(bool) {
			s.showPage(p.Name)
			s.o.Window.Canvas().Focus(s.helpStart)
		}
		if p.Name == s.page {
			s.helpStart = t
		}
		list.Add(t)
	}
	return list
}

func (s *Shell) pageView(p help.Page) fyne.CanvasObject {
	view := help.View(p.Blocks)
	if p.Name == keysPage {
		view.Add(s.helpMenus())
		view.Add(s.helpKeys())
	}
	return kit.Column(theme.Space(3), kit.Strong(p.Title), view)
}

// helpNames are the keys that belong to no menu.
var helpNames = [...]string{"arrows", "enter", "space", "mark", "range", "all", "heads", "time", "tab", "esc", "f1"}

func (s *Shell) helpKeys() *fyne.Container {
	w := s.Words()
	list := kit.Column(theme.Space(2), kit.Strong(w.T("help.moves")))
	for _, name := range helpNames {
		if name == "tab" {
			list.Add(kit.Strong(w.T("help.everywhere")))
		}
		list.Add(helpRow(w.T("help.key."+name), w.T("help.text."+name)))
	}
	return list
}

func helpRow(keys, text string) *fyne.Container {
	return kit.TopRow(theme.Space(3), kit.Fixed(theme.Text(theme.Body)*10, 0, kit.Prose(keys).In(theme.Accent)), kit.Fill(kit.Prose(text)))
}

// helpMenus lists the main menu's shortcuts as they are now.
func (s *Shell) helpMenus() *fyne.Container {
	list := kit.Column(theme.Space(2))
	for _, m := range s.o.Window.MainMenu().Items {
		head := kit.Strong(m.Label)
		for _, item := range m.Items {
			if c, ok := item.Shortcut.(*desktop.CustomShortcut); ok {
				if head != nil {
					list.Add(head)
					head = nil
				}
				list.Add(helpRow(KeyText(c), item.Label))
			}
		}
	}
	return list
}
