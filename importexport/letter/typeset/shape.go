package typeset

import (
	"slices"

	"recourse/importexport/letter/face"
)

// Marks of emphasis inside a text; they stand for no glyph. They lie in the
// private use area, which no letter may contain otherwise.
const (
	BoldOn  = '\uE000'
	BoldOff = '\uE001'
)

// style says how a text is set.
type style struct {
	size    Unit
	pitch   Unit // from baseline to baseline
	bold    bool
	ink     Ink
	wide    bool // Chinese text
	justify bool
	centre  bool
	node    int
}

// item is one character, measured.
type item struct {
	r     rune
	class class
	face  face.ID
	glyph face.GID
	width Unit // advance without gap
	shift Unit // of the glyph inside its advance
	blank int  // side of the mark's empty half, see wideBlank
	gap   Unit // thin space after it, dropped at the end of a line
}

// shaper turns text into items and remembers what no face shows.
type shaper struct {
	faces *face.Set
	lost  []rune
}

// shape measures text. Line ends and tabs in it count as spaces.
func (s *shaper) shape(text string, st style) []item {
	return s.shapeInto(make([]item, 0, len(text)/2), text, st)
}

// shapeInto does it in room that the caller has.
func (s *shaper) shapeInto(items []item, text string, st style) []item {
	bold := st.bold
	for _, r := range text {
		switch r {
		case BoldOn:
			bold = true
			continue
		case BoldOff:
			bold = st.bold
			continue
		case '\n', '\r', '\t':
			r = ' '
		}
		items = append(items, s.measure(r, bold, st))
	}
	pinch(items, st.size)
	return items
}

func (s *shaper) measure(r rune, bold bool, st style) item {
	id, g, ok := s.faces.Find(r, bold, st.wide)
	if !ok && !slices.Contains(s.lost, r) {
		s.lost = append(s.lost, r)
	}
	it := item{r: r, class: classOf(r), face: id, glyph: g}
	it.width = scaled(s.faces.Face(id).Width(g), st.size)
	if !st.wide {
		return it
	}
	if it.blank = wideBlank(r); it.blank != 0 && it.width < st.size {
		if it.blank < 0 {
			it.shift = st.size - it.width - st.size/16
		} else {
			it.shift = st.size / 16
		}
		it.width = st.size
	}
	return it
}

func scaled(thousandths int, size Unit) Unit { return Unit(thousandths) * size / 1000 }

// pinch closes the double blanks between neighbouring full-width marks and
// opens a thin space between Chinese and Latin.
func pinch(items []item, size Unit) {
	for i := 0; i+1 < len(items); i++ {
		a, b := &items[i], &items[i+1]
		switch {
		case a.blank > 0 && b.blank != 0:
			a.width, a.blank = a.width-size/2, 0
		case a.blank < 0 && b.blank < 0:
			b.trimLeft(size)
		case a.class == ideograph && latinLike(b.r), latinLike(a.r) && b.class == ideograph:
			a.gap = size * 16 / 100
		}
	}
}

func (it *item) trimLeft(size Unit) {
	it.width, it.shift, it.blank = it.width-size/2, it.shift-size/2, 0
}
