package caseview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/timeline"
	"recourse/app/gui/theme"
)

// axis is the page of time: everything that has a time on one axis, or the
// same as a table.
func (s *Screen) axis() fyne.CanvasObject {
	lanes := s.lanes()
	word, icon := s.t("case.time.table"), "record"
	if s.asTable {
		word, icon = s.t("case.time.axis"), "timeline"
	}
	turn := kit.NewButton(word, func() {
		s.asTable = !s.asTable
		s.rebuildPage(tabTime)
	}).WithIcon(icon).As(kit.Quiet)
	if s.asTable {
		head := kit.Row(theme.Space(1), kit.Gap(), turn)
		return container.NewBorder(head, nil, nil, nil, timeline.Table(s.w(), lanes...))
	}
	line := timeline.New(s.w(), s.m.Now(), lanes...)
	s.selectMarked(line, lanes)
	head := kit.Row(theme.Space(1), kit.Gap(),
		kit.NewButton("", line.ZoomIn).WithIcon("zoom-in").As(kit.Quiet).WithTip(s.t("case.time.in")),
		kit.NewButton("", line.ZoomOut).WithIcon("zoom-out").As(kit.Quiet).WithTip(s.t("case.time.out")),
		kit.NewButton(s.t("case.time.whole"), line.ShowAll).As(kit.Quiet), turn)
	return container.NewBorder(head, nil, nil, nil, kit.Scroll(line).Object())
}

// selectMarked reads out the item that a link led to.
func (s *Screen) selectMarked(line *timeline.Timeline, lanes []timeline.Lane) {
	if s.marked == "" {
		return
	}
	refs := map[string][]string{}
	for _, e := range s.m.Events() {
		title := s.t("case.lane." + string(e.Lane))
		refs[title] = append(refs[title], e.Ref)
	}
	for i, p := range timeline.Order(lanes) {
		if refs[lanes[p.Lane].Title][p.Item] == s.marked {
			line.Select(i)
			return
		}
	}
}

// lanes puts the events into the words of the axis.
func (s *Screen) lanes() []timeline.Lane {
	var out []timeline.Lane
	events := s.m.Events()
	for _, lane := range work.Lanes() {
		l := timeline.Lane{Title: s.t("case.lane." + string(lane))}
		for _, e := range events {
			if e.Lane == lane {
				l.Items = append(l.Items, s.item(e))
			}
		}
		if len(l.Items) > 0 {
			out = append(out, l)
		}
	}
	return out
}

func (s *Screen) item(e work.Event) timeline.Item {
	it := timeline.Item{From: e.From, To: e.To, Colour: e.Colour, Alarm: e.Flicker || e.Conflict, Icon: laneIcon(e.Lane)}
	switch e.Lane {
	case work.LaneCode, work.LaneOther:
		it.Title, it.Detail = s.w().Colour(e.Colour), s.code("system", e.System)
		if e.Cause != "" {
			it.Detail += " · " + s.code("cause", e.Cause)
		}
		if e.Flicker {
			it.Detail += " · " + s.t("signal.flicker")
		}
	case work.LaneFlag:
		it.Title, it.Detail = e.Ref+" "+s.t("source."+string(e.Source)), e.What
	case work.LaneCheck:
		it.Title, it.Detail = e.Ref, s.code("checkin", e.Cause)
		it.Alarm = e.Cause == "missed"
	case work.LaneAppeal:
		it.Title = s.t("case.time.filed")
	default:
		it.Title, it.Detail = e.Ref, e.What
	}
	return it
}

func laneIcon(l work.Lane) string {
	switch l {
	case work.LaneFlag:
		return "flag"
	case work.LaneCheck:
		return "check"
	case work.LaneForm:
		return "edit"
	case work.LanePaper:
		return "file"
	case work.LaneAppeal:
		return "gavel"
	}
	return ""
}
