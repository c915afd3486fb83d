package kit

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/task"
	"recourse/cases"
)

// Route names a place in the window: a screen and, where it shows one, a
// case. Part may name a place inside the screen, such as a tab.
type Route struct {
	Screen string
	Case   cases.ID
	Part   string
}

// PartWeights asks the queue for its weights, to change them.
const PartWeights = "weights"

// The screens' names. Routes and the rail use them.
const (
	ScreenQueue    = "queue"
	ScreenMine     = "mine"
	ScreenCase     = "case"
	ScreenSignoff  = "signoff"
	ScreenImport   = "import"
	ScreenExport   = "export"
	ScreenInsights = "insights"
	ScreenOffice   = "office"
)

// Host is what a screen may ask of the frame around it. The shell is the
// host; a test hands in its own.
type Host interface {
	// Words speaks the language chosen now.
	Words() *i18n.Words
	// Now is the office's clock, which in a demonstration runs in 2020.
	Now() time.Time
	// Actor is the person signed in.
	Actor() cases.Actor
	// Runner runs work away from the window.
	Runner() task.Runner
	// Jobs lists the long work shown in the status bar.
	Jobs() *task.Jobs
	// Window is for dialogs: Confirm(h.Window().Canvas(), ...).
	Window() fyne.Window
	// Open goes to another place, if this one lets go.
	Open(Route)
	// Back goes to the place before.
	Back()
	// Toast says for a few seconds that something succeeded.
	Toast(sentence string)
	// Fail shows what went wrong and what to do, and logs the cause.
	Fail(err error)
}

// Command is an action of a screen. The shell puts it into the main menu,
// where its shortcut works even while a field has the focus.
type Command struct {
	Title    string
	Shortcut fyne.Shortcut // nil for none
	Run      func()
	// Off says why the command cannot run now; nil or "" means it can.
	Off func() string
}

// Load runs a reading without parameters away from the window and hands on
// what it found; what goes wrong is shown.
func Load[T any](h Host, read func(context.Context) (T, error), show func(T)) context.CancelFunc {
	return task.Go(h.Runner(), context.Background(), read, func(v T, err error) {
		if err != nil {
			h.Fail(err)
			return
		}
		show(v)
	})
}
