package typeset

// row is a slice of the page that is never divided. Runs and rules are placed
// from its top.
type row struct {
	space  Unit // above it, dropped at the top of a page
	height Unit
	lead   Unit // the part of the height that is blank, when it may shrink
	runs   []Run
	rules  []Rule
	matrix *Matrix
	under  Unit  // where a code may begin, when words stand above it
	keep   bool  // stays on the page of the next row
	again  []row // set once more when a page begins with this row
	head   bool  // begins a part: a new page with its own top
}

// below sets the space above a block; an empty text has no rows.
func below(rows []row, space Unit) {
	if len(rows) > 0 {
		rows[0].space = space
	}
}

// The type area. GB/T 9704-2012 asks for a binding margin of 28 mm within a
// millimetre; 27 mm centres the 156 mm of text under the 170 mm rules.
var (
	left      = MM(270)
	textWidth = MM(1560)
	ruleLeft  = MM(200)
	ruleWidth = MM(1700)
	top       = MM(235)
	bottom    = MM(2730)
	folio     = MM(2805) // baseline of the page number
	footGap   = MM(35)   // more above the rules at the foot of a letterhead
	belowFoot = MM(2840) // the same under the rules at the foot of a letterhead
	running   = MM(165)  // baseline of the running head
)

// fit flows the rows of a part, after the pages before it. If the last page
// would hold little, rows are set a trifle closer until it is not needed; if
// that does not help, they stay as they are.
func fit(rows []row, before int, margin func(page int, first bool) []Run) []Page {
	pages, end := flow(rows, before, margin)
	if len(pages) < 2 || end > top+(bottom-top)/3 {
		return pages
	}
	for _, percent := range []Unit{94, 88, 82, 76} {
		if fewer, _ := flow(tightened(rows, percent), before, margin); len(fewer) < len(pages) {
			return fewer
		}
	}
	return pages
}

// tightened takes from the space between blocks and, half as much, between
// lines.
func tightened(rows []row, percent Unit) []row {
	out := make([]row, len(rows))
	for i, r := range rows {
		if len(r.runs)+len(r.rules) == 0 {
			r.height = r.height * percent / 100
		}
		r.space = r.space * percent / 100
		r.height -= r.lead * (100 - percent) / 200
		for k := range r.rules {
			if k == 0 {
				r.rules = append([]Rule(nil), r.rules...)
			}
			r.rules[k].H = min(r.rules[k].H, max(r.height, ruleThick))
		}
		out[i] = r
	}
	return out
}

// flow places rows on pages, keeping together what belongs together, and
// returns how far down the last page they reach.
func flow(rows []row, before int, margin func(page int, first bool) []Run) ([]Page, Unit) {
	f := &filler{before: before, margin: margin}
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && rows[to-1].keep {
			to++
		}
		f.place(rows[from:to])
		from = to
	}
	f.finish()
	return f.pages, f.y
}

type filler struct {
	pages  []Page
	y      Unit
	bottom Unit // of the page
	before int  // pages of the parts before
	margin func(page int, first bool) []Run
}

// place sets a group of rows on the page, or on the next one when they do not
// fit together. A group taller than a page is divided like any other text.
func (f *filler) place(group []row) {
	if len(f.pages) == 0 || group[0].head {
		f.newPage(group[0].head)
	}
	if f.y+extent(group) > f.bottom && !f.fresh() {
		f.newPage(false)
		for _, r := range group[0].again {
			f.set(r)
		}
	}
	for _, r := range group {
		if f.y+r.space+r.height > f.bottom && !f.fresh() {
			f.newPage(false)
		}
		f.set(r)
	}
}

func extent(group []row) (h Unit) {
	for _, r := range group {
		h += r.space + r.height
	}
	return h
}

func (f *filler) fresh() bool { return f.y == top }

func (f *filler) newPage(head bool) {
	f.finish()
	f.pages = append(f.pages, Page{Number: f.before + len(f.pages) + 1, Runs: make([]Run, 0, 192)})
	f.y, f.bottom = top, bottom
	if head {
		f.y, f.bottom = 0, bottom-footGap
	}
}

func (f *filler) finish() {
	if n := len(f.pages); n > 0 {
		p := &f.pages[n-1]
		p.Rules = merge(p.Rules)
		p.Runs = append(p.Runs, f.margin(p.Number, n == 1)...)
	}
}

func (f *filler) set(r row) {
	p := &f.pages[len(f.pages)-1]
	if !f.fresh() {
		f.y += r.space
	}
	for _, rule := range r.rules {
		rule.Y += f.y
		p.Rules = append(p.Rules, rule)
	}
	for _, run := range r.runs {
		run.Y += f.y
		p.Runs = append(p.Runs, run)
	}
	if r.matrix != nil {
		m := *r.matrix
		m.Y += f.y
		p.Matrix = &m
	}
	f.y += r.height
}

// merge joins rules that continue each other downwards, so that a frame over
// several rows has no seams.
func merge(rules []Rule) []Rule {
	var out []Rule
next:
	for _, r := range rules {
		for i := range out {
			o := &out[i]
			if o.X == r.X && o.W == r.W && o.Ink == r.Ink && o.Y+o.H == r.Y {
				o.H += r.H
				continue next
			}
		}
		out = append(out, r)
	}
	return out
}
