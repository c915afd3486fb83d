package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Option is one value of a choice: the code a program keeps and the words a
// person reads.
type Option struct{ Code, Label string }

// Choice picks one of a few options. Up and Down change it in place once
// something is chosen, Enter and Space open the list, Esc leaves the dialog it
// is in.
type Choice struct {
	control

	Options  []Option
	OnChange func(code string)

	code string
	hint string
	slim bool
}

// NewChoice returns a choice with the hint shown while nothing is chosen.
func NewChoice(hint string, options []Option, changed func(code string)) *Choice {
	c := &Choice{Options: options, OnChange: changed, hint: hint}
	c.init(c)
	return c
}

// Slim makes the choice as low and round as a Toggle, for a row of filters.
func (c *Choice) Slim() *Choice { c.slim = true; return c }

// height is that of a field, or of a filter chip.
func (c *Choice) height() float32 {
	if c.slim {
		return theme.Grid(measure("国", theme.Body, fyne.TextStyle{}).Height + 10)
	}
	return theme.RowHeight()
}

// Code is the chosen option's code, "" while none is chosen.
func (c *Choice) Code() string { return c.code }

// Set chooses without telling anybody; an unknown code chooses nothing.
func (c *Choice) Set(code string) {
	c.code = ""
	if c.find(code) >= 0 {
		c.code = code
	}
	c.Refresh()
}

// SetOptions replaces the options and keeps the choice if it is still there.
func (c *Choice) SetOptions(options []Option) {
	c.Options = options
	c.Set(c.code)
}

func (c *Choice) find(code string) int {
	return slices.IndexFunc(c.Options, func(o Option) bool { return o.Code == code })
}

// Choose chooses and tells.
func (c *Choice) Choose(code string) {
	if c.disabled || code == c.code {
		return
	}
	c.Set(code)
	if c.OnChange != nil {
		c.OnChange(c.code)
	}
}

// Tapped opens the list.
func (c *Choice) Tapped(*fyne.PointEvent) { c.open() }

// TypedKey changes, opens or leaves.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		c.step(-1)
	case fyne.KeyDown:
		c.step(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open()
	default:
		Leftover(c, e.Name)
	}
}

// step changes the choice in place. While nothing is chosen it opens the list
// instead: a stray key must not choose for the person.
func (c *Choice) step(by int) {
	if c.code == "" {
		c.open()
		return
	}
	at := c.find(c.code) + by
	if at < 0 || at >= len(c.Options) {
		return
	}
	c.Choose(c.Options[at].Code)
}

func (c *Choice) open() {
	drawn := fyne.CurrentApp().Driver().CanvasForObject(c)
	if c.disabled || drawn == nil || len(c.Options) == 0 {
		return
	}
	items := make([]*fyne.MenuItem, len(c.Options))
	for i, o := range c.Options {
		items[i] = fyne.NewMenuItem(o.Label, func() { c.Choose(o.Code) })
		items[i].Checked = o.Code == c.code
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), drawn)
	menu.Resize(fyne.NewSize(max(c.Size().Width, menu.MinSize().Width), menu.MinSize().Height))
	menu.ShowAtRelativePosition(fyne.NewPos(0, c.Size().Height+2), c)
	for range max(0, c.find(c.code)) + 1 {
		menu.ActivateNext() // Enter takes the marked line
	}
}

// Cursor is a hand.
func (c *Choice) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (c *Choice) label() (string, theme.Token) {
	if i := c.find(c.code); i >= 0 {
		return c.Options[i].Label, theme.Ink
	}
	return c.hint, theme.InkMuted
}

// CreateRenderer is called by the toolkit.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	face, ring, label := box(), box(), canvas.NewText("", nil)
	arrow := &canvas.Image{FillMode: canvas.ImageFillContain}
	p := &painter{of: c, objects: []fyne.CanvasObject{face, ring, label, arrow}}
	p.refresh = func() {
		fill := theme.Panel
		if c.disabled {
			fill = theme.Sunken
		} else if c.hovered {
			fill = theme.Hover
		}
		_, ink := c.label()
		if c.disabled {
			ink = theme.InkMuted
		}
		edge := theme.Border
		if c.slim && c.code != "" && !c.disabled {
			fill, edge, ink = theme.AccentSoft, theme.Accent, theme.Accent
		}
		paint(face, fill, edge, 1)
		paintRing(ring, c.focused)
		label.Color, label.TextSize = theme.Colour(ink), theme.Text(theme.Body)
		setIcon(arrow, "chevron-down", theme.InkMuted)
	}
	p.min = func() fyne.Size {
		text, _ := c.label()
		w := min(measure(text, theme.Body, fyne.TextStyle{}).Width, theme.Text(theme.Body)*16)
		return fyne.NewSize(w+iconSize()+theme.Space(7), c.height())
	}
	p.layout = func(s fyne.Size) {
		face.Resize(s)
		placeRing(ring, s)
		if c.slim {
			face.CornerRadius, ring.CornerRadius = s.Height/2, s.Height/2+3
		}
		put(arrow, s.Width-iconSize()-theme.Space(2), s.Height)
		text, _ := c.label()
		label.Text = Ellipsis(text, s.Width-iconSize()-theme.Space(6), theme.Body, fyne.TextStyle{})
		m := label.MinSize()
		label.Move(fyne.NewPos(theme.Space(3), (s.Height-m.Height)/2))
		label.Resize(m)
	}
	p.refresh()
	return p
}
