package theme

import (
	"math"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"
)

// Type names one of the three sizes of text.
type Type int

// The type sizes of a screen: 12, 14 and 20 units at scale 1.
const (
	Caption Type = iota
	Body
	Title
)

// Text is the size of a type at the scale in force.
func Text(t Type) float32 {
	switch t {
	case Caption:
		return toolkit.Size(toolkit.SizeNameCaptionText)
	case Title:
		return toolkit.Size(toolkit.SizeNameHeadingText)
	}
	return toolkit.Size(toolkit.SizeNameText)
}

// Space is n steps of the grid of four units. Space does not grow with the
// text: larger letters need the room for themselves.
func Space(n float32) float32 { return 4 * n }

// RowHeight is the height of a table row or a control with one line of text:
// the line with its padding, up to the next multiple of four.
func RowHeight() float32 { return Grid(Text(Body)*1.36 + 16) }

// Grid rounds a length up to the next multiple of four.
func Grid(v float32) float32 { return float32(math.Ceil(float64(v)/4)) * 4 }

// Radius is the corner radius of controls and cards.
const Radius float32 = 6

// Ring is the width of the focus ring.
const Ring float32 = 2

// Size answers the toolkit; text sizes follow the scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case toolkit.SizeNameText:
		return round(14 * t.scale)
	case toolkit.SizeNameCaptionText:
		return round(12 * t.scale)
	case toolkit.SizeNameHeadingText, toolkit.SizeNameSubHeadingText:
		return round(20 * t.scale)
	case toolkit.SizeNameInlineIcon:
		return Grid(18 * t.scale)
	}
	return fixedSize(name)
}

// round keeps letters on whole units; between them their spacing goes uneven.
func round(v float32) float32 { return float32(math.Round(float64(v))) }

func fixedSize(name fyne.ThemeSizeName) float32 {
	switch name {
	case toolkit.SizeNameInputRadius, toolkit.SizeNameButtonRadius, toolkit.SizeNameMenuRadius, toolkit.SizeNamePopupRadius:
		return Radius
	case toolkit.SizeNameCardRadius, toolkit.SizeNameDialogRadius:
		return Radius + 2
	case toolkit.SizeNameInnerPadding:
		return 8
	case toolkit.SizeNameScrollBar:
		return 12
	case toolkit.SizeNameScrollBarSmall:
		return 4
	}
	return toolkit.DefaultTheme().Size(name)
}
