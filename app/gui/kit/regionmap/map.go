package regionmap

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/i18n"
)

// Map shows a scene. Keys: Tab and Shift+Tab, or n and p, walk the records in
// order of time, arrows move the sheet, + and - zoom, 0 shows the home's
// surroundings again, Home and End go to the first and last record.
type Map struct {
	widget.BaseWidget

	// OnSelect is told the chosen record's number; the page writes it out.
	OnSelect func(at int)

	words   *i18n.Words
	scene   Scene
	plane   Plane
	placed  bool // the plane was fitted to a size
	moved   bool // somebody moved the sheet
	chosen  int  // -1 for none
	focused bool
	shift   bool
	read    string // what the page says of the chosen record

	land    *image.RGBA
	landed  landKey
	version int // raised when the outlines change
}

// landKey says what a drawn land was drawn from.
type landKey struct {
	plane   Plane
	ink     Inks
	w, h    int
	version int
}

var (
	_ fyne.Focusable    = (*Map)(nil)
	_ fyne.Tabbable     = (*Map)(nil)
	_ fyne.Draggable    = (*Map)(nil)
	_ fyne.Scrollable   = (*Map)(nil)
	_ fyne.Accessible   = (*Map)(nil)
	_ desktop.Keyable   = (*Map)(nil)
	_ desktop.Mouseable = (*Map)(nil)
)

// New returns a map of a scene.
func New(words *i18n.Words, scene Scene) *Map {
	m := &Map{words: words, scene: scene, chosen: -1}
	m.ExtendBaseWidget(m)
	return m
}

// SetOutlines changes the outlines, such as their shades on another day.
func (m *Map) SetOutlines(list []Outline) {
	m.scene.Outlines = list
	m.version++
	m.Refresh()
}

// SetReading tells what the page says of the chosen record, for those who
// cannot see it.
func (m *Map) SetReading(text string) { m.read = text }

// Plane is the view of the moment.
func (m *Map) Plane() Plane { return m.plane }

// Chosen is the number of the chosen record, -1 for none.
func (m *Map) Chosen() int { return m.chosen }

// Left is how many circles of the view are not drawn, because they would cover
// one another.
func (m *Map) Left() int { return m.see().Left }

// Resize keeps what is in the middle where it is; the first size shows the
// home's surroundings, or the chosen record's.
func (m *Map) Resize(size fyne.Size) {
	m.plane = m.plane.Sized(float64(size.Width), float64(size.Height))
	if size.Width > 1 && size.Height > 1 && !m.moved {
		m.fit()
		m.placed = true
	}
	m.BaseWidget.Resize(size)
}

func (m *Map) fit() {
	m.plane = m.scene.Whole(m.plane)
	if m.chosen >= 0 && !m.plane.Holds(m.scene.Marks[m.chosen].At, 0) {
		m.plane = m.scene.Around(m.plane, m.chosen)
	}
}

// ShowAll shows the home's surroundings, whatever was chosen.
func (m *Map) ShowAll() {
	m.moved = false
	m.plane = m.scene.Whole(m.plane)
	m.Refresh()
}

// ShowHome brings the home into the middle.
func (m *Map) ShowHome() {
	if m.scene.Home != nil {
		m.moved = true
		m.plane = m.plane.Fit(Disc{At: *m.scene.Home})
		m.Refresh()
	}
}

// ZoomIn and ZoomOut zoom around the chosen record, or the middle.
func (m *Map) ZoomIn() { m.zoom(1 / step) }

// ZoomOut shows more.
func (m *Map) ZoomOut() { m.zoom(step) }

// step is how much one key press zooms.
const step = 1.5

func (m *Map) zoom(factor float64) {
	x, y := m.plane.Width/2, m.plane.Height/2
	if m.chosen >= 0 && m.plane.Holds(m.scene.Marks[m.chosen].At, 0) {
		x, y = m.plane.XY(m.scene.Marks[m.chosen].At)
	}
	m.zoomAt(factor, x, y)
}

func (m *Map) zoomAt(factor, x, y float64) {
	m.moved = true
	m.plane = m.plane.Zoom(factor, x, y)
	m.Refresh()
}

func (m *Map) pan(dx, dy float64) {
	m.moved = true
	m.plane = m.plane.Pan(dx, dy)
	m.Refresh()
}

// Select chooses a record and brings it into sight.
func (m *Map) Select(at int) {
	if len(m.scene.Marks) == 0 {
		return
	}
	m.chosen = max(0, min(at, len(m.scene.Marks)-1))
	if m.placed && !m.plane.Holds(m.scene.Marks[m.chosen].At, margin) {
		m.plane = m.scene.Around(m.plane, m.chosen)
	}
	if m.OnSelect != nil {
		m.OnSelect(m.chosen)
	}
	m.Refresh()
}

const (
	margin = 12 // units from the edge within which a record counts as out of sight
	gap    = 22 // units between marks that stand apart
	edge   = 20 // units between a pointer and the edge
)

func (m *Map) see() View { return m.scene.See(m.plane, gap, edge, m.chosen) }

// MouseDown takes the keyboard and chooses what is under the pointer.
func (m *Map) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		c.Focus(m)
	}
	m.pick(float64(e.Position.X), float64(e.Position.Y))
}

// MouseUp does nothing.
func (m *Map) MouseUp(*desktop.MouseEvent) {}

// pick chooses the mark at a place; of several it goes on to the next one each
// time. A pointer at the edge leads to its place.
func (m *Map) pick(x, y float64) {
	v := m.see()
	for _, c := range v.Clusters {
		if math.Hypot(c.X-x, c.Y-y) > gap*0.7 {
			continue
		}
		next := c.Marks[0]
		for i, at := range c.Marks {
			if at == m.chosen {
				next = c.Marks[(i+1)%len(c.Marks)]
			}
		}
		m.Select(next)
		return
	}
	for _, f := range v.Pointers {
		if math.Hypot(f.X-x, f.Y-y) > edge {
			continue
		}
		if f.Home {
			m.ShowHome()
			return
		}
		m.Select(f.Marks[0])
		return
	}
}

// Dragged moves the sheet with the pointer.
func (m *Map) Dragged(e *fyne.DragEvent) { m.pan(float64(e.Dragged.DX), float64(e.Dragged.DY)) }

// DragEnd does nothing.
func (m *Map) DragEnd() {}

// Scrolled zooms at the pointer.
func (m *Map) Scrolled(e *fyne.ScrollEvent) {
	m.zoomAt(math.Pow(1.0015, -float64(e.Scrolled.DY)*4), float64(e.Position.X), float64(e.Position.Y))
}

// AccessibilityLabel reads the chosen record.
func (m *Map) AccessibilityLabel() string { return m.read }

// AccessibilityRole calls the map text.
func (m *Map) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
