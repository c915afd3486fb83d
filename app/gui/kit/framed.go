package kit

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
)

// Framed is a panel that fills its place: a heading, and below it a body that
// reaches the panel's edges, such as a table. foot and head may be nil.
func Framed(head, foot, body fyne.CanvasObject) *fyne.Container {
	if head != nil {
		head = Border(nil, Rule(), nil, nil, Insets(theme.Space(2), theme.Space(3), theme.Space(2), theme.Space(4), head))
	}
	if foot != nil {
		foot = Border(Rule(), nil, nil, nil, Insets(theme.Space(1.5), theme.Space(3), theme.Space(1), theme.Space(4), foot))
	}
	return On(Rounded(theme.Panel, theme.Line), Insets(1, 1, theme.Space(1), 1, Page(head, foot, nil, nil, body)))
}
