// Package intake turns the files of one delivery into draft cases.
//
// A delivery is read in two steps. Open looks at every file: what it is, which
// tables it holds, where their headers are and what each column means by the
// profile. Drafts then streams the cases, one snapshot per appeal, with the
// rows of the other tables joined by appeal number, document number or phone.
//
// What is accepted is taken as it was written: an identifier may lose
// full-width forms and stray spaces, with a remark in the row's warnings, and
// nothing is ever added, guessed or rounded. What cannot be accepted is in the
// report with file, sheet, row, column, value and remedy, and in a file of
// refused rows that can be corrected and imported alone.
//
// The package stores nothing and knows no office. Whoever stores the drafts
// enters into the report what became of them.
package intake
