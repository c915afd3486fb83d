package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/theme"
)

// Split stands several panes side by side, with edges that can be dragged or,
// when they have the focus, moved by Left and Right.
type Split struct {
	all    *fyne.Container
	layout *splitLayout
}

// Pane is one part of a Split: its share of the width and the least it needs.
type Pane struct {
	Object fyne.CanvasObject
	Share  float32
	Least  float32
}

// NewSplit returns panes side by side.
func NewSplit(panes ...Pane) *Split {
	l := &splitLayout{panes: panes}
	var objects []fyne.CanvasObject
	for i, p := range panes {
		objects = append(objects, p.Object)
		if i < len(panes)-1 {
			e := &edge{at: i, of: l}
			e.init(e)
			l.edges = append(l.edges, e)
		}
	}
	for _, e := range l.edges {
		objects = append(objects, e)
	}
	s := &Split{layout: l}
	s.all = container.New(l, objects...)
	l.all = s.all
	return s
}

// Object is what a screen puts into its layout.
func (s *Split) Object() fyne.CanvasObject { return s.all }

// Shares are the panes' shares now, for keeping them when a screen is built
// anew.
func (s *Split) Shares() []float32 {
	shares := make([]float32, len(s.layout.panes))
	for i, p := range s.layout.panes {
		shares[i] = p.Share
	}
	return shares
}

const edgeWidth float32 = 9

type splitLayout struct {
	panes []Pane
	edges []*edge
	all   *fyne.Container
	width float32
}

// widths gives every pane its least and shares out the rest.
func (l *splitLayout) widths(total float32) []float32 {
	out := make([]float32, len(l.panes))
	shares := float32(0)
	for _, p := range l.panes {
		shares += p.Share
	}
	short, free := float32(0), float32(0)
	for i, p := range l.panes {
		out[i] = total * p.Share / shares
		if out[i] < p.Least {
			short += p.Least - out[i]
			out[i] = p.Least
		} else {
			free += out[i] - p.Least
		}
	}
	if short == 0 || free == 0 {
		return out
	}
	for i, p := range l.panes {
		out[i] -= (out[i] - p.Least) * min(1, short/free)
	}
	return out
}

func (l *splitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width - edgeWidth*float32(len(l.edges))
	x := float32(0)
	for i, w := range l.widths(l.width) {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w
		if i < len(l.edges) {
			l.edges[i].Move(fyne.NewPos(x, 0))
			l.edges[i].Resize(fyne.NewSize(edgeWidth, size.Height))
			x += edgeWidth
		}
	}
}

func (l *splitLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(edgeWidth*float32(len(l.edges)), 0)
	for i, p := range l.panes {
		s.Width += p.Least
		s.Height = max(s.Height, objects[i].MinSize().Height)
	}
	return s
}

// move shifts the edge between two panes by so many units.
func (l *splitLayout) move(at int, by float32) {
	w := l.widths(l.width)
	by = max(by, l.panes[at].Least-w[at])
	by = min(by, w[at+1]-l.panes[at+1].Least)
	w[at], w[at+1] = w[at]+by, w[at+1]-by
	for i := range l.panes {
		l.panes[i].Share = w[i] / l.width
	}
	l.Layout(l.all.Objects, l.all.Size())
}

// edge is the line between two panes.
type edge struct {
	control

	at int
	of *splitLayout
}

// Dragged moves the edge.
func (e *edge) Dragged(d *fyne.DragEvent) { e.of.move(e.at, d.Dragged.DX) }

// DragEnd does nothing.
func (e *edge) DragEnd() {}

// Cursor shows that the edge can be dragged.
func (e *edge) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// TypedKey moves the edge.
func (e *edge) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		e.of.move(e.at, -theme.Space(6))
	case fyne.KeyRight:
		e.of.move(e.at, theme.Space(6))
	default:
		Leftover(e, k.Name)
	}
}

// CreateRenderer is called by the toolkit.
func (e *edge) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewRectangle(nil)
	p := &painter{of: e, objects: []fyne.CanvasObject{line}}
	p.refresh = func() {
		token := theme.Line
		if e.focused || e.hovered {
			token = theme.Accent
		}
		paint(line, token, "", 0)
	}
	p.min = func() fyne.Size { return fyne.NewSize(edgeWidth, 0) }
	p.layout = func(s fyne.Size) {
		w := float32(1)
		if e.focused || e.hovered {
			w = theme.Ring
		}
		line.Move(fyne.NewPos((s.Width-w)/2, 0))
		line.Resize(fyne.NewSize(w, s.Height))
	}
	p.refresh()
	return p
}

// SideSheet is a place with a sheet that can stand at its right: a preview, a
// help page. The place keeps the rest of the width.
type SideSheet struct {
	// OnClose takes the place of Close for the button on the sheet.
	OnClose func()

	all    *fyne.Container
	place  fyne.CanvasObject
	sheet  *fyne.Container
	layout *sheetLayout
}

// NewSideSheet returns a place without a sheet; width is the sheet's.
func NewSideSheet(place fyne.CanvasObject, width float32) *SideSheet {
	s := &SideSheet{place: place, sheet: container.NewStack(), layout: &sheetLayout{width: width}}
	s.all = container.New(s.layout, place, s.sheet)
	s.sheet.Hide()
	return s
}

// Object is what a screen puts into its layout.
func (s *SideSheet) Object() fyne.CanvasObject { return s.all }

// Show puts a sheet at the right: a title, a button that closes it, a body.
func (s *SideSheet) Show(title string, body fyne.CanvasObject) {
	shut := NewButton("", s.shut).As(Quiet).WithIcon("cross")
	head := Row(theme.Space(2), Fill(Strong(title).Cut()), shut)
	inner := Border(Insets(theme.Space(2), theme.Space(2), theme.Space(2), theme.Space(4), head), nil, nil, nil, body)
	s.sheet.Objects = []fyne.CanvasObject{Plane(theme.Panel), Border(nil, nil, UprightRule(), nil, inner)}
	s.sheet.Show()
	s.all.Refresh()
}

func (s *SideSheet) shut() {
	if s.OnClose != nil {
		s.OnClose()
		return
	}
	s.Close()
}

// Close takes the sheet away.
func (s *SideSheet) Close() {
	s.sheet.Hide()
	s.all.Refresh()
}

// Shown reports whether a sheet is there.
func (s *SideSheet) Shown() bool { return s.sheet.Visible() }

// Width is what the sheet takes, 0 while none is shown.
func (s *SideSheet) Width() float32 {
	if !s.Shown() {
		return 0
	}
	return s.sheet.Size().Width
}

type sheetLayout struct{ width float32 }

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place, sheet := objects[0], objects[1]
	w := float32(0)
	if sheet.Visible() {
		w = min(l.width, size.Width*0.42)
	}
	place.Resize(fyne.NewSize(size.Width-w, size.Height))
	sheet.Move(fyne.NewPos(size.Width-w, 0))
	sheet.Resize(fyne.NewSize(w, size.Height))
}

func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
