// Package queue is the list of cases: what waits, in which order, and how one
// gets to it. The same screen shows the officer's own cases.
//
// The model holds what is asked for (list, filter, order, search text) and the
// view of the roster that answers; it imports no toolkit. The roster answers
// within a frame at half a million cases, so asking it needs no background
// work. Taking and assigning cases do, and go through the Desk.
package queue
