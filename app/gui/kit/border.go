package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Border puts objects along the edges and one in the middle, without gaps and
// with top and bottom as high as their width makes them. Any may be nil.
func Border(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	b := &border{top: top, bottom: bottom, left: left, right: right, middle: middle}
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{middle, top, bottom, left, right} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(b, objects...)
}

// Page is a Border whose parts Tab visits as one reads: top, left, middle,
// right, bottom. In a Border the middle, where the work is, comes first.
func Page(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	c := Border(top, bottom, left, right, middle)
	c.Objects = c.Objects[:0]
	for _, o := range []fyne.CanvasObject{top, left, middle, right, bottom} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

type border struct{ top, bottom, left, right, middle fyne.CanvasObject }

func shown(o fyne.CanvasObject) bool { return o != nil && o.Visible() }

func (b *border) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	x, y, w, h := float32(0), float32(0), size.Width, size.Height
	if shown(b.top) {
		th := heightFor(b.top, w)
		place(b.top, 0, 0, w, th)
		y, h = y+th, h-th
	}
	if shown(b.bottom) {
		bh := heightFor(b.bottom, w)
		place(b.bottom, 0, size.Height-bh, w, bh)
		h -= bh
	}
	h = max(0, h)
	if shown(b.left) {
		lw := b.left.MinSize().Width
		place(b.left, 0, y, lw, h)
		x, w = lw, w-lw
	}
	if shown(b.right) {
		rw := b.right.MinSize().Width
		place(b.right, size.Width-rw, y, rw, h)
		w -= rw
	}
	if shown(b.middle) {
		place(b.middle, x, y, max(0, w), h)
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func (b *border) MinSize([]fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range []fyne.CanvasObject{b.left, b.middle, b.right} {
		if shown(o) {
			m := o.MinSize()
			s.Width += m.Width
			s.Height = max(s.Height, m.Height)
		}
	}
	for _, o := range []fyne.CanvasObject{b.top, b.bottom} {
		if shown(o) {
			m := o.MinSize()
			s.Width = max(s.Width, m.Width)
			s.Height += m.Height
		}
	}
	return s
}

func (b *border) heightFor(_ []fyne.CanvasObject, width float32) float32 {
	h, inner := float32(0), width
	for _, o := range []fyne.CanvasObject{b.top, b.bottom} {
		if shown(o) {
			h += heightFor(o, width)
		}
	}
	side := float32(0)
	for _, o := range []fyne.CanvasObject{b.left, b.right} {
		if shown(o) {
			inner -= o.MinSize().Width
			side = max(side, o.MinSize().Height)
		}
	}
	if shown(b.middle) {
		side = max(side, heightFor(b.middle, inner))
	}
	return h + side
}

// Ends puts one object at the left and one at the right edge, such as a remark
// and buttons, and the second below the first where they do not fit side by
// side.
func Ends(gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&ends{gap: gap}, left, right)
}

type ends struct{ gap, width float32 }

// beside reports whether both fit into one row.
func (e *ends) beside(o []fyne.CanvasObject, width float32) bool {
	return o[0].MinSize().Width+e.gap+o[1].MinSize().Width <= width
}

func (e *ends) Layout(o []fyne.CanvasObject, size fyne.Size) {
	e.width = size.Width
	right := min(o[1].MinSize().Width, size.Width)
	rh := heightFor(o[1], right)
	if !e.beside(o, size.Width) {
		lh := heightFor(o[0], size.Width)
		place(o[0], 0, 0, size.Width, lh)
		place(o[1], size.Width-right, lh+e.gap, right, rh)
		return
	}
	left := size.Width - right - e.gap
	lh := heightFor(o[0], left)
	place(o[0], 0, (size.Height-lh)/2, left, lh)
	place(o[1], size.Width-right, (size.Height-rh)/2, right, rh)
}

func (e *ends) MinSize(o []fyne.CanvasObject) fyne.Size {
	w := max(o[0].MinSize().Width, o[1].MinSize().Width)
	return fyne.NewSize(w, e.heightFor(o, max(w, e.width)))
}

func (e *ends) heightFor(o []fyne.CanvasObject, width float32) float32 {
	right := min(o[1].MinSize().Width, width)
	if e.beside(o, width) {
		return max(heightFor(o[0], width-right-e.gap), heightFor(o[1], right))
	}
	return heightFor(o[0], width) + e.gap + heightFor(o[1], right)
}

// Flow puts objects side by side and goes on in a new line where there is no
// more room: a row of filters, of chips.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

type flow struct{ gap, width float32 }

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(objects, size.Width, func(o fyne.CanvasObject, x, y, high float32) {
		m := o.MinSize()
		o.Move(fyne.NewPos(x, y+(high-m.Height)/2))
		o.Resize(fyne.NewSize(min(m.Width, size.Width), m.Height))
	})
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, f.heightFor(objects, max(f.width, w)))
}

func (f *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return f.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32) {})
}

// walk visits every object with its place and its line's height, and returns
// the height of all lines.
func (f *flow) walk(objects []fyne.CanvasObject, width float32, visit func(o fyne.CanvasObject, x, y, high float32)) float32 {
	y := float32(0)
	for start := 0; start < len(objects); {
		end, high := f.line(objects[start:], width)
		x := float32(0)
		for _, o := range objects[start : start+end] {
			if o.Visible() {
				visit(o, x, y, high)
				x += o.MinSize().Width + f.gap
			}
		}
		start += end
		y += high + f.gap
	}
	return max(0, y-f.gap)
}

// line is how many objects fit into one line, at least one, and its height.
func (f *flow) line(objects []fyne.CanvasObject, width float32) (n int, high float32) {
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if i > 0 && x+m.Width > width {
			return i, high
		}
		x += m.Width + f.gap
		high = max(high, m.Height)
	}
	return len(objects), high
}
