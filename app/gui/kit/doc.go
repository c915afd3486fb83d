// Package kit holds the building blocks of every screen. This page teaches how
// to build one.
//
// # A screen
//
// A screen is a package app/gui/<name> with model.go (state and commands, no
// toolkit import) and view.go (widgets). It declares the small interface it
// needs from the domain, and package main hands in what satisfies it. It gets
// a kit.Host for everything the frame offers and satisfies shell.Screen:
//
//	func New(host kit.Host, desk Desk) *Screen
//	Title() string                 // in the language chosen now
//	Object() fyne.CanvasObject     // built anew: called again when the language or the scale changes
//	Shown(r kit.Route)             // opened: load what the route names
//	Hidden()                       // left: cancel what runs
//	Refresh()                      // the office changed: fetch again, keep what was typed
//	Leave(proceed func())          // call proceed at once, or after saving or asking
//
// Because Object is called again, whatever must survive (typed words, the
// selected row, the open tab) lives in the model, and Object reads it there.
// Optional methods: Commands() []kit.Command for the main menu, Search and
// Searched for the box in the header, Escape() for the Esc key.
//
// # Words, colours, sizes
//
// Every string comes from host.Words(): T("queue.count", "n", 5), State(s),
// DateTime(t), Left(d), Due(d), Problem(err). Keys stand in
// assets/locales/{en,zh}/<screen>.json. Colours are theme tokens, never
// values; distances are theme.Space(n), n times four units. Title once per
// screen, Strong for sections, Body, Muted, Caption, Mono; no other sizes.
//
// # Layout
//
// Use Column, Row (with Fill and Gap), TopRow, Pad, Insets, Card, Well,
// Heading, Pairs, Scroll, Split. They know that a paragraph's height follows
// from its width; the toolkit's VBox does not, and would overlap wrapped text.
// Things made of several parts (Field, Reason, DateField, Tabs, ScrollBox,
// Split, SideSheet, Pages) are put into a layout by their Object().
//
// # Controls
//
// Button (one Primary per screen; DisableFor says why), Choice, Toggle, Entry,
// ReasonEntry, Reason, DateField. All answer Enter and Space, show a ring when
// they have the focus and hand Esc to the dialog or frame they are in. A field
// stands in a Field, with its label above and its error below.
//
// # Messages
//
// Banner for what the person must know on this screen, EmptyState for a place
// with nothing in it, Confirm and Dialog for questions, host.Toast for
// success, host.Fail for errors.
//
// # Lists and time
//
// kit/grid is the table for any number of rows; kit/timeline the time axis.
// CodeBadge shows a health code, Chip a state or a flag, TraceStep a rule.
//
// # Work
//
// Nothing slow runs in a callback: task.Go or task.Latest with host.Runner(),
// and host.Jobs() for what takes longer than a second. Tests use kittest (a
// host, a window, Tap, Text, Tab, Clipped), task.Inline and -tags ci.
package kit
