package timeline_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/kit/timeline"
	"recourse/cases"
)

type screen struct{ o fyne.CanvasObject }

func (s screen) Object() fyne.CanvasObject { return s.o }

func lanes() []timeline.Lane {
	return []timeline.Lane{
		{Title: "Colour", Items: []timeline.Item{
			{From: day(9, 10), To: day(13, 21), Colour: cases.Green, Title: "Green"},
			{From: day(13, 21), To: day(27, 21), Colour: cases.Red, Title: "Red", Detail: "rule R40", Alarm: true},
		}},
		{Title: "Flags", Items: []timeline.Item{{From: day(10, 1), To: day(10, 3), Icon: "mast", Title: "Carrier mast", Detail: "±2,000 m"}}},
	}
}

func press(t *timeline.Timeline, names ...fyne.KeyName) {
	for _, n := range names {
		t.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestTheKeyboardReadsTheItems(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	tl := timeline.New(h.Words(), day(17, 12), lanes()...)
	h.Show(screen{tl})
	if !strings.Contains(h.Text(), "arrow keys") {
		t.Error("nothing says how to read the axis")
	}
	h.Window().Canvas().Focus(tl)
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyHome, "Sun 9 Feb 10:00 – Thu 13 Feb 21:00 (4 d 11 h)   Colour: Green"},
		{fyne.KeyRight, "Mon 10 Feb 01:00 – Mon 10 Feb 03:00 (2 h)   Flags: Carrier mast · ±2,000 m"},
		{fyne.KeyUp, "Sun 9 Feb 10:00 – Thu 13 Feb 21:00 (4 d 11 h)   Colour: Green"},
		{fyne.KeyEnd, "Thu 13 Feb 21:00 – Thu 27 Feb 21:00 (14 d)   Colour: Red · rule R40"},
		{fyne.KeyDown, "Mon 10 Feb 01:00 – Mon 10 Feb 03:00 (2 h)   Flags: Carrier mast · ±2,000 m"},
	} {
		press(tl, step.key)
		if got := tl.Reading(); got != step.want {
			t.Errorf("after %s: %q, want %q", step.key, got, step.want)
		}
	}
	if !strings.Contains(h.Text(), tl.Reading()) {
		t.Error("the reading is not on screen")
	}
}

func TestZoomFollowsTheKeys(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	tl := timeline.New(h.Words(), day(17, 12), lanes()...)
	h.Show(screen{tl})
	h.Window().Canvas().Focus(tl)
	all := h.Text()
	for range 6 {
		tl.TypedRune('+')
	}
	if h.Text() == all || !strings.Contains(h.Text(), ":00") {
		t.Error("near by, the axis shows no hours")
	}
	press(tl, fyne.KeyEnd)
	if !strings.Contains(h.Text(), "Red") {
		t.Error("going to an item outside does not bring it into sight")
	}
	tl.TypedRune('0')
	press(tl, fyne.KeyHome)
	if !strings.Contains(h.Text(), "Carrier mast") && !strings.Contains(h.Text(), "Green") {
		t.Error("0 does not show all")
	}
}

func TestThePointerChooses(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	tl := timeline.New(h.Words(), day(17, 12), lanes()...)
	h.Show(screen{tl})
	chosen := timeline.Place{Lane: -1}
	tl.OnSelect = func(p timeline.Place) { chosen = p }
	tl.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(tl.Size().Width*0.8, 45)}})
	if chosen != (timeline.Place{Lane: 0, Item: 1}) {
		t.Errorf("chose %v", chosen)
	}
}

func TestTheTableSaysTheSame(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	h.Look.SetLang(i18n.ZH)
	h.Show(screen{timeline.Table(h.Words(), lanes()...)})
	for _, want := range []string{"2月13日 周四 21:00", "Carrier mast", "rule R40", "开始"} {
		if !strings.Contains(h.Text(), want) {
			t.Errorf("%q is missing", want)
		}
	}
}
