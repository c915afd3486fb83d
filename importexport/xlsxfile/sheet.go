package xlsxfile

import (
	"context"
	"errors"
	"io"
	"strconv"

	"recourse/importexport"
)

// The largest sheet there can be (ECMA-376; the limits of Excel).
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// sheetScanner reads the rows of one sheet tag by tag.
type sheetScanner struct {
	*tokenizer
	book   *workbook
	sheet  sheet
	in     io.Closer
	row    importexport.Row
	text   []byte // the characters of the row's cells
	cells  []rawCell
	rows   int
	inData bool
	last   int // number of the last row
	merges int
}

// rawCell is a cell whose text still lies in sheetScanner.text.
type rawCell struct {
	start, end int
	shared     string // used instead of text when kind says so
	isShared   bool
	kind       importexport.Kind
	formula    bool
}

func newSheetScanner(ctx context.Context, r *Reader, sh sheet) *sheetScanner {
	in := r.book.archive.Open(sh.member)
	ahead := newReadAhead(importexport.WithContext(ctx, &scaledReader{r: in, n: &r.read, member: sh.member}))
	s := &sheetScanner{
		tokenizer: newTokenizer(ahead, r.book.limits.CellBytes, r.book.limits.Depth),
		book:      r.book, sheet: sh, in: closers{ahead, in},
	}
	s.row.File, s.row.Sheet = r.book.name, sh.Name
	return s
}

func (s *sheetScanner) close() error { return s.in.Close() }

// next returns the next row, or io.EOF once the sheet has been followed to its
// last byte.
func (s *sheetScanner) next() (*importexport.Row, error) {
	for {
		if err := s.tokenizer.next(); err != nil {
			return nil, s.fail(err)
		}
		switch s.kind {
		case tokenEnd:
			return nil, io.EOF
		case tokenOpen:
			switch string(s.name) {
			case "sheetData":
				s.inData = true
			case "row":
				if s.inData {
					return s.readRow()
				}
			case "col":
				if hidden, err := s.hiddenColumn(); err != nil {
					return nil, s.fail(err)
				} else if hidden {
					s.book.notice("hidden_columns")
				}
			case "mergeCell":
				if s.merges++; s.merges == 1 {
					s.book.notice("merged_cells")
				}
			}
		case tokenClose:
			if string(s.name) == "sheetData" {
				s.inData = false
			}
		}
	}
}

// hiddenColumn reports whether the tag at hand describes columns that the
// sheet does not show.
func (s *sheetScanner) hiddenColumn() (bool, error) {
	for attrs := s.attrs; ; {
		name, value, rest, err := nextAttr(attrs)
		if err != nil || name == nil {
			return false, err
		}
		if string(name) == "hidden" {
			return string(value) == "1" || string(value) == "true", nil
		}
		attrs = rest
	}
}

// fail gives an error its place: the last row that was read whole.
func (s *sheetScanner) fail(err error) error {
	err = s.book.damaged(s.sheet.member.Name, err)
	var p *importexport.Problem
	if errors.As(err, &p) {
		p.Sheet, p.Row = s.sheet.Name, s.last
	}
	return err
}

func (s *sheetScanner) readRow() (*importexport.Row, error) {
	number, hidden := s.last+1, false
	for attrs := s.attrs; ; {
		name, value, rest, err := nextAttr(attrs)
		if err != nil {
			return nil, s.fail(err)
		}
		if name == nil {
			break
		}
		switch string(name) {
		case "r":
			if number, err = strconv.Atoi(string(value)); err != nil {
				return nil, s.fail(errSyntax)
			}
		case "hidden":
			hidden = string(value) == "1" || string(value) == "true"
		}
		attrs = rest
	}
	if number <= s.last || number > maxRow {
		return nil, s.fail(errNesting)
	}
	if s.rows++; s.rows > s.book.limits.Rows {
		return nil, s.fail(importexport.Refuse(s.row.File, "too_many_rows", importexport.Count("limit", s.book.limits.Rows)))
	}
	s.row.Number, s.row.Hidden, s.row.Problem = number, hidden, nil
	s.text, s.cells = s.text[:0], s.cells[:0]
	if err := s.readCells(); err != nil {
		return nil, s.fail(err)
	}
	s.last = number
	s.finishRow()
	return &s.row, nil
}

func (s *sheetScanner) readCells() error {
	for {
		if err := s.quickCells(); err != nil {
			return err
		}
		if err := s.tokenizer.next(); err != nil {
			return err
		}
		switch s.kind {
		case tokenEnd:
			return errCut
		case tokenClose:
			return nil
		case tokenOpen:
			if string(s.name) != "c" {
				if err := s.skip(); err != nil {
					return err
				}
			} else if err := s.readCell(); err != nil {
				return err
			}
		}
	}
}

// skip reads up to the end of the element that was just opened.
func (s *sheetScanner) skip() error {
	for depth := len(s.starts); ; {
		if err := s.tokenizer.next(); err != nil {
			return err
		}
		if s.kind == tokenEnd {
			return errCut
		}
		if s.kind == tokenClose && len(s.starts) < depth {
			return nil
		}
	}
}

// cellHead is what the tag of a cell says.
type cellHead struct {
	column int
	style  int
	kind   string
}

func (s *sheetScanner) head() (h cellHead, err error) {
	h.column = len(s.cells)
	for attrs := s.attrs; ; {
		name, value, rest, err := nextAttr(attrs)
		if err != nil || name == nil {
			return h, err
		}
		switch string(name) {
		case "r":
			if h.column, err = column(value, s.row.Number); err != nil {
				return h, err
			}
		case "s":
			for _, c := range value {
				h.style = h.style*10 + int(c-'0')
			}
		case "t":
			h.kind = kindName(value)
		}
		attrs = rest
	}
}

// kindName returns the known types without allocating.
func kindName(value []byte) string {
	switch string(value) {
	case "s":
		return "s"
	case "n":
		return ""
	case "str":
		return "str"
	case "inlineStr":
		return "inlineStr"
	case "b":
		return "b"
	case "e":
		return "e"
	case "d":
		return "d"
	}
	return "?"
}

// column reads a reference such as AB12, counted from 0, and checks that it
// lies in its row.
func column(ref []byte, row int) (int, error) {
	n, i := 0, 0
	for i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n <= maxColumn {
		n = n*26 + int(ref[i]-'A') + 1
		i++
	}
	r := 0
	for ; i < len(ref) && ref[i] >= '0' && ref[i] <= '9' && r <= maxRow; i++ {
		r = r*10 + int(ref[i]-'0')
	}
	if n == 0 || n > maxColumn || r != row || i != len(ref) {
		return 0, errSyntax
	}
	return n - 1, nil
}

func (s *sheetScanner) readCell() error {
	h, err := s.head()
	if err != nil {
		return err
	}
	cell := rawCell{start: len(s.text)}
	for depth := len(s.starts); ; {
		if err := s.tokenizer.next(); err != nil {
			return err
		}
		switch s.kind {
		case tokenEnd:
			return errCut
		case tokenClose:
			if len(s.starts) < depth {
				cell.end = len(s.text)
				return s.addCell(h, cell)
			}
		case tokenOpen:
			if err := s.readCellPart(&cell); err != nil {
				return err
			}
		}
	}
}

func (s *sheetScanner) readCellPart(cell *rawCell) (err error) {
	switch string(s.name) {
	case "v":
		return s.readValue()
	case "is":
		s.text, err = s.richText(s.text, s.book.limits.CellBytes)
		return err
	case "f":
		cell.formula = true
	}
	return s.skip()
}

// readValue appends the text up to the end of the element just opened.
func (s *sheetScanner) readValue() (err error) {
	start := len(s.text)
	for {
		if err := s.tokenizer.next(); err != nil {
			return err
		}
		switch s.kind {
		case tokenText:
			if s.text, err = s.appendRaw(s.text); err != nil {
				return err
			}
			if len(s.text)-start > s.book.limits.CellBytes {
				return errTooLong
			}
		case tokenClose:
			return nil
		default:
			return errNesting
		}
	}
}
