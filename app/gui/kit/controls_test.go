package kit_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// screen puts one object into a host.
type screen struct{ o fyne.CanvasObject }

func (s screen) Object() fyne.CanvasObject { return s.o }

func show(t *testing.T, o fyne.CanvasObject) *kittest.Host {
	t.Helper()
	h := kittest.New(t)
	h.Show(screen{o})
	return h
}

func key(f fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestButton(t *testing.T) {
	pressed := 0
	b := kit.NewButton("Send", func() { pressed++ })
	show(t, b)
	t.Run("acts on a click, on Enter and on Space", func(t *testing.T) {
		test.Tap(b)
		key(b, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
		if pressed != 4 {
			t.Errorf("pressed %d times", pressed)
		}
	})
	t.Run("does nothing when it is off, and says why", func(t *testing.T) {
		b.DisableFor("the letter has not been opened")
		test.Tap(b)
		key(b, fyne.KeyReturn)
		if pressed != 4 || b.Reason() == "" {
			t.Errorf("pressed %d times, reason %q", pressed, b.Reason())
		}
	})
	t.Run("acts again when it is on", func(t *testing.T) {
		b.Enable()
		key(b, fyne.KeySpace)
		if pressed != 5 || b.Reason() != "" {
			t.Errorf("pressed %d times, reason %q", pressed, b.Reason())
		}
	})
}

func TestTipSaysTheShortcutOrTheReason(t *testing.T) {
	b := kit.NewButton("Send", nil).WithTip("Ctrl + Enter")
	h := show(t, kit.Row(0, b))
	b.MouseIn(nil)
	if !strings.Contains(h.Text(), "Ctrl + Enter") {
		t.Error("no tip under the pointer")
	}
	b.MouseOut()
	if strings.Contains(h.Text(), "Ctrl + Enter") {
		t.Error("the tip stays")
	}
	b.DisableFor("no reasons yet")
	b.MouseIn(nil)
	if !strings.Contains(h.Text(), "no reasons yet") {
		t.Error("the tip of a button that is off is its reason")
	}
}

func TestTabOrderLeavesOutWhatIsOff(t *testing.T) {
	off := kit.NewButton("off", nil)
	off.DisableFor("never")
	reason := kit.NewReasonEntry("", 3)
	h := show(t, kit.Column(0, kit.NewButton("first", nil), off, reason, kit.NewToggle("chip", false, nil), kit.NewChoice("pick", nil, nil)))
	if diff := cmp.Diff([]string{"first", "entry", "chip", "choice"}, h.Tab()); diff != "" {
		t.Error(diff)
	}
}

// TestReasonEntryLetsTabGo: the toolkit's own field would replace the marked
// reasons by a tab.
func TestReasonEntryLetsTabGo(t *testing.T) {
	e := kit.NewReasonEntry("", 3)
	h := show(t, kit.Column(0, e, kit.NewButton("next", nil)))
	h.Window().Canvas().Focus(e)
	test.Type(e, "the words")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.FocusNext(h.Window().Canvas())
	if e.Text != "the words" || h.Window().Canvas().Focused() == fyne.Focusable(e) {
		t.Errorf("text %q", e.Text)
	}
}

func TestReasonCounts(t *testing.T) {
	var last string
	r := kit.NewReason("Reasons", "", 5, 10, func(s string) { last = s })
	h := show(t, r.Object())
	for text, complete := range map[string]bool{"": false, "四个汉字": false, "五个字正好": true, "这里一共超过了十个字符": false} {
		r.Entry.SetText(text)
		if r.Complete() != complete || last != text {
			t.Errorf("%q: complete %v, told %q", text, r.Complete(), last)
		}
	}
	r.Entry.SetText("五个字正好")
	if !strings.Contains(h.Text(), "5 / 5–10") {
		t.Errorf("the counter does not say 5: %s", h.Text())
	}
	r.Set("loaded")
	if last == "loaded" {
		t.Error("loading a draft is no change")
	}
}

func TestToggle(t *testing.T) {
	var told []bool
	c := kit.NewToggle("Red", false, func(on bool) { told = append(told, on) })
	show(t, c)
	test.Tap(c)
	key(c, fyne.KeySpace)
	c.Set(true)
	if diff := cmp.Diff([]bool{true, false}, told); diff != "" || !c.On {
		t.Error(diff)
	}
}

func TestChoice(t *testing.T) {
	var told []string
	c := kit.NewChoice("pick", []kit.Option{{Code: "a", Label: "A"}, {Code: "b", Label: "B"}}, func(code string) { told = append(told, code) })
	h := show(t, kit.Row(0, c))
	t.Run("a key chooses nothing by itself: it opens the list, and Enter takes the marked line", func(t *testing.T) {
		key(c, fyne.KeyDown)
		if c.Code() != "" || h.Window().Canvas().Overlays().Top() == nil {
			t.Fatalf("chose %q without being asked", c.Code())
		}
		key(h.Window().Canvas().Focused(), fyne.KeyReturn)
		if c.Code() != "a" {
			t.Errorf("chose %q", c.Code())
		}
	})
	t.Run("Down and Up change it in place and stop at the ends", func(t *testing.T) {
		key(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
		if diff := cmp.Diff([]string{"a", "b", "a"}, told); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("Enter opens the list, which takes the keyboard", func(t *testing.T) {
		key(c, fyne.KeyReturn)
		if h.Window().Canvas().Overlays().Top() == nil {
			t.Fatal("no list")
		}
		key(h.Window().Canvas().Focused(), fyne.KeyDown, fyne.KeyReturn)
		if c.Code() != "b" {
			t.Errorf("chose %q", c.Code())
		}
	})
	t.Run("a code that is not offered chooses nothing", func(t *testing.T) {
		c.Set("z")
		if c.Code() != "" {
			t.Errorf("chose %q", c.Code())
		}
	})
}

func TestDateField(t *testing.T) {
	d := kit.NewDateField("From", "Write 2020-02-19 18:00.", true)
	show(t, d.Object())
	d.Entry.SetText("19/2/2020")
	if _, ok := d.Value(); ok || d.Error() != "Write 2020-02-19 18:00." {
		t.Errorf("a date in another form passed, error %q", d.Error())
	}
	d.Entry.SetText("2020-02-19 18:00")
	got, ok := d.Value()
	if want := time.Date(2020, 2, 19, 18, 0, 0, 0, cases.Shanghai()); !ok || !got.Equal(want) || d.Error() != "" {
		t.Errorf("got %v, error %q", got, d.Error())
	}
	d.Set(time.Date(2020, 2, 20, 1, 30, 0, 0, time.UTC))
	if d.Entry.Text != "2020-02-20 09:30" {
		t.Errorf("wrote %q", d.Entry.Text)
	}
	d.Set(time.Time{})
	if got, ok := d.Value(); !ok || !got.IsZero() {
		t.Error("an empty field is no time, and no error")
	}
}

func TestDialog(t *testing.T) {
	opener := kit.NewButton("open", nil)
	h := show(t, kit.Row(0, opener))
	c := h.Window().Canvas()
	ask := func(danger bool) (*kit.Dialog, *bool) {
		c.Focus(opener)
		done := false
		return kit.Confirm(c, kit.Question{Title: "Delete?", Text: "It cannot be undone.", Yes: "Delete", No: "Keep", Danger: danger}, func() { done = true }), &done
	}
	t.Run("what cannot be undone has the focus on the safe button", func(t *testing.T) {
		d, done := ask(true)
		key(c.Focused(), fyne.KeyReturn)
		if *done || d.Open() {
			t.Error("Enter deleted")
		}
	})
	t.Run("Esc closes and gives the focus back", func(t *testing.T) {
		d, done := ask(false)
		key(c.Focused(), fyne.KeyEscape)
		if *done || d.Open() || c.Focused() != fyne.Focusable(opener) {
			t.Error("Esc did not leave")
		}
	})
	t.Run("Enter on the main button does it", func(t *testing.T) {
		d, done := ask(false)
		key(c.Focused(), fyne.KeyReturn)
		if !*done || d.Open() {
			t.Error("Enter did nothing")
		}
	})
	t.Run("Tab stays inside", func(t *testing.T) {
		d, _ := ask(false)
		for range 4 {
			c.FocusNext()
			if c.Focused() == fyne.Focusable(opener) {
				t.Fatal("Tab left the dialog")
			}
		}
		d.Close()
	})
}

func TestTabsAreBuiltWhenShownAndTakeTheKeyboard(t *testing.T) {
	var built []string
	tab := func(name string) kit.Tab {
		return kit.Tab{Title: name, Build: func() fyne.CanvasObject { built = append(built, name); return kit.Body("page " + name) }}
	}
	tabs := kit.NewTabs(0, tab("facts"), tab("trace"), tab("map"))
	h := show(t, tabs.Object())
	c := h.Window().Canvas()
	c.FocusNext()
	key(c.Focused(), fyne.KeyRight)
	key(c.Focused(), fyne.KeyRight)
	key(c.Focused(), fyne.KeyRight)
	key(c.Focused(), fyne.KeyLeft)
	if diff := cmp.Diff([]string{"facts", "trace", "map"}, built); diff != "" || tabs.Selected() != 1 {
		t.Errorf("at %d: %s", tabs.Selected(), diff)
	}
	if !strings.Contains(h.Text(), "page trace") {
		t.Error("the page is not shown")
	}
	t.Run("a click brings the keyboard along when nobody holds it", func(t *testing.T) {
		heads := map[int]fyne.Focusable{tabs.Selected(): tabs.Head()}
		for _, at := range []int{2, 0} {
			tabs.Select(at)
			heads[at] = tabs.Head()
		}
		c.Unfocus()
		heads[2].(fyne.Tappable).Tapped(nil)
		if tabs.Selected() != 2 || c.Focused() != heads[2] {
			t.Errorf("at %d, the keyboard is on %v", tabs.Selected(), c.Focused())
		}
		heads[1].(fyne.Tappable).Tapped(nil)
		if c.Focused() != heads[1] {
			t.Error("another head keeps the keyboard")
		}
		tabs.Select(2)
		if c.Focused() != heads[2] {
			t.Error("the ring stays on a head whose page is not shown")
		}
		c.Unfocus()
		entry := kit.NewEntry("")
		h = show(t, kit.Column(0, tabs.Object(), entry))
		h.Window().Canvas().Focus(entry)
		heads[0].(fyne.Tappable).Tapped(nil)
		if h.Window().Canvas().Focused() != fyne.Focusable(entry) {
			t.Error("who writes loses the keyboard")
		}
	})
}

func TestSideSheetAndEscape(t *testing.T) {
	s := kit.NewSideSheet(kit.Body("place"), 300)
	h := show(t, s.Object())
	s.Show("Preview", kit.Body("inside"))
	if !s.Shown() || !strings.Contains(h.Text(), "inside") {
		t.Error("no sheet")
	}
	s.Close()
	if s.Shown() || strings.Contains(h.Text(), "inside") {
		t.Error("the sheet stays")
	}
}

func TestLookSwitchesAndIsKept(t *testing.T) {
	h := kittest.New(t)
	var kept []kit.Settings
	look := kit.NewLook(h.Words(), kit.Settings{}, func(s kit.Settings) { kept = append(kept, s) })
	rebuilt := 0
	look.OnChange(func() { rebuilt++ })
	look.SetMode(theme.Dark)
	look.SetMode(theme.Dark)
	look.SetScale(99)
	look.SetLang("en")
	if rebuilt != 3 || len(kept) != 3 || kept[2] != (kit.Settings{Lang: "en", Mode: theme.Dark, Scale: theme.MaxScale}) {
		t.Errorf("rebuilt %d times, kept %v", rebuilt, kept)
	}
	if th, ok := fyne.CurrentApp().Settings().Theme().(*theme.Theme); !ok || th.Mode() != theme.Dark {
		t.Error("the theme is not installed")
	}
}
