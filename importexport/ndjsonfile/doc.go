// Package ndjsonfile reads and writes files of one JSON object a line.
//
// The reader is strict, because what a lenient one does to such a file cannot
// be seen afterwards: of two members with one name it keeps one, it takes
// "Appeal_No" for "appeal_no", and it turns bytes that are no characters into
// replacement marks. Here each of these refuses the line, as does a member
// that the type does not have: a misspelt optional field would otherwise be
// lost in silence.
package ndjsonfile
