// Package signoff is the screen of the second person: the drafts that wait,
// oldest target first, and of one of them the decision, the findings with
// their evidence, what differs from the system's colour, and the letter as the
// resident will see it. Nothing is signed before its letter was opened; what
// the person wrote or gave out cannot be opened for signing at all.
package signoff
