package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/theme"
)

// CreateRenderer is called by the toolkit.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{of: g, headBack: rect(), headLine: rect(), back: rect(), track: rect(), thumb: rect(), ring: rect()}
	r.thumb.CornerRadius = 3
	r.ring.CornerRadius = theme.Radius - 2
	r.Refresh()
	return r
}

// renderer reuses its objects: a scroll changes texts and colours only.
type renderer struct {
	of                                           *Grid
	headBack, headLine, back, track, thumb, ring *canvas.Rectangle
	heads                                        []*headView
	rows                                         []*rowView
	objects                                      []fyne.CanvasObject
}

func rect() *canvas.Rectangle { return canvas.NewRectangle(nil) }

// Destroy has nothing to free.
func (r *renderer) Destroy() {}

// Objects is what is painted, in order.
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize is room for the heads and a row.
func (r *renderer) MinSize() fyne.Size {
	return fyne.NewSize(320, r.of.rowHeight()*2)
}

// Layout follows the size.
func (r *renderer) Layout(fyne.Size) { r.Refresh() }

// Refresh paints the visible rows anew.
func (r *renderer) Refresh() {
	g := r.of
	size := g.Size()
	g.view.resize(g.source.Len(), g.visible())
	g.spans = spread(g.columns, g.measure(), size.Width-barWidth-g.boxRoom())
	r.objects = append(r.objects[:0], r.back)
	r.paintBack(size)
	r.paintRows()
	r.paintHeads(size)
	r.paintBar(size)
	r.paintRing(size)
	canvas.Refresh(g)
}

func (r *renderer) paintBack(size fyne.Size) {
	r.back.FillColor = theme.Colour(theme.Panel)
	r.back.Resize(size)
}

// paintRows fills the rows that fit whole: a widget is not clipped to its
// place, and half a row would stand on what is below.
func (r *renderer) paintRows() {
	g, h := r.of, r.of.rowHeight()
	n := min(g.view.visible, g.view.rows-g.view.first)
	cells := make([]Cell, len(g.columns))
	for i := range max(0, n) {
		if i == len(r.rows) {
			r.rows = append(r.rows, newRowView(len(g.columns)))
		}
		at := g.view.first + i
		y := h * float32(i+1)
		clear(cells)
		g.source.Fill(at, cells)
		r.objects = r.rows[i].paint(g, at, cells, fyne.NewPos(0, y), r.objects)
	}
}

func (r *renderer) paintBar(size fyne.Size) {
	g := r.of
	start, length := g.view.thumb(g.track())
	if length == 0 {
		return
	}
	x, top := size.Width-barWidth, g.rowHeight()
	r.track.FillColor = theme.Colour(theme.Sunken)
	r.track.Move(fyne.NewPos(x, top))
	r.track.Resize(fyne.NewSize(barWidth, size.Height-top))
	r.thumb.FillColor = theme.Colour(theme.Border)
	r.thumb.Move(fyne.NewPos(x+3, top+float32(start)))
	r.thumb.Resize(fyne.NewSize(barWidth-6, float32(length)))
	r.objects = append(r.objects, r.track, r.thumb)
}

// paintRing shows where the keyboard is: around the current row, or around a
// head.
func (r *renderer) paintRing(size fyne.Size) {
	g, h := r.of, r.of.rowHeight()
	if !g.focused {
		return
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.Colour(theme.Accent), theme.Ring
	if g.head >= 0 {
		s := g.spanOf(g.head)
		r.ring.Move(fyne.NewPos(g.boxRoom()+s.x+1, 1))
		r.ring.Resize(fyne.NewSize(s.width-2, h-2))
		r.objects = append(r.objects, r.ring)
		return
	}
	i := g.view.current - g.view.first
	if g.view.current < 0 || i < 0 || i >= g.view.visible {
		return
	}
	r.ring.Move(fyne.NewPos(1, h*float32(i+1)+1))
	r.ring.Resize(fyne.NewSize(size.Width-barWidth-2, h-2))
	r.objects = append(r.objects, r.ring)
}
