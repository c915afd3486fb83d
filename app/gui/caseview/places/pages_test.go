package places_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/places"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/kit/regionmap"
	"recourse/app/gui/kit/timeline"
	"recourse/app/gui/task"
	"recourse/cases"
)

// page is one page in a window, built anew when it asks for it.
type page struct {
	host  *kittest.Host
	shown []string // references that were led to
	build func() fyne.CanvasObject
}

func (p *page) Object() fyne.CanvasObject { return p.build() }

func (p *page) needs() places.Page {
	return places.Page{
		Words: p.host.Words(), Show: func(ref string) { p.shown = append(p.shown, ref) }, Rebuild: func() { p.host.Show(p) },
		Said:    func(ref string) []string { return []string{"What the models say of " + ref + "."} },
		Remarks: p.remarks,
	}
}

// remarks is a button that names the remarks.
func (p *page) remarks(warnings []string) fyne.CanvasObject {
	if len(warnings) == 0 {
		return nil
	}
	return kit.NewButton("remarks "+strings.Join(warnings, "+"), func() {})
}

func mapOf(t *testing.T, s cases.Snapshot, state *places.MapState) *page {
	t.Helper()
	p := &page{host: kittest.New(t, cases.Reviewer)}
	g := givenOf(t, s)
	p.build = func() fyne.CanvasObject {
		g.Lang = string(p.host.Words().Lang())
		return places.NewMap(p.needs(), g, state)
	}
	p.host.Show(p)
	return p
}

func (p *page) expect(t *testing.T, want ...string) {
	t.Helper()
	text := p.host.Text()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not on the page:\n%s", w, text)
		}
	}
}

func TestTheMapReadsOutTheBorder(t *testing.T) {
	state := &places.MapState{}
	p := mapOf(t, made(t, "border-tower"), state)
	p.expect(t, "860 m to the border of Xihu, inside the 2,000 m radius", "±2,000 m, assumed", "risk that day: higher",
		"What the models say of F1.", "Outlines synthesised, not survey data", "Hatching: the risk table in force on 12 February 2020.", "radius assumed")
	if bad := p.host.Clipped(); len(bad) > 0 {
		t.Error(bad)
	}
	p.host.Tap(t, "F1")
	if diff := cmp.Diff([]string{"F1"}, p.shown); diff != "" {
		t.Error(diff)
	}
	t.Run("the later table is a choice", func(t *testing.T) {
		for _, c := range kittest.All[*kit.Choice](p.host) {
			c.Choose(places.Today)
		}
		p.expect(t, "in force on 17 February 2020")
		if state.Day != places.Today {
			t.Error("the page forgets the day")
		}
	})
	t.Run("the same stands in a table", func(t *testing.T) {
		p.host.Tap(t, "As a table")
		p.expect(t, "F1", "Wed 12 Feb 14:05–14:40", "±2,000 m, assumed", "higher", "What the models say of F1.")
		if cut := p.host.Cut(); len(cut) > 0 {
			t.Errorf("the table cuts %q", cut)
		}
		kittest.All[*grid.Grid](p.host)[0].OnOpen(0)
		if len(p.shown) != 2 {
			t.Error("a row does not lead to its flag")
		}
		p.host.Tap(t, "As a map")
		p.expect(t, "860 m to the border of Xihu")
	})
}

func TestTheKeyboardWalksTheMap(t *testing.T) {
	state := &places.MapState{}
	p := mapOf(t, made(t, "border-real"), state)
	m := kittest.All[*regionmap.Map](p.host)[0]
	p.host.Window().Canvas().Focus(m)
	if state.Chosen != "F3" {
		t.Errorf("the page begins with %s, the open border is that of F3", state.Chosen)
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	p.expect(t, "1 of 3", "App position", "±50 m, stated")
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	p.expect(t, "2 of 3", "Checkpoint scan")
	if state.Chosen != "F2" || !strings.Contains(m.AccessibilityLabel(), "Checkpoint scan") {
		t.Errorf("%s is chosen, a reader is told %q", state.Chosen, m.AccessibilityLabel())
	}
	p.host.Look.SetLang(i18n.ZH)
	p.host.Show(p)
	p.expect(t, "第2条，共3条", "卡口")
}

func TestThousandsOfFlagsStayReadable(t *testing.T) {
	s := made(t, "border-real")
	first := s.Flags[0]
	s.Flags = nil
	for i := range 2000 {
		f := first
		lat, lon := *first.Lat+float64(i%40)*0.001, *first.Lon+float64(i%37)*0.001
		f.FlagID, f.Lat, f.Lon = "X"+time.Duration(i).String(), &lat, &lon
		f.ObservedFrom = cases.At(at(1, 0, i))
		f.ObservedTo = cases.At(at(1, 0, i+5))
		s.Flags = append(s.Flags, f)
	}
	p := mapOf(t, s, &places.MapState{})
	p.expect(t, "circles left out; zoom in", "1 of 2,000")
}

// events are the events of a case on an officer's screen.
func eventsOf(t *testing.T, s cases.Snapshot) ([]work.Event, places.Given) {
	t.Helper()
	office := casetest.New(t)
	id := office.Receive(t, s)
	m := work.New(id, work.Setting{Desk: office.Desk("sun"), Reader: office.Seat("sun"), Runner: task.Inline{}})
	m.Load(t.Context())
	if m.Failed() != nil {
		t.Fatal(m.Failed())
	}
	g := givenOf(t, s)
	return m.Events(), g
}

func TestTheAxisReadsCausesAndTerms(t *testing.T) {
	events, g := eventsOf(t, made(t, "flicker"))
	p := &page{host: kittest.New(t, cases.Reviewer)}
	state := &places.AxisState{}
	p.build = func() fyne.CanvasObject { return places.NewAxis(p.needs(), g, events, "H4", state) }
	p.host.Show(p)
	p.expect(t, "This code", "Isolation", "Other codes", "Term as issued")
	read := kittest.All[*timeline.Timeline](p.host)[0].Reading()
	for _, want := range []string{"Green → Red", "batch run of the rules", "Colour flickered", "At that time: ", "Other codes: Green"} {
		if !strings.Contains(read, want) {
			t.Errorf("%q is not in %q", want, read)
		}
	}
	p.host.Tap(t, "As a table")
	p.expect(t, "Green → Red", "Term as issued", "Appeal filed")
}

func TestSystemsThatDiffer(t *testing.T) {
	t.Parallel()
	code := func(c cases.Colour, from, to time.Time) timeline.Item {
		return timeline.Item{Colour: c, From: from, To: to}
	}
	lanes := []timeline.Lane{
		{Items: []timeline.Item{code(cases.Green, at(1, 0, 0), at(5, 0, 0)), code(cases.Red, at(5, 0, 0), at(9, 0, 0))}},
		{Items: []timeline.Item{code(cases.Green, at(3, 0, 0), at(12, 0, 0))}},
		{Items: []timeline.Item{code(cases.NoColour, at(1, 0, 0), at(4, 0, 0)), code(cases.Yellow, at(8, 0, 0), at(10, 0, 0))}},
	}
	want := []places.Clash{{From: at(5, 0, 0), To: at(10, 0, 0)}}
	if diff := cmp.Diff(want, places.Clashes(lanes)); diff != "" {
		t.Error(diff)
	}
}

func TestThePageOfCodesAnswers(t *testing.T) {
	events, g := eventsOf(t, made(t, "flicker"))
	p := &page{host: kittest.New(t, cases.Reviewer)}
	state := &places.CodesState{}
	p.build = func() fyne.CanvasObject {
		return kit.Scroll(places.NewCodes(p.needs(), g, events, state, func(_ string, o fyne.CanvasObject) fyne.CanvasObject { return o })).Object()
	}
	p.host.Show(p)
	p.expect(t, "Two systems say different things", "two codes of different colours claim the person", "This decision covers the code of Hangzhou health code",
		"It does not cover O1, Zhejiang Province", "Conflict")
	for _, c := range kittest.All[*kit.Choice](p.host) {
		c.Choose("420100")
	}
	p.expect(t, "In Wuhan", "no code on file bound the person", "speaks for Zhejiang alone")
	if bad := p.host.Clipped(); len(bad) > 0 {
		t.Error(bad)
	}
	if state.Asked.Place != "420100" {
		t.Error("the page forgets what was asked")
	}
}

// What the import remarked on a change of the code is read out with it, stands
// in the table, and is opened below the axis, once for the changes that share
// it; what it remarked on a code stands on the code's card.
func TestRemarksStandWithChangesAndCodes(t *testing.T) {
	s := made(t, "flicker")
	s.History[0].ParseWarnings = []string{"utc_epoch:history.at"}
	s.History[2].ParseWarnings = []string{"utc_epoch:history.at"}
	s.OtherAssignments = append(s.OtherAssignments, s.Assignment)
	s.OtherAssignments[0].ParseWarnings = []string{"formula:assignment.valid_until"}
	events, g := eventsOf(t, s)
	state := &places.AxisState{}
	for _, lang := range i18n.Langs() {
		p := &page{host: kittest.New(t, cases.Reviewer)}
		p.host.Look.SetLang(lang)
		w := p.host.Words()
		p.build = func() fyne.CanvasObject { return places.NewAxis(p.needs(), g, events, "H1", state) }
		said := w.T("reading.open", "fields", w.T("case.field.at"))
		for _, table := range []bool{false, true} {
			state.Table = table
			p.host.Show(p)
			p.expect(t, said, "H1"+w.T("list.comma")+"H3")
			p.host.Tap(t, "remarks utc_epoch:history.at")
		}
		p.build = func() fyne.CanvasObject {
			return kit.Scroll(places.NewCodes(p.needs(), g, nil, &places.CodesState{}, func(_ string, o fyne.CanvasObject) fyne.CanvasObject { return o })).Object()
		}
		p.host.Show(p)
		p.host.Tap(t, "remarks formula:assignment.valid_until")
		if bad := p.host.Clipped(); len(bad) > 0 {
			t.Error(bad)
		}
	}
}
