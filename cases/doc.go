// Package cases holds the nouns of the desk: the case file, the people who
// work on it and the one table of moves that says who may do what and when.
//
// A case is one appeal against one code assignment. Three axes are kept apart:
//
//   - State says where the work stands (received ... decided, closed).
//   - Disposition says what was decided (overturn, uphold, ...).
//   - Effect says what happens to the person (isolation, instruction, notice).
//
// The table in moves.go is asked by the store before it writes, by the
// commands before they act and by the buttons before they light up, so the
// three cannot disagree. A "no" is always a *Refusal: a code, arguments and
// the same sentence wherever it is shown.
//
// The package does no I/O, starts no goroutine and never reads the wall
// clock; time comes in as a parameter or a Clock.
package cases
