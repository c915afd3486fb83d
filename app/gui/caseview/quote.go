package caseview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// quoted is text in somebody's own words, which can be marked and copied.
type quoted struct {
	widget.BaseWidget

	label *widget.Label
}

func quote(text string) *quoted {
	q := &quoted{label: kit.Selectable(text)}
	q.ExtendBaseWidget(q)
	return q
}

// HeightFor is the height at a width: the label knows it once it has been
// that wide.
func (q *quoted) HeightFor(width float32) float32 {
	q.label.Resize(fyne.NewSize(width, q.label.Size().Height))
	return q.label.MinSize().Height
}

// CreateRenderer is called by the toolkit.
func (q *quoted) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.label) }

// beside is a short reference in figures of one width that stands in line with
// the paragraph at its right.
func beside(ref string) fyne.CanvasObject {
	p := kit.Prose(ref)
	p.Style.Monospace = true
	w := fyne.MeasureText(ref, theme.Text(theme.Body), p.Style).Width
	return kit.Fixed(w+1, 0, p)
}

// hung is a small icon in line with the paragraph at its right.
func hung(icon string, ink theme.Token) fyne.CanvasObject {
	return kit.Insets(theme.Space(0.75), 0, 0, 0, kit.Icon(icon, ink, 0))
}
