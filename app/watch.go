package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
)

// watch tells, one line each, what the window shows and what was written to
// the record, for a script that drives the window by its keys. It is on when
// RECOURSE_TRACE is 1. Only screens, kinds of controls and kinds of acts are
// named, never a person or what was typed.
type watch struct {
	d                    *desktop
	out                  io.Writer
	screen, focus, above string
	seen                 int64
}

// glance is how often the watch looks.
const glance = 40 * time.Millisecond

func newWatch(d *desktop, out io.Writer) *watch { return &watch{d: d, out: out, seen: -1} }

// run looks until ctx is done.
func (w *watch) run(ctx context.Context) {
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			fyne.Do(w.look)
		}
	}
}

// look tells what changed since the last look; it runs on the window's
// goroutine.
func (w *watch) look() {
	w.tell("screen", &w.screen, w.place())
	w.tell("above", &w.above, w.top())
	w.tell("focus", &w.focus, w.focused())
	w.record()
}

func (w *watch) tell(what string, was *string, is string) {
	if *was != is {
		*was = is
		fmt.Fprintf(w.out, "trace %s %s\n", what, is)
	}
}

// place is the open screen, or the page of the door.
func (w *watch) place() string {
	if w.d.stop == nil || w.d.frame == nil {
		m := w.d.door.Model()
		if m.Busy != "" {
			return "door busy"
		}
		return fmt.Sprintf("door %d", m.Page)
	}
	r := w.d.frame.Route()
	if r.Case != 0 {
		return fmt.Sprintf("%s %d", r.Screen, r.Case)
	}
	return r.Screen
}

// top is what lies above the screen: a dialog, a menu or nothing.
func (w *watch) top() string {
	switch o := w.d.window.Canvas().Overlays().Top().(type) {
	case nil:
		return "nothing"
	case *kit.Dialog:
		return "dialog"
	default:
		return fmt.Sprintf("%T", o)
	}
}

// focused is the kind of control that has the keyboard; of a button also what
// stands on it.
func (w *watch) focused() string {
	switch o := w.d.window.Canvas().Focused().(type) {
	case nil:
		return "nothing"
	case *kit.Button:
		if o.Kind == kit.OnDark {
			return "button" // the header's carries the officer's name
		}
		return "button " + o.Label
	default:
		return fmt.Sprintf("%T", o)
	}
}

// record tells the acts that were written since the last look.
func (w *watch) record() {
	if w.d.stop == nil || w.d.office == nil {
		return
	}
	height, err := w.d.office.Height(w.d.ctx)
	if err != nil || height == w.seen {
		return
	}
	from := w.seen
	w.seen = height
	if from < 0 {
		return
	}
	for act, err := range w.d.office.Acts(w.d.ctx, from) {
		if err == nil {
			fmt.Fprintf(w.out, "trace act %s\n", act)
		}
	}
}
