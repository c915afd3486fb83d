package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/theme"
)

// ButtonKind says how loudly a button speaks. A screen has one Primary.
type ButtonKind int

// The kinds of buttons.
const (
	Secondary ButtonKind = iota // an edge, for most actions
	Primary                     // filled, the next step
	Danger                      // filled in brick, for what cannot be undone
	Quiet                       // words only, inside tables and cards
	OnDark                      // words only, on the header
)

// Button acts on a click, on Enter and on Space. Esc leaves the dialog it is
// in.
type Button struct {
	control

	Label string
	Kind  ButtonKind
	OnTap func()

	icon string
	end  string
	left bool
}

// NewButton returns a secondary button.
func NewButton(label string, tapped func()) *Button {
	b := &Button{Label: label, OnTap: tapped}
	b.init(b)
	return b
}

// As sets the kind and returns the button.
func (b *Button) As(k ButtonKind) *Button { b.Kind = k; return b }

// WithIcon puts an icon before the label and returns the button.
func (b *Button) WithIcon(name string) *Button { b.icon = name; return b }

// WithEndIcon puts an icon after the label, such as a menu's arrow.
func (b *Button) WithEndIcon(name string) *Button { b.end = name; return b }

// WithTip sets the tip, such as the shortcut, and returns the button.
func (b *Button) WithTip(tip string) *Button { b.SetTip(tip); return b }

// Leading sets the label to the left edge instead of the middle.
func (b *Button) Leading() *Button { b.left = true; return b }

// SetLabel replaces the label.
func (b *Button) SetLabel(s string) { b.Label = s; b.Refresh() }

// Tapped is called by the toolkit.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

// TypedKey presses on Enter and Space and leaves on Esc.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.press()
	default:
		Leftover(b, e.Name)
	}
}

// Cursor is a hand over what can be pressed.
func (b *Button) Cursor() desktop.Cursor {
	if b.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (b *Button) press() {
	if !b.disabled && b.OnTap != nil {
		ShowTip(b.self, "") // what the press opens may cover the pointer, which then never leaves
		b.OnTap()
	}
}

// colours are the tokens of the face, the edge and the ink.
func (b *Button) colours() (face, edge, ink theme.Token) {
	if b.disabled {
		return b.offColours()
	}
	switch b.Kind {
	case Primary:
		if b.hovered {
			return theme.AccentHover, "", theme.OnAccent
		}
		return theme.Accent, "", theme.OnAccent
	case Danger:
		return theme.DangerInk, "", theme.OnDanger
	case Quiet:
		return b.lit("", theme.Hover), "", theme.Accent
	case OnDark:
		return b.lit("", theme.BarField), "", theme.OnBar
	}
	return b.lit(theme.Panel, theme.Hover), theme.Border, theme.Ink
}

func (b *Button) offColours() (face, edge, ink theme.Token) {
	if b.Kind == Quiet || b.Kind == OnDark {
		return "", "", theme.Off
	}
	return theme.Sunken, theme.OffLine, theme.Off
}

func (b *Button) lit(calm, lit theme.Token) theme.Token {
	if b.hovered {
		return lit
	}
	return calm
}

func (b *Button) style() fyne.TextStyle {
	return fyne.TextStyle{Bold: b.Kind == Primary || b.Kind == Danger}
}

// CreateRenderer is called by the toolkit.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	face, ring, label := box(), box(), canvas.NewText(b.Label, nil)
	icon, end := &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	p := &painter{of: b, objects: []fyne.CanvasObject{face, ring, icon, label, end}}
	p.refresh = func() {
		fill, edge, ink := b.colours()
		paint(face, fill, edge, 1)
		paintRing(ring, b.focused)
		label.Text, label.Color, label.TextSize, label.TextStyle = b.Label, theme.Colour(ink), theme.Text(theme.Body), b.style()
		setIcon(icon, b.icon, ink)
		setIcon(end, b.end, ink)
	}
	p.min = func() fyne.Size { return b.minSize() }
	p.layout = func(s fyne.Size) {
		face.Resize(s)
		placeRing(ring, s)
		b.placeLabel(s, icon, label, end)
	}
	p.refresh()
	return p
}

func (b *Button) minSize() fyne.Size {
	w := measure(b.Label, theme.Body, b.style()).Width + 2*theme.Space(b.inset())
	for _, name := range []string{b.icon, b.end} {
		if name != "" {
			w += iconSize()
			if b.Label != "" {
				w += theme.Space(1.5)
			}
		}
	}
	return fyne.NewSize(w, theme.RowHeight())
}

func (b *Button) inset() float32 {
	if b.Label == "" || b.Kind == Quiet {
		return 2
	}
	return 3.5
}

func (b *Button) placeLabel(s fyne.Size, icon *canvas.Image, label *canvas.Text, end *canvas.Image) {
	x := theme.Space(b.inset())
	if !b.left {
		x += max(0, (s.Width-b.minSize().Width)/2) // too narrow a place cuts the end, not the beginning
	}
	if b.icon != "" {
		put(icon, x, s.Height)
		x += iconSize() + theme.Space(1.5)
	}
	label.Text = Ellipsis(b.Label, s.Width-x-theme.Space(1), theme.Body, b.style())
	size := label.MinSize()
	label.Move(fyne.NewPos(x, (s.Height-size.Height)/2))
	label.Resize(size)
	if b.end != "" {
		if b.left {
			put(end, s.Width-iconSize()-theme.Space(2), s.Height)
			return
		}
		put(end, x+size.Width+theme.Space(1.5), s.Height)
	}
}

// iconSize is the side of an icon beside text.
func iconSize() float32 { return theme.Grid(theme.Text(theme.Body)) }

func put(img *canvas.Image, x, height float32) {
	img.Move(fyne.NewPos(x, (height-iconSize())/2))
	img.Resize(fyne.NewSquareSize(iconSize()))
}

func setIcon(img *canvas.Image, name string, ink theme.Token) {
	if name == "" {
		img.Hide()
		return
	}
	img.Resource = theme.Icon(name, ink)
	img.Show()
	img.Refresh()
}

// paintRing shows the focus ring, which stands a little outside the control.
func paintRing(r *canvas.Rectangle, focused bool) {
	if focused {
		paint(r, "", theme.Accent, theme.Ring)
		r.Show()
		return
	}
	r.Hide()
}

func placeRing(r *canvas.Rectangle, s fyne.Size) {
	const out = 3
	r.CornerRadius = theme.Radius + out
	r.Move(fyne.NewPos(-out, -out))
	r.Resize(s.Add(fyne.NewSize(2*out, 2*out)))
}
