package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/cases"
)

// Screen is one place of the window. See package kit for how to build one.
type Screen interface {
	// Title names the screen, or what it shows, in the language chosen now.
	Title() string
	// Object builds the screen from its model. It is called again whenever
	// the language, the mode or the text scale changed.
	Object() fyne.CanvasObject
	// Shown tells the screen that it is opened at a route.
	Shown(kit.Route)
	// Hidden tells the screen that another one is opened; it cancels its work.
	Hidden()
	// Refresh tells the screen that the office changed.
	Refresh()
	// Leave asks the screen to let go. It calls proceed at once, or after it
	// has saved or asked; if it does not, the person stays.
	Leave(proceed func())
}

// Commander is a screen with commands of its own in the main menu.
type Commander interface{ Commands() []kit.Command }

// Searcher is a screen that takes what is typed into the search box. Without
// it the text goes to the queue. The text belongs to the screen: the box shows
// it while the screen is open and is empty elsewhere, so that a list is never
// narrowed by words nobody sees.
type Searcher interface {
	// Search searches as one types; found is called when the screen shows what
	// was found, which may be later.
	Search(text string, found func())
	// Searched is what the screen shows the finds of, "" for everything.
	Searched() string
}

// Entry is a screen as the frame knows it.
type Entry struct {
	Name  string // kit.ScreenQueue ...; its title is the sentence under nav.<Name>
	Icon  string
	Rail  bool         // stands in the rail
	Roles []cases.Role // who may open it; nil is everybody
	Make  func(kit.Host) Screen
	Count func() int // the number beside the rail's entry, 0 for none; may be nil
}

// Audit is what the status bar says about the record.
type Audit struct {
	Checked bool
	Whole   bool
	Entries int64
}

// Options are what the frame needs from package main.
type Options struct {
	Window fyne.Window
	Look   *kit.Look
	Runner task.Runner
	Jobs   *task.Jobs
	Clock  cases.Clock      // the office's clock
	Wall   func() time.Time // real time, for the lock and the toasts
	Actor  cases.Actor
	Office string // its name
	Demo   bool
	Store  string // "SQLite", "PostgreSQL"
	Audit  func() Audit
	Idle   time.Duration // lock after so long without a key; 0 is never
	// Entries are the screens, the rail's in order.
	Entries []Entry
	// Places are what the palette offers beyond them.
	Places Places
	OnLock func()          // passphrase again, same person
	OnOut  func()          // sign out
	OnQuit func()          // close the window
	Log    func(err error) // the cause of what Fail showed
}
