package timeline_test

import (
	"strings"
	"testing"
	"time"

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
		{fyne.KeyRight, "Mon 10 Feb 01:00 – Mon 10 Feb 03:00 (2 h)   Flags: Carrier mast · ±2,000 m   At that time: Colour: Green"},
		{fyne.KeyUp, "Sun 9 Feb 10:00 – Thu 13 Feb 21:00 (4 d 11 h)   Colour: Green"},
		{fyne.KeyEnd, "Thu 13 Feb 21:00 – Thu 27 Feb 21:00 (14 d)   Colour: Red · rule R40"},
		{fyne.KeyDown, "Mon 10 Feb 01:00 – Mon 10 Feb 03:00 (2 h)   Flags: Carrier mast · ±2,000 m   At that time: Colour: Green"},
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

// many is a lane of n records, one an hour, some of them overlapping.
func many(n int) timeline.Lane {
	l := timeline.Lane{Title: "Flags"}
	for i := range n {
		from := day(1, i%400)
		l.Items = append(l.Items, timeline.Item{From: from, To: from.Add(time.Duration(i%7) * time.Hour), Icon: "flag", Title: "F"})
	}
	return l
}

func TestThousandsOfRecordsStayLow(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	tl := timeline.New(h.Words(), day(17, 12), append(lanes(), many(2000))...)
	h.Show(screen{tl})
	if high := tl.MinSize().Height; high > 400 {
		t.Errorf("the axis is %v high", high)
	}
	if !strings.Contains(h.Text(), " items") {
		t.Error("the records that stand together are not counted")
	}

	h.Window().Canvas().Focus(tl)
	press(tl, fyne.KeyEnd)
	if tl.Select(1999); !strings.Contains(tl.Reading(), "Colour: Red") {
		t.Errorf("the last record reads %q", tl.Reading())
	}
}

func TestRecordsComeApartNearBy(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	l := timeline.Lane{Title: "Scans"}
	for i := range 300 {
		l.Items = append(l.Items, timeline.Item{From: day(1, i), Icon: "flag", Title: "F"})
	}
	tl := timeline.New(h.Words(), day(17, 12), l)
	h.Show(screen{tl})
	if !strings.Contains(h.Text(), " items") {
		t.Error("from afar 300 records stand apart")
	}
	h.Window().Canvas().Focus(tl)
	for range 8 {
		tl.TypedRune('+')
	}
	if strings.Contains(h.Text(), " items") || strings.Contains(h.Text(), "×") {
		t.Error("near by, the records still stand together")
	}
}

func TestTheCursorReadsWhatWasSo(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	tl := timeline.New(h.Words(), day(17, 12), lanes()...)
	h.Show(screen{tl})
	tl.ReadAt(day(10, 2))
	if got, want := tl.Reading(), "Mon 10 Feb 02:00   Colour: Green · Flags: Carrier mast"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	tl.ReadAt(day(13, 21))
	if got := tl.Reading(); !strings.Contains(got, "Red") || strings.Contains(got, "Green") {
		t.Errorf("at the minute of a change the cursor reads %q", got)
	}
	at := tl.Cursor()
	tl.TypedRune('.')
	tl.TypedRune('.')
	tl.TypedRune(',')
	if step := tl.Cursor().Sub(at); step < time.Minute || step > 24*time.Hour {
		t.Errorf("a step is %v", step)
	}
	tl.ReadAt(day(1, 0))
	if got := tl.Reading(); !strings.Contains(got, "nothing on file") {
		t.Errorf("before everything the cursor reads %q", got)
	}
	tl.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(tl.Size().Width*0.9, 80)}})
	if tl.Cursor().Before(day(24, 0)) {
		t.Errorf("a click beside the items reads %v", tl.Cursor())
	}
}

func TestADayIsNoMidnight(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	one := timeline.Item{From: day(10, 0), To: day(10, 23), Day: true, Title: "Ticket", Icon: "file"}
	two := timeline.Item{From: day(11, 0), To: day(13, 23), Day: true, Title: "Stay", Icon: "file"}
	tl := timeline.New(h.Words(), day(17, 12), timeline.Lane{Title: "Papers", Items: []timeline.Item{one, two}})
	h.Show(screen{tl})
	for at, want := range []string{"Mon 10 Feb (hour not recorded)   Papers: Ticket", "Tue 11 Feb – Thu 13 Feb (hour not recorded)   Papers: Stay"} {
		if tl.Select(at); tl.Reading() != want {
			t.Errorf("%q, want %q", tl.Reading(), want)
		}
	}
	h.Show(screen{timeline.Table(h.Words(), timeline.Lane{Items: []timeline.Item{one}})})
	if strings.Contains(h.Text(), "00:00") {
		t.Error("the table makes a day a midnight")
	}
}

func TestTheKeyboardMovesTheAxis(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	tl := timeline.New(h.Words(), day(17, 12), lanes()...)
	h.Show(screen{tl})
	h.Window().Canvas().Focus(tl)
	before := h.Text()
	press(tl, fyne.KeyPageDown)
	if h.Text() == before {
		t.Error("PageDown moves nothing")
	}
	press(tl, fyne.KeyPageUp)
	tl.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-200, 0)})
	tl.DragEnd()
	if h.Text() == before {
		t.Error("dragging moves nothing")
	}
	tl.TypedRune('0')
	if h.Text() != before {
		t.Error("0 does not come back to everything")
	}
}
