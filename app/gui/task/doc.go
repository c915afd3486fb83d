// Package task runs work away from the window and brings the answer back to
// it. Goroutines of the window start here and nowhere else.
//
// A screen says what to do and what to show:
//
//	cancel := task.Go(desk.Runner, ctx, load, func(rows []Row, err error) { ... })
//
// load runs in the background, the second function on the window's own
// goroutine. In a test the Inline runner does both at once, in order, so a
// test needs no waiting and no locks. Work a person waits for gets a Job on
// the Jobs list: the status bar shows its count, rate, rest and a way to stop
// it.
//
// The package does not import the toolkit; package main hands in the way back
// to the window (fyne.Do).
package task
