package importexport

import "unicode/utf8"

// Guard protects a text against being run as a formula when a CSV file is
// opened in a spreadsheet: an apostrophe is put before it. Unguard takes it
// away again, so that every value survives the way out and back.
func Guard(s string) string {
	if dangerous(s) {
		return "'" + s
	}
	return s
}

// Unguard removes the apostrophe that Guard put before a text.
func Unguard(s string) string {
	if len(s) > 1 && s[0] == '\'' && dangerous(s) {
		return s[1:]
	}
	return s
}

// dangerous reports whether s, behind any apostrophes, starts with a character
// that spreadsheets take as the start of a formula; full-width forms are
// folded to it on some Chinese installations.
func dangerous(s string) bool {
	for len(s) > 0 && s[0] == '\'' {
		s = s[1:]
	}
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return true
	}
	return false
}
