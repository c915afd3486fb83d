package importexport

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is how the characters of a text file are spelled in bytes.
type Encoding string

// The encodings in which offices send files.
const (
	UTF8    Encoding = "UTF-8"
	UTF8BOM Encoding = "UTF-8-BOM"
	UTF16LE Encoding = "UTF-16LE" // "Unicode text" of Excel
	UTF16BE Encoding = "UTF-16BE"
	GB18030 Encoding = "GB18030" // contains GBK and GB2312
)

// Valid reports whether e is one of the encodings above.
func (e Encoding) Valid() bool {
	switch e {
	case UTF8, UTF8BOM, UTF16LE, UTF16BE, GB18030:
		return true
	}
	return false
}

// Decode returns r as UTF-8 without a byte order mark. Bytes that are no
// characters come out as bytes that are no UTF-8, for the reader to refuse;
// UTF-8 itself is passed on as it is, and the lone half of a UTF-16 pair comes
// out as U+FFFD.
func (e Encoding) Decode(r io.Reader) io.Reader {
	switch e {
	case UTF16LE:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case UTF16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	case GB18030:
		return newGBReader(r)
	case UTF8BOM:
		return &skipReader{r: r, skip: 3}
	}
	return r
}

// skipReader leaves out the first bytes of a stream.
type skipReader struct {
	r    io.Reader
	skip int
}

func (s *skipReader) Read(p []byte) (int, error) {
	for s.skip > 0 {
		n, err := s.r.Read(p[:min(len(p), s.skip)])
		s.skip -= n
		if err != nil {
			return 0, err
		}
	}
	return s.r.Read(p)
}

// enough is how many bytes behind the first one outside ASCII are looked at
// before the encoding is settled.
const enough = 256 << 10

// DetectEncoding reads as much of a text as it takes to tell its encoding: the
// byte order mark, the zero bytes of UTF-16, or which of UTF-8 and GB18030
// makes sense of most lines. ok is false when neither does.
func DetectEncoding(r io.Reader) (Encoding, bool, error) {
	head, err := untilTelling(r)
	if err != nil {
		return "", false, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		return UTF8BOM, true, nil
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return UTF16LE, true, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return UTF16BE, true, nil
	}
	if e, ok := zeroPattern(head); ok {
		return e, true, nil
	}
	e, ok := byLines(head)
	return e, ok, nil
}

// untilTelling returns the part of the stream that tells the encoding: the
// ASCII at the start is dropped except for its first block.
func untilTelling(r io.Reader) ([]byte, error) {
	buf := make([]byte, enough)
	for {
		n, err := io.ReadFull(r, buf)
		head := buf[:n]
		if at := bytes.IndexFunc(head, func(r rune) bool { return r >= utf8.RuneSelf }); at >= 0 && err == nil {
			more := make([]byte, enough)
			m, err := io.ReadFull(r, more)
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				err = nil
			}
			return append(head, more[:m]...), err
		}
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return head, nil
		case err != nil:
			return nil, err
		case bytes.IndexByte(head, 0) >= 0:
			return head, nil
		}
	}
}

// zeroPattern recognises UTF-16 without a byte order mark: ASCII in it has a
// zero in every second byte.
func zeroPattern(head []byte) (Encoding, bool) {
	var even, odd int
	head = head[:min(len(head), 4096)]
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	switch quarter := len(head) / 8; {
	case odd > quarter && even*8 < odd:
		return UTF16LE, true
	case even > quarter && odd*8 < even:
		return UTF16BE, true
	}
	return "", false
}

// byLines lets each line with a character outside ASCII vote.
func byLines(head []byte) (Encoding, bool) {
	var asUTF8, asGB, neither int
	decoder := simplifiedchinese.GB18030.NewDecoder()
	for line := range bytes.Lines(head) {
		switch {
		case isASCII(line):
		case utf8.Valid(line):
			asUTF8++
		case validGB(decoder.Bytes, line):
			asGB++
		default:
			neither++
		}
	}
	switch {
	case asUTF8 >= asGB && asUTF8 > 0:
		return UTF8, asUTF8 >= neither
	case asGB > 0:
		return GB18030, asGB >= neither
	}
	return UTF8, neither <= 1
}

func validGB(decode func([]byte) ([]byte, error), line []byte) bool {
	text, err := decode(line)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

func isASCII(line []byte) bool {
	for _, b := range line {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
