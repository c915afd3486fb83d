package main

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	fynedesktop "fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/task"
)

// watch tells, one line each, what the window shows and what was written to
// the record, for a script that drives the window by its keys. It is on when
// RECOURSE_TRACE is 1. Only screens, kinds of controls and kinds of acts are
// named, never a person or what was typed.
type watch struct {
	d                    *desktop
	out                  io.Writer
	screen, focus, above string
	held                 string
	seen                 int64
	last                 fyne.Focusable
	moves                int
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
	w.tell("focus", &w.focus, w.focused())
	w.tell("above", &w.above, w.top())
	w.record()
	w.tell("held", &w.held, held())
}

// held tells whether the Super key is down. Keys come in the order in which
// they were pressed, so a script that holds Super after its keys and reads this
// knows that the window is through with them, and what they led to is told.
func held() string {
	d, ok := fyne.CurrentApp().Driver().(fynedesktop.Driver)
	if ok && d.CurrentKeyModifiers()&fyne.KeyModifierSuper != 0 {
		return "super"
	}
	return "nothing"
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

// focused is the kind of control that has the keyboard, with the words that
// are printed on it or the code that is chosen, never what was typed. Every
// move of the keyboard has its own number.
func (w *watch) focused() string {
	f := w.d.window.Canvas().Focused()
	if f != w.last {
		w.last = f
		w.moves++
	}
	return fmt.Sprintf("%d %s", w.moves, kindOf(f))
}

func kindOf(f fyne.Focusable) string {
	switch o := f.(type) {
	case nil:
		return "nothing"
	case *kit.Button:
		if o.Kind == kit.OnDark {
			return "bar" // the header's button carries the officer's name
		}
		return "button " + o.Label
	case *kit.Choice:
		return "choice " + o.Code()
	case *kit.Toggle:
		return fmt.Sprintf("toggle %t %s", o.On, o.Label)
	case *kit.Entry:
		return "entry " + o.PlaceHolder
	case *kit.ReasonEntry:
		return "reason " + o.PlaceHolder
	case *grid.Grid:
		return fmt.Sprintf("grid %d", o.Key())
	}
	return fmt.Sprintf("%T", f)
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

// counted is a runner that tells how much work is under way. Following the
// office counts as one.
type counted struct {
	task.Async
	out   io.Writer
	tally *atomic.Int64
}

// Go starts work and tells.
func (c counted) Go(ctx context.Context, work func(context.Context) error, done func(error)) {
	fmt.Fprintf(c.out, "trace work %d\n", c.tally.Add(1))
	c.Async.Go(ctx, work, func(err error) {
		done(err)
		fmt.Fprintf(c.out, "trace work %d\n", c.tally.Add(-1))
	})
}

// after is a timer that is no work under way.
func (c counted) after(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() { c.UI(f) })
	return func() { t.Stop() }
}

// watched makes a desktop that is not built yet tell what it does; the watch
// it returns is to be run once the window is.
func (d *desktop) watched(out io.Writer) *watch {
	c := counted{Async: task.Async{Do: fyne.Do}, out: out, tally: new(atomic.Int64)}
	d.runner, d.later = c, c.after
	return newWatch(d, out)
}
