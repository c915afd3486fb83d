package grid

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
)

// span is where a column stands.
type span struct {
	col      int
	x, width float32
}

// measured is the columns with the widths they need at the text scale in force:
// their own, their head's, and that of the longest content they name.
func measured(columns []Column) []Column {
	out := slices.Clone(columns)
	scale := theme.Text(theme.Body) / 14
	for i := range out {
		c := &out[i]
		head := fyne.MeasureText(c.Title, theme.Text(theme.Caption), fyne.TextStyle{Bold: c.Sortable}).Width
		if c.Sortable {
			head += arrowSize + 2
		}
		widest := head
		for _, cell := range c.Fits {
			widest = max(widest, extent(cell))
		}
		c.Width = max(c.Width*scale, float32(math.Ceil(float64(widest+2*cellPad))))
	}
	return out
}

// spread lays the columns out over a width. Columns that may be dropped go,
// the highest Drop first, until the rest fits; what is left is shared by Flex.
// If nothing more may go, all are narrowed alike.
func spread(columns []Column, total float32) []span {
	keep := make([]int, 0, len(columns))
	need, scale := float32(0), float32(1)
	for i, c := range columns {
		keep = append(keep, i)
		need += c.Width
	}
	for need > total {
		drop := slices.MaxFunc(keep, func(a, b int) int { return columns[a].Drop - columns[b].Drop })
		if columns[drop].Drop == 0 {
			break
		}
		keep = slices.DeleteFunc(keep, func(i int) bool { return i == drop })
		need -= columns[drop].Width
	}
	if need > total && need > 0 {
		scale = total / need
		need = total
	}
	return share(columns, keep, total-need, scale)
}

func share(columns []Column, keep []int, left, scale float32) []span {
	flex := float32(0)
	for _, i := range keep {
		flex += columns[i].Flex
	}
	spans := make([]span, len(keep))
	x := float32(0)
	for n, i := range keep {
		w := columns[i].Width * scale
		if left > 0 && flex > 0 {
			w += left * columns[i].Flex / flex
		}
		spans[n] = span{col: i, x: x, width: w}
		x += w
	}
	return spans
}
