package places

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

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
	foot := historyRemarks(p, g)
	if state.Table {
		return kit.Page(kit.Row(theme.Space(1), kit.Gap(), turn), foot, nil, nil, timeline.Table(p.Words, lanes...))
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
	return kit.Page(head, foot, nil, nil, kit.Scroll(line).Object())
}

// historyRemarks are what the import remarked on changes of the code, which
// stand on no other page: changes with the same remarks share a line. Nil where
// there are none.
func historyRemarks(p Page, g Given) fyne.CanvasObject {
	history := g.File.Snapshot.History
	refs, order := map[string][]string{}, []int{}
	for i := range history {
		key := strings.Join(history[i].ParseWarnings, "\n")
		if refs[key] = append(refs[key], "H"+strconv.Itoa(i+1)); len(refs[key]) == 1 && key != "" {
			order = append(order, i)
		}
	}
	lines := kit.Column(theme.Space(1))
	for _, i := range order {
		about := strings.Join(refs[strings.Join(history[i].ParseWarnings, "\n")], p.Words.T("list.comma"))
		lines.Add(kit.Flow(theme.Space(2), kit.Muted(p.Words.T("case.lane.code")+" "+about).Upto(16), p.Remarks(history[i].ParseWarnings)))
	}
	if len(lines.Objects) == 0 {
		return nil
	}
	return kit.Insets(theme.Space(2), 0, 0, 0, lines)
}
