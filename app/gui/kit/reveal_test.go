package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
)

func TestTheKeyboardIsInSight(t *testing.T) {
	var column []fyne.CanvasObject
	var fields []fyne.Focusable
	for range 60 {
		e := kit.NewEntry("")
		column, fields = append(column, e), append(fields, e)
	}
	box := kit.Scroll(kit.Column(8, column...))
	other := kit.Scroll(kit.Column(0, kit.Fixed(20, 4000, kit.Body("beside"))))
	h := show(t, kit.Border(nil, nil, kit.Fixed(300, 0, other.Object()), nil, box.Object()))
	c := h.Window().Canvas()
	for _, at := range []int{40, 59, 3, 4} {
		c.Focus(fields[at])
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(column[at]).Y
		if y < 0 || y+column[at].Size().Height > c.Size().Height {
			t.Errorf("field %d stands at %v", at, y)
		}
	}
	before := box.Offset()
	c.Focus(fields[5])
	if box.Offset() != before {
		t.Error("it scrolls although the field is in sight")
	}
	if other.Offset() != 0 {
		t.Error("another place was scrolled")
	}
}

// What stands below a scrolled place is not on its page, even where the page is
// so high that it would reach there.
func TestAButtonBelowAScrolledPlaceScrollsNothing(t *testing.T) {
	box := kit.Scroll(kit.Column(0, kit.Fixed(20, 4000, kit.Body("beside"))))
	below := kit.NewButton("below", nil)
	h := show(t, kit.Border(nil, below, nil, nil, box.Object()))
	h.Window().Canvas().Focus(below)
	if box.Offset() != 0 {
		t.Errorf("the page is scrolled by %v", box.Offset())
	}
}
