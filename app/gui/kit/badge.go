package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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
