package casetest

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/assets"
	"recourse/cases"
)

// Host is a frame that remembers what a screen asked of it. Work runs at once.
type Host struct {
	Opened   []kit.Route
	Toasts   []string
	Failures []error
	Timers   []*Timer

	seat   *Seat
	words  *i18n.Words
	window fyne.Window
	jobs   *task.Jobs
}

// Timer is something a screen wants done later; a test decides when.
type Timer struct {
	D       time.Duration
	F       func()
	Stopped bool
}

// NewHost returns a host with a window of a size, in a language and a mode.
func NewHost(t testing.TB, s *Seat, l i18n.Lang, m theme.Mode, size fyne.Size) *Host {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(m, 1))
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	w.Resize(size)
	return &Host{seat: s, words: i18n.New(cat, l), window: w, jobs: task.NewJobs(task.Inline{}, time.Now)}
}

// Show puts a screen into the window.
func (h *Host) Show(o fyne.CanvasObject) {
	size := h.window.Canvas().Size()
	h.window.SetContent(kit.NewFrame(o))
	h.window.Resize(size)
}

// Words speaks the language chosen.
func (h *Host) Words() *i18n.Words { return h.words }

// Now is the office's clock.
func (h *Host) Now() time.Time { return h.seat.Office.Now }

// Actor is the person signed in.
func (h *Host) Actor() cases.Actor { return h.seat.User().Actor() }

// Runner does everything at once.
func (h *Host) Runner() task.Runner { return task.Inline{} }

// Jobs is an empty list.
func (h *Host) Jobs() *task.Jobs { return h.jobs }

// Window is the test's window.
func (h *Host) Window() fyne.Window { return h.window }

// Open remembers the place.
func (h *Host) Open(r kit.Route) { h.Opened = append(h.Opened, r) }

// Back remembers an empty place.
func (h *Host) Back() { h.Opened = append(h.Opened, kit.Route{}) }

// Toast remembers the sentence.
func (h *Host) Toast(s string) { h.Toasts = append(h.Toasts, s) }

// Fail remembers the error.
func (h *Host) Fail(err error) { h.Failures = append(h.Failures, err) }

// After keeps a timer until Ring.
func (h *Host) After(d time.Duration, f func()) func() {
	t := &Timer{D: d, F: f}
	h.Timers = append(h.Timers, t)
	return func() { t.Stopped = true }
}

// Ring lets the timers of a length that nobody stopped go off.
func (h *Host) Ring(d time.Duration) {
	due := h.Timers
	h.Timers = nil
	for _, t := range due {
		switch {
		case t.Stopped:
		case t.D == d:
			t.F()
		default:
			h.Timers = append(h.Timers, t)
		}
	}
}
