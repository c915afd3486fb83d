package importexport

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// noCharacter is put where the bytes of a file are no character in its
// encoding. It is no UTF-8, so that the reader of the table refuses the row; a
// U+FFFD stands for text that was destroyed before the file came here.
const noCharacter = 0xff

// longestLine is how much of a line is looked at as one; readers refuse longer
// ones anyway.
const longestLine = 20 << 20

// gbReader decodes GB18030 line by line. A line that is UTF-8 with Chinese
// characters in it was pasted into the file from another one: decoded as
// GB18030 it would give other characters, and nobody would notice.
type gbReader struct {
	in      *bufio.Reader
	decoder *encoding.Decoder
	long    []byte // the start of a line longer than the buffer
	out     []byte
	inErr   error
}

func newGBReader(r io.Reader) *gbReader {
	return &gbReader{in: bufio.NewReaderSize(r, 64<<10), decoder: simplifiedchinese.GB18030.NewDecoder()}
}

func (g *gbReader) Read(p []byte) (int, error) {
	for len(g.out) == 0 {
		if g.inErr != nil {
			return 0, g.inErr
		}
		g.next()
	}
	n := copy(p, g.out)
	g.out = g.out[n:]
	return n, nil
}

// next decodes one more line. No character of GB18030 has a line feed in it.
func (g *gbReader) next() {
	line, err := g.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) && len(g.long) < longestLine {
		g.long = append(g.long, line...)
		return
	}
	if len(g.long) > 0 {
		line, g.long = append(g.long, line...), nil
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		g.inErr = err
	}
	g.out = g.decode(line)
}

func (g *gbReader) decode(line []byte) []byte {
	switch {
	case isASCII(line):
		return line
	case pastedUTF8(line):
		body := bytes.TrimRight(line, "\r\n")
		return append(append(bytes.Clone(body), noCharacter), line[len(body):]...)
	}
	text, err := g.decoder.Bytes(line)
	if err != nil {
		return append(bytes.ToValidUTF8(line, nil), noCharacter)
	}
	if bytes.ContainsRune(text, utf8.RuneError) && !bytes.Contains(line, []byte(gbReplacement)) {
		return bytes.ReplaceAll(text, []byte("\uFFFD"), []byte{noCharacter})
	}
	return text
}

// gbReplacement is how GB18030 spells U+FFFD itself.
const gbReplacement = "\x84\x31\xa4\x37"

// pastedUTF8 reports whether a line is UTF-8 with a Han character in it. Two
// bytes of GBK may by chance be UTF-8; three for each character are not.
func pastedUTF8(line []byte) bool {
	if !utf8.Valid(line) {
		return false
	}
	for i, b := range line {
		if b >= 0xe4 && b <= 0xe9 {
			r, _ := utf8.DecodeRune(line[i:])
			return r >= 0x4e00
		}
	}
	return false
}
