package places

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/timeline"
	"recourse/app/gui/theme"
)

// AxisState is what the page of time remembers while it is built anew.
type AxisState struct{ Table bool }

// NewAxis builds the page of time: everything that has a time on one axis, or
// the same as a table. The event of the reference marked is read out.
func NewAxis(p Page, g Given, events []work.Event, marked string, state *AxisState) fyne.CanvasObject {
	lanes, refs := Lanes(p.Words, events, g.Now)
	word, icon := p.Words.T("case.time.table"), "record"
	if state.Table {
		word, icon = p.Words.T("case.time.axis"), "timeline"
	}
	turn := kit.NewButton(word, func() {
		state.Table = !state.Table
		p.Rebuild()
	}).WithIcon(icon).As(kit.Quiet)
	if state.Table {
		return kit.Page(kit.Row(theme.Space(1), kit.Gap(), turn), nil, nil, nil, timeline.Table(p.Words, lanes...))
	}
	line := timeline.New(p.Words, g.Now, lanes...)
	for i, at := range timeline.Order(lanes) {
		if marked != "" && refs[at] == marked {
			line.Select(i)
			break
		}
	}
	head := kit.Row(theme.Space(1), kit.Gap(),
		kit.NewButton("", line.ZoomIn).WithIcon("zoom-in").As(kit.Quiet).WithTip(p.Words.T("case.time.in")),
		kit.NewButton("", line.ZoomOut).WithIcon("zoom-out").As(kit.Quiet).WithTip(p.Words.T("case.time.out")),
		kit.NewButton(p.Words.T("case.time.whole"), line.ShowAll).As(kit.Quiet), turn)
	return container.NewBorder(head, nil, nil, nil, kit.Scroll(line).Object())
}
