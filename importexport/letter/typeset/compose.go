package typeset

import (
	"fmt"
	"strings"

	"recourse/importexport/letter/face"
)

// sizes are the type sizes of one language.
type sizes struct {
	body, pitch, small, smallPitch, heading, title, titlePitch Unit
}

// Chinese body text is 11.5 pt, smaller than the 16 pt of GB/T 9704-2012, so
// that a whole answer fits on two or three sheets. Large print is 18 pt, and
// nothing in it that has to be read is under 16 pt.
func sizesFor(wide, large bool) sizes {
	s := sizes{10_000, 13_800, 8_300, 11_000, 11_000, 18_000, 24_000}
	if wide {
		s = sizes{11_500, 17_600, 9_300, 13_000, 12_000, 20_000, 27_500}
	}
	if large {
		s.body, s.pitch, s.small, s.smallPitch, s.heading, s.title, s.titlePitch = 18_000, 25_500, 16_000, 21_500, 18_500, 24_000, 33_000
		if wide {
			s.pitch, s.smallPitch = 27_500, 23_000
		}
	}
	return s
}

// composer turns the blocks of a letter into rows.
type composer struct {
	shaper
	sizes
	rows   []row // of the part
	pages  []Page
	nodes  []Node
	parent int // section that blocks hang under
	list   int // list that is going on, 0 for none
	wide   bool
	lang   string
	large  bool
	items  []item // room for the paragraph at hand
	notice string // running head of the part
}

// Compose lays out a letter.
func Compose(faces *face.Set, l Letter) Layout {
	c := &composer{shaper: shaper{faces: faces}, large: l.Large}
	c.nodes = []Node{{Role: "Document", Parent: -1}}
	var ends []int
	for _, p := range l.Parts {
		c.part(p)
		ends = append(ends, len(c.pages))
	}
	from := 0
	for i, p := range l.Parts {
		c.together(p, c.pages[from:ends[i]])
		from = ends[i]
	}
	out := Layout{Title: l.Title, Nodes: c.nodes, Pages: c.pages}
	if len(l.Parts) > 0 {
		out.Lang = l.Parts[0].Lang
	}
	out.Lost = c.lost
	return out
}

func (c *composer) part(p Part) {
	c.lang, c.wide = p.Lang, p.Lang == "zh-CN"
	c.sizes = sizesFor(c.wide, c.large)
	c.nodes = append(c.nodes, Node{Role: "Sect", Lang: p.Lang, Parent: 0})
	c.parent = len(c.nodes) - 1
	c.rows, c.notice = nil, p.Running
	for _, b := range p.Blocks {
		if _, item := b.(Item); !item {
			c.list = 0
		}
		b.lay(c)
	}
	c.list = 0
	c.pages = append(c.pages, fit(c.rows, len(c.pages), c.margin)...)
}

// margin is what stands outside the type area: the page number of GB/T
// 9704-2012 7.5, from page 2 and with dashes, and the running head, which the
// first page of a part has in its letterhead.
func (c *composer) margin(page int, first bool) []Run {
	var out []Run
	if c.notice != "" && !first {
		st := style{size: c.small, bold: true, wide: c.wide, ink: Red, centre: true, node: Artefact}
		out = setLine(c.shape(c.notice, st), st, place{x: left, y: running, measure: textWidth})
	}
	if page == 1 {
		return out
	}
	st := style{size: max(10_500, c.small*9/10), centre: true, node: Artefact}
	items := c.shape(fmt.Sprintf("— %d —", page), st)
	y := folio
	if first {
		y = belowFoot
	}
	return append(out, setLine(items, st, place{x: left, y: y, measure: textWidth})...)
}

// together says on each page of a part which letter it belongs to and how many
// pages that has, so that sheets that come apart are missed. The number is at
// the head of a part's first page already. A letter of one page says nothing.
func (c *composer) together(p Part, pages []Page) {
	if len(c.pages) == 1 {
		return
	}
	c.wide, c.sizes = p.Lang == "zh-CN", sizesFor(p.Lang == "zh-CN", c.large)
	st := style{size: max(8_500, c.small*9/10), wide: c.wide, ink: Grey, node: Artefact}
	count := fmt.Sprintf("%d pages", len(c.pages))
	if c.wide {
		count = fmt.Sprintf("共%d页", len(c.pages))
	}
	for i := range pages {
		y := belowFoot
		if i > 0 {
			y = folio
			for _, b := range p.Blocks {
				if head, ok := b.(Letterhead); ok {
					pages[i].Runs = append(pages[i].Runs, setLine(c.shape(head.Number, st), st, place{x: left, y: y, measure: textWidth})...)
				}
			}
		}
		items := c.shape(count, st)
		pages[i].Runs = append(pages[i].Runs, setLine(items, st, place{x: left + textWidth - lineWidth(items), y: y, measure: textWidth})...)
	}
}

// under adds an element of the structure below parent.
func (c *composer) under(parent int, role string) int {
	c.nodes = append(c.nodes, Node{Role: role, Parent: parent})
	return len(c.nodes) - 1
}

func (c *composer) node(role string) int { return c.under(c.parent, role) }

func (c *composer) bodyStyle(node int) style {
	return style{size: c.body, pitch: c.pitch, wide: c.wide, justify: c.wide, node: node}
}

func (c *composer) smallStyle(node int) style {
	return style{size: c.small, pitch: c.smallPitch, wide: c.wide, justify: c.wide, node: node}
}

func (c *composer) add(rows ...row) { c.rows = append(c.rows, rows...) }

// column is where a paragraph is set.
type column struct {
	x, width      Unit
	first, others Unit // indents of the first line and of the rest
}

// paragraph sets text in a column, one row a line. The first two and the last
// two lines stay together.
func (c *composer) paragraph(text string, st style, col column) []row {
	items := c.shapeInto(c.items[:0], strings.TrimSpace(text), st)
	c.items = items
	indent := func(line int) Unit {
		if line == 0 {
			return col.first
		}
		return col.others
	}
	measure := func(n int) Unit { return col.width - indent(n) }
	lines := breakLines(items, st.size, false, measure)
	if n := len(lines); n > 1 && st.wide && lines[n-1].to-lines[n-1].from <= shortTail {
		if tight := breakLines(items, st.size, true, measure); len(tight) < n {
			lines = tight
		}
	}
	rows := make([]row, len(lines))
	for n, l := range lines {
		in := indent(n)
		runs := setLine(items[l.from:l.to], st, place{
			x: col.x + in, y: baseline(st), measure: col.width - in, continues: n > 0, goesOn: n < len(lines)-1})
		rows[n] = row{height: st.pitch, lead: st.pitch - st.size, runs: runs, keep: n == 0 && len(lines) > 1 || n == len(lines)-2}
	}
	return rows
}

// shortTail is how few characters make a last line look lost.
const shortTail = 3

// baseline is where the letters stand in a line of the style's pitch.
func baseline(st style) Unit { return (st.pitch-st.size)/2 + st.size*86/100 }

// width measures text on one line.
func (c *composer) width(text string, st style) Unit { return lineWidth(c.shape(text, st)) }
