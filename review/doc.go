// Package review holds the verbs of the desk: what people do with a case, one
// command per file. A command loads the case, asks the one table of moves in
// package cases, builds the change and hands it to the store, which writes it
// whole with its audit entry or not at all. Actions says which commands are
// open to somebody right now and why the others are not.
package review
