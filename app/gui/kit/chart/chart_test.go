package chart_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/kit/chart"
	"recourse/app/gui/kit/kittest"
)

// The labels of the days never run into each other or lose letters, however
// narrow the picture is, and the last day keeps its own.
func TestDaysLabelWhatHasRoom(t *testing.T) {
	kittest.New(t)
	var days []chart.Day
	for i := range 13 {
		days = append(days, chart.Day{Label: fmt.Sprintf("2月%d日", i+5), In: i, Out: 13 - i})
	}
	for _, width := range []float32{240, 270, 380, 500, 900} {
		c := chart.Days("", days, "in", "out")
		c.Resize(c.MinSize())
		c.Resize(c.MinSize().AddWidthHeight(width-c.MinSize().Width, 0))
		end, last := float32(-1), ""
		for _, o := range test.WidgetRenderer(c).Objects() {
			text, ok := o.(*canvas.Text)
			if !ok || !strings.HasPrefix(text.Text, "2月") {
				continue
			}
			if strings.HasSuffix(text.Text, "…") || text.Position().X < end {
				t.Errorf("%v wide: %q at %v runs into what ends at %v", width, text.Text, text.Position().X, end)
			}
			end, last = text.Position().X+text.Size().Width, text.Text
		}
		if last != "2月17日" || end > width+1 {
			t.Errorf("%v wide: the last label is %q and ends at %v", width, last, end)
		}
	}
}
