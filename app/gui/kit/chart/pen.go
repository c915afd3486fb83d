package chart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Chart is one drawn figure.
type Chart struct {
	widget.BaseWidget
	reading string // the figure in words
	least   fyne.Size
	draw    func(p *pen)
}

var _ fyne.Accessible = (*Chart)(nil)

func newChart(reading string, least fyne.Size, draw func(p *pen)) *Chart {
	c := &Chart{reading: reading, least: least, draw: draw}
	c.ExtendBaseWidget(c)
	return c
}

// Reading is the figure in words.
func (c *Chart) Reading() string { return c.reading }

// AccessibilityLabel reads the figure out.
func (c *Chart) AccessibilityLabel() string { return c.reading }

// AccessibilityRole calls it text.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by the toolkit.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	p := &pen{of: c}
	p.Refresh()
	return p
}

// pen paints a chart; it is its renderer.
type pen struct {
	of      *Chart
	size    fyne.Size
	objects []fyne.CanvasObject
}

func (p *pen) Destroy()                     {}
func (p *pen) Objects() []fyne.CanvasObject { return p.objects }
func (p *pen) MinSize() fyne.Size           { return p.of.least }
func (p *pen) Layout(fyne.Size)             { p.Refresh() }

// Refresh draws everything anew; a chart has tens of parts.
func (p *pen) Refresh() {
	p.objects, p.size = nil, p.of.Size()
	p.of.draw(p)
	canvas.Refresh(p.of)
}

func (p *pen) add(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	p.objects = append(p.objects, o)
}

func (p *pen) fill(token theme.Token, x, y, w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(theme.Colour(token))
	p.add(r, x, y, w, h)
	return r
}

// outline draws a hollow bar.
func (p *pen) outline(token theme.Token, x, y, w, h float32) {
	r := p.fill(theme.Panel, x, y, w, h)
	r.StrokeColor, r.StrokeWidth = theme.Colour(token), 1.5
}

// text writes a line that starts at x.
func (p *pen) text(s string, ink theme.Token, x, y, room float32) float32 {
	t := canvas.NewText(kit.Ellipsis(s, room, theme.Caption, fyne.TextStyle{}), theme.Colour(ink))
	t.TextSize = theme.Text(theme.Caption)
	m := t.MinSize()
	p.add(t, x, y, m.Width, m.Height)
	return m.Width
}

// middle writes a line around x, within the picture.
func (p *pen) middle(s string, ink theme.Token, x, y, room float32) {
	w := fyne.MeasureText(s, theme.Text(theme.Caption), fyne.TextStyle{}).Width
	w = min(w, room)
	p.text(s, ink, max(0, min(x-w/2, p.size.Width-w)), y, room)
}

// line is the height of a caption.
func line() float32 { return theme.Grid(theme.Text(theme.Caption) * 1.5) }

// code draws a bar in a health code's colour, with its hatch and, where there
// is room, its mark.
func (p *pen) code(c cases.Colour, mark string, x, y, w, h float32) {
	look := theme.CodeOf(c)
	r := p.fill(look.Soft, x, y, w, h)
	r.StrokeColor, r.StrokeWidth = theme.Colour(look.Edge), 1.5
	for d := hatch(c); d > 0 && d < h; d += hatch(c) {
		p.fill(look.Fill, x, y+d, w, 1)
	}
	if h >= line() && w >= 14 {
		m := fyne.MeasureText(mark, theme.Text(theme.Caption), fyne.TextStyle{})
		p.fill(look.Soft, x+(w-m.Width)/2-3, y+(h-m.Height)/2, m.Width+6, m.Height)
		p.text(mark, look.Ink, x+(w-m.Width)/2, y+(h-m.Height)/2, w)
	}
}

// hatch is the distance between the lines of a colour: the graver, the closer.
func hatch(c cases.Colour) float32 {
	switch c.Severity() {
	case 3:
		return 5
	case 2:
		return 8
	case 1:
		return 12
	}
	return 0
}
