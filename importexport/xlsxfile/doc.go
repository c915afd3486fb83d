// Package xlsxfile reads and writes workbooks.
//
// The reader trusts nothing the file says about itself. The archive's
// directory is checked against its content, every part that is read is read to
// its end so that size and checksum are proved, and the XML of a sheet is
// followed tag by tag to the closing one: a cut or damaged workbook is refused
// where it breaks instead of ending early. Document types and entities of
// their own are refused, links to other files are never followed, and macros
// are noted and left alone.
//
// Cells keep the type that the workbook gave them, because that is the only
// trace of a lost identifier: a number of eighteen digits has been rounded to
// fifteen. Dates are resolved in the epoch of the workbook, 1900 or 1904.
//
// The writer streams rows with the types of their cells, so that an identifier
// stays text and nothing that is text can run as a formula.
package xlsxfile
