package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/theme"
)

// boxRoom is the width of the column of boxes.
func (g *Grid) boxRoom() float32 {
	if !g.Multi {
		return 0
	}
	return theme.Grid(theme.Text(theme.Body)) + 2*cellPad
}

// rowView is one row's objects.
type rowView struct {
	back, edge, line, box *canvas.Rectangle
	tick                  *canvas.Image
	cells                 []*cellView
}

func newRowView(columns int) *rowView {
	v := &rowView{back: rect(), edge: rect(), line: rect(), box: rect(), tick: &canvas.Image{FillMode: canvas.ImageFillContain}}
	v.box.CornerRadius = 3
	for range columns {
		v.cells = append(v.cells, newCellView())
	}
	return v
}

func (v *rowView) paint(g *Grid, at int, cells []Cell, pos fyne.Position, objects []fyne.CanvasObject) []fyne.CanvasObject {
	h, w := g.rowHeight(), g.Size().Width
	if face := g.face(at); face != "" {
		v.back.FillColor = theme.Colour(face)
		v.back.Move(pos)
		v.back.Resize(fyne.NewSize(w, h))
		objects = append(objects, v.back)
	}
	if at == g.view.current {
		v.edge.FillColor = theme.Colour(theme.Accent)
		v.edge.Move(pos)
		v.edge.Resize(fyne.NewSize(3, h))
		objects = append(objects, v.edge)
	}
	v.line.FillColor = theme.Colour(theme.Line)
	v.line.Move(fyne.NewPos(0, pos.Y+h-1))
	v.line.Resize(fyne.NewSize(w, 1))
	objects = append(objects, v.line)
	objects = v.paintBox(g, at, pos, objects)
	for _, s := range g.spans {
		place := area{x: g.boxRoom() + s.x + cellPad, y: pos.Y, w: s.width - 2*cellPad, h: h}
		objects = v.cells[s.col].paint(cells[s.col], g.columns[s.col].Align, place, objects)
	}
	return objects
}

// face is the row's background: chosen, marked, lit or plain.
func (g *Grid) face(at int) theme.Token {
	switch {
	case at == g.view.current, g.Multi && g.marks[g.source.Key(at)]:
		return theme.AccentSoft
	case at == g.hover:
		return theme.Hover
	}
	return ""
}

func (v *rowView) paintBox(g *Grid, at int, pos fyne.Position, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if !g.Multi {
		return objects
	}
	side := theme.Grid(theme.Text(theme.Body))
	on := g.marks[g.source.Key(at)]
	v.box.FillColor, v.box.StrokeColor, v.box.StrokeWidth = theme.Colour(theme.Panel), theme.Colour(theme.Border), 1
	if on {
		v.box.FillColor, v.box.StrokeWidth = theme.Colour(theme.Accent), 0
	}
	v.box.Move(fyne.NewPos(cellPad+2, pos.Y+(g.rowHeight()-side)/2))
	v.box.Resize(fyne.NewSquareSize(side))
	objects = append(objects, v.box)
	if !on {
		return objects
	}
	v.tick.Resource = theme.Icon("check", theme.OnAccent)
	v.tick.Move(v.box.Position().AddXY(1, 1))
	v.tick.Resize(fyne.NewSquareSize(side - 2))
	return append(objects, v.tick)
}
