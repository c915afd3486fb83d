package queue_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/queue"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/roster"
)

func table(t *testing.T, h *kittest.Host) *grid.Grid {
	t.Helper()
	grids := kittest.All[*grid.Grid](h)
	if len(grids) != 1 {
		t.Fatalf("%d tables", len(grids))
	}
	h.Window().Canvas().Focus(grids[0])
	return grids[0]
}

func press(g fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		g.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestARowSaysWhatMatters(t *testing.T) {
	_, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	h.Resize(1600, 900)
	contains(t, h.Text(), "杭健申〔2020〕101号", "Red", "Only passed through +1", "3 d of 7 d", "3 h late", "In review", "张敏", "5 h of 4 d")
	if strings.Contains(h.Text(), "王小1") || strings.Contains(h.Text(), "330199198801010011") {
		t.Error("a name or number is not masked")
	}
	h.Look.SetLang(i18n.ZH)
	contains(t, h.Text(), "待办队列", "共 6 件", "红码", "仅途经 等2项", "3天 / 7天", "超期3小时", "审查中")
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

func TestEnterOpensAndSpacePreviews(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	g := table(t, h)
	press(g, fyne.KeyDown, fyne.KeySpace)
	contains(t, h.Text(), "330199********0011", "G03 Left before the 14-day window", "Replay differs", "Critical")
	press(g, fyne.KeyDown)
	contains(t, h.Text(), "Held until")
	press(g, fyne.KeyEscape)
	if strings.Contains(h.Text(), "Held until") || s.Model().Preview {
		t.Error("Esc does not close the preview")
	}
	press(g, fyne.KeyReturn)
	if diff := cmp.Diff([]kit.Route{{Screen: kit.ScreenCase, Case: 3}}, h.Routes); diff != "" {
		t.Error(diff)
	}
}

func TestTheCurrentCaseAndThePreviewOutliveARebuild(t *testing.T) {
	_, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	press(table(t, h), fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	h.Look.SetMode(theme.Dark)
	g := table(t, h)
	if g.Current() != 2 {
		t.Errorf("current %d", g.Current())
	}
	contains(t, h.Text(), "Held until")
}

func TestSearchNarrowsAsOneTypes(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	s.Search("103号", func() {})
	contains(t, h.Text(), "1 case\n", "杭健申〔2020〕103号")
	s.Search("no such person", func() {})
	contains(t, h.Text(), "Nothing matches", "Clear filters")
	h.Tap(t, "Clear filters")
	if s.Model().Len() != 6 || len(h.Routes) != 1 {
		t.Errorf("%d listed, routes %v", s.Model().Len(), h.Routes)
	}
}

// A settled case is in none of the usual lists: who types its number is told
// so, and led to it with the keyboard.
func TestASearchSaysWhatTheListDoesNotShow(t *testing.T) {
	for _, lang := range i18n.Langs() {
		s, h, _ := sitWith(t, settled(6, 3), kit.ScreenQueue, cases.Reviewer)
		h.Look.SetLang(lang)
		h.Show(s)
		w := h.Look.Words()
		s.Search("104", func() {})
		if !strings.Contains(h.Text(), "104号") || strings.Contains(h.Text(), w.T("queue.beyond.all")) {
			t.Errorf("%s: an open case is said to be elsewhere: %s", lang, h.Text())
		}
		s.Search("103号", func() {})
		contains(t, h.Text(), w.T("queue.beyond.settled", "case", "杭健申〔2020〕103号", "state", w.State(cases.Closed)))
		if b, ok := s.First().(*kit.Button); !ok || b.Label != w.T("queue.beyond.go") {
			t.Errorf("%s: the keyboard goes to %T", lang, s.First())
		}
		h.Tap(t, w.T("queue.beyond.go"))
		if len(h.Routes) != 1 || h.Routes[0] != (kit.Route{Screen: kit.ScreenCase, Case: 3}) {
			t.Errorf("%s: opens %v", lang, h.Routes)
		}
		s.Search("王小3", func() {})
		contains(t, h.Text(), w.T("queue.beyond.some", "n", 1))
		h.Tap(t, w.T("queue.beyond.all"))
		if got := listed(s.Model()); !slices.Equal(got, []string{"103"}) || strings.Contains(h.Text(), w.T("queue.beyond.all")) {
			t.Errorf("%s: all cases list %v", lang, got)
		}
		s.Search("no such person", func() {})
		if strings.Contains(h.Text(), w.T("queue.beyond.all")) {
			t.Errorf("%s: offers cases that are not there", lang)
		}
	}
}

// settled are n cases of which one is closed.
func settled(n int, id cases.ID) feed {
	f := rows(n)
	f[id-1].State, f[id-1].Officer = cases.Closed, ""
	return f
}

func TestChipsFilter(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	chip := func(label string) *kit.Toggle {
		for _, c := range kittest.All[*kit.Toggle](h) {
			if strings.HasPrefix(c.Label, label) {
				return c
			}
		}
		t.Fatalf("no chip %q", label)
		return nil
	}
	test.Tap(chip("Red"))
	if s.Model().Len() != 3 {
		t.Errorf("red: %d", s.Model().Len())
	}
	contains(t, h.Text(), "Clear filters")
	test.Tap(chip("Red"))
	if strings.Contains(h.Text(), "Clear filters") {
		t.Error("nothing is filtered any more")
	}
	test.Tap(chip("Ends today"))
	if s.Model().Len() != 1 || s.Model().List() != "ends_today" {
		t.Errorf("ends today: %d in %s", s.Model().Len(), s.Model().List())
	}
	contains(t, h.Text(), "In order of: Isolation left")
	test.Tap(chip("Queue"))
	states := kittest.All[*kit.Choice](h)[1]
	states.Choose(string(cases.Registered))
	if s.Model().Len() != 3 {
		t.Errorf("registered: %d", s.Model().Len())
	}
}

func TestHeadsSort(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	g := table(t, h)
	press(g, fyne.KeyUp, fyne.KeyRight, fyne.KeyReturn, fyne.KeyReturn)
	if got := listed(s.Model())[0]; got != "106" {
		t.Errorf("first is %s", got)
	}
	contains(t, h.Text(), "In order of: Appeal number, reversed")
}

func TestTakeNext(t *testing.T) {
	s, h, d := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	s.TakeNext()
	if len(h.Failed) != 1 || len(h.Routes) != 0 {
		t.Errorf("nothing to take: failed %v, routes %v", h.Failed, h.Routes)
	}
	d.next = 2
	h.Tap(t, "Take next")
	if diff := cmp.Diff([]kit.Route{{Screen: kit.ScreenCase, Case: 2}}, h.Routes); diff != "" || len(h.Toasts) != 1 {
		t.Error(diff, h.Toasts)
	}
}

func TestWhoDecidesNothingTakesNothing(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Auditor)
	b := h.Button(t, "Take next")
	if !b.Disabled() || !strings.Contains(b.Reason(), "Reviewer, Supervisor") {
		t.Errorf("off: %v, because %q", b.Disabled(), b.Reason())
	}
	for _, c := range s.Commands() {
		if c.Title == "Take next case" && c.Off() == "" {
			t.Error("the menu offers it")
		}
	}
}

func TestReviewersHaveNoBoxes(t *testing.T) {
	_, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	g := table(t, h)
	g.TypedRune('x')
	if len(g.Marked()) != 0 || strings.Contains(h.Text(), "marked") {
		t.Error("a reviewer can mark")
	}
}

func TestWhyIsThisFirst(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	h.Tap(t, "Why is this first?")
	contains(t, h.Text(), "in order of the due date", "Isolation left", "3 d of 7 d; at most 14 days count", "4,320 × 1",
		"2 d since filing", "2,880 × 2", "5,760", "10,080", "place 2 of 6")
	h.Tap(t, "Order by harm")
	if got := listed(s.Model())[0]; got != "102" {
		t.Errorf("the critical case is not first but %s", got)
	}
	h.Tap(t, "Why is this first?")
	contains(t, h.Text(), "Points = minutes of isolation left", "200,000", "place 2 of 6")
	if strings.Contains(h.Text(), "Change the weights") {
		t.Error("a reviewer can change the order")
	}
}

// A supervisor moves a weight within its bounds, says why, and the list stands
// in the new order.
func TestASupervisorMovesTheWeights(t *testing.T) {
	s, h, d := sit(t, 6, kit.ScreenQueue, cases.Supervisor)
	open := func() []*kit.Entry {
		h.Tap(t, "Why is this first?")
		h.Tap(t, "Change the weights …")
		return kittest.All[*kit.Entry](h)
	}
	fields := open()
	fields[1].SetText("99999")
	h.Tap(t, "Change the order")
	contains(t, h.Text(), "A whole number from 0 to 20,160.")
	fields[1].SetText("1,440")
	h.Tap(t, "Change the order")
	contains(t, h.Text(), "Say why the order changes.")
	fields[6].SetText("weekend")
	h.Tap(t, "Change the order")
	if w := s.Model().Weights(); w.Urgent != 1440 || d.why != "weekend" || w.Check() != nil {
		t.Errorf("%+v because of %q", w, d.why)
	}
	fields = open()
	fields[6].SetText("as before")
	h.Tap(t, "Back to the published figures")
	if w := s.Model().Weights(); w != roster.DefaultHarmWeights() {
		t.Errorf("%+v after going back", w)
	}
	t.Run("the office's settings lead to the same dialog", func(t *testing.T) {
		s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Supervisor)
		s.Shown(kit.Route{Screen: kit.ScreenQueue, Part: kit.PartWeights})
		contains(t, h.Text(), "Weights of the order by harm")
		s, h, _ = sit(t, 6, kit.ScreenQueue, cases.Reviewer)
		s.Shown(kit.Route{Screen: kit.ScreenQueue, Part: kit.PartWeights})
		if strings.Contains(h.Text(), "Weights of the order by harm") {
			t.Error("a reviewer can change the order")
		}
	})
	h.Look.SetLang(i18n.ZH)
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

// The import report leads to what its delivery brought, and one press lifts
// the limit again.
func TestARouteLimitsTheListToADelivery(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	s.Shown(kit.Route{Screen: kit.ScreenQueue, Part: "delivery/7"})
	contains(t, h.Text(), "2 cases", "Delivery 7", "Clear filters")
	for _, chip := range kittest.All[*kit.Toggle](h) {
		if chip.Label == "Delivery 7" {
			test.Tap(chip)
		}
	}
	if strings.Contains(h.Text(), "Delivery 7") || s.Model().Len() != 6 || s.Model().List() != "queue" {
		t.Errorf("%d cases of %s are listed after the limit was lifted", s.Model().Len(), s.Model().List())
	}
	s.Shown(kit.Route{Screen: kit.ScreenQueue, Part: "delivery/8"})
	if len(h.Failed) != 1 || s.Model().Len() != 6 {
		t.Errorf("an unknown delivery: %v, %d cases", h.Failed, s.Model().Len())
	}
}

func TestEmptyStates(t *testing.T) {
	_, h, _ := sit(t, 0, kit.ScreenQueue, cases.Intake)
	contains(t, h.Text(), "No cases yet")
	h.Tap(t, "Go to import")
	if diff := cmp.Diff([]kit.Route{{Screen: kit.ScreenImport}}, h.Routes); diff != "" {
		t.Error(diff)
	}
	_, h, _ = sit(t, 6, kit.ScreenMine, cases.Reviewer)
	h.Person.ID = "chen"
	contains(t, h.Text(), "My cases", "3 cases")
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	for _, look := range []kit.Settings{{Lang: i18n.ZH, Scale: 1}, {Lang: i18n.EN, Scale: 1}, {Lang: i18n.EN, Scale: 1.3}} {
		for _, width := range []float32{1112, 1750} {
			_, h, _ := sit(t, 60, kit.ScreenQueue, cases.Supervisor)
			h.Resize(width, 700)
			h.Look.SetLang(look.Lang)
			h.Look.SetScale(look.Scale)
			if bad := h.Clipped(); len(bad) > 0 {
				t.Errorf("%+v at %v: %v", look, width, bad)
			}
		}
	}
}

func TestTabReachesEverything(t *testing.T) {
	_, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	stops := strings.Join(h.Tab(), " ")
	for _, want := range []string{"Take next", "Queue", "Red", "choice", "Grid", "Why is this first?"} {
		if !strings.Contains(stops, want) {
			t.Errorf("Tab does not stop at %q: %s", want, stops)
		}
	}
}

// The window opens before the roster is full: the figures on the chips must
// follow as cases come in.
func TestFiguresFollowTheRoster(t *testing.T) {
	h := kittest.New(t, cases.Reviewer)
	r := roster.New()
	r.Unlock()
	s := queue.New(h, r, &desk{}, kit.ScreenQueue)
	s.Shown(kit.Route{Screen: kit.ScreenQueue})
	h.Show(s)
	if _, err := r.Sync(t.Context(), rows(6)); err != nil {
		t.Fatal(err)
	}
	s.Refresh()
	contains(t, h.Text(), "  6")
	for _, chip := range kittest.All[*kit.Toggle](h) {
		if strings.HasPrefix(chip.Label, h.Words().T("view.queue")+"  ") && !strings.HasSuffix(chip.Label, "  6") {
			t.Errorf("the chip says %q of 6 cases", chip.Label)
		}
	}
}

// On its first day an office has one way on: nothing can be taken yet.
func TestAnEmptyOfficeOffersTheImportAlone(t *testing.T) {
	_, h, _ := sit(t, 0, kit.ScreenQueue, cases.Reviewer)
	w := h.Words()
	if next := h.Button(t, w.T("queue.next")); !next.Disabled() || next.Reason() != w.T("queue.empty.title") {
		t.Errorf("the next case is offered: %q", next.Reason())
	}
	if b := h.Button(t, w.T("queue.empty.import")); b.Kind != kit.Primary || b.Disabled() {
		t.Error("the way to the import is not the way on")
	}
	_, h, _ = sit(t, 2, kit.ScreenQueue, cases.Reviewer)
	if h.Button(t, w.T("queue.next")).Disabled() {
		t.Error("the next case is not offered where there are cases")
	}
}
