package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	fynedesktop "fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// player sits before the whole desktop with nothing but a keyboard: keys go
// the way the window's driver sends them, to the main menu's shortcuts first,
// then to what has the focus.
type player struct {
	*desktop
	t testing.TB
}

// newPlayer opens the desktop in a window of 1280 x 800.
func newPlayer(t testing.TB, lang i18n.Lang) *player {
	t.Helper()
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	look := kit.Settings{Lang: lang, Mode: theme.Light, Scale: 1}
	p := &player{t: t, desktop: newDesktop(t.Context(), test.NewTempApp(t), words, &seat{dir: filepath.Join(t.TempDir(), "seat"), Look: look})}
	p.still = true
	p.later = func(time.Duration, func()) func() { return func() {} }
	p.build()
	p.window.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(p.leave)
	return p
}

func (p *player) canvas() fyne.Canvas { return p.window.Canvas() }

// key presses plain keys, one after the other.
func (p *player) key(names ...fyne.KeyName) {
	for _, name := range names {
		c, e := p.canvas(), &fyne.KeyEvent{Name: name}
		f := c.Focused()
		down, held := f.(fynedesktop.Keyable)
		if held {
			down.KeyDown(e)
		}
		switch tab, takes := f.(fyne.Tabbable); {
		case name == fyne.KeyTab && (!takes || !tab.AcceptsTab()):
			c.FocusNext()
		case f != nil:
			f.TypedKey(e)
		case c.OnTypedKey() != nil:
			c.OnTypedKey()(e)
		}
		if held {
			down.KeyUp(e)
		}
	}
}

// ctrl presses a key with Ctrl: the menu's command, or the field's.
func (p *player) ctrl(name fyne.KeyName) {
	p.t.Helper()
	wanted := &fynedesktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}
	for _, m := range p.window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == wanted.ShortcutName() {
				item.Action()
				return
			}
		}
	}
	f, ok := p.canvas().Focused().(fyne.Shortcutable)
	if !ok || name != fyne.KeyA {
		p.giveUp("a command under Ctrl+" + string(name))
	}
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// typed writes a text, rune by rune.
func (p *player) typed(text string) {
	p.t.Helper()
	for _, r := range text {
		f := p.canvas().Focused()
		if f == nil {
			p.giveUp("a field to write " + text)
		}
		f.TypedRune(r)
	}
}

// over writes a text in place of what stands in the field.
func (p *player) over(text string) {
	p.t.Helper()
	p.ctrl(fyne.KeyA)
	p.typed(text)
}

// mostSteps is how many Tabs may lie between two controls of a screen.
const mostSteps = 120

// tabUntil walks with Tab until the control that has the keyboard is the one
// wanted.
func (p *player) tabUntil(what string, is func(fyne.Focusable) bool) {
	p.t.Helper()
	for range mostSteps {
		if f := p.canvas().Focused(); f != nil && is(f) {
			return
		}
		p.key(fyne.KeyTab)
	}
	p.giveUp(what)
}

// tabTo walks to a control by its kind and words, as kindOf names it.
func (p *player) tabTo(pattern string) {
	p.t.Helper()
	p.tabUntil(pattern, func(f fyne.Focusable) bool {
		ok, err := path.Match(pattern, kindOf(f))
		return kindOf(f) == pattern || err == nil && ok
	})
}

// button walks to the button with a sentence on it and presses it.
func (p *player) button(key string, args ...any) {
	p.t.Helper()
	p.tabTo("button " + p.words.T(key, args...))
	p.key(fyne.KeyReturn)
}

// choice walks to the choice that offers a code and has one chosen or none,
// opens its list and takes the code from it.
func (p *player) choose(code string, fresh bool) {
	p.t.Helper()
	at := -1
	p.tabUntil("a choice of "+code, func(f fyne.Focusable) bool {
		c, ok := f.(*kit.Choice)
		if !ok || fresh && c.Code() != "" {
			return false
		}
		for i, o := range c.Options {
			if o.Code == code {
				at = i
				return true
			}
		}
		return false
	})
	c := p.canvas().Focused().(*kit.Choice)
	if c.Code() == code {
		return
	}
	for i, o := range c.Options {
		if o.Code == c.Code() {
			at -= i
		}
	}
	p.key(fyne.KeyReturn)
	for range max(at, -at) {
		p.key(map[bool]fyne.KeyName{true: fyne.KeyDown, false: fyne.KeyUp}[at > 0])
	}
	p.key(fyne.KeyReturn)
	if c.Code() != code {
		p.giveUp("the choice " + code + ", it is " + c.Code())
	}
}

// row walks to the table on screen and moves to the row of a case.
func (p *player) row(id cases.ID) {
	p.t.Helper()
	p.tabTo("grid *")
	g := p.canvas().Focused().(*grid.Grid)
	p.key(fyne.KeyHome)
	for range 400 {
		if g.Key() == int64(id) {
			return
		}
		p.key(fyne.KeyDown)
	}
	p.giveUp(fmt.Sprint("the row of case ", id))
}

// says reports whether a text stands on the screen, dialogs included.
func (p *player) says(part string) bool {
	for _, text := range p.texts() {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// texts are the sentences on the screen, those of dialogs first.
func (p *player) texts() []string {
	var out []string
	for i := len(p.canvas().Overlays().List()); i >= 0; i-- {
		top := p.canvas().Content()
		if i > 0 {
			top = p.canvas().Overlays().List()[i-1]
		}
		for _, o := range test.LaidOutObjects(top) {
			switch v := o.(type) {
			case *kit.Text:
				out = append(out, v.Content)
			case *kit.Paragraph:
				out = append(out, v.Content)
			}
		}
	}
	return out
}

// giveUp says what the player was looking for and what the screen shows.
func (p *player) giveUp(what string) {
	p.t.Helper()
	p.t.Fatalf("no way with the keyboard to %s; it is on %s, and the screen says:\n%s", what, kindOf(p.canvas().Focused()), strings.Join(p.texts(), "\n"))
}
