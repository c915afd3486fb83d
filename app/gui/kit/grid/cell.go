package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// area is the room of a cell, without its padding.
type area struct{ x, y, w, h float32 }

// cellView is one cell's objects. Pictures and boxes are made when a kind of
// cell first asks for them.
type cellView struct {
	text      *canvas.Text
	full      string
	width     float32
	style     fyne.TextStyle
	size      float32
	icons     []*canvas.Image
	pill, bar *canvas.Rectangle
}

func newCellView() *cellView { return &cellView{text: canvas.NewText("", nil)} }

func (v *cellView) paint(c Cell, align fyne.TextAlign, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	switch c.Kind {
	case Code:
		return v.paintCode(c, a, objects)
	case Bar:
		return v.paintBar(c, a, objects)
	case Marks:
		return v.paintMarks(c, a, objects)
	case Pill:
		return v.paintPill(c, a, objects)
	}
	return v.paintWords(c, align, a, objects)
}

func (v *cellView) paintWords(c Cell, align fyne.TextAlign, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if c.Icon != "" {
		side := iconSide()
		objects = append(objects, v.icon(0, theme.Icon(c.Icon, ink(c)), a.x, a, side))
		a.x, a.w = a.x+side+4, a.w-side-4
	}
	return v.words(c, align, theme.Body, a, objects)
}

func (v *cellView) words(c Cell, align fyne.TextAlign, t theme.Type, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if c.Text == "" {
		return objects
	}
	style := fyne.TextStyle{Bold: c.Bold, Monospace: c.Mono}
	v.fit(c.Text, a.w, t, style)
	v.text.Color = theme.Colour(ink(c))
	m := v.text.MinSize()
	x := a.x
	if align == fyne.TextAlignTrailing {
		x += a.w - m.Width
	}
	v.text.Move(fyne.NewPos(x, a.y+(a.h-m.Height)/2+kit.Drop(t, style)))
	v.text.Resize(m)
	return append(objects, v.text)
}

// fit cuts the text to the width, and only when text, width or style changed:
// measuring is what a scroll would otherwise spend its time on.
func (v *cellView) fit(s string, width float32, t theme.Type, style fyne.TextStyle) {
	size := theme.Text(t)
	if v.full == s && v.width == width && v.style == style && v.size == size {
		return
	}
	v.full, v.width, v.style, v.size = s, width, style, size
	v.text.Text = kit.Ellipsis(s, width, t, style)
	v.text.TextStyle, v.text.TextSize = style, size
}

func (v *cellView) paintCode(c Cell, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	look := theme.CodeOf(c.Code)
	side := iconSide()
	objects = append(objects, v.icon(0, look.Icon(), a.x, a, side))
	c.Ink, c.Bold = look.Ink, true
	a.x, a.w = a.x+side+5, a.w-side-5
	return v.words(c, fyne.TextAlignLeading, theme.Body, a, objects)
}

// barLength is the length of a bar; its words stand beside it.
func barLength() float32 { return theme.Text(theme.Body) * 3 }

// paintBar draws a track with its filling, and the text right of it.
func (v *cellView) paintBar(c Cell, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if v.bar == nil {
		v.bar, v.pill = rect(), rect()
		v.bar.CornerRadius, v.pill.CornerRadius = 3, 3
	}
	w := barLength()
	y := a.y + (a.h-6)/2
	v.pill.FillColor = theme.Colour(theme.Line)
	v.pill.Move(fyne.NewPos(a.x, y))
	v.pill.Resize(fyne.NewSize(w, 6))
	v.bar.FillColor = theme.Colour(theme.InkMuted)
	v.bar.Move(fyne.NewPos(a.x, y))
	v.bar.Resize(fyne.NewSize(w*float32(min(max(c.Share, 0), 1)), 6))
	objects = append(objects, v.pill, v.bar)
	a.x, a.w = a.x+w+8, a.w-w-8
	return v.words(c, fyne.TextAlignLeading, theme.Body, a, objects)
}

func (v *cellView) paintMarks(c Cell, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	side := iconSide()
	for i, m := range c.Marks {
		x := a.x + float32(i)*(side+4)
		if x+side > a.x+a.w+cellPad {
			break
		}
		objects = append(objects, v.icon(i, theme.Icon(m.Icon, markInk(m)), x, a, side))
	}
	return objects
}

func (v *cellView) paintPill(c Cell, a area, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if c.Text == "" {
		return objects
	}
	if v.pill == nil {
		v.pill = rect()
		v.pill.CornerRadius = theme.Radius - 2
	}
	inkToken, soft := c.Tone.Tokens()
	c.Ink = inkToken
	v.fit(c.Text, a.w-12, theme.Caption, fyne.TextStyle{})
	m := v.text.MinSize()
	h := theme.Grid(m.Height + 4)
	v.pill.FillColor = theme.Colour(soft)
	v.pill.Move(fyne.NewPos(a.x, a.y+(a.h-h)/2))
	v.pill.Resize(fyne.NewSize(m.Width+12, h))
	objects = append(objects, v.pill)
	a.x, a.w = a.x+6, a.w-12
	return v.words(c, fyne.TextAlignLeading, theme.Caption, a, objects)
}

func (v *cellView) icon(i int, res fyne.Resource, x float32, a area, side float32) *canvas.Image {
	for len(v.icons) <= i {
		v.icons = append(v.icons, &canvas.Image{FillMode: canvas.ImageFillContain})
	}
	img := v.icons[i]
	if img.Resource == nil || img.Resource.Name() != res.Name() {
		img.Resource = res
		img.Refresh()
	}
	img.Move(fyne.NewPos(x, a.y+(a.h-side)/2))
	img.Resize(fyne.NewSquareSize(side))
	return img
}

func iconSide() float32 { return theme.Grid(theme.Text(theme.Body)) }

func ink(c Cell) theme.Token {
	if c.Ink == "" {
		return theme.Ink
	}
	return c.Ink
}

func markInk(m Mark) theme.Token {
	if m.Ink == "" {
		return theme.InkMuted
	}
	return m.Ink
}

// extent is the width a cell's content takes.
func extent(c Cell) float32 {
	style := fyne.TextStyle{Bold: c.Bold || c.Kind == Code, Monospace: c.Mono}
	width := func(t theme.Type) float32 { return fyne.MeasureText(c.Text, theme.Text(t), style).Width }
	switch {
	case c.Kind == Marks:
		return float32(len(c.Marks))*(iconSide()+4) - 4
	case c.Kind == Pill:
		return width(theme.Caption) + 12
	case c.Kind == Bar:
		return barLength() + 8 + width(theme.Body)
	case c.Kind == Code, c.Icon != "":
		return iconSide() + 5 + width(theme.Body)
	}
	return width(theme.Body)
}

// cut reports whether a cell's text does not fit, near enough for a tip.
func cut(c Cell, width float32) bool {
	return c.Kind != Marks && c.Text != "" && extent(c) > width-2*cellPad+0.5
}
