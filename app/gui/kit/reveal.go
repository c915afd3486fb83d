package kit

import (
	"slices"
	"weak"

	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
)

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
	if at.X < 0 || at.Y < 0 || at.X+size.Width > page.Width+1 || at.Y+size.Height > page.Height+1 {
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

// placed reports whether an object stands in a window.
func placed(o fyne.CanvasObject) bool {
	return o.Visible() && !fyne.CurrentApp().Driver().AbsolutePositionForObject(o).IsZero()
}
