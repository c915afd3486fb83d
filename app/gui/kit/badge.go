package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
	"recourse/cases"
)

// CodeBadge shows a health code: its own shape, its word and its colour, so
// that it reads in greyscale and to a colour-blind officer.
type CodeBadge struct {
	widget.BaseWidget

	Colour cases.Colour
	Word   string
}

// NewCodeBadge returns the badge of a colour with its word in the user's
// language.
func NewCodeBadge(c cases.Colour, word string) *CodeBadge {
	b := &CodeBadge{Colour: c, Word: word}
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces what the badge shows.
func (b *CodeBadge) Set(c cases.Colour, word string) {
	b.Colour, b.Word = c, word
	b.Refresh()
}

// CodeChip is the badge of a colour; where a case came without one, it says so
// without a shape, so that nobody takes it for a grey code.
func CodeChip(c cases.Colour, word string) fyne.CanvasObject {
	if c == "" {
		return NewIconChip(word, "unknown", Unknown)
	}
	return NewCodeBadge(c, word)
}

// CreateRenderer is called by the toolkit.
func (b *CodeBadge) CreateRenderer() fyne.WidgetRenderer {
	chip, word := box(), canvas.NewText(b.Word, nil)
	shape := &canvas.Image{FillMode: canvas.ImageFillContain}
	p := &painter{of: b, objects: []fyne.CanvasObject{chip, shape, word}}
	p.refresh = func() {
		look := theme.CodeOf(b.Colour)
		paint(chip, look.Soft, "", 0)
		shape.Resource = look.Icon()
		shape.Refresh()
		word.Text, word.Color, word.TextSize = b.Word, theme.Colour(look.Ink), theme.Text(theme.Body)
		word.TextStyle = fyne.TextStyle{Bold: true}
	}
	p.min = func() fyne.Size {
		w := measure(b.Word, theme.Body, fyne.TextStyle{Bold: true})
		return fyne.NewSize(w.Width+iconSize()+theme.Space(5), theme.Grid(w.Height+4))
	}
	p.layout = func(s fyne.Size) {
		chip.CornerRadius = s.Height / 2
		chip.Resize(s)
		put(shape, theme.Space(1.5), s.Height)
		m := word.MinSize()
		word.Move(fyne.NewPos(theme.Space(2.75)+iconSize(), (s.Height-m.Height)/2))
		word.Resize(m)
	}
	p.refresh()
	return p
}

// Tone is the meaning a chip or a banner has.
type Tone int

// The tones. None of them is a code colour.
const (
	Plain Tone = iota
	Info
	Warning
	Failure
	Success
	Unknown // an UNKNOWN value, which never counts against the resident
)

// Tokens are the ink and the soft background of a tone.
func (t Tone) Tokens() (ink, soft theme.Token) {
	ink, soft, _ = t.tokens()
	return ink, soft
}

// tokens are the ink and the soft background of a tone, and its icon.
func (t Tone) tokens() (ink, soft theme.Token, icon string) {
	switch t {
	case Info:
		return theme.InfoInk, theme.InfoSoft, "info"
	case Warning:
		return theme.WarnInk, theme.WarnSoft, "warning"
	case Failure:
		return theme.DangerInk, theme.DangerSoft, "error"
	case Success:
		return theme.OkInk, theme.OkSoft, "check"
	case Unknown:
		return theme.Unknown, theme.UnkSoft, "unknown"
	}
	return theme.InkMuted, theme.Hover, ""
}

// Chip is a small word with a tone: a state, a role, a flag.
type Chip struct {
	widget.BaseWidget

	Label string
	Tone  Tone
	icon  string
}

// NewChip returns a chip. Its icon is that of the tone.
func NewChip(label string, tone Tone) *Chip {
	_, _, icon := tone.tokens()
	return NewIconChip(label, icon, tone)
}

// NewIconChip returns a chip with an icon of its own; "" is none.
func NewIconChip(label, icon string, tone Tone) *Chip {
	c := &Chip{Label: label, Tone: tone, icon: icon}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is called by the toolkit.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	back, label, icon := box(), canvas.NewText(c.Label, nil), &canvas.Image{FillMode: canvas.ImageFillContain}
	p := &painter{of: c, objects: []fyne.CanvasObject{back, icon, label}}
	p.refresh = func() {
		ink, soft, _ := c.Tone.tokens()
		paint(back, soft, "", 0)
		setIcon(icon, c.icon, ink)
		label.Text, label.Color, label.TextSize = c.Label, theme.Colour(ink), theme.Text(theme.Caption)
	}
	p.min = func() fyne.Size {
		m := measure(c.Label, theme.Caption, fyne.TextStyle{})
		return fyne.NewSize(m.Width+theme.Space(4)+c.iconRoom(), theme.Grid(m.Height+4))
	}
	p.layout = func(s fyne.Size) {
		back.CornerRadius = theme.Radius - 2
		back.Resize(s)
		put(icon, theme.Space(1.5), s.Height)
		m := label.MinSize()
		label.Move(fyne.NewPos(theme.Space(2)+c.iconRoom(), (s.Height-m.Height)/2))
		label.Resize(m)
	}
	p.refresh()
	return p
}

func (c *Chip) iconRoom() float32 {
	if c.icon == "" {
		return 0
	}
	return iconSize()
}

// Toggle is a chip that is on or off: one value of a filter.
type Toggle struct {
	control

	Label    string
	On       bool
	OnChange func(on bool)
	icon     fyne.Resource
}

// NewToggle returns a filter chip.
func NewToggle(label string, on bool, changed func(bool)) *Toggle {
	t := &Toggle{Label: label, On: on, OnChange: changed}
	t.init(t)
	return t
}

// WithPicture puts a drawing before the label, such as a code's shape.
func (t *Toggle) WithPicture(res fyne.Resource) *Toggle { t.icon = res; return t }

// Set switches the chip without telling anybody.
func (t *Toggle) Set(on bool) { t.On = on; t.Refresh() }

// Tapped is called by the toolkit.
func (t *Toggle) Tapped(*fyne.PointEvent) { t.flip() }

// TypedKey flips on Enter and Space and leaves on Esc.
func (t *Toggle) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.flip()
	default:
		Leftover(t, e.Name)
	}
}

// Cursor is a hand.
func (t *Toggle) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (t *Toggle) flip() {
	if t.disabled {
		return
	}
	t.Set(!t.On)
	if t.OnChange != nil {
		t.OnChange(t.On)
	}
}

// CreateRenderer is called by the toolkit.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer {
	back, ring, label := box(), box(), canvas.NewText(t.Label, nil)
	mark, img := &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	p := &painter{of: t, objects: []fyne.CanvasObject{back, ring, mark, img, label}}
	p.refresh = func() {
		fill, edge, ink := t.colours()
		paint(back, fill, edge, 1)
		paintRing(ring, t.focused)
		setIcon(mark, map[bool]string{true: "check"}[t.On], ink)
		img.Hidden = t.icon == nil
		img.Resource = t.icon
		img.Refresh()
		label.Text, label.Color, label.TextSize = t.Label, theme.Colour(ink), theme.Text(theme.Body)
	}
	p.min = func() fyne.Size {
		m := measure(t.Label, theme.Body, fyne.TextStyle{})
		return fyne.NewSize(m.Width+theme.Space(6)+t.room(), theme.Grid(m.Height+10))
	}
	p.layout = func(s fyne.Size) { t.place(s, back, ring, mark, img, label) }
	p.refresh()
	return p
}

func (t *Toggle) place(s fyne.Size, back, ring *canvas.Rectangle, mark, img *canvas.Image, label *canvas.Text) {
	back.CornerRadius = s.Height / 2
	back.Resize(s)
	placeRing(ring, s)
	ring.CornerRadius = s.Height/2 + 3
	x := theme.Space(3)
	if t.On {
		put(mark, theme.Space(2.5), s.Height)
		x += iconSize()
	}
	if t.icon != nil {
		put(img, x-theme.Space(0.5), s.Height)
		x += iconSize() + theme.Space(0.5)
	}
	m := label.MinSize()
	label.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	label.Resize(m)
}

func (t *Toggle) room() float32 {
	w := float32(0)
	if t.On {
		w += iconSize()
	}
	if t.icon != nil {
		w += iconSize() + theme.Space(0.5)
	}
	return w
}

func (t *Toggle) colours() (fill, edge, ink theme.Token) {
	switch {
	case t.On:
		return theme.AccentSoft, theme.Accent, theme.Accent
	case t.hovered:
		return theme.Hover, theme.Border, theme.Ink
	}
	return theme.Panel, theme.Border, theme.Ink
}
