// Package evidence reads a snapshot as an officer would: what each record
// shows, how wrong it can be, whose it is, and where records disagree.
//
// Every kind of source has an error model (Models): a default radius, what it
// proves and what it does not, with its citation. A place is only established
// when the circle of error lies inside the area, or two kinds of source agree;
// a person only when the record is linked by an ID number, or by a phone that
// nobody else uses. Everything else is Open, with a Note that says why in terms
// of the record ("the border of Yuhang lies 900 m away, inside the 2,000 m
// radius"). Differences between an answer and data are questions, never
// findings.
//
// Build makes a Picture as of a time; package review turns it into the facts
// that rules read. Nothing here knows the rules.
package evidence
