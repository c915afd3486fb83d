package places

import (
	"time"

	"recourse/app/gui/caseview/reading"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/timeline"
	"recourse/cases"
)

// Lanes puts events into the words of the axis, and says which reference each
// item has.
func Lanes(w *i18n.Words, events []work.Event, now time.Time) (lanes []timeline.Lane, refs map[timeline.Place]string) {
	refs = map[timeline.Place]string{}
	for _, lane := range work.Lanes() {
		l := timeline.Lane{Title: w.T("case.lane." + string(lane))}
		for _, e := range events {
			if e.Lane == lane {
				refs[timeline.Place{Lane: len(lanes), Item: len(l.Items)}] = e.Ref
				l.Items = append(l.Items, openEnd(w, item(w, e), now))
			}
		}
		if len(l.Items) > 0 {
			lanes = append(lanes, l)
		}
	}
	return lanes, refs
}

// item is an event as the axis shows it.
func item(w *i18n.Words, e work.Event) timeline.Item {
	it := timeline.Item{From: e.From, To: e.To, Colour: e.Colour, Alarm: e.Flicker || e.Conflict, Icon: laneIcon(e.Lane), Day: e.Day}
	switch e.Lane {
	case work.LaneCode, work.LaneOther:
		it.Title, it.Detail = w.Colour(e.Colour), codeDetail(w, e)
		if e.Before != "" && e.Before != cases.NoColour {
			it.Title = w.T("case.time.change", "from", w.Colour(e.Before), "to", w.Colour(e.Colour))
		}
		if e.Conflict {
			it.Icon = "conflict"
		}
	case work.LaneFlag:
		it.Title, it.Detail = e.Ref+" "+w.T("source."+string(e.Source)), e.What
	case work.LaneCheck:
		it.Title, it.Detail = e.Ref, w.Or("case.checkin."+e.Cause, e.Cause)
		it.Alarm = e.Cause == "missed"
	case work.LaneAppeal:
		it.Title = w.T("case.time.filed")
	case work.LaneTerm, work.LaneStep:
		it.Title = w.T("case.step." + e.Cause)
		if e.What != "" {
			it.Detail = w.Disposition(cases.Disposition(e.What))
		}
	default:
		it.Title, it.Detail = e.Ref, e.What
	}
	return it
}

// openEnd lets a code whose end is not on file run until now.
func openEnd(w *i18n.Words, it timeline.Item, now time.Time) timeline.Item {
	if it.Colour != "" && it.To.IsZero() {
		it.To = later(now, it.From.Add(time.Hour))
		it.Detail += " · " + w.T("codes.noEnd")
	}
	return it
}

// codeDetail says whose code it is, why it changed, and what is odd about it.
func codeDetail(w *i18n.Words, e work.Event) string {
	text := w.Or("case.system."+e.System, e.System)
	if e.Cause != "" {
		text += " · " + w.Or("case.cause."+e.Cause, e.Cause)
	}
	if e.Flicker {
		text += " · " + w.T("signal.flicker")
	}
	if e.Conflict {
		text += " · " + w.T("case.other.differs")
	}
	if remarks := reading.Remarks(w, e.Remarks); len(remarks) > 0 {
		text += " · " + reading.Brief(w, remarks)
	}
	return text
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
	case work.LaneAppeal, work.LaneStep:
		return "gavel"
	case work.LaneTerm:
		return "home"
	}
	return ""
}
