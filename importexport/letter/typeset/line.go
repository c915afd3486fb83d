package typeset

// place says where a line is set: from x on a baseline at y. A line that
// continues a paragraph may not begin with a blank; one that goes on is
// stretched to the measure.
type place struct {
	x, y, measure     Unit
	continues, goesOn bool
}

// setLine positions the items of one line, which are changed by it.
func setLine(line []item, st style, p place) []Run {
	if len(line) == 0 {
		return nil
	}
	if p.continues && line[0].blank < 0 {
		line[0].trimLeft(st.size)
	}
	end := &line[len(line)-1]
	end.gap = 0
	x, slack := p.x, p.measure-lineWidth(line)+endBlank(*end, st.size)
	switch {
	case st.centre:
		x += max(0, slack) / 2
	case slack < 0:
		squeeze(line, -slack, st.size)
	case st.justify && p.goesOn:
		stretch(line, slack, st.size)
	}
	return runs(line, st, x, p.y)
}

func lineWidth(line []item) (w Unit) {
	for i := range line {
		w += line[i].width + line[i].gap
	}
	return w
}

// stretch shares slack among the places where the line could have been
// broken. A line that would fall apart stays ragged.
func stretch(line []item, slack, size Unit) {
	var room [128]int // more than a line has
	places := room[:0]
	for i := 0; i+1 < len(line); i++ {
		if mayBreak(line, i) {
			places = append(places, i)
		}
	}
	n := Unit(len(places))
	if n == 0 || slack > n*size*45/100 {
		return
	}
	for k, i := range places {
		line[i].gap += slack*Unit(k+1)/n - slack*Unit(k)/n
	}
}

// squeeze takes what a tight line has too much from the marks inside it.
func squeeze(line []item, excess, size Unit) {
	var marks []int
	for i, it := range line[:len(line)-1] {
		if it.blank > 0 {
			marks = append(marks, i)
		}
	}
	n := Unit(len(marks))
	for k, i := range marks {
		line[i].width -= min(squeezable(size), excess*Unit(k+1)/n-excess*Unit(k)/n)
	}
}

// runs groups neighbouring glyphs of one face.
func runs(line []item, st style, x, y Unit) []Run {
	n := 1
	for i := 1; i < len(line); i++ {
		if line[i].face != line[i-1].face {
			n++
		}
	}
	out, glyphs := make([]Run, 0, n), make([]Glyph, len(line))
	from := 0
	for i := range line {
		it := &line[i]
		if i == 0 || it.face != line[i-1].face {
			out = append(out, Run{X: x, Y: y, Size: st.size, Face: it.face, Ink: st.ink, Node: st.node})
			from = i
		}
		r := &out[len(out)-1]
		glyphs[i] = Glyph{ID: it.glyph, Rune: it.r, X: x + it.shift - r.X}
		r.Glyphs = glyphs[from : i+1 : i+1]
		x += it.width + it.gap
	}
	return out
}
