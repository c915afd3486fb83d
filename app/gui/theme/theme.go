package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"

	"recourse/assets"
)

// Theme is the toolkit's theme of one mode and text scale. It does not change;
// a switch installs another one.
type Theme struct {
	mode    Mode
	scale   float32
	colours map[Token]color.NRGBA
	regular fyne.Resource
	bold    fyne.Resource
}

var _ fyne.Theme = (*Theme)(nil)

// The bounds of the text scale.
const (
	MinScale = 0.85
	MaxScale = 1.6
)

// New returns the theme of a mode at a text scale, which is kept within its
// bounds; 0 means 1.
func New(m Mode, scale float32) *Theme {
	if scale == 0 {
		scale = 1
	}
	t := &Theme{
		mode: m, scale: min(max(scale, MinScale), MaxScale), colours: map[Token]color.NRGBA{},
		regular: fyne.NewStaticResource("NotoSansSC-Regular.otf", assets.SansRegular()),
		bold:    fyne.NewStaticResource("NotoSansSC-Bold.otf", assets.SansBold()),
	}
	for token, v := range paletteOf(m) {
		t.colours[token] = opaque(v)
	}
	scrim := t.colours[Scrim]
	scrim.A = 0x8C
	t.colours[Scrim] = scrim
	return t
}

func opaque(v rgb) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

// Mode is the look.
func (t *Theme) Mode() Mode { return t.mode }

// Scale is the text scale.
func (t *Theme) Scale() float32 { return t.scale }

// Of is the colour of a token.
func (t *Theme) Of(token Token) color.NRGBA { return t.colours[token] }

// Color answers the toolkit for our tokens and for its own names, which are
// mapped onto ours. The variant of the system is ignored: the mode is chosen
// in the window.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ours := t.colours[name]; ours {
		return c
	}
	if token, mapped := toolkitColour(name); mapped {
		return t.colours[token]
	}
	return t.special(name)
}

// special answers the names that want a translucent colour.
func (t *Theme) special(name fyne.ThemeColorName) color.Color {
	switch name {
	case toolkit.ColorNameShadow:
		return color.NRGBA{A: 0x33}
	case toolkit.ColorNamePressed:
		return withAlpha(t.colours[Ink], 0x22)
	case toolkit.ColorNameSelection:
		return withAlpha(t.colours[Accent], 0x40)
	case toolkit.ColorNameFocus:
		return withAlpha(t.colours[Accent], 0x50)
	}
	return toolkit.DefaultTheme().Color(name, t.variant())
}

func (t *Theme) variant() fyne.ThemeVariant {
	if t.mode == Dark {
		return toolkit.VariantDark
	}
	return toolkit.VariantLight
}

func withAlpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

// Font keeps the toolkit's Latin, monospace and symbol faces and puts the
// Chinese faces in front of its regular and bold ones.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return toolkit.DefaultTheme().Font(s)
	case s.Bold:
		return t.bold
	}
	return t.regular
}

// Icon keeps the toolkit's own icons for its own widgets, except where ours
// have the same meaning.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if ours, ok := toolkitIcon(name); ok {
		return Icon(ours, Ink)
	}
	return toolkit.DefaultTheme().Icon(name)
}
