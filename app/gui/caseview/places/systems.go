package places

import (
	"slices"
	"time"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/timeline"
	"recourse/cases"
)

// SystemLanes puts the codes into a lane per system, the disputed one's first,
// and below them the times in which two systems said different things.
func SystemLanes(w *i18n.Words, events []work.Event, now time.Time) []timeline.Lane {
	var systems []string
	lanes := map[string]*timeline.Lane{}
	for _, e := range events {
		if e.Lane != work.LaneCode && e.Lane != work.LaneOther {
			continue
		}
		if lanes[e.System] == nil {
			systems = append(systems, e.System)
			lanes[e.System] = &timeline.Lane{Title: w.Or("case.system."+e.System, e.System)}
		}
		lanes[e.System].Items = append(lanes[e.System].Items, openEnd(w, item(w, e), now))
	}
	out := make([]timeline.Lane, 0, len(systems)+1)
	for _, s := range systems {
		out = append(out, *lanes[s])
	}
	if clashes := Clashes(out); len(clashes) > 0 {
		lane := timeline.Lane{Title: w.T("codes.clashes")}
		for _, c := range clashes {
			lane.Items = append(lane.Items, timeline.Item{From: c.From, To: c.To, Icon: "conflict", Alarm: true, Title: w.T("codes.clashed")})
		}
		out = append(out, lane)
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Clash is a time in which two lanes showed different colours.
type Clash struct{ From, To time.Time }

// Clashes lists when lanes of codes differ, in order; times that touch are one.
func Clashes(lanes []timeline.Lane) []Clash {
	var out []Clash
	for i, a := range lanes {
		for _, b := range lanes[i+1:] {
			for _, x := range a.Items {
				for _, y := range b.Items {
					from, to := later(x.From, y.From), earlier(x.To, y.To)
					if x.Colour != y.Colour && shows(x) && shows(y) && from.Before(to) {
						out = append(out, Clash{from, to})
					}
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b Clash) int { return a.From.Compare(b.From) })
	return joined(out)
}

func shows(it timeline.Item) bool { return it.Colour != cases.NoColour && it.Colour != "" }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func joined(list []Clash) []Clash {
	var out []Clash
	for _, c := range list {
		if n := len(out); n > 0 && !c.From.After(out[n-1].To) {
			out[n-1].To = later(out[n-1].To, c.To)
			continue
		}
		out = append(out, c)
	}
	return out
}
