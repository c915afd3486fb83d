package kittest

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
)

// walk visits every visible object of the window, dialogs after the content,
// with its place. Below a scroller the clip is the scroller's view.
func (h *Host) walk(visit func(o fyne.CanvasObject, at fyne.Position) bool) {
	roots := []fyne.CanvasObject{h.window.Content()}
	roots = append(roots, h.window.Canvas().Overlays().List()...)
	for _, r := range roots {
		descend(r, fyne.Position{}, visit)
	}
}

func descend(o fyne.CanvasObject, at fyne.Position, visit func(fyne.CanvasObject, fyne.Position) bool) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	if !visit(o, at) {
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			descend(child, at, visit)
		}
	case *container.Scroll:
		descend(o.Content, at.Add(fyne.NewPos(-o.Offset.X, -o.Offset.Y)), visit)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			descend(child, at, visit)
		}
	}
}

// All lists the visible widgets of a type, in the order they are painted.
func All[T fyne.CanvasObject](h *Host) []T {
	var found []T
	h.walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if v, ok := o.(T); ok {
			found = append(found, v)
		}
		return true
	})
	return found
}

// Button finds the last button with a label, which is the one of a dialog if
// there is one; the test ends when there is none.
func (h *Host) Button(t testing.TB, label string) *kit.Button {
	t.Helper()
	var found *kit.Button
	for _, b := range All[*kit.Button](h) {
		if b.Label == label {
			found = b
		}
	}
	if found == nil {
		t.Fatalf("there is no button %q; there are: %s", label, strings.Join(h.Labels(), " | "))
	}
	return found
}

// Labels lists the labels of all buttons.
func (h *Host) Labels() []string {
	var labels []string
	for _, b := range All[*kit.Button](h) {
		labels = append(labels, b.Label)
	}
	return labels
}

// Tap presses a button by its label as a pointer does.
func (h *Host) Tap(t testing.TB, label string) {
	t.Helper()
	b := h.Button(t, label)
	if b.Disabled() {
		t.Fatalf("button %q is off: %s", label, b.Reason())
	}
	b.Tapped(&fyne.PointEvent{})
}

// Text is everything written in the window, a line for each piece.
func (h *Host) Text() string {
	var b strings.Builder
	h.walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		switch o := o.(type) {
		case *kit.Paragraph:
			b.WriteString(o.Content + "\n")
			return false
		case *kit.Text:
			b.WriteString(o.Content + "\n")
			return false
		case *canvas.Text:
			b.WriteString(o.Text + "\n")
		}
		return true
	})
	return b.String()
}

// Wants fails for each sentence that the window does not say.
func (h *Host) Wants(t testing.TB, sentences ...string) {
	t.Helper()
	all := h.Text()
	for _, s := range sentences {
		if !strings.Contains(all, s) {
			t.Errorf("the screen does not say %q; it says:\n%s", s, all)
		}
	}
}

// Tab walks through all that takes the focus and names each stop, until the
// first comes again.
func (h *Host) Tab() []string {
	c := h.window.Canvas()
	var stops []string
	c.Unfocus()
	c.FocusNext()
	first := c.Focused()
	for stop := first; stop != nil; stop = c.Focused() {
		stops = append(stops, stopName(stop))
		c.FocusNext()
		if c.Focused() == first || len(stops) > 200 {
			break
		}
	}
	return stops
}

func stopName(f fyne.Focusable) string {
	switch f := f.(type) {
	case *kit.Button:
		return f.Label
	case *kit.Toggle:
		return f.Label
	case *kit.Choice:
		return "choice"
	case *kit.Entry, *kit.ReasonEntry:
		return "entry"
	}
	name := fmt.Sprintf("%T", f)
	return name[strings.LastIndexByte(name, '.')+1:]
}

// Cut lists every text that ends in an ellipsis because its place is too
// narrow. Most may; what a person must read whole may not.
func (h *Host) Cut() []string {
	var cut []string
	h.walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if t, ok := o.(*canvas.Text); ok && strings.HasSuffix(t.Text, "…") {
			cut = append(cut, t.Text)
		}
		return true
	})
	return cut
}

// Clipped lists every line of text that is wider than its place or sticks out
// of the window, so that a test can fail on it. What a scroller hides below is
// not clipped; what sticks out at its side is, for nobody can scroll there.
func (h *Host) Clipped() []string { return Clipped(h.window.Canvas()) }

// Clipped does the same for any canvas, its uppermost dialog alone if there is
// one.
func Clipped(c fyne.Canvas) []string {
	f := &finder{size: c.Size()}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	f.within(root, fyne.Position{}, f.size.Width)
	return f.bad
}

// finder collects what is cut; scrolled says that heights do not count.
type finder struct {
	size     fyne.Size
	scrolled bool
	bad      []string
}

// within looks at an object whose text must end left of a line.
func (f *finder) within(o fyne.CanvasObject, at fyne.Position, right float32) {
	descend(o, at, func(o fyne.CanvasObject, at fyne.Position) bool {
		switch o := o.(type) {
		case *container.Scroll:
			inner := &finder{size: f.size, scrolled: true}
			inner.within(o.Content, at.Add(fyne.NewPos(-o.Offset.X, -o.Offset.Y)), min(right, at.X+o.Size().Width))
			f.bad = append(f.bad, inner.bad...)
			return false
		case *widget.Entry, *kit.Entry, *kit.ReasonEntry:
			return false // scrolls by itself
		case *kit.Text:
			if !o.Short && o.MinSize().Width > o.Size().Width+1 {
				f.bad = append(f.bad, "too narrow: "+o.Content)
				return false
			}
		case *kit.Button:
			if o.MinSize().Width > o.Size().Width+1 {
				f.bad = append(f.bad, "button too narrow: "+o.Label)
			}
		case *canvas.Text:
			f.text(o, at, right)
		}
		return true
	})
}

func (f *finder) text(o *canvas.Text, at fyne.Position, right float32) {
	m := o.MinSize()
	if o.Alignment != fyne.TextAlignLeading {
		m.Width = min(m.Width, o.Size().Width) // stands inside its own place
	}
	switch {
	case strings.TrimSpace(o.Text) == "":
	case at.X < -1 || at.X+m.Width > right+2:
		f.bad = append(f.bad, fmt.Sprintf("sticks out at the side: %s at %v, beyond %v", o.Text, at, right))
	case !f.scrolled && (at.Y < -1 || at.Y+m.Height > f.size.Height+2):
		f.bad = append(f.bad, fmt.Sprintf("outside the window: %s at %v", o.Text, at))
	}
}
