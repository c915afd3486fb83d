// Package shell is the frame around the screens: the header with the office's
// name, the search box and the user's menu, the rail, the status bar, the main
// menu with every shortcut, navigation with its history, the lock on idle and
// the help sheet.
//
// It knows no screen, no store and no application: package main hands in a
// list of Entries, each of which makes its screen when it is first opened.
//
//	s := shell.New(shell.Options{...})
//	window.SetContent(s.Frame())
//	s.Open(kit.Route{Screen: kit.ScreenQueue})
//
// main also calls Tick about once a second on the window's goroutine (clock,
// toasts, lock) and Changed when the office changed.
package shell
