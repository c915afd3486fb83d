package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// toastTime is how long a sentence of success stays.
const toastTime = 4 * time.Second

// Toast says for a few seconds that something succeeded.
func (s *Shell) Toast(sentence string) {
	s.frame.Toast(sentence)
	s.toastEnd = s.o.Wall().Add(toastTime)
}

// Fail shows what went wrong and what to do. A refusal is shown as what it
// is; the cause of anything else goes to the log.
func (s *Shell) Fail(err error) {
	if err == nil {
		return
	}
	w := s.Words()
	title := w.T("fail.title")
	if _, refused := cases.AsRefusal(err); refused {
		title = w.T("fail.refused")
	} else if s.o.Log != nil {
		s.o.Log(err)
	}
	var d *kit.Dialog
	ok := kit.NewButton(w.T("action.ok"), func() { d.Close() }).As(kit.Primary)
	d = kit.NewDialog(title, theme.Text(theme.Body)*32, kit.Prose(w.Problem(err)), ok)
	d.ShowOn(s.o.Window.Canvas())
}

// ShowHelp opens the sheet of all shortcuts; F1 again closes it.
func (s *Shell) ShowHelp() {
	if s.help != nil && s.help.Open() {
		s.help.Close()
		return
	}
	w := s.Words()
	columns := kit.TopRow(theme.Space(10), kit.Fill(s.helpKeys()), kit.Fill(s.helpMenus()))
	ok := kit.NewButton(w.T("action.close"), func() { s.help.Close() })
	s.help = kit.NewDialog(w.T("help.title"), theme.Text(theme.Body)*58, columns, ok)
	s.help.ShowOn(s.o.Window.Canvas())
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
	return kit.TopRow(theme.Space(3), kit.Fixed(theme.Text(theme.Body)*11, 0, kit.Body(keys).In(theme.Accent).Cut()), kit.Fill(kit.Prose(text)))
}

// helpMenus lists the main menu's shortcuts as they are now.
func (s *Shell) helpMenus() *fyne.Container {
	list := kit.Column(theme.Space(2))
	for _, m := range s.o.Window.MainMenu().Items {
		list.Add(kit.Strong(m.Label))
		for _, item := range m.Items {
			if c, ok := item.Shortcut.(*desktop.CustomShortcut); ok {
				list.Add(helpRow(KeyText(c), item.Label))
			}
		}
	}
	return list
}
