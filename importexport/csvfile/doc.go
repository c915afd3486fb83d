// Package csvfile reads and writes tables as text: CSV, TSV and their kin, in
// the encodings that offices really use.
//
// The reader is strict where leniency would lose or change a value. A row with
// a NUL, with bytes that are no characters, with text that an earlier
// conversion destroyed or with a quotation mark that is never closed is handed
// out with its problem and its line number, and reading goes on with the next
// line. A quotation mark in the middle of an unquoted cell is an ordinary
// character, as in every spreadsheet.
//
// The writer guards every text against being run as a formula, and the reader
// takes the guard away again, so that values survive the round trip.
package csvfile
