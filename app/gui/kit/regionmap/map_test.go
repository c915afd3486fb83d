package regionmap_test

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/kit/regionmap"
	"recourse/cases"
)

type screen struct{ o fyne.CanvasObject }

func (s screen) Object() fyne.CanvasObject { return s.o }

func shown(t *testing.T, s regionmap.Scene) (*kittest.Host, *regionmap.Map) {
	t.Helper()
	h := kittest.New(t, cases.Reviewer)
	m := regionmap.New(h.Words(), s)
	h.Show(screen{m})
	h.Window().Canvas().Focus(m)
	return h, m
}

func press(m *regionmap.Map, names ...fyne.KeyName) {
	for _, n := range names {
		m.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestTabWalksTheRecordsAndThenGoesOn(t *testing.T) {
	s := travelled()
	_, m := shown(t, s)
	var read []int
	m.OnSelect = func(at int) { read = append(read, at) }
	if m.Chosen() != 0 || !m.AcceptsTab() {
		t.Fatalf("the keyboard stands on %d", m.Chosen())
	}
	press(m, fyne.KeyTab, fyne.KeyTab)
	if m.AcceptsTab() {
		t.Error("after the last record Tab stays in the map")
	}
	m.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if !m.AcceptsTab() {
		t.Error("shift and Tab do not go back")
	}
	press(m, fyne.KeyTab)
	m.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	m.TypedRune('p')
	m.TypedRune('n')
	press(m, fyne.KeyEnd, fyne.KeyHome)
	want := []int{1, 2, 1, 0, 1, 2, 0}
	if len(read) != len(want) {
		t.Fatalf("read %v, want %v", read, want)
	}
	for i := range want {
		if read[i] != want[i] {
			t.Fatalf("read %v, want %v", read, want)
		}
	}
	if !m.Plane().Holds(s.Marks[0].At, 10) {
		t.Error("the record that is read out is out of sight")
	}
}

func TestTheKeyboardMovesAndZooms(t *testing.T) {
	s := travelled()
	_, m := shown(t, s)
	m.TypedRune('0')
	whole := m.Plane()
	m.Select(1)
	x, y := m.Plane().XY(s.Marks[1].At)
	m.TypedRune('+')
	if zx, zy := m.Plane().XY(s.Marks[1].At); math.Hypot(zx-x, zy-y) > 1 || m.Plane().Scale >= whole.Scale {
		t.Errorf("zooming moved the record from %v, %v to %v, %v", x, y, zx, zy)
	}
	m.TypedRune('-')
	press(m, fyne.KeyRight)
	if rx, _ := m.Plane().XY(s.Marks[1].At); rx > x-50 {
		t.Errorf("Right moved the record from %v to %v", x, rx)
	}
	press(m, fyne.KeyLeft, fyne.KeyUp, fyne.KeyDown)
	m.TypedRune('0')
	if m.Plane() != whole {
		t.Errorf("0 shows %+v instead of %+v", m.Plane(), whole)
	}
	m.TypedRune('h')
	if hx, hy := m.Plane().XY(xihu()); math.Hypot(hx-m.Plane().Width/2, hy-m.Plane().Height/2) > 1 {
		t.Error("h does not bring the home into the middle")
	}
}

func TestThePointerChoosesDragsAndZooms(t *testing.T) {
	s := travelled()
	_, m := shown(t, s)
	m.TypedRune('0')
	click := func(x, y float64) {
		m.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(x), float32(y))}})
	}
	click(m.Plane().XY(s.Marks[2].At))
	if m.Chosen() != 2 {
		t.Errorf("chose %d", m.Chosen())
	}
	before := m.Plane()
	m.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(40, -30)})
	if x, y := before.XY(xihu()); true {
		if dx, dy := m.Plane().XY(xihu()); math.Hypot(dx-x-40, dy-y+30) > 1 {
			t.Errorf("dragging moved the home by %v, %v", dx-x, dy-y)
		}
	}
	m.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 50)})
	if m.Plane().Scale >= before.Scale {
		t.Error("the wheel does not come nearer")
	}
	m.TypedRune('0')
	far := s.Pointers(m.Plane(), 20)
	click(far[0].X, far[0].Y)
	if m.Chosen() != 0 || !m.Plane().Holds(wuhan(), 20) {
		t.Error("the pointer at the edge does not lead to its place")
	}
}

func TestTheSheetNamesWhatItShows(t *testing.T) {
	s := travelled()
	s.Outlines = []regionmap.Outline{{Name: "Xihu", Ring: everywhere(), Own: true}}
	s.Marks[1].Border = &regionmap.Border{At: beside(xihu(), 0.03, -0.04), Metres: 1920, Name: "Yuhang", Inside: true}
	h, m := shown(t, s)
	m.TypedRune('0')
	m.Select(1)
	m.SetReading("F2 carrier mast")
	for _, want := range []string{"Xihu", "F2", "F3", "1,900 m", "F1 · 54", "N", " km"} {
		if !strings.Contains(h.Text(), want) {
			t.Errorf("%q is not on the sheet:\n%s", want, h.Text())
		}
	}
	if bad := h.Clipped(); len(bad) > 0 {
		t.Error(bad)
	}
	if m.AccessibilityLabel() != "F2 carrier mast" {
		t.Error("a screen reader is told nothing")
	}
	if img := h.Window().Canvas().Capture(); img.Bounds().Dx() != 1280 {
		t.Errorf("painted %v", img.Bounds())
	}
}

func TestThousandsOfRecordsDoNotHoldTheKeyboard(t *testing.T) {
	_, m := shown(t, crowd(2000))
	if m.AcceptsTab() {
		t.Error("Tab would have to be pressed 2,000 times to leave the map")
	}
	m.TypedRune('n')
	if m.Chosen() != 1 || m.Left() == 0 {
		t.Errorf("n leads to %d, and %d circles are left out", m.Chosen(), m.Left())
	}
}

func TestDistancesInBothLanguages(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	zh := h.Words().In(i18n.ZH)
	for _, c := range []struct {
		metres float64
		en, zh string
	}{{864, "860 m", "860米"}, {2000, "2,000 m", "2,000米"}, {548_400, "548 km", "548公里"}} {
		if got := regionmap.Distance(h.Words(), c.metres); got != c.en {
			t.Errorf("%v m: %s", c.metres, got)
		}
		if got := regionmap.Distance(zh, c.metres); got != c.zh {
			t.Errorf("%v m: %s", c.metres, got)
		}
	}
}

func TestTheLegendExplainsItsSigns(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	var entries []regionmap.Entry
	for s := regionmap.Shaded; s <= regionmap.KeyArea; s++ {
		entries = append(entries, regionmap.Entry{Sign: s, Shade: regionmap.Shade{Level: 3}, Text: "sign"})
	}
	h.Show(screen{regionmap.Legend(entries...)})
	if n := strings.Count(h.Text(), "sign"); n != len(entries) {
		t.Errorf("%d of %d signs are named", n, len(entries))
	}
}
