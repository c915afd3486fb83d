package grid_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
)

// numbers is a source of n rows, perhaps the other way round.
type numbers struct {
	n      int
	turned bool
	filled int
}

func (s *numbers) value(at int) int {
	if s.turned {
		return s.n - 1 - at
	}
	return at
}
func (s *numbers) Len() int         { return s.n }
func (s *numbers) Key(at int) int64 { return int64(s.value(at)) + 1 }
func (s *numbers) Find(k int64) int { return s.value(int(k) - 1) }
func (s *numbers) Fill(at int, cells []grid.Cell) {
	s.filled++
	cells[0].Text = fmt.Sprintf("row %d", s.value(at))
	cells[1] = grid.Cell{Kind: grid.Code, Code: cases.Red, Text: "Red"}
	cells[2] = grid.Cell{Kind: grid.Bar, Share: 0.5, Text: "half"}
	cells[3] = grid.Cell{Kind: grid.Marks, Marks: []grid.Mark{{Icon: "flag"}}, Tip: "a flag"}
	cells[4] = grid.Cell{Kind: grid.Pill, Text: "open"}
}

type screen struct{ o fyne.CanvasObject }

func (s screen) Object() fyne.CanvasObject { return s.o }

func show(t *testing.T, n int) (*grid.Grid, *numbers, *kittest.Host) {
	t.Helper()
	h := kittest.New(t)
	s := &numbers{n: n}
	g := grid.New(s, grid.Column{ID: "a", Title: "Number", Width: 120, Sortable: true, Flex: 1}, grid.Column{ID: "b", Title: "Code", Width: 90, Sortable: true},
		grid.Column{ID: "c", Title: "Left", Width: 160}, grid.Column{ID: "d", Title: "Flags", Width: 90}, grid.Column{ID: "e", Title: "State", Width: 90})
	h.Show(screen{g})
	h.Window().Canvas().Focus(g)
	return g, s, h
}

func press(g *grid.Grid, names ...fyne.KeyName) {
	for _, n := range names {
		g.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestHalfAMillionRows(t *testing.T) {
	g, s, h := show(t, 500_000)
	t.Run("only what is visible is asked for", func(t *testing.T) {
		s.filled = 0
		press(g, fyne.KeyPageDown)
		if s.filled == 0 || s.filled > 60 {
			t.Errorf("%d rows were filled for one page", s.filled)
		}
	})
	t.Run("End reaches the last row and paints it", func(t *testing.T) {
		press(g, fyne.KeyEnd)
		if g.Current() != 499_999 || !strings.Contains(h.Text(), "row 499999") {
			t.Errorf("current %d", g.Current())
		}
	})
	t.Run("Home goes back", func(t *testing.T) {
		press(g, fyne.KeyHome)
		if g.Current() != 0 || g.First() != 0 || !strings.Contains(h.Text(), "row 0\n") {
			t.Errorf("current %d, first %d", g.Current(), g.First())
		}
	})
	t.Run("the wheel scrolls without moving the current row", func(t *testing.T) {
		g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -180)})
		if g.First() == 0 || g.Current() != 0 {
			t.Errorf("first %d, current %d", g.First(), g.Current())
		}
	})
	t.Run("the drag bar goes to the end", func(t *testing.T) {
		size := g.Size()
		g.MouseDown(at(size.Width-4, 40))
		g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(size.Width-4, size.Height)}})
		g.DragEnd()
		if !strings.Contains(h.Text(), "row 499999") {
			t.Errorf("first %d", g.First())
		}
	})
}

func at(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
}

func TestKeysOpenPreviewAndLeave(t *testing.T) {
	g, _, _ := show(t, 50)
	var got []string
	note := func(what string) func(int) { return func(at int) { got = append(got, fmt.Sprint(what, at)) } }
	g.OnOpen, g.OnPreview, g.OnCurrent = note("open"), note("look"), note("at")
	g.OnEscape = func() { got = append(got, "leave") }
	press(g, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEscape)
	if diff := cmp.Diff([]string{"at1", "look1", "open1", "leave"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPointerSelectsAtOnceAndOpensOnTheSecondClick(t *testing.T) {
	g, _, _ := show(t, 50)
	opened := -1
	g.OnOpen = func(at int) { opened = at }
	g.MouseDown(at(100, 36*3+5))
	if g.Current() != 2 || opened != -1 {
		t.Errorf("current %d, opened %d", g.Current(), opened)
	}
	twice := func(x float32, rows ...float32) {
		opened = -1
		for _, row := range rows {
			g.MouseDown(at(x, 36*row+5))
		}
		g.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(x, 36*rows[len(rows)-1]+5)})
	}
	if twice(100, 3, 3); opened != 2 {
		t.Errorf("opened %d", opened)
	}
	if twice(100, 5, 3); opened != -1 {
		t.Error("clicks on two rows opened one of them")
	}
	g.Multi = true
	if twice(10, 3, 3); opened != -1 {
		t.Error("ticking a box twice opened the row")
	}
	if twice(100, 4, 4); opened != 3 {
		t.Errorf("opened %d beside the boxes", opened)
	}
}

func TestMarks(t *testing.T) {
	g, _, _ := show(t, 50)
	g.Multi = true
	counts := []int{}
	g.OnMark = func(n int) { counts = append(counts, n) }
	g.TypedRune('x')
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(g, fyne.KeyDown, fyne.KeyDown)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(g, fyne.KeyDown)
	if diff := cmp.Diff([]int{1, 2, 3}, counts); diff != "" {
		t.Error(diff)
	}
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(g.Marked()) != 50 {
		t.Errorf("Ctrl+A marked %d", len(g.Marked()))
	}
	press(g, fyne.KeyEscape)
	if len(g.Marked()) != 0 {
		t.Error("Esc left marks")
	}
	g.MouseDown(at(10, 36*2+5))
	if diff := cmp.Diff([]int64{2}, g.Marked()); diff != "" {
		t.Errorf("the box marked %v", g.Marked())
	}
}

func TestASingleListHasNoMarks(t *testing.T) {
	g, _, _ := show(t, 5)
	g.TypedRune('x')
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(g.Marked()) != 0 {
		t.Error("marks without boxes")
	}
}

func TestSortByHeadWithPointerAndKeys(t *testing.T) {
	g, _, _ := show(t, 50)
	var got []string
	g.OnSort = func(column string, down bool) { got = append(got, fmt.Sprint(column, down)) }
	g.MouseDown(at(40, 10))
	g.MouseDown(at(40, 10))
	press(g, fyne.KeyUp, fyne.KeyRight, fyne.KeyReturn, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown)
	if diff := cmp.Diff([]string{"afalse", "atrue", "bfalse"}, got); diff != "" {
		t.Error(diff)
	}
	if g.Current() != 1 {
		t.Errorf("after the heads the keyboard is at row %d", g.Current())
	}
}

func TestReloadKeepsTheThingAndNotThePlace(t *testing.T) {
	g, s, _ := show(t, 1000)
	g.Select(10)
	s.turned = true
	g.Reload()
	if g.Current() != 989 {
		t.Errorf("row 10 is now at 989, the grid at %d", g.Current())
	}
	s.turned, s.n = false, 5
	g.Reload()
	if g.Current() < 0 || g.Current() > 4 {
		t.Errorf("current %d of 5", g.Current())
	}
	s.n = 0
	g.Reload()
	press(g, fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace)
	if g.Current() != -1 {
		t.Errorf("current %d of none", g.Current())
	}
}

func TestTheScreenReaderHearsTheRow(t *testing.T) {
	g, _, _ := show(t, 5)
	if got, want := g.AccessibilityLabel(), "Number: row 0. Code: Red. Left: half. State: open. "; got != want {
		t.Errorf("got %q", got)
	}
}

func TestLargeTextMakesHigherRows(t *testing.T) {
	g, s, h := show(t, 500)
	s.filled = 0
	g.Refresh()
	before := s.filled
	h.Look.SetScale(1.6)
	s.filled = 0
	g.Refresh()
	if s.filled >= before || s.filled == 0 {
		t.Errorf("%d rows at 1.6, %d at 1", s.filled, before)
	}
	if bad := h.Clipped(); len(bad) > 0 {
		t.Error(bad[0])
	}
}
