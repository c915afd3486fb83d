package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"recourse/app/gui/theme"
)

// Sized is a thing whose height follows from its width, such as a paragraph.
// The kit's containers ask for it, so that wrapped text is laid out in one
// pass and nothing overlaps.
type Sized interface{ HeightFor(width float32) float32 }

// sizedLayout is the same for the layout of a container.
type sizedLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

func heightFor(o fyne.CanvasObject, width float32) float32 {
	if s, ok := o.(Sized); ok {
		return s.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(sizedLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// Relayout lays out the window, or the dialog, that an object is in, after its
// height changed.
func Relayout(o fyne.CanvasObject) {
	o.Refresh()
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || c.Content() == nil {
		return
	}
	if top := c.Overlays().Top(); top != nil {
		top.Refresh()
		return
	}
	c.Content().Refresh()
}

// Column stacks objects with a gap of so many units; each takes the full
// width and the height it needs.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: gap}, objects...)
}

type column struct{ gap, width float32 }

func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + c.gap
	}
}

func (c *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if o.Visible() {
			s.Width = max(s.Width, o.MinSize().Width)
		}
	}
	s.Height = c.heightFor(objects, max(c.width, s.Width))
	return s
}

func (c *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h, n := float32(0), 0
	for _, o := range objects {
		if o.Visible() {
			h += heightFor(o, width)
			n++
		}
	}
	return h + c.gap*float32(max(0, n-1))
}

// Row puts objects side by side with a gap, each as wide as it must be and in
// the middle of the row's height. Objects wrapped in Fill share what is left;
// a Gap pushes the rest to the right.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap}, objects...)
}

// TopRow is a Row whose objects hang from its upper edge. A single line of text
// or an icon beside a paragraph stands at the height of its first line.
func TopRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, top: true}, objects...)
}

// Fill marks an object of a Row that takes the room that is left.
func Fill(o fyne.CanvasObject) *fyne.Container { return container.New(&fill{}, o) }

// Gap is an empty Fill.
func Gap() *fyne.Container { return container.New(&fill{}, layout.NewSpacer()) }

type fill struct{ pad }

type row struct {
	gap   float32
	top   bool
	width float32
}

func (r *row) widths(objects []fyne.CanvasObject, total float32) []float32 {
	out := make([]float32, len(objects))
	left, fills := total, 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		left -= r.gap
		if stretches(o) {
			fills++
			continue
		}
		out[i] = o.MinSize().Width
		left -= out[i]
	}
	left += r.gap
	for i, o := range objects {
		if o.Visible() && stretches(o) {
			out[i] = max(0, left/float32(fills))
		}
	}
	return out
}

func stretches(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(*fill)
	return ok
}

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	lead := r.lead(objects)
	x := float32(0)
	for i, w := range r.widths(objects, size.Width) {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		h := min(heightFor(o, w), size.Height)
		y := (size.Height - h) / 2
		if r.top {
			y = hang(o, h, lead)
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		x += w + r.gap
	}
}

func (r *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w, n := float32(0), 0
	for _, o := range objects {
		if o.Visible() {
			w += o.MinSize().Width
			n++
		}
	}
	w += r.gap * float32(max(0, n-1))
	return fyne.NewSize(w, r.heightFor(objects, max(r.width, w)))
}

func (r *row) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	if r.top {
		h = r.lead(objects)
	}
	for i, w := range r.widths(objects, width) {
		if objects[i].Visible() {
			h = max(h, heightFor(objects[i], w))
		}
	}
	return h
}

// lead is the height of the first line of the row's paragraphs, 0 where there
// is none.
func (r *row) lead(objects []fyne.CanvasObject) float32 {
	lead := float32(0)
	for _, o := range objects {
		if p, ok := foremost(o).(*Paragraph); ok && o.Visible() {
			lead = max(lead, p.pitch())
		}
	}
	return lead
}

// hang is how far below the upper edge an object stands beside a first line.
func hang(o fyne.CanvasObject, height, lead float32) float32 {
	switch f := foremost(o).(type) {
	case *Paragraph:
		return (lead - min(lead, f.pitch())) / 2
	case *Text, *canvas.Image:
		return max(0, (lead-height)/2)
	}
	return 0
}

// foremost is what stands at the upper left of an object.
func foremost(o fyne.CanvasObject) fyne.CanvasObject {
	c, ok := o.(*fyne.Container)
	if !ok || len(c.Objects) == 0 {
		return o
	}
	switch l := c.Layout.(type) {
	case *column, *row, *fill, *fixedSize:
		return foremost(c.Objects[0])
	case *pad:
		if l.top == 0 {
			return foremost(c.Objects[len(c.Objects)-1])
		}
	}
	return o
}

// Pad puts so many units of room around an object.
func Pad(all float32, o fyne.CanvasObject) *fyne.Container { return Insets(all, all, all, all, o) }

// Insets puts room around an object, side by side.
func Insets(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&pad{top, right, bottom, left}, o)
}

type pad struct{ top, right, bottom, left float32 }

func (p *pad) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(p.left, p.top))
		o.Resize(fyne.NewSize(max(0, size.Width-p.left-p.right), max(0, size.Height-p.top-p.bottom)))
	}
}

func (p *pad) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s.Add(fyne.NewSize(p.left+p.right, p.top+p.bottom))
}

func (p *pad) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, heightFor(o, width-p.left-p.right))
	}
	return h + p.top + p.bottom
}

// Framed is a panel that fills its place: a heading, and below it a body that
// reaches the panel's edges, such as a table. foot and head may be nil.
func Framed(head, foot, body fyne.CanvasObject) *fyne.Container {
	if head != nil {
		head = Border(nil, Rule(), nil, nil, Insets(theme.Space(2), theme.Space(3), theme.Space(2), theme.Space(4), head))
	}
	if foot != nil {
		foot = Border(Rule(), nil, nil, nil, Insets(theme.Space(1.5), theme.Space(3), theme.Space(1), theme.Space(4), foot))
	}
	return On(Rounded(theme.Panel, theme.Line), Insets(1, 1, theme.Space(1), 1, Page(head, foot, nil, nil, body)))
}
