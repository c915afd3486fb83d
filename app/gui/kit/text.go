package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Text is one line of text in a token's colour. It follows the theme and the
// text scale. With Short set it gives up room and ends in an ellipsis instead
// of asking for its whole width.
type Text struct {
	widget.BaseWidget

	Content string
	Type    theme.Type
	Ink     theme.Token
	Style   fyne.TextStyle
	Align   fyne.TextAlign
	Short   bool
	most    float32 // of letters that a short text asks for; 0 is three
}

// Body is ordinary text.
func Body(s string) *Text { return newText(s, theme.Body, theme.Ink, fyne.TextStyle{}) }

// Strong is text that leads: a section's heading, a name.
func Strong(s string) *Text { return newText(s, theme.Body, theme.Ink, fyne.TextStyle{Bold: true}) }

// Muted is second text.
func Muted(s string) *Text { return newText(s, theme.Body, theme.InkMuted, fyne.TextStyle{}) }

// Caption is small second text: a label above a value, a source, a count.
func Caption(s string) *Text { return newText(s, theme.Caption, theme.InkMuted, fyne.TextStyle{}) }

// Title is a screen's title; there is one on a screen.
func Title(s string) *Text { return newText(s, theme.Title, theme.Ink, fyne.TextStyle{Bold: true}) }

// Mono is a number, a reference or an ID in figures of one width.
func Mono(s string) *Text { return newText(s, theme.Body, theme.Ink, fyne.TextStyle{Monospace: true}) }

func newText(s string, t theme.Type, ink theme.Token, style fyne.TextStyle) *Text {
	x := &Text{Content: s, Type: t, Ink: ink, Style: style}
	x.ExtendBaseWidget(x)
	return x
}

// In sets the colour and returns the text.
func (t *Text) In(ink theme.Token) *Text { t.Ink = ink; return t }

// Cut lets the text end in an ellipsis and returns it.
func (t *Text) Cut() *Text { t.Short = true; return t }

// Upto lets the text end in an ellipsis where it is longer than so many
// letters, and returns it.
func (t *Text) Upto(letters float32) *Text { t.Short, t.most = true, letters; return t }

// least is the width below which a short text does not go by itself.
func (t *Text) least() float32 {
	if t.most == 0 {
		return theme.Text(t.Type) * 3
	}
	return theme.Text(t.Type) * t.most
}

// Set replaces the text.
func (t *Text) Set(s string) {
	if t.Content == s {
		return
	}
	t.Content = s
	t.Refresh()
}

// CreateRenderer is called by the toolkit.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText(t.Content, theme.Colour(t.Ink))
	p := &painter{of: t, objects: []fyne.CanvasObject{line}}
	p.refresh = func() {
		line.Color, line.TextSize, line.TextStyle, line.Alignment = theme.Colour(t.Ink), theme.Text(t.Type), t.Style, t.Align
	}
	p.min = func() fyne.Size {
		s := measure(t.Content, t.Type, t.Style)
		if t.Short {
			s.Width = min(s.Width, t.least())
		}
		return s
	}
	p.layout = func(s fyne.Size) {
		line.Text = t.Content
		if t.Short {
			line.Text = Ellipsis(t.Content, s.Width, t.Type, t.Style)
		}
		h := line.MinSize().Height
		line.Move(fyne.NewPos(0, (s.Height-h)/2+Drop(t.Type, t.Style)))
		line.Resize(fyne.NewSize(s.Width, h))
	}
	p.refresh()
	return p
}

// measure is the size of a line; its height is that of the type, whatever the
// letters are, so that figures and words of one row stand at one height.
func measure(s string, t theme.Type, style fyne.TextStyle) fyne.Size {
	size := fyne.MeasureText(s, theme.Text(t), style)
	size.Height = max(size.Height, fyne.MeasureText("国", theme.Text(t), fyne.TextStyle{}).Height)
	return size
}

// Drop is how much lower figures of one width must stand, so that they share
// the base line of the words beside them: the toolkit hangs each font from the
// top of the line by its own ascent, and that of the monospace one is smaller.
func Drop(t theme.Type, style fyne.TextStyle) float32 {
	if !style.Monospace {
		return 0
	}
	return theme.Text(t) * monoShort
}

// monoShort is the difference of the two ascents, in parts of the size.
const monoShort = 0.141

// Ellipsis shortens s to a width by cutting its end.
func Ellipsis(s string, width float32, t theme.Type, style fyne.TextStyle) string {
	if s == "" || measure(s, t, style).Width <= width+0.5 {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if measure(string(runes[:mid])+"…", t, style).Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		return "…"
	}
	return string(runes[:lo]) + "…"
}
