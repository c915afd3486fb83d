package timeline

import (
	"strings"
	"time"

	"recourse/cases"
)

// Reading is the chosen item in words, when, what, and what is known of it,
// and what else was so at that time. While the cursor stands beside every
// item, it is what was so then.
func (t *Timeline) Reading() string {
	p, ok := t.Selected()
	if !ok || !t.item(p).From.Equal(t.cursor) {
		if t.cursor.IsZero() {
			return ""
		}
		return t.words.T("timeline.at", "time", t.words.DateTime(t.cursor), "held", t.held(t.cursor, -1))
	}
	it := t.item(p)
	text := When(t.words.DateTime, t.words.Date, t.words.Duration, it)
	if it.Day {
		text += " " + t.words.T("timeline.day")
	}
	text += "   " + t.lanes[p.Lane].Title + ": " + it.Title
	if it.Detail != "" {
		text += " · " + it.Detail
	}
	if held := t.held(it.From, p.Lane); held != "" {
		text += "   " + t.words.T("timeline.then", "held", held)
	}
	return text
}

// When words the time of an item: an instant, a span with its length, or the
// days alone when nobody recorded the hours.
func When(stamp, date func(time.Time) string, long func(time.Duration) string, it Item) string {
	switch {
	case it.Day && (it.To.IsZero() || sameDay(it.From, it.To)):
		return date(it.From)
	case it.Day:
		return date(it.From) + " – " + date(it.To)
	case it.To.IsZero():
		return stamp(it.From)
	}
	return stamp(it.From) + " – " + stamp(it.To) + " (" + long(it.To.Sub(it.From)) + ")"
}

func sameDay(a, b time.Time) bool {
	return a.In(cases.Shanghai()).Format(time.DateOnly) == b.In(cases.Shanghai()).Format(time.DateOnly)
}

// mostHeld is how many things are named of a lane at one time.
const mostHeld = 3

// held names what was so at a time, by lane, but for one lane.
func (t *Timeline) held(at time.Time, but int) string {
	var parts []string
	for i, l := range t.lanes {
		if i == but {
			continue
		}
		var now []string
		n := 0
		for _, it := range l.Items {
			if it.To.IsZero() || it.From.After(at) || !it.To.After(at) {
				continue
			}
			if n++; n <= mostHeld {
				now = append(now, it.state(t.words.Colour))
			}
		}
		if n > mostHeld {
			now = append(now, t.words.T("timeline.several", "n", n-mostHeld))
		}
		if n > 0 {
			parts = append(parts, l.Title+": "+strings.Join(now, ", "))
		}
	}
	if len(parts) == 0 && but < 0 {
		return t.words.T("timeline.nothing")
	}
	return strings.Join(parts, " · ")
}

// state is what an item says while it lasts: a colour, not the change to it.
func (it Item) state(colour func(cases.Colour) string) string {
	if it.Colour != "" {
		return colour(it.Colour)
	}
	return it.Title
}

// ReadAt puts the cursor at a time and reads what was so then.
func (t *Timeline) ReadAt(at time.Time) {
	t.cursor = at.Truncate(time.Minute)
	t.Refresh()
}

// Cursor is the time that is read out, zero for none.
func (t *Timeline) Cursor() time.Time { return t.cursor }

// cursorSteps is how many steps of the cursor cross the axis.
const cursorSteps = 60

// Step moves the cursor by so many steps, and the axis with it.
func (t *Timeline) Step(by int) {
	span := t.scale.To.Sub(t.scale.From)
	if t.cursor.IsZero() {
		t.cursor = t.scale.From.Add(span / 2)
	}
	step := max(time.Minute, (span / cursorSteps).Round(time.Minute))
	t.cursor = t.cursor.Add(time.Duration(by) * step)
	if shown := t.scale.Show(Item{From: t.cursor}); shown != t.scale {
		t.scale, t.all = shown, false
	}
	t.Refresh()
}

// pan moves the axis by a share of what it shows.
func (t *Timeline) pan(share float64) {
	by := time.Duration(share * float64(t.scale.To.Sub(t.scale.From)))
	t.scale.From, t.scale.To, t.all = t.scale.From.Add(by), t.scale.To.Add(by), false
	t.Refresh()
}
