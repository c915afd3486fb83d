package typeset

const (
	ruleThick = 1_000
	ruleThin  = 400
)

// lay sets a table with a heavy line above and below, a lighter one under the
// heading and hairlines between rows. The heading is set again on a new page.
func (b Table) lay(c *composer) {
	table := c.node("Table")
	if c.large && b.Labels {
		b.Widths, b.Rows = []int{300, 700}, paired(b.Rows)
	}
	if b.Widths == nil {
		b.Widths = c.columns(b)
	}
	var head []row
	if len(b.Head) > 0 {
		r := c.tableRow(table, b, b.Head, true)
		r.keep = true
		head = []row{r}
	}
	rows := append([]row(nil), head...)
	again := repeated(head)
	for _, cells := range b.Rows {
		r := c.tableRow(table, b, cells, false)
		r.again = again
		rows = append(rows, r)
	}
	if len(rows) == 0 {
		return
	}
	for i := range rows {
		weight, ink := Unit(ruleThin), Grey
		if i == 0 {
			weight, ink = ruleThick, Black
		}
		rows[i].rules = append(rows[i].rules, Rule{X: left, W: textWidth, H: weight, Ink: ink})
	}
	rows[0].space = c.pitch * 30 / 100
	last := &rows[len(rows)-1]
	last.rules = append(last.rules, Rule{X: left, Y: last.height, W: textWidth, H: ruleThick})
	keepEnds(rows)
	rows = append(rows, row{height: c.pitch * 35 / 100})
	for i := range rows {
		rows[i].keep = rows[i].keep || b.Lead
	}
	c.add(rows...)
}

// paired sets one label and its value to a row, as large print needs.
func paired(rows [][]string) [][]string {
	var out [][]string
	for _, cells := range rows {
		for len(cells) > 0 {
			n := min(2, len(cells))
			out, cells = append(out, cells[:n]), cells[n:]
		}
	}
	return out
}

// columns shares the text width among the columns: each gets what its longest
// cell needs, and where that is too much the widest give way first.
func (c *composer) columns(b Table) []int {
	need := make([]Unit, len(b.Head))
	for n, cells := range append([][]string{b.Head}, b.Rows...) {
		st := c.smallStyle(Artefact)
		st.bold = n == 0
		for i, cell := range cells {
			need[i] = max(need[i], c.width(cell, st)+c.small*45/100+1)
		}
	}
	limit := textWidth
	for ; limit > 0 && shared(need, limit) > textWidth; limit -= textWidth / 200 {
	}
	widths := make([]int, len(need))
	spare := (textWidth - shared(need, limit)) / Unit(len(need))
	for i, n := range need {
		widths[i] = int((min(n, limit) + spare) * 1000 / textWidth)
	}
	return widths
}

// shared is the sum of widths of which none is above limit.
func shared(need []Unit, limit Unit) (sum Unit) {
	for _, n := range need {
		sum += min(n, limit)
	}
	return sum
}

// repeated is the heading as it stands on a later page: not part of the text.
func repeated(head []row) []row {
	var out []row
	for _, r := range head {
		r.runs = append([]Run(nil), r.runs...)
		for i := range r.runs {
			r.runs[i].Node = Artefact
		}
		r.rules = append(r.rules, Rule{X: left, W: textWidth, H: ruleThick})
		out = append(out, r)
	}
	return out
}

// keepEnds keeps a table's first two and last two rows together.
func keepEnds(rows []row) {
	n := len(rows)
	if n > 2 {
		rows[0].keep = true
	}
	if n > 3 && rows[0].again == nil && rows[1].again != nil {
		rows[1].keep = true // a heading counts as none of the two
	}
	if n > 1 {
		rows[n-2].keep = true
	}
}

func (c *composer) tableRow(table int, b Table, cells []string, head bool) row {
	line := c.under(table, "TR")
	pad := c.small * 45 / 100
	r := row{height: 0}
	x := left
	for i, cell := range cells {
		role := "TD"
		if head || b.Labels && i%2 == 0 {
			role = "TH"
		}
		node := c.under(line, role)
		c.nodes[node].Row = !head
		st := c.smallStyle(node)
		st.bold, st.justify = role == "TH", false
		w := textWidth * Unit(b.Widths[i]) / 1000
		if i == len(cells)-1 {
			w = left + textWidth - x // a short row's last cell runs on
		}
		for n, l := range c.paragraph(cell, st, column{x: x + pad/2, width: w - pad}) {
			for _, run := range l.runs {
				run.Y += pad + Unit(n)*st.pitch
				r.runs = append(r.runs, run)
			}
			r.height = max(r.height, pad*2+Unit(n+1)*st.pitch)
		}
		if cell == "" {
			r.height = max(r.height, 2*c.smallPitch) // to be written in
		}
		x += w
	}
	r.height = max(r.height, 2*pad+c.smallPitch)
	return r
}
