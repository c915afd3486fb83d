package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	return fyne.NewSize(l.box.scroll.Content.MinSize().Width, 64)
}

// pageLayout answers with the height its content has at the width of the
// place, which the toolkit's scroller does not know.
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
	var s fyne.Size
	for _, o := range objects {
		s.Width = max(s.Width, o.MinSize().Width)
		s.Height += heightFor(o, max(l.width, s.Width))
	}
	return s
}
