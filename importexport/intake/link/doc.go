// Package link says to which appeal a row of another table belongs.
//
// A row names a person by a document number, a phone, a plate, a name, or the
// last four characters of a number and the name. The book of a delivery knows
// who has appealed and, from the extracts of codes, who else there is: only so
// can it tell that a name is that of two people. A name or a plate that is
// theirs belongs to neither. A phone does belong to all who gave it as theirs:
// the record is about the phone, and whose it was is a question for the
// officer.
package link
