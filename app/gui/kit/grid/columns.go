package grid

import "slices"

// span is where a column stands.
type span struct {
	col      int
	x, width float32
}

// spread lays the columns out over a width. Columns that may be dropped go,
// the highest Drop first, until the rest fits; what is left is shared by Flex.
// If nothing more may go, all are narrowed alike.
func spread(columns []Column, total, scale float32) []span {
	keep := make([]int, 0, len(columns))
	need := float32(0)
	for i, c := range columns {
		keep = append(keep, i)
		need += c.Width * scale
	}
	for need > total {
		drop := slices.MaxFunc(keep, func(a, b int) int { return columns[a].Drop - columns[b].Drop })
		if columns[drop].Drop == 0 {
			break
		}
		keep = slices.DeleteFunc(keep, func(i int) bool { return i == drop })
		need -= columns[drop].Width * scale
	}
	if need > total && need > 0 {
		scale *= total / need
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
