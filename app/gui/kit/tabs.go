package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/theme"
)

// Tab is one page of Tabs. Build is called when the page is first shown.
type Tab struct {
	Title string
	Icon  string
	Build func() fyne.CanvasObject
}

// Tabs shows one of several pages. Its heads take the focus: Left and Right
// move between them.
type Tabs struct {
	OnSelect func(i int)

	all *fyne.Container

	tabs  []Tab
	heads []*tabHead
	pages []fyne.CanvasObject
	place *fyne.Container
	at    int
}

// NewTabs returns tabs with the page at shown.
func NewTabs(at int, tabs ...Tab) *Tabs {
	t := &Tabs{tabs: tabs, pages: make([]fyne.CanvasObject, len(tabs)), place: container.NewStack(), at: -1}
	heads := make([]fyne.CanvasObject, len(tabs))
	for i, tab := range tabs {
		h := newTabHead(tab, i, t)
		t.heads, heads[i] = append(t.heads, h), h
	}
	bar := Column(0, Flow(theme.Space(0.5), heads...), Rule())
	t.all = Page(bar, nil, nil, nil, Insets(theme.Space(3), 0, 0, 0, t.place))
	t.Select(at)
	return t
}

// Screen is a whole screen of tabs: its head, and below it the heads of the
// tabs with the page shown.
func (t *Tabs) Screen(head fyne.CanvasObject) *fyne.Container {
	return Page(Insets(theme.Space(4), theme.Space(4), theme.Space(1), theme.Space(4), head), nil, nil, nil,
		Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), t.Object()))
}

// TabOf is the number of the tab that a route's part names, now for none.
// Tabs that stand already, if any, go there.
func TabOf(standing *Tabs, names []string, part string, now int) int {
	at := slices.Index(names, part)
	if at < 0 {
		return now
	}
	if standing != nil {
		standing.Select(at)
	}
	return at
}

// Object is what a screen puts into its layout.
func (t *Tabs) Object() fyne.CanvasObject { return t.all }

// Selected is the number of the page shown.
func (t *Tabs) Selected() int { return t.at }

// Select shows a page and builds it when it is new.
func (t *Tabs) Select(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.at {
		return
	}
	held := t.at >= 0 && t.heads[t.at].focused
	t.at = i
	if t.pages[i] == nil {
		t.pages[i] = t.tabs[i].Build()
	}
	t.place.Objects = []fyne.CanvasObject{t.pages[i]}
	t.place.Refresh()
	for _, h := range t.heads {
		h.Refresh()
	}
	if held {
		t.focus(i) // the ring goes where the page is
	}
	if t.OnSelect != nil {
		t.OnSelect(i)
	}
}

// Rebuild forgets the pages, so that each is built anew from its model.
func (t *Tabs) Rebuild() {
	t.pages = make([]fyne.CanvasObject, len(t.tabs))
	at := t.at
	t.at = -1
	t.Select(at)
}

// SetTitle changes a head, such as its count.
func (t *Tabs) SetTitle(i int, title string) {
	t.heads[i].tab.Title = title
	t.heads[i].Refresh()
	t.all.Refresh()
}

// Head is the head of the page shown, which takes the focus.
func (t *Tabs) Head() fyne.Focusable { return t.heads[t.at] }

func (t *Tabs) focus(i int) {
	if i < 0 || i >= len(t.heads) {
		return
	}
	t.Select(i)
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.heads[i]); c != nil {
		c.Focus(t.heads[i])
	}
}

type tabHead struct {
	control

	tab Tab
	at  int
	of  *Tabs
}

func newTabHead(tab Tab, at int, of *Tabs) *tabHead {
	h := &tabHead{tab: tab, at: at, of: of}
	h.init(h)
	return h
}

// Tapped shows the page. The keyboard comes along when nobody holds it, as
// after a click, or when another head does.
func (h *tabHead) Tapped(*fyne.PointEvent) {
	h.of.Select(h.at)
	c := fyne.CurrentApp().Driver().CanvasForObject(h)
	if c == nil {
		return
	}
	if other, ok := c.Focused().(*tabHead); c.Focused() == nil || ok && other.of == h.of {
		c.Focus(h)
	}
}

// Disabled leaves the heads of the other pages out of the Tab order, so that
// Tab goes from the open page's head into the page; the arrows and a click lead
// to the others.
func (h *tabHead) Disabled() bool { return h.of.at != h.at }

// TypedKey moves between the heads.
func (h *tabHead) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		h.of.focus(h.at - 1)
	case fyne.KeyRight:
		h.of.focus(h.at + 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.of.Select(h.at)
	default:
		Leftover(h, e.Name)
	}
}

// CreateRenderer is called by the toolkit.
func (h *tabHead) CreateRenderer() fyne.WidgetRenderer {
	back, ring, under, label := box(), box(), canvas.NewRectangle(nil), canvas.NewText("", nil)
	p := &painter{of: h, objects: []fyne.CanvasObject{back, ring, label, under}}
	p.refresh = func() {
		ink, line, face := theme.InkMuted, theme.Token(""), theme.Token("")
		if h.hovered {
			face = theme.Hover
		}
		label.TextStyle.Bold = h.of.at == h.at
		if h.of.at == h.at {
			ink, line = theme.Accent, theme.Accent
		}
		paint(back, face, "", 0)
		paint(under, line, "", 0)
		paintRing(ring, h.focused)
		label.Text, label.Color, label.TextSize = h.tab.Title, theme.Colour(ink), theme.Text(theme.Body)
	}
	p.min = func() fyne.Size {
		w := measure(h.tab.Title, theme.Body, fyne.TextStyle{Bold: true}).Width
		return fyne.NewSize(w+theme.Space(6), theme.RowHeight()+theme.Space(1))
	}
	p.layout = func(s fyne.Size) {
		back.Resize(s.Subtract(fyne.NewSize(0, 4)))
		placeRing(ring, s)
		m := label.MinSize()
		label.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2-1))
		label.Resize(m)
		under.Move(fyne.NewPos(theme.Space(2), s.Height-3))
		under.Resize(fyne.NewSize(s.Width-theme.Space(4), 3))
	}
	p.refresh()
	return p
}
