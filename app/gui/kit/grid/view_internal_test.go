package grid

import (
	"testing"

	"pgregory.net/rapid"
)

// TestViewStaysWithinBounds: whatever is done, the first row and the current
// one exist, and after a move the current row is in sight.
func TestViewStaysWithinBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := view{current: -1}
		t.Repeat(map[string]func(*rapid.T){
			"resize": func(t *rapid.T) {
				v.resize(rapid.IntRange(0, 600_000).Draw(t, "rows"), rapid.IntRange(0, 60).Draw(t, "visible"))
			},
			"scroll": func(t *rapid.T) { v.scroll(rapid.IntRange(-1000, 700_000).Draw(t, "to")) },
			"move": func(t *rapid.T) {
				v.move(rapid.IntRange(-10, 700_000).Draw(t, "to"))
				if v.rows > 0 && (v.current < v.first || v.current > v.first+max(v.visible, 1)) {
					t.Fatalf("row %d is out of sight: %+v", v.current, v)
				}
			},
			"drag": func(t *rapid.T) {
				v.drag(rapid.Float64Range(-50, 1000).Draw(t, "start"), rapid.Float64Range(1, 900).Draw(t, "track"))
			},
			"": func(t *rapid.T) {
				if v.first < 0 || v.first > max(0, v.rows-v.visible) || v.current >= max(v.rows, 0) || v.current < -1 {
					t.Fatalf("out of bounds: %+v", v)
				}
			},
		})
	})
}

// TestTheBarReachesBothEnds: dragging the handle to an end of its track shows
// that end of half a million rows, and the handle stands where it was put.
func TestTheBarReachesBothEnds(t *testing.T) {
	t.Parallel()
	v := view{}
	v.resize(500_000, 20)
	_, length := v.thumb(600)
	v.drag(600-length, 600)
	if v.first != 500_000-20 {
		t.Errorf("the lower end shows row %d first", v.first)
	}
	v.drag(0, 600)
	if v.first != 0 {
		t.Errorf("the upper end shows row %d first", v.first)
	}
	v.drag(300, 600)
	if start, _ := v.thumb(600); start < 299 || start > 301 {
		t.Errorf("the handle put to 300 stands at %v", start)
	}
}

func TestSpread(t *testing.T) {
	t.Parallel()
	columns := []Column{{Width: 100}, {Width: 100, Flex: 1}, {Width: 100, Drop: 1}, {Width: 100, Drop: 2}}
	ends := func(spans []span) (cols []int, end float32) {
		for _, s := range spans {
			cols = append(cols, s.col)
			end = s.x + s.width
		}
		return cols, end
	}
	for _, tt := range []struct {
		name    string
		total   float32
		columns int
	}{
		{"the rest goes to the flexible", 500, 4},
		{"the highest drop goes first", 330, 3},
		{"then the next", 210, 2},
		{"what may not go is narrowed", 100, 2},
	} {
		cols, end := ends(spread(columns, tt.total))
		if len(cols) != tt.columns || end < tt.total-1 || end > tt.total+1 {
			t.Errorf("%s: columns %v end at %v of %v", tt.name, cols, end, tt.total)
		}
	}
}
