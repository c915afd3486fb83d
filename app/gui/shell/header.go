package shell

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// makeHeader is the bar across the top.
func (s *Shell) makeHeader() fyne.CanvasObject {
	name := kit.Strong(s.Words().T("app.name")).In(theme.OnBar)
	office := kit.Body(s.o.Office).In(theme.OnBarMuted).Cut()
	left := kit.Row(theme.Space(3), kit.Icon("brand", theme.OnBar, 24), name, kit.Fill(office))
	user := kit.NewButton(s.o.Actor.Name, nil).As(kit.OnDark).WithIcon("person").WithEndIcon("chevron-down")
	user.OnTap = func() { s.userMenu(user) }
	bar := container.New(&headerLayout{s.hintSearch}, left, s.makeSearch(), user)
	return kit.On(kit.Plane(theme.Bar), kit.Insets(theme.Space(1.5), theme.Space(3), theme.Space(1.5), theme.Space(4), bar))
}

// makeSearch is the one search box of the window.
func (s *Shell) makeSearch() fyne.CanvasObject {
	s.search = kit.NewEntry(s.Words().T("search.hint"))
	s.search.OnChanged = s.find
	s.search.OnSubmitted = func(text string) { s.submit(text) }
	s.search.OnKey = s.searchKey
	return container.NewThemeOverride(s.search, barTheme{toolkit.Current()})
}

// searchKey takes the keys that lead out of the box: Down goes to what was
// found, as Enter does, and Esc takes back what was typed before it leaves.
func (s *Shell) searchKey(key fyne.KeyName) bool {
	switch {
	case key == fyne.KeyDown:
		s.submit(s.search.Text)
	case key == fyne.KeyEscape && s.search.Text != "":
		s.search.SetText("")
	default:
		return false
	}
	return true
}

// hintSearch says in the box what it finds, as far as its width allows.
func (s *Shell) hintSearch(width float32) {
	hint := s.Words().T("search.hint")
	if fyne.MeasureText(hint, theme.Text(theme.Body), fyne.TextStyle{}).Width > width-theme.Space(5) {
		hint = s.Words().T("search.hint.short")
	}
	if s.search.PlaceHolder != hint {
		s.search.SetPlaceHolder(hint)
	}
}

// find hands each letter to a screen that searches as one types.
func (s *Shell) find(text string) {
	if f, ok := s.current.(Searcher); ok {
		f.Search(text, func() {})
	}
}

// submit goes to the queue with the text, from wherever the person is. What was
// found gets the keyboard.
func (s *Shell) submit(text string) {
	found := func() {
		at := s.current
		f, ok := at.(Searcher)
		if !ok {
			return
		}
		s.fillSearch(text)
		f.Search(text, func() {
			if s.current == at {
				s.rest()
			}
		})
	}
	if _, ok := s.current.(Searcher); ok {
		found()
		return
	}
	s.openThen(kit.Route{Screen: kit.ScreenQueue}, found)
}

// searched shows in the box what the open screen is searched for.
func (s *Shell) searched() {
	text := ""
	if f, ok := s.current.(Searcher); ok {
		text = f.Searched()
	}
	s.fillSearch(text)
}

// fillSearch writes into the box without searching.
func (s *Shell) fillSearch(text string) {
	if s.search.Text == text {
		return
	}
	typed := s.search.OnChanged
	s.search.OnChanged = nil
	s.search.SetText(text)
	s.search.OnChanged = typed
}

// FocusSearch puts the keyboard into the search box and marks what is there.
func (s *Shell) FocusSearch() {
	s.o.Window.Canvas().Focus(s.search)
	s.search.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// headerLayout keeps the search box in the middle while there is room.
type headerLayout struct{ search func(width float32) }

func (l *headerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, search, right := objects[0], objects[1], objects[2]
	rw := right.MinSize().Width
	sw := min(size.Width*0.38, theme.Text(theme.Body)*36)
	l.search(sw)
	sx := min((size.Width-sw)/2, size.Width-rw-sw-theme.Space(4))
	for _, p := range []struct {
		o    fyne.CanvasObject
		x, w float32
	}{{left, 0, sx - theme.Space(6)}, {search, sx, sw}, {right, size.Width - rw, rw}} {
		h := min(p.o.MinSize().Height, size.Height)
		p.o.Move(fyne.NewPos(p.x, (size.Height-h)/2))
		p.o.Resize(fyne.NewSize(max(0, p.w), h))
	}
}

func (*headerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(640, h)
}

// barTheme gives the search box the header's colours.
type barTheme struct{ fyne.Theme }

func (b barTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	token, ok := map[fyne.ThemeColorName]theme.Token{
		toolkit.ColorNameInputBackground: theme.BarField,
		toolkit.ColorNameInputBorder:     theme.BarField,
		toolkit.ColorNameForeground:      theme.OnBar,
		toolkit.ColorNamePlaceHolder:     theme.OnBarMuted,
		toolkit.ColorNamePrimary:         theme.OnBar,
	}[name]
	if ok {
		return b.Theme.Color(token, v)
	}
	return b.Theme.Color(name, v)
}

// userMenu holds what belongs to the person and not to the work.
func (s *Shell) userMenu(under fyne.CanvasObject) {
	w := s.Words()
	menu := fyne.NewMenu("",
		s.sub("user.language", s.langItems()), s.sub("user.theme", s.modeItems()), s.sub("user.scale", s.scaleItems()),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(w.T("user.lock"), s.Lock),
		fyne.NewMenuItem(w.T("user.signout"), func() { s.leave(s.o.OnOut) }),
	)
	pop := widget.NewPopUpMenu(menu, s.o.Window.Canvas())
	pop.ShowAtRelativePosition(fyne.NewPos(under.Size().Width-pop.MinSize().Width, under.Size().Height+theme.Space(1)), under)
}

func (s *Shell) sub(key string, items []*fyne.MenuItem) *fyne.MenuItem {
	item := fyne.NewMenuItem(s.Words().T(key), nil)
	item.ChildMenu = fyne.NewMenu("", items...)
	return item
}

func checked(label string, on bool, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, do)
	item.Checked = on
	return item
}

func (s *Shell) langItems() (items []*fyne.MenuItem) {
	for _, l := range i18n.Langs() {
		items = append(items, checked(s.Words().T("lang."+string(l)), s.Words().Lang() == l, func() { s.o.Look.SetLang(l) }))
	}
	return items
}

func (s *Shell) modeItems() (items []*fyne.MenuItem) {
	for _, m := range theme.Modes() {
		items = append(items, checked(s.Words().T("theme."+string(m)), s.o.Look.Settings().Mode == m, func() { s.o.Look.SetMode(m) }))
	}
	return items
}

func (s *Shell) scaleItems() (items []*fyne.MenuItem) {
	for _, scale := range scales {
		label := s.Words().Percent(float64(scale))
		items = append(items, checked(label, s.o.Look.Settings().Scale == scale, func() { s.o.Look.SetScale(scale) }))
	}
	return items
}

// scales are the text sizes offered.
var scales = [...]float32{theme.MinScale, 1, 1.15, 1.3, 1.45, theme.MaxScale}

// scaleBy steps to the next size up or down.
func (s *Shell) scaleBy(step int) {
	at := 1
	for i, v := range scales {
		if v <= s.o.Look.Settings().Scale {
			at = i
		}
	}
	s.o.Look.SetScale(scales[max(0, min(at+step, len(scales)-1))])
}
