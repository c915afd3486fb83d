package regionmap

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/i18n"
	"recourse/app/gui/theme"
)

// Distance words so many metres as far as the figure can bear: "900 m",
// "2,000 m", "560 km".
func Distance(w *i18n.Words, metres float64) string {
	switch {
	case metres < 1000:
		return w.T("map.metres", "n", int(math.Round(metres/10)*10))
	case metres < 10_000:
		return w.T("map.metres", "n", w.Number(int64(math.Round(metres/100)*100)))
	}
	return w.T("map.kilometres", "n", w.Number(int64(math.Round(metres/1000))))
}

// label writes everything on the sheet, the most needed first.
func (r *renderer) label() {
	v := r.of.see()
	r.scaleBar()
	r.north()
	r.left(v)
	r.home(v)
	r.borderWay(v)
	r.refs(v)
	r.pointers(v)
	r.names()
}

func (r *renderer) scaleBar() {
	size := r.of.Size()
	metres, units := r.of.plane.Bar(min(160, float64(size.Width)/3))
	x, y := float32(12), size.Height-12
	line := func(x, y, w, h float32) {
		o := canvas.NewRectangle(theme.Colour(theme.Ink))
		r.add(o, area{x, y, w, h})
	}
	text := theme.Text(theme.Caption) * 1.4
	plate := canvas.NewRectangle(faded(theme.Panel, 0xE0))
	plate.CornerRadius = 3
	whole := area{x - 6, y - text - 8, float32(units) + 12, text + 14}
	r.add(plate, whole)
	line(x, y-1, float32(units), 2)
	line(x-1, y-6, 2, 7)
	line(x+float32(units)-1, y-6, 2, 7)
	r.write(barText(r.of.words, metres), label{ink: theme.Ink, pull: 0, plate: 0}, fyne.NewPos(x+3, y-text/2-5))
	r.taken = append(r.taken, whole)
}

// barText writes a round length without the point that a measured one has.
func barText(w *i18n.Words, metres float64) string {
	if metres < 1000 {
		return w.T("map.metres", "n", int(metres+0.5))
	}
	return w.T("map.kilometres", "n", w.Number(int64(metres/1000+0.5)))
}

func (r *renderer) north() {
	side := signSide()
	a := area{r.of.Size().Width - side - 10, 8, side, side}
	plate := canvas.NewRectangle(faded(theme.Panel, 0xE0))
	plate.CornerRadius = 3
	r.add(plate, area{a.x - 4, a.y - 2, side + 8, side*2 + 6})
	r.add(icon("arrow-up", theme.Ink), a)
	r.write(r.of.words.T("map.north"), label{ink: theme.Ink, bold: true, pull: 0.5}, fyne.NewPos(a.x+side/2, a.y+side*1.5))
	r.taken = append(r.taken, area{a.x - 4, a.y - 2, side + 8, side*2 + 6})
}

// home stands at its place, or beside it where a record would be hidden.
func (r *renderer) home(v View) {
	h := r.of.scene.Home
	if h == nil || !r.of.plane.Holds(*h, 12) {
		return
	}
	x, y := r.of.plane.XY(*h)
	side := signSide()
	a := area{float32(x) - side/2 - 2, float32(y) - side/2 - 2, side + 4, side + 4}
	for _, c := range v.Clusters {
		if math.Hypot(c.X-x, c.Y-y) < float64(side) {
			a.x, a.y = a.x-side, a.y+side
			break
		}
	}
	plate := canvas.NewRectangle(theme.Colour(theme.Panel))
	plate.CornerRadius, plate.StrokeColor, plate.StrokeWidth = 4, theme.Colour(theme.Ink), 1.5
	r.add(plate, a)
	r.add(icon("home", theme.Ink), area{a.x + 2, a.y + 2, side, side})
	r.taken = append(r.taken, a)
}

// left says how many circles are not drawn.
func (r *renderer) left(v View) {
	if v.Left == 0 {
		return
	}
	size := r.of.Size()
	text := r.of.words.T("map.left", "n", r.of.words.Number(int64(v.Left)))
	high := theme.Text(theme.Caption)
	r.write(text, label{ink: theme.Ink, pull: 1, plate: 0xF0}, fyne.NewPos(size.Width-8, size.Height-high-4), fyne.NewPos(size.Width-8, size.Height-4*high))
}

// borderWay writes the distance beside the line to the border.
func (r *renderer) borderWay(v View) {
	if v.Chosen < 0 {
		return
	}
	m := &r.of.scene.Marks[v.Chosen]
	if m.Border == nil {
		return
	}
	x1, y1 := r.of.plane.XY(m.At)
	x2, y2 := r.of.plane.XY(m.Border.At)
	if math.Hypot(x2-x1, y2-y1) < 14 {
		return
	}
	r.keepOff(v)
	mx, my := float32(x1+x2)/2, float32(y1+y2)/2
	high := theme.Text(theme.Caption)
	style := label{ink: theme.Accent, bold: true, pull: 0.5, plate: 0xF0}
	text := Distance(r.of.words, m.Border.Metres)
	r.write(text, style, fyne.NewPos(mx, my-high), fyne.NewPos(mx, my+high), fyne.NewPos(mx, my-2*high), fyne.NewPos(mx, my+2*high))
}

// keepOff keeps labels off the marks themselves.
func (r *renderer) keepOff(v View) {
	for _, c := range v.Clusters {
		r.taken = append(r.taken, area{float32(c.X) - 7, float32(c.Y) - 7, 14, 14})
	}
}

// refs names the marks: "F1", or the first of several and how many more.
func (r *renderer) refs(v View) {
	if v.Chosen < 0 || r.of.scene.Marks[v.Chosen].Border == nil {
		r.keepOff(v)
	}
	for _, c := range v.Clusters {
		text, style := r.named(c.Marks, v.Chosen)
		x, y, off := float32(c.X), float32(c.Y), theme.Text(theme.Caption)*0.9+4
		right := style
		left, mid := style, style
		left.pull, mid.pull = 1, 0.5
		_ = r.write(text, right, fyne.NewPos(x+14, y)) || r.write(text, left, fyne.NewPos(x-14, y)) ||
			r.write(text, mid, fyne.NewPos(x, y-off-6), fyne.NewPos(x, y+off+6)) || r.write(text, right, fyne.NewPos(x+12, y-off), fyne.NewPos(x+12, y+off))
	}
}

// named is what marks are called where they stand together.
func (r *renderer) named(marks []int, chosen int) (string, label) {
	style := label{ink: theme.Ink, plate: 0xD8}
	first := marks[0]
	for _, i := range marks {
		if i == chosen {
			first, style = i, label{ink: theme.Accent, bold: true, plate: 0xF0}
		}
	}
	text := r.of.scene.Marks[first].Ref
	if len(marks) > 1 {
		text = r.of.words.T("map.more", "ref", text, "n", len(marks)-1)
	}
	return text, style
}

func (r *renderer) pointers(v View) {
	for _, f := range v.Pointers {
		text, style := r.of.words.T("map.home"), label{ink: theme.Ink, plate: 0xD8}
		if !f.Home {
			text, style = r.named(f.Marks, v.Chosen)
		}
		text += " · " + Distance(r.of.words, f.Metres)
		x, y := float32(f.X), float32(f.Y)
		r.taken = append(r.taken, area{x - 13, y - 13, 26, 26})
		left, mid := style, style
		left.pull, mid.pull = 1, 0.5
		_ = r.write(text, style, fyne.NewPos(x+18, y)) || r.write(text, left, fyne.NewPos(x-18, y)) || r.write(text, mid, fyne.NewPos(x, y-24), fyne.NewPos(x, y+24))
	}
}

// names writes the names of the divisions in the middle of what is seen of
// them, the person's own first.
func (r *renderer) names() {
	for _, own := range []bool{true, false} {
		for _, wide := range []bool{false, true} {
			for i := range r.of.scene.Outlines {
				if o := &r.of.scene.Outlines[i]; o.Own == own && o.Wide == wide {
					r.name(o)
				}
			}
		}
	}
}

func (r *renderer) name(o *Outline) {
	p := r.of.plane
	seen := clip(pixels(p, o.Ring, 1), [4]float64{0, 0, p.Width, p.Height})
	at, size := middle(seen)
	if size < 900 {
		return
	}
	style := label{ink: theme.InkMuted, pull: 0.5, plate: 0xC8}
	text := o.Name
	if o.Key {
		text = r.of.words.T("map.key.name", "area", o.Name)
	}
	if o.Own {
		style.ink, style.bold = theme.Ink, true
	}
	x, y, high := float32(at.x), float32(at.y), theme.Text(theme.Caption)*1.5
	r.write(text, style, fyne.NewPos(x, y), fyne.NewPos(x, y-high), fyne.NewPos(x, y+high), fyne.NewPos(x, y-2*high), fyne.NewPos(x, y+2*high))
}

// middle is the centre of a piece and its size in square units.
func middle(r []spot) (c spot, size float64) {
	var a float64
	for i, p := range r {
		q := r[(i+1)%len(r)]
		cross := p.x*q.y - q.x*p.y
		a += cross
		c.x += (p.x + q.x) * cross
		c.y += (p.y + q.y) * cross
	}
	if a == 0 {
		return spot{}, 0
	}
	return spot{c.x / (3 * a), c.y / (3 * a)}, math.Abs(a / 2)
}
