package kittest

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

// Host is a kit.Host that keeps what a screen asked of it.
type Host struct {
	Look   *kit.Look
	Person cases.Actor
	Clock  time.Time

	Toasts []string
	Failed []error
	Routes []kit.Route
	Backs  int

	runner task.Runner
	jobs   *task.Jobs
	window fyne.Window
	frame  *kit.Frame
	shown  Screen
}

var _ kit.Host = (*Host)(nil)

// Screen is what is put into the window; every screen of the product is one.
type Screen interface{ Object() fyne.CanvasObject }

// New returns a host for a person with the roles, in English and light, with
// a window of 1280 by 800. The clock stands at noon of 17 February 2020.
func New(t testing.TB, roles ...cases.Role) *Host {
	t.Helper()
	test.NewTempApp(t)
	locales, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := i18n.Load(locales)
	if err != nil {
		t.Fatal(err)
	}
	h := &Host{
		Look:   kit.NewLook(i18n.New(catalogue, i18n.EN), kit.Settings{Lang: i18n.EN, Mode: theme.Light}, nil),
		Person: cases.Actor{ID: "zhang", Name: "张敏", Roles: roles},
		Clock:  time.Date(2020, 2, 17, 12, 0, 0, 0, cases.Shanghai()),
		runner: task.Inline{},
	}
	real := h.Clock
	h.jobs = task.NewJobs(h.runner, func() time.Time { real = real.Add(time.Second); return real })
	h.window = test.NewTempWindow(t, nil)
	h.window.SetPadded(false)
	h.window.Resize(fyne.NewSize(1280, 800))
	return h
}

// Show puts a screen into the window. A change of language, mode or scale
// builds it anew, as the shell does.
func (h *Host) Show(s Screen) {
	h.shown = s
	h.frame = kit.NewFrame(kit.On(kit.Plane(theme.Canvas), s.Object()))
	h.window.SetContent(h.frame)
	h.Look.OnChange(func() { h.Show(s) })
}

// Opens is a screen that can be opened at a place of its own.
type Opens interface {
	Screen
	Shown(r kit.Route)
}

// Open returns a host of a person, with a screen that was opened at a route and
// stands in its window.
func Open[S Opens](t testing.TB, r kit.Route, build func(h *Host) S, roles ...cases.Role) (*Host, S) {
	t.Helper()
	h := New(t, roles...)
	s := build(h)
	s.Shown(r)
	h.Show(s)
	return h, s
}

// Resize gives the window another size.
func (h *Host) Resize(width, height float32) { h.window.Resize(fyne.NewSize(width, height)) }

// Words speaks the language chosen now.
func (h *Host) Words() *i18n.Words { return h.Look.Words() }

// Now is the office's clock.
func (h *Host) Now() time.Time { return h.Clock }

// Actor is the person signed in.
func (h *Host) Actor() cases.Actor { return h.Person }

// Runner does everything at once.
func (h *Host) Runner() task.Runner { return h.runner }

// Jobs lists the long work.
func (h *Host) Jobs() *task.Jobs { return h.jobs }

// Window is the test driver's.
func (h *Host) Window() fyne.Window { return h.window }

// Open notes where the screen wanted to go.
func (h *Host) Open(r kit.Route) { h.Routes = append(h.Routes, r) }

// Back counts.
func (h *Host) Back() { h.Backs++ }

// Toast notes the sentence.
func (h *Host) Toast(sentence string) { h.Toasts = append(h.Toasts, sentence) }

// Fail notes the error.
func (h *Host) Fail(err error) { h.Failed = append(h.Failed, err) }
