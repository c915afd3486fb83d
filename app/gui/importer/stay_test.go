package importer_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/importer"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
)

// TestScreenKeepsThePlaceAmongThePast lets somebody else import something while
// a past delivery is looked at.
func TestScreenKeepsThePlaceAmongThePast(t *testing.T) {
	d := sample()
	d.past = append(d.past, importer.Delivery{ID: 5, Name: "西湖_0215.csv", At: d.past[0].At.Add(-24 * time.Hour)})
	h, s := show(t, d)
	s.Shown(kit.Route{Part: "past"})
	h.Show(s)
	g := kittest.All[*grid.Grid](h)[0]
	h.Window().Canvas().Focus(g)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.past = append([]importer.Delivery{{ID: 7, Name: "拱墅_0217.csv", At: d.past[0].At.Add(time.Hour)}}, d.past...)
	s.Refresh()
	wants(t, h, "拱墅_0217.csv", "Past deliveries  3")
	if h.Window().Canvas().Focused() != fyne.Focusable(g) || !kit.Standing(g) || g.Key() != 5 {
		t.Errorf("the keyboard was on delivery 5 and is on %d of %T", g.Key(), h.Window().Canvas().Focused())
	}
	d.past = nil
	s.Refresh()
	d.past = []importer.Delivery{{ID: 8, Name: "滨江_0217.csv"}}
	s.Refresh()
	wants(t, h, "滨江_0217.csv")
}
