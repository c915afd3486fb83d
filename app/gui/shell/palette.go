package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/pick"
	"recourse/app/gui/theme"
)

// keepRecent is how many choices of the palette are remembered.
const keepRecent = 12

// Places are what the palette offers beyond the frame's own: package main
// knows them, the frame does not.
type Places struct {
	// Lists are the person's saved views, opened on the queue.
	Lists func() []Place
	// Find offers what a number or name stands for, such as a case.
	Find func(typed string) []Place
}

// Place is somewhere to go.
type Place struct {
	Title, Note string
	Route       kit.Route
}

// OpenPalette lists all that can be done or opened now, to be found by typing.
func (s *Shell) OpenPalette() {
	if s.asked() {
		return
	}
	w := s.Words()
	p := pick.New(pick.Labels{
		Title: w.T("palette.title"), Hint: w.T("palette.hint"), None: w.T("palette.none"), Close: w.T("action.close"),
		More: func(n, of int) string { return w.T("palette.count", "n", n, "of", of) },
	}, s.offers(), s.recent)
	p.OnPick = func(it pick.Item) { s.recent = pick.Lately(s.recent, it.ID, keepRecent) }
	p.More = s.findPlaces
	p.ShowOn(s.o.Window.Canvas())
}

// offers are all acts and places of the moment, the open screen's first.
func (s *Shell) offers() []pick.Item {
	items := s.offerCommands()
	for _, e := range s.o.Entries {
		if e.Rail && s.may(e) {
			items = append(items, s.offer("nav."+e.Name, "palette.go", func() { s.Open(kit.Route{Screen: e.Name}) }))
		}
	}
	if s.o.Places.Lists != nil {
		for _, l := range s.o.Places.Lists() {
			items = append(items, s.leadTo("palette.view", l))
		}
	}
	items = append(items,
		s.offer("menu.search", "palette.go", s.FocusSearch, "Ctrl + K"), s.offer("menu.back", "palette.go", s.Back, "Alt + ←"),
		s.offer("menu.forward", "palette.go", s.Forward, "Alt + →"))
	items = append(items, s.offerSettings()...)
	return append(items, s.offerHelp()...)
}

// offer is one act by the key of its words; it is found in both languages.
func (s *Shell) offer(key, group string, run func(), note ...string) pick.Item {
	return pick.Item{
		ID: key, Title: s.Words().T(key), Group: s.Words().T(group), Note: strings.Join(note, ""), Also: s.other(key), Run: run,
	}
}

// other is a sentence in the language that is not chosen.
func (s *Shell) other(key string) string {
	other := i18n.ZH
	if s.Words().Lang() == i18n.ZH {
		other = i18n.EN
	}
	return s.Words().In(other).Or(key, "")
}

// offerCommands are the open screen's, those that are closed with the reason.
func (s *Shell) offerCommands() []pick.Item {
	c, ok := s.current.(Commander)
	if !ok {
		return nil
	}
	var items []pick.Item
	for _, command := range c.Commands() {
		it := pick.Item{ID: s.history.now.Screen + " " + command.Title, Title: command.Title, Group: s.Words().T("palette.act"), Run: command.Run}
		if command.Off != nil {
			it.Off = command.Off()
		}
		if short, ok := command.Shortcut.(*desktop.CustomShortcut); ok {
			it.Note = KeyText(short)
		}
		items = append(items, it)
	}
	return items
}

func (s *Shell) leadTo(group string, l Place) pick.Item {
	return pick.Item{ID: group + " " + l.Title, Title: l.Title, Group: s.Words().T(group), Note: l.Note, Run: func() { s.Open(l.Route) }}
}

func (s *Shell) findPlaces(typed string) []pick.Item {
	if s.o.Places.Find == nil || strings.TrimSpace(typed) == "" {
		return nil
	}
	var items []pick.Item
	for _, l := range s.o.Places.Find(strings.TrimSpace(typed)) {
		items = append(items, s.leadTo("palette.case", l))
	}
	return items
}

// offerSettings are language, theme, text size, lock and leave.
func (s *Shell) offerSettings() []pick.Item {
	w := s.Words()
	var items []pick.Item
	set := func(id, title, also string, on bool, run func()) {
		it := pick.Item{ID: id, Title: title, Group: w.T("palette.setting"), Also: also, Run: run}
		if on {
			it.Note = w.T("palette.now")
		}
		items = append(items, it)
	}
	for _, l := range i18n.Langs() {
		key := "lang." + string(l)
		set(key, w.T("user.language")+" · "+w.T(key), s.other("user.language"), w.Lang() == l, func() { s.o.Look.SetLang(l) })
	}
	for _, m := range theme.Modes() {
		key := "theme." + string(m)
		set(key, w.T("user.theme")+" · "+w.T(key), s.other("user.theme")+" "+s.other(key), s.o.Look.Settings().Mode == m, func() { s.o.Look.SetMode(m) })
	}
	return append(items,
		s.offer("menu.larger", "palette.setting", func() { s.scaleBy(1) }, "Ctrl + ="),
		s.offer("menu.smaller", "palette.setting", func() { s.scaleBy(-1) }, "Ctrl + -"),
		s.offer("menu.normal", "palette.setting", func() { s.o.Look.SetScale(1) }, "Ctrl + 0"),
		s.offer("user.lock", "palette.setting", s.Lock, "Ctrl + L"),
		s.offer("user.signout", "palette.setting", func() { s.leave(s.o.OnOut) }))
}

// offerHelp are the help pages.
func (s *Shell) offerHelp() []pick.Item {
	pages, err := s.helpPages()
	if err != nil {
		return nil // opening the help says what is wrong
	}
	var items []pick.Item
	for _, p := range pages {
		items = append(items, pick.Item{ID: "help " + p.Name, Title: p.Title, Group: s.Words().T("menu.help"), Run: func() {
			s.showPage(p.Name)
			s.o.Window.Canvas().Focus(s.helpStart)
		}})
	}
	return items
}

// paletteKey is Ctrl+Shift+P.
func paletteKey() fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}
