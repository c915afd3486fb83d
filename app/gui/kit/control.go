package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// control is what every focusable control of the kit shares: the focus ring,
// the pointer, the tip, and a reason when it is switched off.
type control struct {
	widget.BaseWidget

	self                       fyne.Widget
	focused, hovered, disabled bool
	tip, reason                string
}

// init tells the toolkit, and the tips, which widget the control is part of.
func (c *control) init(self fyne.Widget) {
	c.self = self
	c.ExtendBaseWidget(self)
}

// FocusGained shows the ring.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	Touch(c.self)
	reveal(c.self)
}

// FocusLost hides the ring.
func (c *control) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune opens the help on a question mark; controls with letters of their
// own override it.
func (c *control) TypedRune(r rune) {
	if r == '?' {
		Leftover(c.self, fyne.KeyF1)
	}
}

// MouseIn lights the control and shows its tip.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
	Touch(c.self)
	ShowTip(c.self, c.tipText())
}

// MouseMoved does nothing.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (c *control) MouseOut() {
	c.hovered = false
	c.Refresh()
	ShowTip(c.self, "")
}

// Disabled reports whether the control is switched off; the toolkit then
// leaves it out of the Tab order.
func (c *control) Disabled() bool { return c.disabled }

// Enable switches the control on.
func (c *control) Enable() { c.disabled, c.reason = false, ""; c.Refresh() }

// Disable switches the control off. The toolkit calls it without a reason;
// screens should say one with DisableFor.
func (c *control) Disable() { c.disabled = true; c.Refresh() }

// DisableFor switches the control off and says why, in its tip.
func (c *control) DisableFor(reason string) {
	c.disabled, c.reason = true, reason
	c.Refresh()
}

// Reason says why the control is switched off, or "".
func (c *control) Reason() string { return c.reason }

// SetTip sets what is shown under the pointer, such as the shortcut.
func (c *control) SetTip(tip string) { c.tip = tip }

// tipText is the reason a control is off, or its tip.
func (c *control) tipText() string {
	if c.disabled && c.reason != "" {
		return c.reason
	}
	return c.tip
}

// painter is a renderer made of three functions, so that a widget is one
// readable file.
type painter struct {
	of      fyne.CanvasObject
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	refresh func()
}

func (p *painter) Destroy()                     {}
func (p *painter) Objects() []fyne.CanvasObject { return p.objects }
func (p *painter) MinSize() fyne.Size           { return p.min() }
func (p *painter) Layout(s fyne.Size)           { p.layout(s) }

func (p *painter) Refresh() {
	p.refresh()
	p.layout(p.of.Size())
	canvas.Refresh(p.of)
}

// box is a rectangle with rounded corners and no colour yet.
func box() *canvas.Rectangle {
	return &canvas.Rectangle{CornerRadius: theme.Radius}
}

// paint colours a rectangle by tokens; an empty token is transparent.
func paint(r *canvas.Rectangle, fill, stroke theme.Token, width float32) {
	r.FillColor, r.StrokeColor, r.StrokeWidth = color.Transparent, color.Transparent, 0
	if fill != "" {
		r.FillColor = theme.Colour(fill)
	}
	if stroke != "" {
		r.StrokeColor, r.StrokeWidth = theme.Colour(stroke), width
	}
}

// Leftover takes a key that a control has no use for: Esc leaves what is open,
// F1 opens the help.
func Leftover(o fyne.CanvasObject, key fyne.KeyName) {
	switch key {
	case fyne.KeyEscape:
		Escape(o)
	case fyne.KeyF1:
		if f := frameOf(o); f != nil && f.OnHelp != nil {
			f.OnHelp()
		}
	}
}

// Touch tells the frame that somebody is at work, for the lock on idle.
func Touch(o fyne.CanvasObject) {
	if f := frameOf(o); f != nil && f.OnTouch != nil {
		f.OnTouch()
	}
}

// frameOf is the frame of the window that o is in, or nil.
func frameOf(o fyne.CanvasObject) *Frame {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	f, _ := c.Content().(*Frame)
	return f
}

// Escaper is an overlay or a frame that can be left with Esc.
type Escaper interface{ Escape() }

// Escape closes the topmost overlay, or asks the frame to leave what it shows.
func Escape(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if e, ok := c.Overlays().Top().(Escaper); ok {
		e.Escape()
		return
	}
	if e, ok := c.Content().(Escaper); ok {
		e.Escape()
	}
}
