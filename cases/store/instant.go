package store

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"recourse/cases"
)

// micros is an instant as the tables hold it.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant reads what micros wrote.
func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// Limits of what goes into the tables. They are far above what an office
// writes; they keep a damaged file from filling the database.
const (
	maxText   = 2000    // bytes of a clear column
	maxPaper  = 1 << 20 // bytes of a paper
	maxBundle = 4 << 20 // bytes of a snapshot
)

// checkText refuses what the two databases would treat differently or what
// has no meaning: NUL characters, broken UTF-8, endless text.
func checkText(field, s string) error {
	if len(s) > maxText {
		return tooLong(field, maxText)
	}
	return checkLong(field, s)
}

// checkLong is checkText for what may be as long as a paper.
func checkLong(field, s string) error {
	switch {
	case len(s) > maxPaper:
		return tooLong(field, maxPaper)
	case !utf8.ValidString(s):
		return cases.Refuse("bad_utf8", "field", field)
	case strings.IndexByte(s, 0) >= 0:
		return cases.Refuse("nul_character", "field", field)
	}
	return nil
}

func tooLong(field string, limit int) error {
	return cases.Refuse("too_long", "field", field, "max", strconv.Itoa(limit))
}

// checkTexts checks pairs of field name and text.
func checkTexts(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := checkText(pairs[i], pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// checkJSON refuses a document that cannot be kept as it is.
func checkJSON(field string, b []byte, limit int) error {
	switch {
	case len(b) > limit:
		return tooLong(field, limit)
	case !utf8.Valid(b):
		return cases.Refuse("bad_utf8", "field", field)
	case holdsNUL(b):
		return cases.Refuse("nul_character", "field", field)
	}
	return nil
}

// holdsNUL reports whether a JSON text holds an escaped NUL character: \u0000
// after an even number of backslashes.
func holdsNUL(b []byte) bool {
	s := string(b)
	for {
		i := strings.Index(s, `\u0000`)
		if i < 0 {
			return false
		}
		before := 0
		for before < i && s[i-1-before] == '\\' {
			before++
		}
		if before%2 == 0 {
			return true
		}
		s = s[i+1:]
	}
}
