package typeset

import "strings"

var (
	matrixSide = MM(280)
	matrixGap  = MM(60)
)

// lay sets the signature with the QR code at its right and, at the left, how
// to check the letter; the code follows in letters. The whole never divides.
func (b Signature) lay(c *composer) {
	text := c.signatureText(b)
	if b.Matrix != nil {
		m := *b.Matrix
		m.Side, m.X, m.Y = matrixSide, left+textWidth-matrixSide, max(c.pitch/4, text.under)
		m.Node = c.node("Figure")
		c.nodes[m.Node].Alt = b.Alt
		text.matrix = &m
		text.height = max(text.height, m.Y+m.Side+MM(20))
	}
	text.space = c.pitch / 3
	rows := []row{text}
	if b.Code != "" {
		st := style{size: 7_000, pitch: 9_000, ink: Grey, node: c.node("Code")}
		if c.large {
			st.size, st.pitch, st.ink = 12_000, 16_000, Black
		}
		rows = append(rows, c.paragraph(Grouped(b.Code), st, column{x: left, width: textWidth})...)
		rows = append(rows, row{height: c.pitch / 2})
	}
	for i := range rows {
		rows[i].keep = i < len(rows)-1
	}
	c.add(rows...)
}

// signatureText sets the note at the left and the signature lines, centred
// over each other as seal and date are, at the right.
func (c *composer) signatureText(b Signature) row {
	room := textWidth
	if b.Matrix != nil {
		room -= matrixSide + matrixGap
	}
	noteWidth := room * 36 / 100
	if c.large {
		noteWidth = textWidth
	}
	r := row{}
	note := c.smallStyle(c.node("P"))
	note.justify, note.ink = false, Grey
	y := c.pitch / 4
	for _, l := range c.paragraph(b.Note, note, column{x: left, width: noteWidth}) {
		r.stack(l, y)
		y += note.pitch
	}
	if c.large {
		return c.signedBelow(b, r, y+c.pitch/2, column{x: left, width: room})
	}
	col := column{x: left + noteWidth + matrixGap, width: room - noteWidth - matrixGap}
	y = c.pitch * 3 / 4
	for _, text := range []string{b.Authority, b.Date} {
		st := c.bodyStyle(c.node("P"))
		st.centre, st.justify, st.pitch = true, false, c.pitch*5/4
		for _, line := range c.nameLines(text, st, col.width) {
			if w := c.width(line, st); w > col.width {
				st.size = st.size * col.width / w
			}
			for _, l := range c.paragraph(line, st, col) {
				r.stack(l, y)
				y += st.pitch
			}
		}
	}
	return r
}

// signedBelow sets authority and date under the note, in lines as many as they
// need: large print shrinks nothing.
func (c *composer) signedBelow(b Signature, r row, y Unit, col column) row {
	r.under = y
	for _, text := range []string{b.Authority, b.Date} {
		st := c.bodyStyle(c.node("P"))
		st.centre, st.justify = true, false
		for _, l := range c.paragraph(text, st, col) {
			r.stack(l, y)
			y += st.pitch
		}
	}
	return r
}

// Grouped divides a code into groups of five, which can be read out and
// compared.
func Grouped(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i += 5 {
		b.WriteString(code[i:min(i+5, len(code))] + " ")
	}
	return b.String()
}

// lay sets the slip below a line of dashes, all on one page.
func (b Slip) lay(c *composer) {
	cut := row{space: c.pitch / 2, height: c.pitch / 2, keep: true}
	for x := Unit(0); x < textWidth; x += 12_000 {
		cut.rules = append(cut.rules, Rule{X: left + x, W: min(8_000, textWidth-x), H: ruleThin, Ink: Grey})
	}
	from := len(c.rows)
	c.add(cut)
	st := c.smallStyle(c.node("P"))
	st.justify = false
	c.add(c.paragraph(b.Head, st, column{x: left, width: textWidth})...)
	b.Table.lay(c)
	for i := from; i < len(c.rows); i++ {
		c.rows[i].keep = true
	}
}

// stack draws another row inside this one, y below its top.
func (r *row) stack(l row, y Unit) {
	for _, run := range l.runs {
		run.Y += y
		r.runs = append(r.runs, run)
	}
	r.height = max(r.height, y+l.height)
}
