package timeline

import "slices"

// Block is what a lane draws as one: an item, or several that would cover one
// another. Left and Right are places on the scale, cut at nothing.
type Block struct {
	Items       []int
	Left, Right float64
	Row         int
}

// MostRows is how many rows a lane of records grows to before it puts records
// together that stand too close.
const MostRows = 3

// Arrange gives the items of a lane their rows at a scale. Codes each keep a
// bar of their own. Of records that stand closer than their signs are wide,
// three rows are made; beyond that they are put together, and come apart again
// when somebody zooms in.
func Arrange(items []Item, s Scale) (blocks []Block, rows int) {
	if slices.ContainsFunc(items, func(it Item) bool { return it.Colour != "" }) {
		return codeBlocks(items, s)
	}
	blocks = make([]Block, len(items))
	for i, it := range items {
		l, r := extent(it, s)
		blocks[i] = Block{Items: []int{i}, Left: l, Right: r}
	}
	slices.SortStableFunc(blocks, func(a, b Block) int { return compare(a.Left, b.Left) })
	if rows = stack(blocks); rows > MostRows {
		return together(blocks), 1
	}
	return blocks, rows
}

// codeBlocks are the spans of colours, by their times alone.
func codeBlocks(items []Item, s Scale) ([]Block, int) {
	at, rows := Rows(items)
	blocks := make([]Block, len(items))
	for i, it := range items {
		l, r := extent(it, s)
		blocks[i] = Block{Items: []int{i}, Left: l, Right: r, Row: at[i]}
	}
	return blocks, rows
}

// extent is what an item covers when it is drawn.
func extent(it Item, s Scale) (left, right float64) {
	left, right = s.X(it.From), s.X(it.end())
	if it.To.IsZero() {
		return left - float64(instant)/2, left + float64(instant)/2
	}
	return left, max(right, left+float64(minWidth))
}

// stack puts blocks, in order of their left ends, into the first row with room.
func stack(blocks []Block) int {
	var ends []float64
	for i := range blocks {
		b := &blocks[i]
		b.Row = slices.IndexFunc(ends, func(end float64) bool { return b.Left >= end })
		if b.Row < 0 {
			b.Row = len(ends)
			ends = append(ends, 0)
		}
		ends[b.Row] = b.Right + 1
	}
	return max(1, len(ends))
}

// bin is how wide a block of many is before the next one begins.
const bin = 72

// together makes one block of records that touch and begin near one another. A
// block ends where the next one begins, so that a chain of long records does
// not become a single bar for ever.
func together(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		n := len(out)
		if n > 0 && b.Left <= out[n-1].Right && b.Left < out[n-1].Left+bin {
			last := &out[n-1]
			last.Items, last.Right = append(last.Items, b.Items...), max(last.Right, b.Right)
			continue
		}
		if n > 0 {
			out[n-1].Right = min(out[n-1].Right, b.Left)
		}
		b.Row = 0
		out = append(out, b)
	}
	return out
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
