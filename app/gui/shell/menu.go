package shell

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
)

// ctrl is a shortcut with the platform's main modifier.
func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func alt(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

// makeMenu builds the main menu. Every shortcut stands in it, because menu
// shortcuts work even while a field has the focus; a canvas's own do not.
func (s *Shell) makeMenu() {
	menus := []*fyne.Menu{s.fileMenu(), s.goMenu()}
	if m := s.workMenu(); m != nil {
		menus = append(menus, m)
	}
	menus = append(menus, s.viewMenu(), s.helpMenu())
	s.o.Window.SetMainMenu(fyne.NewMainMenu(menus...))
}

func (s *Shell) item(key string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(s.Words().T(key), do)
	item.Shortcut = shortcut
	return item
}

func (s *Shell) fileMenu() *fyne.Menu {
	quit := s.item("menu.quit", ctrl(fyne.KeyQ), func() { s.leave(s.o.OnQuit) })
	quit.IsQuit = true
	return fyne.NewMenu(s.Words().T("menu.file"),
		s.item("user.lock", ctrl(fyne.KeyL), s.Lock),
		s.item("user.signout", nil, func() { s.leave(s.o.OnOut) }),
		fyne.NewMenuItemSeparator(), quit)
}

func (s *Shell) goMenu() *fyne.Menu {
	menu := fyne.NewMenu(s.Words().T("menu.go"),
		s.item("menu.search", ctrl(fyne.KeyK), s.below(s.FocusSearch)),
		s.item("menu.palette", paletteKey(), s.OpenPalette),
		s.item("menu.back", alt(fyne.KeyLeft), s.below(s.Back)),
		s.item("menu.forward", alt(fyne.KeyRight), s.below(s.Forward)),
		fyne.NewMenuItemSeparator())
	n := 0
	for _, e := range s.o.Entries {
		if !e.Rail || !s.may(e) {
			continue
		}
		n++
		menu.Items = append(menu.Items, s.item("nav."+e.Name, ctrl(fyne.KeyName(strconv.Itoa(n))), s.below(func() {
			s.Open(kit.Route{Screen: e.Name})
		})))
	}
	return menu
}

// workMenu holds the open screen's commands.
func (s *Shell) workMenu() *fyne.Menu {
	c, ok := s.current.(Commander)
	if !ok {
		return nil
	}
	menu := fyne.NewMenu(s.Words().T("menu.work"))
	for _, command := range c.Commands() {
		item := fyne.NewMenuItem(command.Title, s.below(func() { s.run(command) }))
		item.Shortcut = command.Shortcut
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// asked reports whether a dialog or a list stands over the work: until it is
// answered, keys do nothing below it, so that nobody signs, sends or leaves by
// a slip.
func (s *Shell) asked() bool { return s.o.Window.Canvas().Overlays().Top() != nil }

// below is an act on the work, which waits while something stands over it.
func (s *Shell) below(do func()) func() {
	return func() {
		if !s.asked() {
			do()
		}
	}
}

// run runs a command, or says why it cannot.
func (s *Shell) run(c kit.Command) {
	if c.Off != nil {
		if why := c.Off(); why != "" {
			s.Toast(why)
			return
		}
	}
	c.Run()
}

func (s *Shell) viewMenu() *fyne.Menu {
	return fyne.NewMenu(s.Words().T("menu.view"),
		s.item("menu.switchlang", &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, s.switchLang),
		s.sub("user.theme", s.modeItems()),
		s.item("menu.larger", ctrl(fyne.KeyEqual), func() { s.scaleBy(1) }),
		s.item("menu.smaller", ctrl(fyne.KeyMinus), func() { s.scaleBy(-1) }),
		s.item("menu.normal", ctrl(fyne.Key0), func() { s.o.Look.SetScale(1) }))
}

func (s *Shell) switchLang() {
	if s.Words().Lang() == i18n.ZH {
		s.o.Look.SetLang(i18n.EN)
		return
	}
	s.o.Look.SetLang(i18n.ZH)
}

func (s *Shell) helpMenu() *fyne.Menu {
	return fyne.NewMenu(s.Words().T("menu.help"), s.item("menu.helpsheet", ctrl(fyne.KeyH), s.ShowHelp))
}
