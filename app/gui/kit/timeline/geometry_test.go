package timeline_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/app/gui/kit/timeline"
	"recourse/cases"
)

func day(d, h int) time.Time { return time.Date(2020, 2, d, h, 0, 0, 0, cases.Shanghai()) }

func scales() *rapid.Generator[timeline.Scale] {
	return rapid.Custom(func(t *rapid.T) timeline.Scale {
		from := day(1, 0).Add(time.Duration(rapid.Int64Range(0, 1<<50).Draw(t, "from")))
		return timeline.Scale{From: from, To: from.Add(time.Duration(rapid.Int64Range(int64(time.Hour), int64(300*24*time.Hour)).Draw(t, "span"))),
			Width: rapid.Float64Range(50, 3000).Draw(t, "width")}
	})
}

func TestScaleGoesThereAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := scales().Draw(t, "scale")
		x := rapid.Float64Range(0, s.Width).Draw(t, "x")
		if d := s.X(s.Time(x)) - x; d > 0.01 || d < -0.01 {
			t.Fatalf("place %v came back %v away", x, d)
		}
	})
}

func TestZoomKeepsThePlace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := scales().Draw(t, "scale")
		at := s.Time(rapid.Float64Range(0, s.Width).Draw(t, "x"))
		z := s.Zoom(rapid.Float64Range(0.1, 10).Draw(t, "factor"), at)
		if d := z.X(at) - s.X(at); d > 0.5 || d < -0.5 {
			t.Fatalf("the place moved by %v", d)
		}
		if span := z.To.Sub(z.From); span < 2*time.Hour-time.Second || span > 401*24*time.Hour {
			t.Fatalf("zoomed to %v", span)
		}
	})
}

func TestTicksKeepTheirDistance(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := scales().Draw(t, "scale")
		if s.To.Sub(s.From) > 20*24*time.Hour && s.Width < 300 {
			t.Skip("no room for two marks")
		}
		ticks := s.Ticks(70)
		for i, tick := range ticks {
			if tick.At.Before(s.From) || !tick.At.Before(s.To) {
				t.Fatalf("mark %v outside the axis", tick.At)
			}
			if tick.Day != (tick.At.In(cases.Shanghai()).Hour() == 0) {
				t.Fatalf("mark %v says day %v", tick.At, tick.Day)
			}
			if i > 0 && s.X(tick.At)-s.X(ticks[i-1].At) < 69 && s.To.Sub(s.From) < 56*24*time.Hour*time.Duration(s.Width/70) {
				t.Fatalf("marks %v apart", s.X(tick.At)-s.X(ticks[i-1].At))
			}
		}
	})
}

func TestRowsHideNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) timeline.Item {
			from := day(1, rapid.IntRange(0, 400).Draw(t, "from"))
			return timeline.Item{From: from, To: from.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "hours")) * time.Hour)}
		}), 0, 20).Draw(t, "items")
		rows, n := timeline.Rows(items)
		for i, a := range items {
			if rows[i] < 0 || rows[i] >= n {
				t.Fatalf("item %d in row %d of %d", i, rows[i], n)
			}
			for j, b := range items[:i] {
				if rows[i] == rows[j] && a.From.Before(b.To) && b.From.Before(a.To) {
					t.Fatalf("items %d and %d cover each other", i, j)
				}
			}
		}
	})
}

func TestOrderAndAround(t *testing.T) {
	t.Parallel()
	lanes := []timeline.Lane{
		{Items: []timeline.Item{{From: day(13, 21), To: day(27, 0)}, {From: day(9, 0)}}},
		{Items: []timeline.Item{{From: day(10, 0)}}},
	}
	if diff := cmp.Diff([]timeline.Place{{0, 1}, {1, 0}, {0, 0}}, timeline.Order(lanes)); diff != "" {
		t.Error(diff)
	}
	s := timeline.Around(lanes, day(17, 0), 900)
	for _, at := range []time.Time{day(9, 0), day(27, 0)} {
		if x := s.X(at); x <= 0 || x >= 900 {
			t.Errorf("%v stands at %v", at, x)
		}
	}
	if s := timeline.Around(nil, day(17, 12), 900); !s.From.Equal(day(16, 23)) && s.To.Sub(s.From) < 24*time.Hour {
		t.Errorf("an empty axis shows %v to %v", s.From, s.To)
	}
}

func TestArrangeLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) timeline.Item {
			it := timeline.Item{From: day(1, rapid.IntRange(0, 600).Draw(t, "from"))}
			if h := rapid.IntRange(0, 50).Draw(t, "hours"); h > 0 {
				it.To = it.From.Add(time.Duration(h) * time.Hour)
			}
			return it
		}), 0, 60).Draw(t, "items")
		s := timeline.Scale{From: day(1, 0), To: day(26, 0), Width: rapid.Float64Range(100, 2000).Draw(t, "width")}
		blocks, rows := timeline.Arrange(items, s)
		if rows > timeline.MostRows {
			t.Fatalf("%d rows", rows)
		}
		seen := map[int]bool{}
		for i, b := range blocks {
			for _, at := range b.Items {
				if seen[at] {
					t.Fatalf("item %d stands in two blocks", at)
				}
				seen[at] = true
			}
			for _, o := range blocks[:i] {
				if o.Row == b.Row && o.Left < b.Right && b.Left < o.Right {
					t.Fatalf("blocks %v and %v cover each other", o, b)
				}
			}
		}
		if len(seen) != len(items) {
			t.Fatalf("%d of %d items are drawn", len(seen), len(items))
		}
	})
}
