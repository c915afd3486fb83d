package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// makeRail lists the screens the person may open, with their counts.
func (s *Shell) makeRail() fyne.CanvasObject {
	s.rail = nil
	var objects []fyne.CanvasObject
	for _, e := range s.o.Entries {
		if !e.Rail || !s.may(e) {
			continue
		}
		item := newRailItem(s, e.Name, e.Icon, len(s.rail))
		item.count = e.Count
		item.do = func() { s.Open(kit.Route{Screen: e.Name}) }
		s.rail = append(s.rail, item)
		objects = append(objects, item)
	}
	help := newRailItem(s, "help", "help", len(s.rail))
	help.do = s.ShowHelp
	s.rail = append(s.rail, help)
	s.refreshRail()
	list := kit.Border(kit.Column(theme.Space(1), objects...), help, nil, nil, nil)
	width := theme.Grid(theme.Text(theme.Body) * 12)
	return kit.On(kit.Plane(theme.Panel), kit.Border(nil, nil, nil, kit.UprightRule(), kit.Fixed(width, 0, kit.Pad(theme.Space(2), list))))
}

func (s *Shell) refreshRail() {
	for _, item := range s.rail {
		item.label = s.Words().T("nav." + item.name)
		item.on = item.name == s.history.now.Screen
		item.number = ""
		if item.count != nil {
			if n := item.count(); n > 0 {
				item.number = s.Words().Number(int64(n))
			}
		}
		item.Refresh()
	}
}

// railItem is one line of the rail. Up and Down move between them.
type railItem struct {
	widget.BaseWidget

	of                   *Shell
	name, icon           string
	label, number        string
	at                   int
	on, hovered, focused bool
	count                func() int
	do                   func()
}

func newRailItem(of *Shell, name, icon string, at int) *railItem {
	r := &railItem{of: of, name: name, icon: icon, at: at}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped opens the screen.
func (r *railItem) Tapped(*fyne.PointEvent) { r.do() }

// FocusGained shows the ring.
func (r *railItem) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost hides it.
func (r *railItem) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune opens the help on a question mark.
func (r *railItem) TypedRune(c rune) {
	if c == '?' {
		r.of.ShowHelp()
	}
}

// TypedKey moves, opens and leaves.
func (r *railItem) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.do()
	case fyne.KeyUp:
		r.of.focusRail(r.at - 1)
	case fyne.KeyDown:
		r.of.focusRail(r.at + 1)
	default:
		kit.Leftover(r, e.Name)
	}
}

func (s *Shell) focusRail(at int) {
	if at >= 0 && at < len(s.rail) {
		s.o.Window.Canvas().Focus(s.rail[at])
	}
}

// MouseIn lights the line.
func (r *railItem) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *railItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (r *railItem) MouseOut() { r.hovered = false; r.Refresh() }

// Cursor is a hand.
func (r *railItem) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is called by the toolkit.
func (r *railItem) CreateRenderer() fyne.WidgetRenderer {
	v := &railView{of: r, back: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil),
		icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: canvas.NewText("", nil), number: canvas.NewText("", nil)}
	v.Refresh()
	return v
}

type railView struct {
	of               *railItem
	back, edge, ring *canvas.Rectangle
	icon             *canvas.Image
	label, number    *canvas.Text
}

func (v *railView) Destroy() {}

func (v *railView) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.back, v.edge, v.icon, v.label, v.number, v.ring}
}

func (v *railView) MinSize() fyne.Size {
	return fyne.NewSize(theme.Space(30), theme.RowHeight()+theme.Space(1))
}

func (v *railView) Refresh() {
	r := v.of
	ink, face := theme.Ink, theme.Token("")
	switch {
	case r.on:
		ink, face = theme.Accent, theme.AccentSoft
	case r.hovered:
		face = theme.Hover
	}
	fill(v.back, face)
	fill(v.edge, map[bool]theme.Token{true: theme.Accent}[r.on])
	v.back.CornerRadius, v.ring.CornerRadius, v.edge.CornerRadius = theme.Radius, theme.Radius, 1.5
	v.ring.StrokeColor, v.ring.StrokeWidth = theme.Colour(theme.Accent), theme.Ring
	v.ring.Hidden = !r.focused
	v.icon.Resource = theme.Icon(r.icon, ink)
	v.icon.Refresh()
	v.label.Text, v.label.Color, v.label.TextSize = r.label, theme.Colour(ink), theme.Text(theme.Body)
	v.label.TextStyle.Bold = r.on
	v.number.Text, v.number.Color, v.number.TextSize = r.number, theme.Colour(theme.InkMuted), theme.Text(theme.Caption)
	v.Layout(r.Size())
	canvas.Refresh(r)
}

func fill(r *canvas.Rectangle, token theme.Token) {
	r.FillColor = nil
	if token != "" {
		r.FillColor = theme.Colour(token)
	}
}

func (v *railView) Layout(s fyne.Size) {
	v.back.Resize(s)
	v.ring.Resize(s)
	v.edge.Move(fyne.NewPos(0, theme.Space(2)))
	v.edge.Resize(fyne.NewSize(3, s.Height-theme.Space(4)))
	side := theme.Grid(theme.Text(theme.Body) * 1.25)
	v.icon.Move(fyne.NewPos(theme.Space(3), (s.Height-side)/2))
	v.icon.Resize(fyne.NewSquareSize(side))
	n := v.number.MinSize()
	v.number.Move(fyne.NewPos(s.Width-n.Width-theme.Space(3), (s.Height-n.Height)/2))
	v.number.Resize(n)
	x := theme.Space(5) + side
	v.label.Text = kit.Ellipsis(v.of.label, s.Width-x-n.Width-theme.Space(4), theme.Body, v.label.TextStyle)
	m := v.label.MinSize()
	v.label.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	v.label.Resize(m)
}
