package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// headView is one column's head.
type headView struct {
	title *canvas.Text
	arrow *canvas.Image
}

func (r *renderer) paintHeads(size fyne.Size) {
	g, h := r.of, r.of.rowHeight()
	r.headBack.FillColor = theme.Colour(theme.Sunken)
	r.headBack.Resize(fyne.NewSize(size.Width, h))
	r.headLine.FillColor = theme.Colour(theme.Line)
	r.headLine.Move(fyne.NewPos(0, h-1))
	r.headLine.Resize(fyne.NewSize(size.Width, 1))
	r.objects = append(r.objects, r.headBack, r.headLine)
	for len(r.heads) < len(g.columns) {
		r.heads = append(r.heads, &headView{canvas.NewText("", nil), &canvas.Image{FillMode: canvas.ImageFillContain}})
	}
	for _, s := range g.spans {
		r.objects = r.heads[s.col].paint(g, s, h, r.objects)
	}
}

func (v *headView) paint(g *Grid, s span, h float32, objects []fyne.CanvasObject) []fyne.CanvasObject {
	c := g.columns[s.col]
	sorted := g.sortBy == c.ID
	ink := theme.InkMuted
	room := s.width - 2*cellPad
	if sorted {
		ink = theme.Ink
		room -= arrowSide()
	}
	v.title.Color, v.title.TextSize = theme.Colour(ink), theme.Text(theme.Caption)
	v.title.TextStyle = fyne.TextStyle{Bold: sorted}
	v.title.Text = kit.Ellipsis(c.Title, room, theme.Caption, v.title.TextStyle)
	m := v.title.MinSize()
	x := g.boxRoom() + s.x + cellPad
	if c.Align == fyne.TextAlignTrailing {
		x += room - m.Width
	}
	v.title.Move(fyne.NewPos(x, (h-m.Height)/2))
	v.title.Resize(m)
	objects = append(objects, v.title)
	if !sorted {
		return objects
	}
	v.arrow.Resource = theme.Icon(map[bool]string{true: "sort-down", false: "sort-up"}[g.sortDown], theme.Ink)
	v.arrow.Move(fyne.NewPos(x+m.Width+2, (h-arrowSide())/2))
	v.arrow.Resize(fyne.NewSquareSize(arrowSide()))
	return append(objects, v.arrow)
}

const cellPad float32 = 8

// arrowSide is the size of the arrow beside the head of the column sorted by.
func arrowSide() float32 { return theme.Grid(theme.Text(theme.Caption)) + 2 }
