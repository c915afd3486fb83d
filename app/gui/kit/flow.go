package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

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
