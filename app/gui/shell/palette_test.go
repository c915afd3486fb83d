package shell_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/cases"
)

// palette opens the list and gives its field.
func palette(t *testing.T, h *house) *kit.Entry {
	t.Helper()
	h.OpenPalette()
	e, ok := h.window.Canvas().Focused().(*kit.Entry)
	if !ok || h.window.Canvas().Overlays().Top() == nil {
		t.Fatalf("the keyboard is on %T", h.window.Canvas().Focused())
	}
	return e
}

func TestThePaletteRunsWhatIsTyped(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	enter := func(e *kit.Entry) { e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }

	e := palette(t, h)
	test.Type(e, "do queue")
	enter(e)
	if !slices.Contains(h.log, "queue command") || h.window.Canvas().Overlays().Top() != nil {
		t.Errorf("a command of the screen: %v", h.log)
	}
	e = palette(t, h)
	test.Type(e, "我的")
	enter(e)
	if h.Route().Screen != "mine" {
		t.Errorf("Chinese words in the English window lead to %q", h.Route().Screen)
	}
	e = palette(t, h)
	test.Type(e, "off mine")
	enter(e)
	if slices.Contains(h.log, "mine must not run") || h.window.Canvas().Overlays().Top() == nil {
		t.Error("what is closed ran, or the list went")
	}
	if text := h.text(); !strings.Contains(text, "not now") {
		t.Errorf("it is not said why: %s", text)
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	e = palette(t, h)
	test.Type(e, "sign")
	if text := h.text(); strings.Contains(text, "\nSign-off\n") {
		t.Error("a screen of other roles is offered")
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	e = palette(t, h)
	test.Type(e, "中文")
	enter(e)
	if h.look.Words().Lang() != i18n.ZH {
		t.Error("the language did not change")
	}
	e = palette(t, h)
	test.Type(e, "dbdl")
	enter(e)
	if h.Route().Screen != "queue" {
		t.Errorf("first letters lead to %q", h.Route().Screen)
	}
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

func TestThePaletteRemembersAndMoves(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	e := palette(t, h)
	test.Type(e, "go forward")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	e = palette(t, h)
	test.Type(e, "Dark")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	e = palette(t, h)
	for _, k := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageUp} {
		e.TypedKey(&fyne.KeyEvent{Name: k})
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if h.look.Settings().Mode != "dark" {
		t.Errorf("the first offer is not the last choice: %s", h.look.Settings().Mode)
	}
}
