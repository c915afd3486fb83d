package timeline

import (
	"slices"
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
	plan    []laid
	label   float32   // width of the lanes' titles
	cursor  time.Time // read out beside the chosen item, zero for none
}

var (
	_ fyne.Focusable    = (*Timeline)(nil)
	_ fyne.Draggable    = (*Timeline)(nil)
	_ desktop.Mouseable = (*Timeline)(nil)
	_ fyne.Accessible   = (*Timeline)(nil)
)

// New returns a timeline of lanes, with a line at now.
func New(words *i18n.Words, now time.Time, lanes ...Lane) *Timeline {
	t := &Timeline{words: words, now: now, lanes: lanes, order: Order(lanes), at: -1, all: true}
	t.ExtendBaseWidget(t)
	t.scale = Around(lanes, now, 1)
	t.arrange()
	return t
}

// Selected is the chosen item; ok is false while there is none.
func (t *Timeline) Selected() (p Place, ok bool) {
	if t.at < 0 {
		return Place{}, false
	}
	return t.order[t.at], true
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
	t.cursor = t.item(t.order[t.at]).From
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
	case '.':
		t.Step(1)
	case ',':
		t.Step(-1)
	}
}

// TypedKey goes from item to item; PageUp and PageDown move the axis.
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
	case fyne.KeyPageUp:
		t.pan(-0.5)
	case fyne.KeyPageDown:
		t.pan(0.5)
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
	for lane, l := range t.plan {
		for _, b := range l.blocks {
			pos, size := t.place(lane, b)
			if e.Position.X >= pos.X && e.Position.X <= pos.X+size.Width && e.Position.Y >= pos.Y && e.Position.Y <= pos.Y+size.Height {
				t.Select(t.next(lane, b))
				return
			}
		}
	}
	if x := float64(e.Position.X - t.label); x >= 0 && x <= t.scale.Width {
		t.ReadAt(t.scale.Time(x))
	}
}

// next is the item of a block to choose, by its number in order of time: of
// several the one after the chosen one.
func (t *Timeline) next(lane int, b Block) int {
	want := b.Items[0]
	if p, ok := t.Selected(); ok && p.Lane == lane {
		if i := slices.Index(b.Items, p.Item); i >= 0 {
			want = b.Items[(i+1)%len(b.Items)]
		}
	}
	return slices.Index(t.order, Place{lane, want})
}

// Dragged moves the axis with the pointer.
func (t *Timeline) Dragged(e *fyne.DragEvent) { t.pan(-float64(e.Dragged.DX) / t.scale.Width) }

// DragEnd does nothing.
func (t *Timeline) DragEnd() {}

// MouseUp does nothing.
func (t *Timeline) MouseUp(*desktop.MouseEvent) {}

// AccessibilityLabel reads the chosen item.
func (t *Timeline) AccessibilityLabel() string { return t.Reading() }

// AccessibilityRole calls the axis text.
func (t *Timeline) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
