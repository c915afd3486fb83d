package regionmap

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/theme"
)

// CreateRenderer is called by the toolkit.
func (m *Map) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{of: m}
	r.picture = canvas.NewRaster(m.draw)
	r.ring = canvas.NewRectangle(color.Transparent)
	r.Refresh()
	return r
}

type renderer struct {
	of      *Map
	picture *canvas.Raster
	ring    *canvas.Rectangle
	objects []fyne.CanvasObject
	taken   []area
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Layout(fyne.Size)             { r.Refresh() }

// MinSize leaves room for a neighbourhood and the scale bar.
func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(240, 200) }

// Refresh stands the labels anew; the picture itself is drawn when the window
// is painted, once, however often it was asked for.
func (r *renderer) Refresh() {
	size := r.of.Size()
	r.picture.Resize(size)
	r.objects = []fyne.CanvasObject{r.picture}
	r.taken = nil
	if size.Width > 1 && size.Height > 1 {
		r.label()
	}
	r.ring.Resize(size)
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.Colour(theme.Line), 1
	if r.of.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = theme.Colour(theme.Accent), theme.Ring
	}
	r.objects = append(r.objects, r.ring)
	canvas.Refresh(r.picture)
	canvas.Refresh(r.of)
}

// inks are the colours of the look of the moment.
func inks() Inks {
	hatch := nrgba(theme.InkMuted)
	hatch.A = 0x8C
	return Inks{
		Ground: nrgba(theme.Canvas), Land: nrgba(theme.Panel), Hatch: hatch, Edge: nrgba(theme.Border), Home: nrgba(theme.Ink),
		Circle: nrgba(theme.InkMuted), Chosen: nrgba(theme.Accent), Track: nrgba(theme.InkMuted), Paper: nrgba(theme.Panel),
	}
}

func nrgba(t theme.Token) color.NRGBA {
	c, _ := color.NRGBAModel.Convert(theme.Colour(t)).(color.NRGBA)
	return c
}

// draw is asked for the picture in pixels. The land is kept while nothing of
// it changes.
func (m *Map) draw(w, h int) image.Image {
	if m.plane.Width <= 1 || w < 1 || h < 1 {
		return image.NewRGBA(image.Rect(0, 0, max(1, w), max(1, h)))
	}
	key := landKey{plane: m.plane, ink: inks(), w: w, h: h, version: m.version}
	dense := float64(w) / m.plane.Width
	if m.land == nil || m.landed != key {
		m.land, m.landed = m.scene.Land(m.plane, key.ink, dense), key
	}
	return m.scene.Over(m.land, m.plane, m.see(), key.ink, dense)
}

// area is a place that a label takes.
type area struct{ x, y, w, h float32 }

func (a area) meets(b area) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

// free reports whether a label can stand at a place without leaving the sheet
// or covering another.
func (r *renderer) free(a area) bool {
	size := r.of.Size()
	if a.x < 2 || a.y < 2 || a.x+a.w > size.Width-2 || a.y+a.h > size.Height-2 {
		return false
	}
	for _, t := range r.taken {
		if a.meets(t) {
			return false
		}
	}
	return true
}

func (r *renderer) add(o fyne.CanvasObject, a area) {
	o.Move(fyne.NewPos(a.x, a.y))
	o.Resize(fyne.NewSize(a.w, a.h))
	r.objects = append(r.objects, o)
}

// write stands a text at the first of several places that is free, on a plate
// that keeps the hatching away from it.
func (r *renderer) write(s string, style label, places ...fyne.Position) bool {
	text := canvas.NewText(s, theme.Colour(style.ink))
	text.TextSize, text.TextStyle = theme.Text(theme.Caption), fyne.TextStyle{Bold: style.bold}
	m := text.MinSize()
	for _, p := range places {
		a := area{p.X - m.Width*style.pull, p.Y - m.Height/2, m.Width, m.Height}
		if !r.free(area{a.x - 3, a.y, a.w + 6, a.h}) {
			continue
		}
		plate := canvas.NewRectangle(faded(theme.Panel, style.plate))
		plate.CornerRadius = 3
		r.add(plate, area{a.x - 3, a.y, a.w + 6, a.h})
		r.add(text, a)
		r.taken = append(r.taken, area{a.x - 3, a.y, a.w + 6, a.h})
		return true
	}
	return false
}

// label says how a text is written: pull is the share of its width that stands
// left of the place.
type label struct {
	ink   theme.Token
	bold  bool
	pull  float32
	plate uint8
}

func faded(t theme.Token, alpha uint8) color.Color {
	c := nrgba(t)
	c.A = alpha
	return c
}

func icon(name string, ink theme.Token) *canvas.Image {
	img := canvas.NewImageFromResource(theme.Icon(name, ink))
	img.FillMode = canvas.ImageFillContain
	return img
}

// signSide is the side of a sign on the sheet, by the size of the letters.
func signSide() float32 { return theme.Grid(theme.Text(theme.Caption) * 1.4) }
