package kit

import (
	"slices"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/theme"
)

// Scroll lets a content taller than its place be scrolled. Wrapped text in it
// is measured at the width it gets, so nothing is cut or overlaps.
func Scroll(content fyne.CanvasObject) *ScrollBox {
	l := &pageLayout{}
	inner := container.New(l, content)
	s := container.NewVScroll(inner)
	b := &ScrollBox{scroll: s, page: l}
	b.all = container.New(&scrollLayout{box: b}, s)
	return b
}

// ScrollBox is a scrolled place.
type ScrollBox struct {
	all    *fyne.Container
	scroll *container.Scroll
	page   *pageLayout
	known  bool // to its frame
}

// Object is what a screen puts into its layout.
func (s *ScrollBox) Object() fyne.CanvasObject { return s.all }

// Stretch gives a content that is lower than its place the whole height, so
// that Middle can stand in the middle of it.
func (s *ScrollBox) Stretch() *ScrollBox { s.page.stretch = true; return s }

// ToTop goes back to the beginning.
func (s *ScrollBox) ToTop() { s.scroll.ScrollToTop() }

// Offset is how far the content is scrolled down.
func (s *ScrollBox) Offset() float32 { return s.scroll.Offset.Y }

// ScrollTo scrolls down to an offset.
func (s *ScrollBox) ScrollTo(y float32) { s.scroll.ScrollToOffset(fyne.NewPos(0, y)) }

type scrollLayout struct{ box *ScrollBox }

func (l *scrollLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.box.join()
	l.box.page.width = size.Width
	l.box.scroll.Move(fyne.Position{})
	l.box.scroll.Resize(size)
	l.box.scroll.Refresh()
}

func (l *scrollLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range l.box.scroll.Content.(*fyne.Container).Objects {
		w = max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, 64)
}

// pageLayout answers with the height its content has at the width of the
// place, which the toolkit's scroller does not know. The content is never wider
// than its place: nobody can scroll to the right.
type pageLayout struct {
	width   float32
	stretch bool
}

func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		h := heightFor(o, size.Width)
		if l.stretch {
			h = max(h, size.Height)
		}
		o.Resize(fyne.NewSize(size.Width, h))
	}
}

func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := l.width
	for _, o := range objects {
		if l.width == 0 {
			width = max(width, o.MinSize().Width)
		}
	}
	s := fyne.NewSize(width, 0)
	for _, o := range objects {
		s.Height += heightFor(o, width)
	}
	return s
}

// Over puts a head above a body that fills the rest of its place. The body
// keeps at least so much height: a head that takes more is scrolled.
func Over(head, body fyne.CanvasObject, least float32) *fyne.Container {
	return container.New(&over{head, least}, Scroll(head).Object(), body)
}

type over struct {
	head  fyne.CanvasObject
	least float32
}

func (v *over) Layout(o []fyne.CanvasObject, size fyne.Size) {
	high := min(heightFor(v.head, size.Width), max(o[0].MinSize().Height, size.Height-v.least))
	place(o[0], 0, 0, size.Width, high)
	place(o[1], 0, high, size.Width, max(0, size.Height-high))
}

func (v *over) MinSize(o []fyne.CanvasObject) fyne.Size {
	head, body := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(head.Width, body.Width), head.Height+max(body.Height, v.least))
}

// join makes a scrolled place known to its frame, which holds it weakly: it
// goes when its screen goes.
func (b *ScrollBox) join() {
	if b.known {
		return
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if f, ok := w.Content().(*Frame); ok {
			f.boxes = append(slices.DeleteFunc(f.boxes, func(p weak.Pointer[ScrollBox]) bool { return p.Value() == nil }), weak.Make(b))
			b.known = true
		}
	}
}

// reveal scrolls a control that just took the keyboard into sight. The place
// that was shown last is asked first, so that a dialog comes before what lies
// under it.
func reveal(o fyne.CanvasObject) {
	f := frameOf(o)
	if f == nil || !placed(o) {
		return
	}
	for _, p := range slices.Backward(f.boxes) {
		if b := p.Value(); b != nil && b.reveal(o) {
			return
		}
	}
}

// reveal reports whether the control is in this place, in sight now.
func (b *ScrollBox) reveal(o fyne.CanvasObject) bool {
	if !placed(b.scroll) {
		return false
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(b.scroll.Content))
	page, size := b.scroll.Content.Size(), o.Size()
	if at.X < 0 || at.Y < 0 || at.X+size.Width > page.Width+1 || at.Y+size.Height > page.Height+1 || !b.holds(o) {
		return false
	}
	room := theme.Space(4)
	top, bottom := at.Y-room, at.Y+size.Height+room
	view, offset := b.scroll.Size().Height, b.scroll.Offset.Y
	switch {
	case top < offset || bottom-top > view:
		b.ScrollTo(max(0, top))
	case bottom > offset+view:
		b.ScrollTo(min(bottom, page.Height) - view)
	}
	return true
}

// holds reports whether an object stands on the page that is scrolled, and not
// beside its place, such as the buttons below: what stands on it moves with it.
func (b *ScrollBox) holds(o fyne.CanvasObject) bool {
	driver, page := fyne.CurrentApp().Driver(), b.scroll.Content
	at, was := driver.AbsolutePositionForObject(o), page.Position()
	page.Move(was.AddXY(0, 1))
	defer page.Move(was)
	return driver.AbsolutePositionForObject(o) != at
}

// placed reports whether an object stands in a window.
func placed(o fyne.CanvasObject) bool {
	return o.Visible() && !fyne.CurrentApp().Driver().AbsolutePositionForObject(o).IsZero()
}
