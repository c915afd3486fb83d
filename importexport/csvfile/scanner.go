package csvfile

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"recourse/importexport"
)

// scanner cuts a stream of UTF-8 into records. It holds one record at a time.
type scanner struct {
	in         io.Reader
	opts       Options
	buf        []byte // buf[start:] is read and not yet handed out
	start      int
	inErr      error
	line       int // of buf[start]
	lineEnd    byte
	row        importexport.Row
	unescaped  []byte
	boundaries []int
}

func newScanner(in io.Reader, name string, opts Options) *scanner {
	s := &scanner{in: in, opts: opts, buf: make([]byte, 0, 256<<10), line: 1, lineEnd: '\n'}
	s.row.File = name
	s.fill()
	s.lineEnd = newline(s.buf)
	return s
}

// fill reads more behind what is there. It moves or grows the buffer, so that
// offsets relative to start stay good and slices do not.
func (s *scanner) fill() bool {
	if s.inErr != nil {
		return false
	}
	if s.start > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.start:])]
		s.start = 0
	}
	if len(s.buf) == cap(s.buf) {
		s.buf = append(s.buf, make([]byte, cap(s.buf))...)[:len(s.buf)]
	}
	n, err := io.ReadAtLeast(s.in, s.buf[len(s.buf):cap(s.buf)], 1)
	s.buf = s.buf[:len(s.buf)+n]
	s.inErr = err
	return n > 0
}

// next returns the next record, io.EOF behind the last one, or the error that
// ends the file.
func (s *scanner) next() (*importexport.Row, error) {
	size, err := s.findLine(0)
	if err != nil {
		return nil, err
	}
	record := s.buf[s.start : s.start+size]
	lines := 1
	var code importexport.Code
	if bytes.IndexByte(record, '"') >= 0 {
		if size, lines, code, err = s.findQuoted(size); err != nil {
			return nil, err
		}
		record = s.buf[s.start : s.start+size]
	}
	s.row.Number, s.row.Problem = s.line, nil
	s.split(s.trimEnd(record), code)
	s.start += size
	s.line += lines
	return &s.row, nil
}

// findLine returns the length of the line that starts at offset from, its end
// included.
func (s *scanner) findLine(from int) (int, error) {
	searched := from
	for {
		if at := bytes.IndexByte(s.buf[s.start+searched:], s.lineEnd); at >= 0 {
			return searched + at + 1 - from, nil
		}
		searched = len(s.buf) - s.start
		if searched > s.opts.Limits.LineBytes {
			p := importexport.Refuse(s.row.File, "row_too_long", importexport.Count("limit", s.opts.Limits.LineBytes>>10))
			p.Row = s.line
			return 0, p
		}
		if s.fill() {
			continue
		}
		if s.inErr != nil && !errors.Is(s.inErr, io.EOF) {
			return 0, s.inErr
		}
		if searched == from {
			return 0, io.EOF
		}
		return searched - from, nil
	}
}

// findQuoted finds the end of a record with quotation marks in it, which may
// go over several lines. When the marks make no sense it returns the first
// line alone with a code, so that no later line is lost with it.
func (s *scanner) findQuoted(first int) (size, lines int, code importexport.Code, err error) {
	size, lines = first, 1
	var w quoteWalk
	for {
		ok := w.walk(s.trimEnd(s.buf[s.start:s.start+size]), s.opts.Separator)
		switch {
		case !ok:
			return first, 1, "bad_quotes", nil
		case !w.open:
			return size, lines, "", nil
		case size > s.opts.Limits.CellBytes:
			return first, 1, "open_quote", nil
		}
		more, err := s.findLine(size)
		if err == io.EOF {
			return first, 1, "open_quote", nil
		}
		if err != nil {
			return 0, 0, "", err
		}
		size += more
		lines++
	}
}

// quoteWalk is how far the quotation marks of a record have been followed. It
// goes on where it stopped when the record grows by a line, so that a cell of
// many lines costs no more than its length.
type quoteWalk struct {
	at   int
	open bool // at is inside a quoted cell
}

// walk follows a record to its end. It returns false if something other than a
// separator follows a closing mark.
func (w *quoteWalk) walk(record []byte, separator byte) bool {
	for w.at < len(record) {
		if !w.open && record[w.at] != '"' {
			next := bytes.IndexByte(record[w.at:], separator)
			if next < 0 {
				return true
			}
			w.at += next + 1
			continue
		}
		if !w.open {
			w.open = true
			w.at++
		}
		end := closing(record, w.at)
		if end < 0 {
			w.at = len(record)
			return true
		}
		w.open, w.at = false, end+2
		if end+1 < len(record) && record[end+1] != separator {
			return false
		}
	}
	return true
}

// closing returns the offset of the mark that ends the quoted cell whose text
// starts at i, or -1.
func closing(record []byte, i int) int {
	for {
		at := bytes.IndexByte(record[i:], '"')
		if at < 0 {
			return -1
		}
		i += at
		if i+1 >= len(record) || record[i+1] != '"' {
			return i
		}
		i += 2
	}
}

func (s *scanner) trimEnd(record []byte) []byte {
	if n := len(record); n > 0 && record[n-1] == s.lineEnd {
		record = record[:n-1]
		if n > 1 && s.lineEnd == '\n' && record[n-2] == '\r' {
			record = record[:n-2]
		}
	}
	return record
}

// split fills the row's cells from a record and checks what must hold for a
// row to be believed.
func (s *scanner) split(record []byte, code importexport.Code) {
	s.row.Cells = s.row.Cells[:0]
	if code == "" {
		code = unreadable(record)
	}
	if code != "" {
		s.refuse(code, string(record[:min(len(record), 200)]), nil)
		record = bytes.ToValidUTF8(record, []byte("\uFFFD"))
	}
	if bytes.IndexByte(record, '"') >= 0 && code == "" {
		s.splitQuoted(record)
	} else {
		s.splitPlain(string(record))
	}
	if limit := s.opts.Limits.Columns; len(s.row.Cells) > limit {
		s.row.Cells = s.row.Cells[:0]
		s.refuse("too_many_columns", "", importexport.Count("limit", limit))
	}
	for i, c := range s.row.Cells {
		if len(c.Text) > s.opts.Limits.CellBytes {
			s.row.Cells[i] = importexport.Cell{}
			s.refuse("cell_too_long", c.Text, importexport.Count("limit", s.opts.Limits.CellBytes>>10))
			s.row.Problem.Column = importexport.ColumnName(i)
		}
	}
}

func (s *scanner) refuse(code importexport.Code, value string, args map[string]string) {
	s.row.Problem = &importexport.Problem{
		File: s.row.File, Row: s.line, Value: importexport.Shorten(value), Code: code, Args: args, Level: importexport.Refused,
	}
}

// splitPlain cuts a record without quotation marks. All cells share the one
// string.
func (s *scanner) splitPlain(text string) {
	start := 0
	for i := 0; i < len(text); i++ {
		if text[i] == s.opts.Separator {
			if s.add(text[start:i]); len(s.row.Cells) > s.opts.Limits.Columns {
				return
			}
			start = i + 1
		}
	}
	s.add(text[start:])
}

func (s *scanner) splitQuoted(record []byte) {
	s.unescaped, s.boundaries = s.unescaped[:0], s.boundaries[:0]
	for i := 0; i <= len(record) && len(s.boundaries) <= s.opts.Limits.Columns; {
		if i < len(record) && record[i] == '"' {
			end := closing(record, i+1)
			for part := range bytes.SplitSeq(record[i+1:end], []byte(`""`)) {
				s.unescaped = append(append(s.unescaped, part...), '"')
			}
			s.unescaped = s.unescaped[:len(s.unescaped)-1]
			i = end + 2
		} else {
			end := bytes.IndexByte(record[i:], s.opts.Separator)
			if end < 0 {
				end = len(record) - i
			}
			s.unescaped = append(s.unescaped, record[i:i+end]...)
			i += end + 1
		}
		s.boundaries = append(s.boundaries, len(s.unescaped))
	}
	text, start := string(s.unescaped), 0
	for _, end := range s.boundaries {
		s.add(text[start:end])
		start = end
	}
}

func (s *scanner) add(text string) {
	if text == "" {
		s.row.Cells = append(s.row.Cells, importexport.Cell{})
		return
	}
	if text[0] == '\'' {
		text = importexport.Unguard(text)
	}
	s.row.Cells = append(s.row.Cells, importexport.Cell{Text: text, Kind: importexport.Text})
}

// ruined is what becomes of Chinese text that was read as UTF-8 although it
// was GBK, and saved: the characters are gone.
var ruined = []byte("锟斤拷")

// unreadable returns why the text of a record cannot be believed, or "".
func unreadable(record []byte) importexport.Code {
	if bytes.IndexByte(record, 0) >= 0 {
		return "nul_byte"
	}
	if ascii(record) {
		return ""
	}
	switch {
	case !utf8.Valid(record):
		return "bad_encoding"
	case bytes.Contains(record, []byte("\uFFFD")) || bytes.Contains(record, ruined):
		return "destroyed_text"
	}
	return ""
}

func ascii(b []byte) bool {
	for len(b) >= 8 {
		if (b[0]|b[1]|b[2]|b[3]|b[4]|b[5]|b[6]|b[7])&0x80 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
