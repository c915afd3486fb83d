package xlsxfile

import (
	"bytes"
	"strconv"
)

// quickCells reads the cells at hand that are spelled as every program spells
// them and lie whole in the buffer. It stops at the first that does not: that
// one goes tag by tag, and so do all refusals.
func (s *sheetScanner) quickCells() error {
	const deep = 3 // c, is, t
	if s.selfDone || len(s.starts)+deep > s.depth {
		return nil
	}
	var room [20]byte
	row := append(strconv.AppendInt(room[:0], int64(s.row.Number), 10), '"')
	for {
		q := quick{rest: s.buf[s.pos:s.end]}
		h, ok := q.head(row)
		if !ok {
			return nil
		}
		cell := rawCell{start: len(s.text)}
		text, rich, ok := q.body()
		if !ok {
			return nil
		}
		if text != nil {
			if err := s.quickText(text, rich); err != nil {
				return err
			}
		}
		cell.end = len(s.text)
		if err := s.addCell(h, cell); err != nil {
			return err
		}
		s.pos = s.end - len(q.rest)
	}
}

// quickText appends the text of a cell as readValue and richText do.
func (s *sheetScanner) quickText(text []byte, rich bool) (err error) {
	start := len(s.text)
	if s.text, err = appendText(s.text, text); err != nil {
		return err
	}
	if len(s.text)-start > s.book.limits.CellBytes {
		return errTooLong
	}
	if rich {
		s.text = append(s.text[:start], unescape(s.text[start:])...)
	}
	return nil
}

// quick is what is left of the buffer.
type quick struct {
	rest  []byte
	empty bool // the cell closes itself
}

func (q *quick) take(word string) bool {
	if len(q.rest) < len(word) || string(q.rest[:len(word)]) != word {
		return false
	}
	q.rest = q.rest[len(word):]
	return true
}

// head reads the tag of a cell with its reference, format and type in that
// order; row is the number that its reference must end with, and the quotation
// mark behind it.
func (q *quick) head(row []byte) (h cellHead, ok bool) {
	if !q.take(`<c r="`) {
		return h, false
	}
	n := 0
	for n < 3 && n < len(q.rest) && q.rest[n] >= 'A' && q.rest[n] <= 'Z' {
		h.column = h.column*26 + int(q.rest[n]-'A') + 1
		n++
	}
	q.rest = q.rest[n:]
	if n == 0 || h.column > maxColumn || len(q.rest) < len(row) || !bytes.Equal(q.rest[:len(row)], row) {
		return h, false
	}
	h.column--
	q.rest = q.rest[len(row):]
	if q.take(` s="`) {
		n := 0
		for n < 6 && n < len(q.rest) && q.rest[n] >= '0' && q.rest[n] <= '9' {
			h.style = h.style*10 + int(q.rest[n]-'0')
			n++
		}
		if q.rest = q.rest[n:]; !q.take(`"`) {
			return h, false
		}
	}
	if q.take(` t="`) {
		end := bytes.IndexByte(q.rest[:min(len(q.rest), 12)], '"')
		if end < 0 {
			return h, false
		}
		h.kind = kindName(q.rest[:end])
		q.rest = q.rest[end+1:]
	}
	q.empty = q.take("/>")
	return h, q.empty || q.take(">")
}

// body reads a cell to its end. Its text has entities in it still; rich says
// that escapes may be.
func (q *quick) body() (text []byte, rich, ok bool) {
	end := "</v></c>"
	switch {
	case q.empty:
		return nil, false, true
	case q.take("<v>"):
	case q.take("<is><t>"), q.take(`<is><t xml:space="preserve">`):
		rich, end = true, "</t></is></c>"
	default:
		return nil, false, false
	}
	at := bytes.IndexByte(q.rest, '<')
	if at < 0 {
		return nil, false, false
	}
	text, q.rest = q.rest[:at], q.rest[at:]
	return text, rich, q.take(end)
}
