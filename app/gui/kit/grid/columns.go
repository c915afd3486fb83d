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

// room is what a column wants, in units of the window: want shows everything
// whole, least is where it may be narrowed to.
type room struct{ want, least float32 }

// sampled is how many rows are looked at to find a column's width, and
// widestLetters how many letters wide that can make it.
const (
	sampled               = 60
	widestLetters float32 = 18
)

// measure finds what the columns want, once for each size of text and each
// reload.
func (g *Grid) measure() []room {
	size := theme.Text(theme.Body)
	if g.rooms != nil && g.textSize == size {
		return g.rooms
	}
	g.rooms, g.textSize = make([]room, len(g.columns)), size
	widths := g.sample()
	for i, c := range g.columns {
		least := max(c.Width*size/14, headRoom(c))
		for _, cell := range c.Fits {
			widths[i] = max(widths[i], extent(cell)+2*cellPad)
		}
		g.rooms[i] = room{want: max(least, float32(math.Ceil(float64(widths[i])))), least: least}
	}
	return g.rooms
}

// sample measures the first rows in the columns that do not say what they hold.
// Sentences and digests are cut gladly and do not count.
func (g *Grid) sample() []float32 {
	widths := make([]float32, len(g.columns))
	limit := widestLetters * theme.Text(theme.Body)
	for at := range min(sampled, g.source.Len()) {
		for i, cell := range g.cells(at) {
			if c := g.columns[i]; len(c.Fits) > 0 || c.Flex >= 1 || cell.Mono {
				continue
			}
			widths[i] = max(widths[i], min(extent(cell)+2*cellPad, limit))
		}
	}
	return widths
}

func headRoom(c Column) float32 {
	w := fyne.MeasureText(c.Title, theme.Text(theme.Caption), fyne.TextStyle{Bold: c.Sortable}).Width
	if c.Sortable {
		w += arrowSide() + 2
	}
	return float32(math.Ceil(float64(w + 2*cellPad)))
}

// spread lays the columns out over a width. Columns that may be dropped go,
// the highest Drop first, until the rest fits, and come back where what is left
// suffices for them; the remainder is shared by Flex. If nothing more may go,
// the columns are narrowed, those that flex first.
func spread(columns []Column, rooms []room, total float32) []span {
	keep, need := choose(columns, rooms, total)
	widths := make([]float32, len(columns))
	for _, i := range keep {
		widths[i] = rooms[i].want
	}
	if need > total {
		narrow(columns, rooms, keep, widths, need-total)
	} else {
		share(columns, keep, widths, total-need)
	}
	spans := make([]span, len(keep))
	x := float32(0)
	for n, i := range keep {
		spans[n] = span{col: i, x: x, width: widths[i]}
		x += widths[i]
	}
	return spans
}

// choose finds the columns that are shown and the width they want together.
func choose(columns []Column, rooms []room, total float32) (keep []int, need float32) {
	var gone []int
	for i := range columns {
		keep = append(keep, i)
		need += rooms[i].want
	}
	for need > total {
		drop := slices.MaxFunc(keep, func(a, b int) int { return columns[a].Drop - columns[b].Drop })
		if columns[drop].Drop == 0 {
			break
		}
		keep = slices.DeleteFunc(keep, func(i int) bool { return i == drop })
		gone = append(gone, drop)
		need -= rooms[drop].want
	}
	for _, i := range slices.Backward(gone) {
		if need+rooms[i].want <= total {
			keep, need = append(keep, i), need+rooms[i].want
		}
	}
	slices.Sort(keep)
	return keep, need
}

// share gives what is left to the columns that flex.
func share(columns []Column, keep []int, widths []float32, left float32) {
	flex := float32(0)
	for _, i := range keep {
		flex += columns[i].Flex
	}
	if flex == 0 {
		return
	}
	for _, i := range keep {
		widths[i] += left * columns[i].Flex / flex
	}
}

// narrow takes what is missing: from the columns that flex, down to their least,
// and what is still missing from all alike.
func narrow(columns []Column, rooms []room, keep []int, widths []float32, missing float32) {
	slack := float32(0)
	for _, i := range keep {
		if columns[i].Flex > 0 {
			slack += rooms[i].want - rooms[i].least
		}
	}
	part := float32(1)
	if slack > missing {
		part = missing / slack
	}
	total := float32(0)
	for _, i := range keep {
		if columns[i].Flex > 0 {
			widths[i] -= (rooms[i].want - rooms[i].least) * part
		}
		total += widths[i]
	}
	if rest := missing - slack; rest > 0 {
		for _, i := range keep {
			widths[i] *= (total - rest) / total
		}
	}
}
