// Package importexport holds the words that the doors of the desk share: what
// a row and a cell are, what is wrong with one, how much a file may ask of the
// machine, and what a column of a delivery means.
//
// The packages below it turn bytes into rows and back (csvfile, xlsxfile,
// ndjsonfile), rows into draft cases (intake) and decided cases into files for
// the issuing systems (outbox). Nothing here knows what a case is.
//
// Three promises hold for every reader. A file is told by its content, never
// by its name. A row is either handed on whole or reported with its place, its
// value and a remedy; no row is ever lost in silence. And whatever the file
// claims about itself, memory and time stay within Limits.
package importexport
