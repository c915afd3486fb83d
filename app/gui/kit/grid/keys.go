package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
)

// FocusGained shows the ring around the current row.
func (g *Grid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost hides it.
func (g *Grid) FocusLost() {
	g.focused, g.shift, g.head = false, false, -1
	g.Refresh()
}

// TypedRune marks the current row with x.
func (g *Grid) TypedRune(r rune) {
	if r == '?' {
		kit.Leftover(g, fyne.KeyF1)
	}
	if g.Multi && (r == 'x' || r == 'X') && g.view.current >= 0 {
		g.mark(g.view.current, !g.marks[g.key])
		g.marked()
	}
}

// TypedShortcut marks all rows on Ctrl+A.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); !all || !g.Multi {
		return
	}
	for at := range g.source.Len() {
		g.mark(at, true)
	}
	g.marked()
}

// KeyDown follows the shift key.
func (g *Grid) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		g.shift = true
	}
}

// KeyUp follows the shift key.
func (g *Grid) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		g.shift = false
	}
}

// TypedKey moves, opens, previews, sorts and leaves.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	if g.head >= 0 && g.headKey(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		g.open()
	case fyne.KeySpace:
		if g.OnPreview != nil && g.view.current >= 0 {
			g.OnPreview(g.view.current)
		}
	case fyne.KeyEscape:
		g.escape()
	case fyne.KeyUp:
		g.up()
	default:
		g.jump(e.Name)
	}
	kit.Touch(g)
}

func (g *Grid) jump(key fyne.KeyName) {
	page := max(1, g.visible()-1)
	switch key {
	case fyne.KeyDown:
		g.step(g.view.current + 1)
	case fyne.KeyPageDown:
		g.step(g.view.current + page)
	case fyne.KeyPageUp:
		g.step(g.view.current - page)
	case fyne.KeyHome:
		g.step(0)
	case fyne.KeyEnd:
		g.step(g.view.rows - 1)
	default:
		kit.Leftover(g, key)
	}
}

// up goes to the row above, or from the first one to the heads.
func (g *Grid) up() {
	if g.view.current > 0 {
		g.step(g.view.current - 1)
		return
	}
	for _, s := range g.spans {
		if g.columns[s.col].Sortable {
			g.head = s.col
			g.Refresh()
			return
		}
	}
}

// step moves; with Shift it marks every row it passes.
func (g *Grid) step(to int) {
	from := g.view.current
	if g.shift && g.Multi && from >= 0 {
		to := max(0, min(to, g.view.rows-1))
		for at := min(from, to); at <= max(from, to); at++ {
			g.mark(at, true)
		}
		g.marked()
	}
	g.Select(to)
}

func (g *Grid) open() {
	if g.OnOpen != nil && g.view.current >= 0 {
		g.OnOpen(g.view.current)
	}
}

// headKey handles a key while a head has the keyboard.
func (g *Grid) headKey(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft:
		g.headStep(-1)
	case fyne.KeyRight:
		g.headStep(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.sort(g.head)
	case fyne.KeyUp:
	case fyne.KeyDown, fyne.KeyEscape:
		g.head = -1
		g.Refresh()
	default:
		g.head = -1
		return false
	}
	return true
}

func (g *Grid) headStep(by int) {
	at := -1
	for i, s := range g.spans {
		if s.col == g.head {
			at = i
		}
	}
	for at += by; at >= 0 && at < len(g.spans); at += by {
		if g.columns[g.spans[at].col].Sortable {
			g.head = g.spans[at].col
			g.Refresh()
			return
		}
	}
}

// sort asks for another order: by this column, or the other way round.
func (g *Grid) sort(col int) {
	c := g.columns[col]
	if !c.Sortable || g.OnSort == nil {
		return
	}
	down := g.sortBy == c.ID && !g.sortDown
	g.Sorted(c.ID, down)
	g.OnSort(c.ID, down)
}
