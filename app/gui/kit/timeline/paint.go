package timeline

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// The measures of the axis.
const (
	lanePad  float32 = 6
	instant  float32 = 18 // width of an item without duration
	minWidth float32 = 6  // of an item with one

	readingLines = 4 // room for the chosen item in words
)

// labelWide is the width of the lanes' titles: what the longest asks for,
// within bounds.
func (t *Timeline) labelWide() float32 {
	unit := theme.Text(theme.Caption)
	wide := unit * 8
	for _, l := range t.lanes {
		wide = max(wide, fyne.MeasureText(l.Title, unit, fyne.TextStyle{}).Width+theme.Space(3))
	}
	return min(wide, unit*13, max(unit*6, t.Size().Width*0.3))
}

// rowHigh is the height of one row of items.
func rowHigh() float32 { return theme.Text(theme.Caption)*1.5 + 8 }

func axisHigh() float32 { return theme.Grid(theme.Text(theme.Caption)*1.4 + 8) }

// laneTop is where a lane starts; with the number of lanes it is the end.
func (t *Timeline) laneTop(lane int) float32 {
	y := axisHigh()
	for _, l := range t.plan[:lane] {
		y += float32(l.rows)*rowHigh() + lanePad
	}
	return y
}

// laid is a lane as it is drawn at the scale of the moment.
type laid struct {
	blocks []Block
	rows   int
	of     []int // the block of each item
}

// arrange works out every lane at the scale of the moment.
func (t *Timeline) arrange() {
	t.plan = make([]laid, len(t.lanes))
	for i, lane := range t.lanes {
		l := laid{of: make([]int, len(lane.Items))}
		l.blocks, l.rows = Arrange(lane.Items, t.scale)
		for b, block := range l.blocks {
			for _, item := range block.Items {
				l.of[item] = b
			}
		}
		t.plan[i] = l
	}
}

// place is where a block is painted. A part outside the axis is cut off; a
// block wholly outside has no width.
func (t *Timeline) place(lane int, b Block) (fyne.Position, fyne.Size) {
	left, right := max(float32(b.Left), 0), min(float32(b.Right), float32(t.scale.Width))
	y := t.laneTop(lane) + float32(b.Row)*rowHigh() + lanePad/2
	return fyne.NewPos(t.label+left, y+2), fyne.NewSize(max(0, right-left), rowHigh()-4)
}

// CreateRenderer is called by the toolkit.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{of: t}
	r.Refresh()
	return r
}

type renderer struct {
	of      *Timeline
	objects []fyne.CanvasObject
	words   *kit.Paragraph // the chosen item, below the axis
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Layout(fyne.Size)             { r.Refresh() }

func (r *renderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Text(theme.Caption)*8+240, r.of.laneTop(len(r.of.lanes))+theme.Space(2)+theme.Text(theme.Body)*1.6*readingLines)
}

// Refresh draws everything in sight anew; items that stand too close are one
// block, so that thousands of them are no more work than tens.
func (r *renderer) Refresh() {
	t := r.of
	t.label = t.labelWide()
	t.scale.Width = max(1, float64(t.Size().Width-t.label-theme.Space(2)))
	if t.all {
		t.scale = Around(t.lanes, t.now, t.scale.Width)
	}
	t.arrange()
	r.objects = nil
	r.axis()
	for i, l := range t.lanes {
		r.lane(i, l)
	}
	r.nowLine()
	for lane, l := range t.plan {
		for _, b := range l.blocks {
			r.block(lane, b)
		}
	}
	r.cursor()
	r.reading()
	canvas.Refresh(t)
}

func (r *renderer) add(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	r.objects = append(r.objects, o)
}

func (r *renderer) text(s string, t theme.Type, ink theme.Token, x, y, room float32) {
	line := canvas.NewText(kit.Ellipsis(s, room, t, fyne.TextStyle{}), theme.Colour(ink))
	line.TextSize = theme.Text(t)
	m := line.MinSize()
	r.add(line, x, y, m.Width, m.Height)
}

func (r *renderer) fill(token theme.Token, x, y, w, h float32) *canvas.Rectangle {
	rect := canvas.NewRectangle(theme.Colour(token))
	r.add(rect, x, y, w, h)
	return rect
}

func (r *renderer) axis() {
	t := r.of
	bottom := t.laneTop(len(t.lanes))
	for _, tick := range t.scale.Ticks(float64(theme.Text(theme.Caption) * 6)) {
		x := t.label + float32(t.scale.X(tick.At))
		r.fill(theme.Line, x, axisHigh(), 1, bottom-axisHigh())
		label := t.words.DayMonth(tick.At)
		if !tick.Day {
			label = t.words.Clock(tick.At)
		}
		if room := t.Size().Width - x - 2; room > theme.Text(theme.Caption)*4 {
			r.text(label, theme.Caption, theme.InkMuted, x+2, 2, room)
		}
	}
}

func (r *renderer) lane(i int, l Lane) {
	y := r.of.laneTop(i)
	r.fill(theme.Line, 0, y, r.of.Size().Width, 1)
	r.text(l.Title, theme.Caption, theme.InkMuted, 0, y+lanePad, r.of.label-theme.Space(2))
}

func (r *renderer) nowLine() {
	t := r.of
	x := t.scale.X(t.now)
	if x < 0 || x > t.scale.Width {
		return
	}
	r.fill(theme.Accent, t.label+float32(x), axisHigh()-4, 2, t.laneTop(len(t.lanes))-axisHigh()+4)
}

// block draws an item, or the sign of several that stand too close.
func (r *renderer) block(lane int, b Block) {
	pos, size := r.of.place(lane, b)
	if size.Width <= 0 {
		return
	}
	it := r.of.lanes[lane].Items[b.Items[0]]
	switch {
	case len(b.Items) > 1:
		r.several(lane, b, pos, size)
	case it.Colour != "":
		r.code(it, pos, size)
	default:
		r.thing(it, pos, size)
	}
	if p, ok := r.of.Selected(); ok && p.Lane == lane && slices.Contains(b.Items, p.Item) {
		r.ring(pos, size)
	}
}

func (r *renderer) ring(pos fyne.Position, size fyne.Size) {
	ring := canvas.NewRectangle(nil)
	ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = theme.Colour(theme.Accent), theme.Ring, 5
	r.add(ring, pos.X-2, pos.Y-2, size.Width+4, size.Height+4)
}

// several draws one bar for many items, with their number and a stroke for
// each place at which one begins.
func (r *renderer) several(lane int, b Block, pos fyne.Position, size fyne.Size) {
	alarm := false
	strokes := map[int]bool{}
	for _, i := range b.Items {
		it := r.of.lanes[lane].Items[i]
		alarm = alarm || it.Alarm
		strokes[int(r.of.scale.X(it.From))] = true
	}
	face, ink := theme.AccentSoft, theme.Accent
	if alarm {
		face, ink = theme.WarnSoft, theme.WarnInk
	}
	back := r.fill(face, pos.X, pos.Y, size.Width, size.Height)
	back.CornerRadius, back.StrokeColor, back.StrokeWidth = 4, theme.Colour(ink), 1
	for x := range strokes {
		if at := r.of.label + float32(x); at > pos.X && at < pos.X+size.Width-1 {
			r.fill(ink, at, pos.Y+size.Height-5, 1, 4)
		}
	}
	label := r.of.words.T("timeline.several", "n", r.of.words.Number(int64(len(b.Items))))
	if size.Width < theme.Text(theme.Caption)*5 {
		label = "×" + r.of.words.Number(int64(len(b.Items)))
	}
	if size.Width > theme.Text(theme.Caption)*2 {
		r.text(label, theme.Caption, theme.Ink, pos.X+4, pos.Y+1, size.Width-8)
	}
}

// cursor is the line at the time that is read out.
func (r *renderer) cursor() {
	t := r.of
	x := t.scale.X(t.cursor)
	if t.cursor.IsZero() || x < 0 || x > t.scale.Width {
		return
	}
	r.fill(theme.Ink, t.label+float32(x), axisHigh()-8, 1.5, t.laneTop(len(t.lanes))-axisHigh()+8)
}

// code draws a colour's span: its soft colour, its hatch, its name as long as there is room.
func (r *renderer) code(it Item, pos fyne.Position, size fyne.Size) {
	look := theme.CodeOf(it.Colour)
	back := r.fill(look.Soft, pos.X, pos.Y, size.Width, size.Height)
	back.StrokeColor, back.StrokeWidth = theme.Colour(look.Edge), 1.5
	r.hatch(it.Colour, look, pos, size)
	if size.Width < 20 {
		if it.Alarm {
			r.fill(theme.Ink, pos.X, pos.Y-2, size.Width, 3)
		}
		return
	}
	label := r.of.words.ColourMark(it.Colour)
	if size.Width > 56 {
		label = r.of.words.Colour(it.Colour)
	}
	text := canvas.NewText(label, theme.Colour(look.Ink))
	text.TextSize, text.TextStyle = theme.Text(theme.Caption), fyne.TextStyle{Bold: true}
	m := text.MinSize()
	plate := r.fill(look.Soft, pos.X+3, pos.Y+(size.Height-m.Height)/2, m.Width+6, m.Height)
	plate.CornerRadius = 3
	r.add(text, pos.X+6, pos.Y+(size.Height-m.Height)/2, m.Width, m.Height)
	if it.Alarm {
		sign := it.Icon
		if sign == "" {
			sign = "flicker"
		}
		r.icon(sign, theme.Ink, pos.X+m.Width+12, pos.Y+3, size.Height-6)
	}
}

func (r *renderer) hatch(c cases.Colour, look theme.Code, pos fyne.Position, size fyne.Size) {
	distance, crossed := Hatch(c)
	if distance == 0 {
		return
	}
	for x := float32(distance); x < size.Width; x += float32(distance) {
		r.stroke(look.Fill, pos, size, x, 1)
		if crossed {
			r.stroke(look.Fill, pos, size, x, -1)
		}
	}
}

// stroke draws one slanted line, cut at the span's right edge.
func (r *renderer) stroke(ink theme.Token, pos fyne.Position, size fyne.Size, x, slope float32) {
	run := min(size.Height, size.Width-x)
	line := canvas.NewLine(theme.Colour(ink))
	line.StrokeWidth = 1
	line.Position1 = fyne.NewPos(pos.X+x, pos.Y+size.Height)
	line.Position2 = fyne.NewPos(pos.X+x+run, pos.Y+size.Height-run)
	if slope < 0 {
		line.Position1.Y, line.Position2.Y = pos.Y, pos.Y+run
	}
	r.objects = append(r.objects, line)
}

// thing draws a flag's bar, or the mark of an instant.
func (r *renderer) thing(it Item, pos fyne.Position, size fyne.Size) {
	face, ink := theme.AccentSoft, theme.Accent
	if it.Alarm {
		face, ink = theme.WarnSoft, theme.WarnInk
	}
	back := r.fill(face, pos.X, pos.Y, size.Width, size.Height)
	back.CornerRadius, back.StrokeColor, back.StrokeWidth = 4, theme.Colour(ink), 1
	side := min(size.Height-6, size.Width)
	icon := it.Icon
	if icon == "" {
		icon = "dot"
	}
	if size.Width >= 12 {
		r.icon(icon, ink, pos.X+min(3, (size.Width-side)/2), pos.Y+(size.Height-side)/2, side)
	}
	if size.Width > 60 {
		r.text(it.Title, theme.Caption, theme.Ink, pos.X+side+8, pos.Y+3, size.Width-side-12)
	}
}

func (r *renderer) icon(name string, ink theme.Token, x, y, side float32) {
	img := canvas.NewImageFromResource(theme.Icon(name, ink))
	img.FillMode = canvas.ImageFillContain
	r.add(img, x, y, side, side)
}

// reading writes the chosen item out below the axis.
func (r *renderer) reading() {
	t := r.of
	y := t.laneTop(len(t.lanes))
	r.fill(theme.Line, 0, y, t.Size().Width, 1)
	text := t.Reading()
	if text == "" {
		text = t.words.T("timeline.hint")
	}
	if r.words == nil {
		r.words = kit.Prose("")
	}
	p := r.words
	p.Set(text)
	r.add(p, 0, y+theme.Space(2), t.Size().Width, p.HeightFor(t.Size().Width))
}
