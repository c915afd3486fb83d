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
	columns := []Column{{}, {Flex: 1}, {Drop: 1}, {Drop: 2}, {Drop: 3}}
	rooms := []room{{100, 100}, {100, 40}, {100, 100}, {100, 100}, {20, 20}}
	for _, tt := range []struct {
		name  string
		total float32
		want  []float32 // of each column, 0 where it is gone
	}{
		{"the rest goes to the flexible", 500, []float32{100, 180, 100, 100, 20}},
		{"the highest drop goes first", 410, []float32{100, 110, 100, 100, 0}},
		{"a small one comes back where there is room", 330, []float32{100, 110, 100, 0, 20}},
		{"then the next", 210, []float32{100, 110, 0, 0, 0}},
		{"what flexes is narrowed first", 160, []float32{100, 60, 0, 0, 0}},
		{"then all alike", 70, []float32{50, 20, 0, 0, 0}},
	} {
		got := make([]float32, len(columns))
		for _, s := range spread(columns, rooms, tt.total) {
			got[s.col] = s.width
		}
		for i, want := range tt.want {
			if got[i] < want-0.5 || got[i] > want+0.5 {
				t.Errorf("%s: columns are %v, want %v", tt.name, got, tt.want)
				break
			}
		}
	}
}
