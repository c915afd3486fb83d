package xlsxfile

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"recourse/importexport"
)

// Cell formats of the workbooks we write, in the order of partStyles.
const (
	formatText     = 1 // typed over, a cell stays text
	formatHeader   = 2
	formatDate     = 3
	formatDateTime = 4
	formatLines    = 5 // text of several lines, shown as such
)

// maxCellChars is the most a cell holds; a file with more is repaired, that is
// cut, by the spreadsheet.
const maxCellChars = 32767

// opening is how the cell of a column opens, up to the number of its row.
func (t *Writer) opening(column int) string {
	for i := len(t.openings); i <= column; i++ {
		t.openings = append(t.openings, `<c r="`+importexport.ColumnName(i))
	}
	return t.openings[column]
}

// appendCell appends a cell behind its reference.
func appendCell(b []byte, c importexport.Cell, header bool) ([]byte, error) {
	switch c.Kind {
	case importexport.Number:
		if _, err := strconv.ParseFloat(c.Text, 64); err != nil || !numeric([]byte(c.Text)) {
			return b, fmt.Errorf("number %q: %w", importexport.Shorten(c.Text), ErrUnwritable)
		}
		return append(append(append(b, `"><v>`...), c.Text...), `</v></c>`...), nil
	case importexport.Bool:
		value := byte('0')
		if c.Text == "TRUE" {
			value = '1'
		}
		return append(append(append(b, `" t="b"><v>`...), value), `</v></c>`...), nil
	case importexport.Date:
		return appendDate(b, c.Text)
	}
	style := byte('0' + formatText)
	control := hasControl(c.Text)
	switch {
	case header:
		style = '0' + formatHeader
	case control && strings.IndexByte(c.Text, '\n') >= 0:
		style = '0' + formatLines
	}
	b = append(append(b, `" s="`...), style)
	b = append(b, `" t="inlineStr"><is><t`...)
	// Space that readers drop unless they are told to keep it. Saying so in every
	// cell makes a file a tenth slower to write.
	if control || c.Text[0] == ' ' || c.Text[len(c.Text)-1] == ' ' {
		b = append(b, ` xml:space="preserve"`...)
	}
	b = append(b, '>')
	b, err := appendEscaped(b, c.Text)
	return append(b, `</t></is></c>`...), err
}

// hasControl reports whether a text has line ends, tabs or other characters
// below the blank.
func hasControl(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' {
			return true
		}
	}
	return false
}

// appendDate writes a date as the serial number of the 1900 system.
func appendDate(b []byte, text string) ([]byte, error) {
	layout, style := time.DateOnly, formatDate
	if len(text) > len(time.DateOnly) {
		layout, style = "2006-01-02T15:04:05", formatDateTime
	}
	at, err := time.Parse(layout, text)
	if err != nil || at.Year() < 1901 || at.Year() > 9999 {
		return b, fmt.Errorf("date %q: %w", importexport.Shorten(text), ErrUnwritable)
	}
	days := at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Seconds() / 86400
	b = append(b, `" s="`...)
	b = strconv.AppendInt(b, int64(style), 10)
	b = append(b, `"><v>`...)
	b = strconv.AppendFloat(b, math.Round(days*1e10)/1e10, 'f', -1, 64)
	return append(b, `</v></c>`...), nil
}

// appendEscaped writes text for XML. What XML cannot hold, and what looks like
// the escape for it, is spelled _xHHHH_.
func appendEscaped(b []byte, text string) ([]byte, error) {
	if !utf8.ValidString(text) || len(text) > maxCellChars && utf8.RuneCountInString(text) > maxCellChars {
		return b, fmt.Errorf("text %q: %w", importexport.Shorten(text), ErrUnwritable)
	}
	from := 0
	for i := 0; i < len(text); i++ {
		if !spelled[text[i]] {
			continue
		}
		if spelt, n := escape(text[i:]); n > 0 {
			b = append(append(b, text[from:i]...), spelt...)
			from = i + n
			i = from - 1
		}
	}
	return append(b, text[from:]...), nil
}

// spelled marks the bytes at which a text may have to be spelled otherwise.
var spelled = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = true
	}
	t['&'], t['<'], t['>'], t['_'], t[0xEF] = true, true, true, true, true
	return t
}()

// escape is how the first character of a text is spelled, and the bytes it
// takes there; 0 for one that may stand.
func escape(text string) (spelled string, n int) {
	switch c := text[0]; {
	case c == '&':
		return "&amp;", 1
	case c == '<':
		return "&lt;", 1
	case c == '>':
		return "&gt;", 1
	case c == '_' && looksEscaped(text):
		return "_x005F_", 1
	case c < ' ' && c != '\n' && c != '\t':
		return fmt.Sprintf("_x%04X_", c), 1
	case strings.HasPrefix(text, "\uFFFE"):
		return "_xFFFE_", 3
	case strings.HasPrefix(text, "\uFFFF"):
		return "_xFFFF_", 3
	}
	return "", 0
}

func looksEscaped(s string) bool {
	return len(s) >= 7 && s[1] == 'x' && s[6] == '_' && strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
