package casetest

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/kit"
)

// Canvas is where the screen is shown.
func (h *Host) Canvas() fyne.Canvas { return h.window.Canvas() }

// objects lists everything that is laid out, dialogs first.
func (h *Host) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, o := range h.Canvas().Overlays().List() {
		all = append(all, test.LaidOutObjects(o)...)
	}
	return append(all, test.LaidOutObjects(h.Canvas().Content())...)
}

// Find lists the objects of a type on screen.
func Find[T fyne.CanvasObject](h *Host) []T {
	var out []T
	for _, o := range h.objects() {
		if v, ok := o.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// Button is the button with a label; the test ends when there is none.
func (h *Host) Button(t testing.TB, label string) *kit.Button {
	t.Helper()
	for _, b := range Find[*kit.Button](h) {
		if b.Label == label {
			return b
		}
	}
	t.Fatalf("no button %q on screen", label)
	return nil
}

// Entry is the field of several lines with a hint.
func (h *Host) Entry(t testing.TB, hint string) *kit.ReasonEntry {
	t.Helper()
	for _, e := range Find[*kit.ReasonEntry](h) {
		if e.PlaceHolder == hint {
			return e
		}
	}
	t.Fatalf("no field %q on screen", hint)
	return nil
}

// PickFirst opens a choice and takes the first of its options, by keys.
func (h *Host) PickFirst(c *kit.Choice) {
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	h.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// Choices lists the choices on screen whose hint or options have a label.
func (h *Host) Choices(label string) []*kit.Choice {
	var out []*kit.Choice
	for _, c := range Find[*kit.Choice](h) {
		for _, o := range c.Options {
			if o.Label == label {
				out = append(out, c)
			}
		}
	}
	return out
}

// Says reports whether a text stands on screen.
func (h *Host) Says(part string) bool {
	for _, o := range h.objects() {
		switch v := o.(type) {
		case *kit.Text:
			if strings.Contains(v.Content, part) {
				return true
			}
		case *kit.Paragraph:
			if strings.Contains(v.Content, part) {
				return true
			}
		}
	}
	return false
}
