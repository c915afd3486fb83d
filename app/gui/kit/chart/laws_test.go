package chart_test

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"recourse/app/gui/kit/chart"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// drawn is a chart at a size, with what is on it.
func drawn(c *chart.Chart, size fyne.Size) (boxes []*canvas.Rectangle, texts []*canvas.Text) {
	c.Resize(size.Max(c.MinSize()))
	for _, o := range test.WidgetRenderer(c).Objects() {
		switch o := o.(type) {
		case *canvas.Rectangle:
			boxes = append(boxes, o)
		case *canvas.Text:
			texts = append(texts, o)
		}
	}
	return boxes, texts
}

// size draws a size of the picture.
func size(t *rapid.T) fyne.Size {
	return fyne.NewSize(float32(rapid.IntRange(200, 1200).Draw(t, "width")), float32(rapid.IntRange(100, 500).Draw(t, "height")))
}

// within fails for whatever stands outside of the picture.
func within(t *rapid.T, c *chart.Chart) {
	t.Helper()
	for _, o := range test.WidgetRenderer(c).Objects() {
		p, s, all := o.Position(), o.Size(), c.Size()
		if p.X < -1 || p.Y < -1 || p.X+s.Width > all.Width+1 || p.Y+s.Height > all.Height+1 {
			t.Errorf("%T at %v of %v stands outside of %v", o, p, s, all)
		}
	}
}

func says(texts []*canvas.Text, want string) bool {
	for _, o := range texts {
		if o.Text == want {
			return true
		}
	}
	return false
}

// TestColumnsLaw: the height of a stack is proportional to its number, each
// colour has its own hatch, and every total is written.
func TestColumnsLaw(t *testing.T) {
	kittest.New(t)
	colours := []cases.Colour{cases.Green, cases.Yellow, cases.Red}
	rapid.Check(t, func(t *rapid.T) {
		var cols []chart.Column
		total := map[string]int{}
		for i := range rapid.IntRange(1, 6).Draw(t, "columns") {
			col, n := chart.Column{Label: "c" + strconv.Itoa(i)}, 0
			for _, c := range colours {
				part := chart.Part{Colour: c, Mark: "x", N: rapid.IntRange(0, 200).Draw(t, "n")}
				col.Parts, n = append(col.Parts, part), n+part.N
			}
			col.Total = "=" + strconv.Itoa(n) + "/" + strconv.Itoa(i)
			cols, total[col.Label] = append(cols, col), n
		}
		c := chart.Columns("in words", cols)
		boxes, texts := drawn(c, size(t))
		within(t, c)
		wide := c.Size().Width / float32(len(cols))
		tall := make([]float32, len(cols))
		for _, b := range boxes {
			if b.StrokeWidth > 1 { // the outline of a part; hatches have none
				tall[int(b.Position().X/wide)] += b.Size().Height
			}
		}
		for i, col := range cols {
			if width := fyne.MeasureText(col.Total, theme.Text(theme.Caption), fyne.TextStyle{}).Width; width < wide && !says(texts, col.Total) {
				t.Errorf("the total %s is not written", col.Total)
			}
			for j := range cols {
				a, b := float64(tall[i])*float64(total[cols[j].Label]), float64(tall[j])*float64(total[col.Label])
				if d := a - b; d > 0.01*max(a, b)+1 || -d > 0.01*max(a, b)+1 {
					t.Errorf("columns of %d and %d are %v and %v high", total[col.Label], total[cols[j].Label], tall[i], tall[j])
				}
			}
		}
	})
}

// TestGreyscale: colours are told apart by the distance of their hatch.
func TestGreyscale(t *testing.T) {
	kittest.New(t)
	hatches := map[cases.Colour]int{}
	for _, c := range []cases.Colour{cases.Green, cases.Yellow, cases.Red} {
		boxes, _ := drawn(chart.Columns("", []chart.Column{{Label: "x", Total: "9", Parts: []chart.Part{{Colour: c, Mark: "x", N: 9}}}}), fyne.NewSize(400, 300))
		for _, b := range boxes {
			if b.StrokeWidth == 0 && b.Size().Height == 1 && b.Position().X > 0 {
				hatches[c]++
			}
		}
	}
	if !(hatches[cases.Red] > hatches[cases.Yellow] && hatches[cases.Yellow] > hatches[cases.Green]) {
		t.Errorf("lines of the hatch by colour: %v", hatches)
	}
}

// TestDaysLaw: what came in is hollow, what went out solid, both on the same
// scale and inside the picture.
func TestDaysLaw(t *testing.T) {
	kittest.New(t)
	rapid.Check(t, func(t *rapid.T) {
		var days []chart.Day
		in, out := 0, 0
		for i := range rapid.IntRange(1, 31).Draw(t, "days") {
			d := chart.Day{Label: strconv.Itoa(i + 1), In: rapid.IntRange(0, 300).Draw(t, "in"), Out: rapid.IntRange(0, 300).Draw(t, "out")}
			days, in, out = append(days, d), in+d.In, out+d.Out
		}
		c := chart.Days("in words", days, "came", "went")
		boxes, texts := drawn(c, size(t))
		within(t, c)
		boxes = boxes[:len(boxes)-3] // the ground and the legend
		var hollow, solid float32
		for _, b := range boxes {
			if b.StrokeWidth > 0 {
				hollow += b.Size().Height
			} else {
				solid += b.Size().Height
			}
		}
		a, b := float64(hollow)*float64(out), float64(solid)*float64(in)
		if d := a - b; d > 0.01*max(a, b)+1 || -d > 0.01*max(a, b)+1 {
			t.Errorf("%d in are %v high, %d out are %v", in, hollow, out, solid)
		}
		if !says(texts, "came") || !says(texts, "went") {
			t.Error("the legend does not name both kinds")
		}
	})
}

// TestIntervalsLaw: the mark of the share stands on its bar, bars of wider
// intervals are longer, and each line is labelled.
func TestIntervalsLaw(t *testing.T) {
	kittest.New(t)
	share := func(t *rapid.T, low float64) float64 { return rapid.Float64Range(low, 1).Draw(t, "share") }
	rapid.Check(t, func(t *rapid.T) {
		var rows []chart.Interval
		for i := range rapid.IntRange(1, 8).Draw(t, "rows") {
			r := chart.Interval{Label: "r" + strconv.Itoa(i), Text: "t", Alarm: rapid.Bool().Draw(t, "alarm")}
			r.Low = share(t, 0)
			r.Rate = share(t, r.Low)
			r.High = share(t, r.Rate)
			r.RestLow = share(t, 0)
			r.RestHigh = share(t, r.RestLow)
			rows = append(rows, r)
		}
		c := chart.Intervals("in words", rows)
		boxes, texts := drawn(c, size(t))
		boxes = boxes[5:] // the scale
		if len(boxes) != 3*len(rows) {
			t.Fatalf("%d boxes for %d lines", len(boxes), len(rows))
		}
		for i, r := range rows {
			bar, mark := boxes[3*i+1], boxes[3*i+2]
			at := mark.Position().X + mark.Size().Width/2
			if at < bar.Position().X-0.1 || at > bar.Position().X+bar.Size().Width+0.1 {
				t.Errorf("the mark of %+v stands at %v, its bar from %v for %v", r, at, bar.Position().X, bar.Size().Width)
			}
			if !says(texts, r.Label) {
				t.Errorf("line %s has no label", r.Label)
			}
			if alarmed := bar.FillColor == theme.Colour(theme.DangerInk); alarmed != r.Alarm {
				t.Errorf("line %+v is painted as an alarm: %v", r, alarmed)
			}
		}
	})
}

func TestReading(t *testing.T) {
	kittest.New(t)
	const words = "积压：1 天内 3 件"
	for name, c := range map[string]*chart.Chart{
		"columns":   chart.Columns(words, nil),
		"days":      chart.Days(words, nil, "a", "b"),
		"intervals": chart.Intervals(words, nil),
	} {
		t.Run(name+" read themselves out, and stand empty without harm", func(t *testing.T) {
			_, texts := drawn(c, fyne.NewSize(300, 200))
			if c.AccessibilityLabel() != words || c.Reading() != words || c.AccessibilityRole() != fyne.AccessibleRoleText {
				t.Errorf("reads %q", c.AccessibilityLabel())
			}
			for _, o := range texts {
				if strings.TrimSpace(o.Text) == "" {
					t.Error("an empty text is drawn")
				}
			}
		})
	}
}
