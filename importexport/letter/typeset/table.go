package typeset

const (
	ruleThick = 1_000
	ruleThin  = 400
)

// lay sets a table with a heavy line above and below, a lighter one under the
// heading and hairlines between rows. The heading is set again on a new page.
func (b Table) lay(c *composer) {
	table := c.node("Table")
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
	c.add(rows...)
	c.add(row{height: c.pitch * 35 / 100})
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
	if n > 2 && len(rows[0].runs) > 0 {
		rows[0].keep = true
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
		x += w
	}
	r.height = max(r.height, 2*pad+c.smallPitch)
	return r
}
