package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
)

// barWidth is the width of the drag bar, which is always there: a bar that
// appears only under the pointer is missed.
const barWidth float32 = 12

// MouseDown selects at once; waiting for a possible double click would feel
// slow.
func (g *Grid) MouseDown(e *desktop.MouseEvent) {
	g.takeFocus()
	switch {
	case e.Position.X >= g.Size().Width-barWidth:
		g.grabBar(e.Position.Y)
	case e.Position.Y < g.rowHeight():
		if col := g.columnAt(e.Position.X); col >= 0 {
			g.sort(col)
		}
	default:
		g.click(e)
	}
}

func (g *Grid) click(e *desktop.MouseEvent) {
	at := g.rowAt(e.Position.Y)
	if at < 0 {
		return
	}
	g.head, g.downs = -1, [2]int{g.downs[1], at}
	if g.Multi && e.Position.X < g.boxRoom() {
		g.mark(at, !g.marks[g.source.Key(at)])
		g.marked()
		return
	}
	g.shift = e.Modifier&fyne.KeyModifierShift != 0
	g.step(at)
	g.shift = false
}

// MouseUp ends a drag.
func (g *Grid) MouseUp(*desktop.MouseEvent) { g.dragging = false }

// DoubleTapped opens the row. Two quick clicks on boxes tick them, and two on
// different rows are none: both would open a case nobody asked for.
func (g *Grid) DoubleTapped(e *fyne.PointEvent) {
	boxes := g.Multi && e.Position.X < g.boxRoom()
	if !boxes && g.downs[0] == g.downs[1] && e.Position.X < g.Size().Width-barWidth && g.rowAt(e.Position.Y) >= 0 {
		g.open()
	}
}

// MouseIn lights the row under the pointer.
func (g *Grid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved lights the row under the pointer and shows what is cut or said by
// icons.
func (g *Grid) MouseMoved(e *desktop.MouseEvent) {
	at := g.rowAt(e.Position.Y)
	if at != g.hover {
		g.hover = at
		g.Refresh()
		kit.Touch(g)
	}
	g.tip(at, e.Position.X)
}

// MouseOut puts the light out.
func (g *Grid) MouseOut() {
	g.hover = -1
	kit.ShowTip(g, "")
	g.Refresh()
}

func (g *Grid) tip(at int, x float32) {
	col := g.columnAt(x)
	if at < 0 || col < 0 {
		kit.ShowTip(g, "")
		return
	}
	cell := g.cells(at)[col]
	s := g.spanOf(col)
	text := cell.Tip
	if text == "" && cut(cell, s.width) {
		text = cell.Text
	}
	y := g.rowHeight() * float32(1+at-g.view.first)
	kit.ShowTipAt(g, text, fyne.NewPos(g.boxRoom()+s.x, y), g.rowHeight())
}

// Scrolled moves by the wheel.
func (g *Grid) Scrolled(e *fyne.ScrollEvent) {
	g.wheel -= e.Scrolled.DY * 2
	rows := int(g.wheel / g.rowHeight())
	if rows == 0 {
		return
	}
	g.wheel -= float32(rows) * g.rowHeight()
	g.view.scroll(g.view.first + rows)
	g.Refresh()
}

// Dragged moves by the drag bar.
func (g *Grid) Dragged(e *fyne.DragEvent) {
	if !g.dragging {
		return
	}
	g.view.drag(float64(e.Position.Y-g.rowHeight()-g.grab), g.track())
	g.Refresh()
}

// DragEnd ends a drag.
func (g *Grid) DragEnd() { g.dragging = false }

// grabBar takes the handle, or jumps to where the track was pressed.
func (g *Grid) grabBar(y float32) {
	start, length := g.view.thumb(g.track())
	at := float64(y - g.rowHeight())
	g.dragging = true
	g.grab = float32(at - start)
	if at < start || at > start+length {
		g.grab = float32(length / 2)
		g.view.drag(at-length/2, g.track())
		g.Refresh()
	}
}

func (g *Grid) track() float64 { return float64(g.Size().Height - g.rowHeight()) }

func (g *Grid) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && !g.focused {
		c.Focus(g)
	}
}

func (g *Grid) rowAt(y float32) int {
	if y < g.rowHeight() {
		return -1
	}
	at := g.view.first + int((y-g.rowHeight())/g.rowHeight())
	if at >= g.view.rows {
		return -1
	}
	return at
}

func (g *Grid) columnAt(x float32) int {
	x -= g.boxRoom()
	for _, s := range g.spans {
		if x >= s.x && x < s.x+s.width {
			return s.col
		}
	}
	return -1
}

func (g *Grid) spanOf(col int) span {
	for _, s := range g.spans {
		if s.col == col {
			return s
		}
	}
	return span{}
}
