// Package guess reads the first rows of a table that no profile knows and
// guesses what its columns may mean, so that a person can check the guesses
// and make a profile of them.
//
// Every guess carries its reasons in a form that can be checked against the
// rows: the heading resembles a known one, so many of so many values are
// resident IDs with a right check character, and so on. What cannot be known
// from the rows is not guessed but asked: which colour a value stands for,
// which datum coordinates have, in which zone times were written, which system
// issued a code.
//
// Guess makes a Draft of a Table; the person changes the draft; Problems says
// what still stands in the way, and Profile makes the profile of it, which
// importexport.ParseProfile accepts. Nothing here touches a disk but Read.
package guess
