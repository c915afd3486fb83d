package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
)

// Timeline shows lanes of items on one axis.
type Timeline struct {
	widget.BaseWidget

	// OnSelect is told the chosen item.
	OnSelect func(Place)

	words   *i18n.Words
	now     time.Time
	lanes   []Lane
	order   []Place
	at      int // in order, -1 for none
	scale   Scale
	all     bool // shows everything until somebody zooms
	focused bool
}

var (
	_ fyne.Focusable    = (*Timeline)(nil)
	_ desktop.Mouseable = (*Timeline)(nil)
	_ fyne.Accessible   = (*Timeline)(nil)
)

// New returns a timeline of lanes, with a line at now.
func New(words *i18n.Words, now time.Time, lanes ...Lane) *Timeline {
	t := &Timeline{words: words, now: now, lanes: lanes, order: Order(lanes), at: -1, all: true}
	t.ExtendBaseWidget(t)
	t.scale = Around(lanes, now, 1)
	return t
}

// Selected is the chosen item; ok is false while there is none.
func (t *Timeline) Selected() (p Place, ok bool) {
	if t.at < 0 {
		return Place{}, false
	}
	return t.order[t.at], true
}

// Reading is the chosen item in words: when, what, and what is known of it.
func (t *Timeline) Reading() string {
	p, ok := t.Selected()
	if !ok {
		return ""
	}
	it := t.item(p)
	text := t.words.DateTime(it.From)
	if !it.To.IsZero() {
		text += " – " + t.words.DateTime(it.To) + " (" + t.words.Duration(it.To.Sub(it.From)) + ")"
	}
	text += "   " + t.lanes[p.Lane].Title + ": " + it.Title
	if it.Detail != "" {
		text += " · " + it.Detail
	}
	return text
}

// ZoomIn shows less, around the chosen item.
func (t *Timeline) ZoomIn() { t.zoom(0.5) }

// ZoomOut shows more.
func (t *Timeline) ZoomOut() { t.zoom(2) }

// ShowAll shows everything.
func (t *Timeline) ShowAll() {
	t.scale, t.all = Around(t.lanes, t.now, t.scale.Width), true
	t.Refresh()
}

func (t *Timeline) zoom(factor float64) {
	at := t.scale.From.Add(t.scale.To.Sub(t.scale.From) / 2)
	if p, ok := t.Selected(); ok {
		at = t.item(p).From
	}
	t.scale, t.all = t.scale.Zoom(factor, at), false
	t.Refresh()
}

func (t *Timeline) item(p Place) Item { return t.lanes[p.Lane].Items[p.Item] }

// Select chooses an item by its number in order of time.
func (t *Timeline) Select(at int) {
	if len(t.order) == 0 {
		return
	}
	t.at = max(0, min(at, len(t.order)-1))
	t.scale = t.scale.Show(t.item(t.order[t.at]))
	if t.OnSelect != nil {
		t.OnSelect(t.order[t.at])
	}
	t.Refresh()
}

// FocusGained chooses the first item if none is chosen.
func (t *Timeline) FocusGained() {
	t.focused = true
	if t.at < 0 {
		t.Select(0)
	}
	t.Refresh()
}

// FocusLost hides the ring.
func (t *Timeline) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune zooms.
func (t *Timeline) TypedRune(r rune) {
	switch r {
	case '+', '=':
		t.ZoomIn()
	case '-':
		t.ZoomOut()
	case '0':
		t.ShowAll()
	}
}

// TypedKey goes from item to item.
func (t *Timeline) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		t.Select(t.at - 1)
	case fyne.KeyRight:
		t.Select(t.at + 1)
	case fyne.KeyHome:
		t.Select(0)
	case fyne.KeyEnd:
		t.Select(len(t.order) - 1)
	case fyne.KeyUp:
		t.lane(-1)
	case fyne.KeyDown:
		t.lane(1)
	default:
		kit.Leftover(t, e.Name)
	}
}

// lane goes to the item of the next lane that is nearest in time.
func (t *Timeline) lane(by int) {
	p, ok := t.Selected()
	if !ok {
		return
	}
	for lane := p.Lane + by; lane >= 0 && lane < len(t.lanes); lane += by {
		if best := t.nearest(lane, t.item(p).From); best >= 0 {
			t.Select(best)
			return
		}
	}
}

func (t *Timeline) nearest(lane int, at time.Time) int {
	best, distance := -1, time.Duration(0)
	for i, p := range t.order {
		if p.Lane != lane {
			continue
		}
		if d := t.item(p).From.Sub(at).Abs(); best < 0 || d < distance {
			best, distance = i, d
		}
	}
	return best
}

// MouseDown chooses what is under the pointer.
func (t *Timeline) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
	for i, p := range t.order {
		pos, size := t.place(p)
		if e.Position.X >= pos.X && e.Position.X <= pos.X+size.Width && e.Position.Y >= pos.Y && e.Position.Y <= pos.Y+size.Height {
			t.Select(i)
			return
		}
	}
}

// MouseUp does nothing.
func (t *Timeline) MouseUp(*desktop.MouseEvent) {}

// AccessibilityLabel reads the chosen item.
func (t *Timeline) AccessibilityLabel() string { return t.Reading() }

// AccessibilityRole calls the axis text.
func (t *Timeline) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
