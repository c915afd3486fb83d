package kit

import "fyne.io/fyne/v2"

// Starter is a screen that says where the keyboard is when the screen opens:
// on its table, its first open question, its first field.
type Starter interface {
	// First is the control to start with, or nil while there is none.
	First() fyne.Focusable
}

// Rest gives the keyboard back to the work when nobody holds it: after a
// screen was loaded or built anew, or a dialog closed over a control that is
// gone. Who is typing somewhere else keeps it.
func Rest(c fyne.Canvas) {
	if c == nil || c.Overlays().Top() != nil || Standing(c.Focused()) {
		return
	}
	if f, ok := c.Content().(*Frame); ok && f.OnRest != nil {
		f.OnRest()
	}
}

// Standing reports whether a control is still in its window. The toolkit goes
// on naming a control that was taken out, and puts it at the origin.
func Standing(f fyne.Focusable) bool {
	o, ok := f.(fyne.CanvasObject)
	if !ok {
		return false
	}
	return placed(o)
}

// Room is the width that the screens have in a window, as far as it is known.
func Room(c fyne.Canvas) float32 {
	w := c.Size().Width
	if f, ok := c.Content().(*Frame); ok {
		w -= f.Beside
	}
	return w
}

// Fitter is a screen that stands differently when it has less room.
type Fitter interface {
	// Fit is called when the room beside the screen changed.
	Fit()
}
