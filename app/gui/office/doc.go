// Package office is the screen for the office itself: its people and what they
// may do, the policies with their rules and fixtures, the working calendar, the
// record and whether it is whole, and what the window looks like.
//
// model.go knows no toolkit; each tab has a file of its own. Who may not change
// a thing sees it with the reason.
package office
