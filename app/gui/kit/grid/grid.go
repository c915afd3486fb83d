package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// Grid is the table. Its fields are set before it is shown.
type Grid struct {
	widget.BaseWidget

	// Multi lets rows be marked; each has a box at its left.
	Multi bool
	// OnOpen is told a row to open: Enter or a double click.
	OnOpen func(at int)
	// OnPreview is told a row to look at: Space.
	OnPreview func(at int)
	// OnCurrent is told the row that became current.
	OnCurrent func(at int)
	// OnMark is told how many rows are marked.
	OnMark func(n int)
	// OnSort is told the column to sort by.
	OnSort func(column string, down bool)
	// OnEscape is Esc when no row is marked.
	OnEscape func()

	columns []Column
	source  Source
	view    view
	marks   map[int64]bool
	key     int64 // of the current row

	sortBy   string
	sortDown bool

	focused, shift bool
	head           int    // column whose head has the keyboard, -1 for none
	hover          int    // row under the pointer, -1 for none
	downs          [2]int // rows of the last two presses of the pointer
	grab           float32
	dragging       bool
	wheel          float32
	spans          []span
	rooms          []room // what the columns want, at the text size below
	textSize       float32
}

var (
	_ fyne.Focusable      = (*Grid)(nil)
	_ fyne.Scrollable     = (*Grid)(nil)
	_ fyne.Draggable      = (*Grid)(nil)
	_ fyne.DoubleTappable = (*Grid)(nil)
	_ fyne.Shortcutable   = (*Grid)(nil)
	_ desktop.Mouseable   = (*Grid)(nil)
	_ desktop.Hoverable   = (*Grid)(nil)
	_ desktop.Keyable     = (*Grid)(nil)
	_ fyne.Accessible     = (*Grid)(nil)
)

// New returns a grid over a source.
func New(source Source, columns ...Column) *Grid {
	g := &Grid{columns: columns, source: source, marks: map[int64]bool{}, head: -1, hover: -1}
	g.view.current = -1
	g.ExtendBaseWidget(g)
	g.view.resize(source.Len(), 0)
	if source.Len() > 0 {
		g.view.current, g.key = 0, source.Key(0)
	}
	return g
}

// Reload takes new rows from the source: another filter, another order, or a
// change in the office. The current row stays the same thing where it can be
// found; the marks stay.
func (g *Grid) Reload() {
	g.rooms = nil
	g.view.resize(g.source.Len(), g.visible())
	at := g.view.current
	if f, ok := g.source.(Finder); ok && g.key != 0 {
		if found := f.Find(g.key); found >= 0 {
			at = found
		}
	}
	g.view.move(max(0, at))
	g.remember()
	g.Refresh()
}

// Current is the current row, -1 for none.
func (g *Grid) Current() int { return g.view.current }

// Key is the key of the current row, 0 when there is none.
func (g *Grid) Key() int64 { return g.key }

// First is the first visible row.
func (g *Grid) First() int { return g.view.first }

// Select makes a row current and brings it into sight.
func (g *Grid) Select(at int) {
	g.view.move(at)
	g.remember()
	if g.OnCurrent != nil && g.view.current >= 0 {
		g.OnCurrent(g.view.current)
	}
	g.Refresh()
}

func (g *Grid) remember() {
	g.key = 0
	if g.view.current >= 0 && g.view.current < g.source.Len() {
		g.key = g.source.Key(g.view.current)
	}
}

// Sorted shows by which column the rows stand.
func (g *Grid) Sorted(column string, down bool) {
	g.sortBy, g.sortDown = column, down
	g.Refresh()
}

// Marked lists the keys of the marked rows.
func (g *Grid) Marked() []int64 {
	keys := make([]int64, 0, len(g.marks))
	for k := range g.marks {
		keys = append(keys, k)
	}
	return keys
}

// Mark marks the rows with these keys, for a screen that is built anew. Keys
// of rows that are gone are left out.
func (g *Grid) Mark(keys []int64) {
	wanted := make(map[int64]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	for at := 0; at < g.source.Len() && len(wanted) > 0; at++ {
		if k := g.source.Key(at); wanted[k] {
			g.marks[k] = true
			delete(wanted, k)
		}
	}
	g.Refresh()
}

// Unmark takes all marks away.
func (g *Grid) Unmark() {
	clear(g.marks)
	g.marked()
}

func (g *Grid) mark(at int, on bool) {
	if at < 0 || at >= g.source.Len() {
		return
	}
	if on {
		g.marks[g.source.Key(at)] = true
		return
	}
	delete(g.marks, g.source.Key(at))
}

func (g *Grid) marked() {
	if g.OnMark != nil {
		g.OnMark(len(g.marks))
	}
	g.Refresh()
}

// rowHeight is the height of a row at the text scale in force.
func (g *Grid) rowHeight() float32 { return theme.RowHeight() }

// Fit names contents of a column that must not be cut, in place of those before.
func (g *Grid) Fit(column string, cells []Cell) {
	for i := range g.columns {
		if g.columns[i].ID == column {
			g.columns[i].Fits, g.rooms = cells, nil
		}
	}
	g.Refresh()
}

// visible is how many rows fit.
func (g *Grid) visible() int {
	h := g.Size().Height - g.rowHeight()
	return max(0, int(h/g.rowHeight()))
}

// AccessibilityLabel reads the current row to a screen reader.
func (g *Grid) AccessibilityLabel() string {
	if g.view.current < 0 {
		return ""
	}
	label := ""
	for i, c := range g.cells(g.view.current) {
		if c.Text != "" {
			label += g.columns[i].Title + ": " + c.Text + ". "
		}
	}
	return label
}

// AccessibilityRole calls the grid text, the nearest role the toolkit has.
func (g *Grid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (g *Grid) cells(at int) []Cell {
	cells := make([]Cell, len(g.columns))
	g.source.Fill(at, cells)
	return cells
}

// escape gives up the marks first, then asks the screen, then the frame.
func (g *Grid) escape() {
	switch {
	case len(g.marks) > 0:
		g.Unmark()
	case g.OnEscape != nil:
		g.OnEscape()
	default:
		kit.Escape(g)
	}
}
