package grid_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit/grid"
)

// painted are the numbers of the rows on the screen with the exact height at
// which each stands.
func painted(g *grid.Grid) (rows []string, heights []float32) {
	for _, o := range test.WidgetRenderer(g).Objects() {
		if text, ok := o.(*canvas.Text); ok && strings.HasPrefix(text.Text, "row ") {
			rows, heights = append(rows, text.Text), append(heights, text.Position().Y)
		}
	}
	return rows, heights
}

// A million rows are 36 million points high, where the toolkit's positions, of
// 32 bits, are two to four points apart. Rows stand where they stand at the top
// all the same, to the bit, and a click meets the row that is painted there.
func TestAMillionRowsDoNotDrift(t *testing.T) {
	const n = 1_000_000
	g, _, _ := show(t, n)
	_, top := painted(g)
	if len(top) < 10 {
		t.Fatalf("%d rows fit", len(top))
	}
	for _, to := range []int{0, 1, n / 3, n / 2, n/2 + 1, 777_777, n - 25, n - 1} {
		t.Run(fmt.Sprint("row ", to), func(t *testing.T) {
			g.Select(0)
			g.Select(to)
			rows, heights := painted(g)
			if diff := cmp.Diff(top, heights); diff != "" {
				t.Fatalf("the rows stand elsewhere than at the top:\n%s", diff)
			}
			first := g.First()
			for i, row := range rows {
				if want := fmt.Sprint("row ", first+i); row != want {
					t.Fatalf("line %d shows %s, want %s", i, row, want)
				}
				g.MouseDown(at(40, heights[i]+1))
				g.MouseUp(nil)
				if g.Current() != first+i || g.Key() != int64(first+i)+1 {
					t.Fatalf("a click on row %d chose row %d", first+i, g.Current())
				}
			}
		})
	}
}

// Marks are brought back for a screen that is built anew, however many rows.
func TestMarksComeBackAmongAMillionRows(t *testing.T) {
	g, _, _ := show(t, 1_000_000)
	var keys []int64
	for k := int64(1); k < 1_000_000; k += 199 {
		keys = append(keys, k)
	}
	g.Mark(append(keys, 2_000_000))
	if got := len(g.Marked()); got != len(keys) {
		t.Errorf("%d of %d marks are back", got, len(keys))
	}
}
