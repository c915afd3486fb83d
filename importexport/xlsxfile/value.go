package xlsxfile

import (
	"strconv"
	"strings"

	"recourse/importexport"
)

// addCell gives a cell its type and puts it at its column.
func (s *sheetScanner) addCell(h cellHead, c rawCell) error {
	if c.start == c.end && !c.formula {
		return nil
	}
	if h.column < len(s.cells) {
		return errNesting
	}
	if h.column >= s.book.limits.Columns {
		s.refuse("too_many_columns", h.column, "", importexport.Count("limit", s.book.limits.Columns))
		return nil
	}
	for len(s.cells) < h.column {
		s.cells = append(s.cells, rawCell{})
	}
	if c.start < c.end {
		if err := s.typeCell(h, &c); err != nil {
			return err
		}
	}
	s.cells = append(s.cells, c)
	return nil
}

func (s *sheetScanner) typeCell(h cellHead, c *rawCell) error {
	value := s.text[c.start:c.end]
	switch h.kind {
	case "s":
		return s.share(h, c, value)
	case "str", "inlineStr":
		if h.kind == "str" {
			s.replace(c, string(unescape(value)))
		}
		c.kind = importexport.Text
		return s.suspect(h, s.text[c.start:c.end])
	case "b":
		c.kind = importexport.Bool
		s.replace(c, map[bool]string{true: "TRUE", false: "FALSE"}[string(value) == "1" || string(value) == "true"])
	case "e":
		c.kind = importexport.Error
	case "d":
		c.kind = importexport.Date
		s.replace(c, strings.TrimSuffix(string(value), "Z"))
	case "":
		s.typeNumber(h, c, value)
	default:
		return errSyntax
	}
	return nil
}

func (s *sheetScanner) suspect(h cellHead, text []byte) error {
	code, err := suspicion(text)
	if code != "" {
		s.refuse(code, h.column, string(text), nil)
	}
	return err
}

func (s *sheetScanner) share(h cellHead, c *rawCell, value []byte) error {
	i, err := strconv.Atoi(string(value))
	if err != nil {
		return errSyntax
	}
	text, ok := s.book.strings.get(i)
	if !ok {
		return errSyntax
	}
	if len(s.book.suspect) > 0 {
		if code, bad := s.book.suspect[i]; bad {
			s.refuse(code, h.column, text, nil)
		}
	}
	c.isShared, c.shared = true, text
	if text != "" {
		c.kind = importexport.Text
	}
	s.text = s.text[:c.start]
	c.end = c.start
	return nil
}

// typeNumber tells a date from a number by the format of the cell. A number
// that is no date in the epoch of the workbook stays a number, for the
// checks of its column to refuse.
func (s *sheetScanner) typeNumber(h cellHead, c *rawCell, value []byte) {
	c.kind = importexport.Number
	if !numeric(value) {
		s.refuse("damaged_number", h.column, string(value), nil)
		return
	}
	if h.style >= len(s.book.styles) || s.book.styles[h.style] == styleNumber {
		return
	}
	style := s.book.styles[h.style]
	text, ok := formatSerial(string(value), style, s.book.epoch1904)
	if !ok {
		return
	}
	c.kind = importexport.Date
	if len(text) == len("15:04:05") {
		c.kind = importexport.Text
	}
	s.replace(c, text)
}

func numeric(value []byte) bool {
	for _, c := range value {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return false
		}
	}
	return true
}

// replace puts another text into a cell that is the last of the row so far.
func (s *sheetScanner) replace(c *rawCell, text string) {
	s.text = append(s.text[:c.start], text...)
	c.end = len(s.text)
}

func (s *sheetScanner) refuse(code importexport.Code, col int, value string, args map[string]string) {
	if s.row.Problem != nil {
		return
	}
	s.row.Problem = &importexport.Problem{
		File: s.row.File, Sheet: s.row.Sheet, Row: s.row.Number, Column: importexport.ColumnName(col),
		Value: importexport.Shorten(value), Code: code, Args: args, Level: importexport.Refused,
	}
}

// finishRow makes the cells of the row out of what was collected; those that
// are not shared strings lie in one string together.
func (s *sheetScanner) finishRow() {
	all := string(s.text)
	s.row.Cells = s.row.Cells[:0]
	for _, c := range s.cells {
		text := c.shared
		if !c.isShared {
			text = all[c.start:c.end]
		}
		s.row.Cells = append(s.row.Cells, importexport.Cell{Text: text, Kind: c.kind, Formula: c.formula})
	}
}
