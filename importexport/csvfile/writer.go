package csvfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"recourse/importexport"
)

// WriterOptions says how to write a file. The zero value is UTF-8 without a
// byte order mark, commas between the cells.
type WriterOptions struct {
	Encoding  importexport.Encoding
	Separator byte
	// QuoteNumerals puts quotation marks around texts with digits, so that a
	// spreadsheet that heeds them takes none for a number or a date.
	QuoteNumerals bool
}

// Writer writes one text table with CR LF at the end of each line.
type Writer struct {
	out       *bufio.Writer
	encoder   io.Closer // nil for UTF-8
	separator byte
	special   string // characters that make a cell need quotation marks
	quote     bool   // so do the digits of a text
}

var _ importexport.Writer = (*Writer)(nil)

// ErrUnwritable is wrapped by the error for a text that is not valid UTF-8 or
// has a NUL in it.
var ErrUnwritable = errors.New("text that no table can hold")

// NewWriter returns a writer of rows to w.
func NewWriter(w io.Writer, opts WriterOptions) (*Writer, error) {
	t := &Writer{separator: opts.Separator, quote: opts.QuoteNumerals}
	if t.separator == 0 {
		t.separator = ','
	}
	t.special = string(rune(t.separator)) + "\"\r\n"
	switch opts.Encoding {
	case "", importexport.UTF8:
	case importexport.UTF8BOM:
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	case importexport.UTF16LE:
		w = transform.NewWriter(w, textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder())
	case importexport.UTF16BE:
		w = transform.NewWriter(w, textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM).NewEncoder())
	case importexport.GB18030:
		w = transform.NewWriter(w, simplifiedchinese.GB18030.NewEncoder())
	default:
		return nil, fmt.Errorf("encoding %q is not known", opts.Encoding)
	}
	if encoder, ok := w.(*transform.Writer); ok {
		t.encoder = encoder
	}
	t.out = bufio.NewWriterSize(w, 64<<10)
	return t, nil
}

// Write appends one row.
func (t *Writer) Write(cells []importexport.Cell) error {
	for i, c := range cells {
		if i > 0 {
			if err := t.out.WriteByte(t.separator); err != nil {
				return err
			}
		}
		if err := t.cell(c); err != nil {
			return err
		}
	}
	_, err := t.out.WriteString("\r\n")
	return err
}

func (t *Writer) cell(c importexport.Cell) error {
	text := c.Text
	if c.Kind == importexport.Empty || text == "" {
		return nil
	}
	if !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
		return fmt.Errorf("cell %q: %w", importexport.Shorten(text), ErrUnwritable)
	}
	if !isNumber(c) {
		text = importexport.Guard(text)
	}
	quote := t.quote && c.Kind == importexport.Text && telling(text)
	if !quote && !strings.ContainsAny(text, t.special) && text[0] != ' ' && text[len(text)-1] != ' ' {
		_, err := t.out.WriteString(text)
		return err
	}
	_, err := t.out.WriteString(`"` + strings.ReplaceAll(text, `"`, `""`) + `"`)
	return err
}

// telling reports whether a text could pass for a number, a date or a truth.
func telling(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit) || strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
}

// isNumber reports whether a cell may go out unguarded: only what is a number
// to the last character, so that "-1+cmd" is not taken for one.
func isNumber(c importexport.Cell) bool {
	return c.Kind == importexport.Number && strings.Trim(c.Text, "0123456789.-") == "" && strings.LastIndexByte(c.Text, '-') <= 0
}

// Close flushes what is buffered. It does not close the file below.
func (t *Writer) Close() error {
	if err := t.out.Flush(); err != nil {
		return err
	}
	if t.encoder == nil {
		return nil
	}
	return t.encoder.Close()
}
