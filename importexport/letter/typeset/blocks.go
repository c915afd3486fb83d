package typeset

import "strings"

func (b Letterhead) lay(c *composer) {
	node := c.node("P")
	runs, below := c.agency(b.Authority, node)
	rules := doubleRule(below+MM(40), true)
	rules = append(rules, doubleRule(PageHeight-MM(200)-ruleBand, false)...)
	st := c.bodyStyle(c.node("P"))
	y := rules[1].Y + rules[1].H + st.size*15/8
	number := c.shape(b.Number, st)
	runs = append(runs, setLine(number, st, place{x: left + textWidth - lineWidth(number), y: y, measure: textWidth})...)
	if b.Notice != "" {
		st = style{size: c.small, pitch: c.smallPitch, wide: c.wide, bold: true, ink: Red, node: c.node("P")}
		runs = append(runs, setLine(c.shape(b.Notice, st), st, place{x: left, y: y, measure: textWidth})...)
	}
	c.add(row{head: true, height: y + MM(30), runs: runs, rules: rules, keep: true})
}

// agencyHeight is the height of the characters of the authority's name.
var agencyHeight = MM(100)

// agency sets the name of the authority with its top 30 mm from the edge: as
// large as fits, at most 10 mm high, short Chinese names letter-spaced and long
// ones in two lines. It returns where the name ends.
func (c *composer) agency(name string, node int) (runs []Run, end Unit) {
	st := style{size: agencyHeight, bold: true, ink: Red, wide: c.wide, node: node, centre: true}
	if !c.wide {
		st.size = 24_000
	}
	room := MM(1600)
	lines := c.nameLines(name, st, room*10/7)
	for _, line := range lines {
		if w := c.width(line, st); w > room {
			st.size = st.size * room / w
		}
	}
	end = MM(300)
	slot := agencyHeight
	if len(lines) > 1 {
		slot = st.size
	}
	for i, line := range lines {
		if i > 0 {
			end += st.size * 30 / 100
		}
		base := end + (slot-st.size)/2 + st.size*88/100
		runs = append(runs, setLine(c.spread(line, st, room), st, place{x: ruleLeft, y: base, measure: ruleWidth})...)
		end += slot
	}
	return runs, end
}

// spread spaces the letters of a short Chinese name.
func (c *composer) spread(name string, st style, room Unit) []item {
	items := c.shape(name, st)
	if n := Unit(len(items)); c.wide && n > 1 {
		gap := min(st.size/3, (room-lineWidth(items))/(n-1))
		for i := range items[:n-1] {
			items[i].gap += max(0, gap)
		}
	}
	return items
}

// nameLines divides a name that is wider than room in two, in the middle or
// near it after the end of a word: a blank, or a character with which Chinese
// bodies end.
func (c *composer) nameLines(name string, st style, room Unit) []string {
	r := []rune(name)
	if c.width(name, st) <= room || len(r) < 4 {
		return []string{name}
	}
	ends, best, far := " 组局委府院办厅会队站", len(r)/2, len(r)
	for i := 1; i < len(r)-1; i++ {
		d := max(2*i-len(r), len(r)-2*i)
		if strings.ContainsRune(ends, r[i-1]) && d < far {
			best, far = i, d
		}
	}
	return []string{strings.TrimSpace(string(r[:best])), strings.TrimSpace(string(r[best:]))}
}

const ruleBand = 4_500 // thick rule, gap and thin rule together

// doubleRule is the red double rule: thick over thin, mirrored at the foot.
func doubleRule(y Unit, thickFirst bool) []Rule {
	thick := Rule{X: ruleLeft, Y: y, W: ruleWidth, H: 2_250, Ink: Red}
	thin := Rule{X: ruleLeft, Y: y + ruleBand - 750, W: ruleWidth, H: 750, Ink: Red}
	if thickFirst {
		return []Rule{thick, thin}
	}
	thin.Y, thick.Y = y, y+ruleBand-thick.H
	return []Rule{thin, thick}
}

func (b Title) lay(c *composer) {
	for i, line := range b.Lines {
		role := "H1"
		if i > 0 {
			role = "P"
		}
		st := style{size: c.title, pitch: c.titlePitch, bold: true, wide: c.wide, centre: true, node: c.node(role)}
		var rows []row
		for _, half := range c.nameLines(line, st, textWidth) {
			rows = append(rows, c.paragraph(half, st, column{x: left, width: textWidth})...)
		}
		for j := range rows {
			rows[j].keep = true
		}
		if i == 0 {
			below(rows, c.pitch*3/4)
		}
		c.add(rows...)
	}
	c.add(row{height: c.pitch * 30 / 100, keep: true})
}

func (b Heading) lay(c *composer) {
	st := style{size: c.heading, pitch: c.pitch, bold: true, wide: c.wide, node: c.node("H2")}
	rows := c.paragraph(b.Text, st, column{x: left, width: textWidth})
	below(rows, c.pitch*45/100)
	for i := range rows {
		rows[i].keep = true
	}
	c.add(rows...)
}

func (b Para) lay(c *composer) {
	st := c.bodyStyle(c.node("P"))
	if b.Small {
		st = c.smallStyle(st.node)
	}
	col := column{x: left, width: textWidth}
	if c.wide && !b.Flush {
		col.first = 2 * st.size
	}
	rows := c.paragraph(b.Text, st, col)
	if !c.wide {
		below(rows, c.pitch*30/100)
	}
	for i := range rows {
		rows[i].keep = rows[i].keep || b.Lead
	}
	c.add(rows...)
}

func (b Item) lay(c *composer) {
	if c.list == 0 {
		c.list = c.node("L")
	}
	entry := c.under(c.list, "LI")
	mark := c.bodyStyle(c.under(entry, "Lbl"))
	st := c.bodyStyle(c.under(entry, "LBody"))
	hang := 2 * st.size
	label := c.shape(b.Label, mark)
	inset := Unit(0)
	if c.wide {
		inset = hang
	}
	hang = max(hang, lineWidth(label)+st.size/3)
	rows := c.paragraph(b.Text, st, column{x: left + inset, width: textWidth - inset, first: hang, others: hang})
	if len(rows) == 0 {
		rows = []row{{height: st.pitch}}
	}
	head := setLine(label, mark, place{x: left + inset, y: baseline(st), measure: hang})
	rows[0].runs = append(head, rows[0].runs...)
	if !c.wide {
		below(rows, c.pitch*15/100)
	}
	c.add(rows...)
}

func (b Panel) lay(c *composer) {
	pad := c.body * 3 / 4
	frame := column{x: left + pad + 2_000, width: textWidth - 2*pad - 2_000}
	rows := []row{{height: pad * 2 / 3}}
	for i, text := range b.Paras {
		para := c.paragraph(text, c.bodyStyle(c.node("P")), frame)
		if !c.wide && i > 0 {
			rows = append(rows, row{height: c.pitch * 20 / 100})
		}
		rows = append(rows, para...)
	}
	rows = append(rows, row{height: pad * 2 / 3})
	for i := range rows {
		// Large print would leave half a page empty for a box kept whole.
		rows[i].keep = i < len(rows)-1 && (!c.large || i < 3 || i > len(rows)-4)
		rows[i].rules = []Rule{
			{X: left, W: textWidth, H: rows[i].height, Ink: Tint},
			{X: left, W: 2_000, H: rows[i].height, Ink: Red},
		}
	}
	c.add(row{height: c.pitch * 35 / 100, keep: true})
	c.add(rows...)
	c.add(row{height: c.pitch * 20 / 100})
}

func (b Ending) lay(c *composer) {
	st := style{size: c.small, pitch: c.smallPitch, wide: c.wide, ink: Grey, centre: true, node: c.node("P")}
	rows := c.paragraph(b.Text, st, column{x: left, width: textWidth})
	below(rows, c.pitch*10/100)
	for i := max(0, len(c.rows)-2); i < len(c.rows); i++ {
		c.rows[i].keep = true // never alone on a page
	}
	c.add(rows...)
}
