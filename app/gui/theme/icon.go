package theme

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/assets"
)

// Icon is one of our icons in the colour a token has at the moment it is
// painted, so it follows a change of theme. An unknown name gives the question
// mark in a circle, which a test finds.
func Icon(name string, token Token) fyne.Resource {
	return &icon{name: name, token: token}
}

type icon struct {
	name  string
	token Token
}

// Name holds the colour, because the painter's cache goes by the name.
func (i *icon) Name() string { return fmt.Sprintf("%s-%s.svg", i.name, hex(Colour(i.token))) }

// Content is the drawing with its strokes in the token's colour.
func (i *icon) Content() []byte {
	svg, err := assets.Icon(i.name)
	if err != nil {
		svg, _ = assets.Icon("unknown")
	}
	return []byte(strings.ReplaceAll(string(svg), "currentColor", "#"+hex(Colour(i.token))))
}

// ThemeColorName tells the toolkit's widgets which colour the icon has.
func (i *icon) ThemeColorName() fyne.ThemeColorName { return i.token }

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8)
}

// Colour is a token's colour in the theme that is installed now. Before one of
// ours is installed, and only then, it is that of the light mode.
func Colour(token Token) color.Color {
	settings := fyne.CurrentApp().Settings()
	if c := settings.Theme().Color(token, settings.ThemeVariant()); c != nil {
		return c
	}
	return opaque(light()[token])
}
