package typeset

// span is one line of items: from..to is drawn, to..next are spaces that the
// line end swallows.
type span struct {
	from, to, next int
	hard           bool // broken inside a word that fits no line
}

// breakLines fills lines of the given measure one after another, as far as the
// rules of mayBreak allow. Every item is in exactly one span. Tight lines may
// take up to one character more by squeezing their punctuation marks.
func breakLines(items []item, size Unit, tight bool, measure func(line int) Unit) []span {
	var lines []span
	for from := 0; from < len(items); {
		to, hard := fill(items, from, size, tight, measure(len(lines)))
		next := to
		for next < len(items) && items[next].class == space {
			next++
		}
		for to > from && items[to-1].class == space {
			to--
		}
		lines = append(lines, span{from: from, to: to, next: next, hard: hard})
		from = next
	}
	return lines
}

// fill returns where the line that begins at from must end.
func fill(items []item, from int, size Unit, tight bool, measure Unit) (to int, hard bool) {
	var width, spare Unit
	legal := -1
	for i := from; i < len(items); i++ {
		it := items[i]
		if i == from && it.blank < 0 && from > 0 {
			it.trimLeft(size)
		}
		width += it.width
		if it.class != space && width-endBlank(it, size) > measure+min(spare, size) {
			if legal > from {
				return legal, false
			}
			return max(i, from+1), true
		}
		if mayBreak(items, i) {
			legal = i + 1
		}
		width += it.gap
		if tight && it.blank > 0 {
			spare += squeezable(size)
		}
	}
	return len(items), false
}

// squeezable is how much of a mark's empty half may go inside a line.
func squeezable(size Unit) Unit { return size * 3 / 10 }

// endBlank is how much of the last mark's empty right half may hang over.
func endBlank(it item, size Unit) Unit {
	if it.blank > 0 {
		return size / 2
	}
	return 0
}
