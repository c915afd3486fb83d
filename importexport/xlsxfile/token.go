package xlsxfile

import (
	"bytes"
	"errors"
	"io"
)

type tokenKind uint8

const (
	tokenEnd   tokenKind = iota // the document is over
	tokenOpen                   // <name attrs>, also <name attrs/>
	tokenClose                  // </name>, also the second half of <name/>
	tokenText
)

// tokenizer cuts XML into tags and text, and insists on well-formed nesting.
// Its slices are valid until the next token.
type tokenizer struct {
	in       io.Reader
	buf      []byte
	pos, end int
	inErr    error
	most     int // longest tag or text
	depth    int // deepest nesting

	kind  tokenKind
	name  []byte // without a prefix
	attrs []byte // between name and bracket
	text  []byte // raw: entities not resolved, or the inside of CDATA
	cdata bool

	open     []byte // names of the open elements, one behind the other
	starts   []int  // where each begins in open
	selfDone bool   // the element just opened closes itself
	rooted   bool
}

// Reasons why XML is refused; they become the detail of a problem.
var (
	errSyntax   = errors.New("malformed tag")
	errNesting  = errors.New("tags do not match")
	errCut      = errors.New("ends early")
	errDoctype  = errors.New("document type")
	errEntity   = errors.New("unknown entity")
	errTooLong  = errors.New("tag or text too long")
	errTooDeep  = errors.New("nested too deeply")
	errEncoding = errors.New("not UTF-8")
	errTooMany  = errors.New("more parts than any workbook has")
)

func newTokenizer(in io.Reader, most, depth int) *tokenizer {
	return &tokenizer{in: in, buf: make([]byte, 64<<10), most: most, depth: depth}
}

// fill reads more, keeping what is from pos on. It returns false at the end.
func (t *tokenizer) fill() bool {
	if t.inErr != nil {
		return false
	}
	if t.pos > 0 {
		t.end = copy(t.buf, t.buf[t.pos:t.end])
		t.pos = 0
	}
	if t.end == len(t.buf) {
		if len(t.buf) > t.most {
			t.inErr = errTooLong
			return false
		}
		t.buf = append(t.buf, make([]byte, len(t.buf))...)
	}
	n, err := io.ReadAtLeast(t.in, t.buf[t.end:], 1)
	t.end += n
	t.inErr = err
	return n > 0
}

// next moves to the next tag or text. At the end of the input, and only if
// every element is closed and the reader below said io.EOF, it is tokenEnd.
func (t *tokenizer) next() error {
	if t.selfDone {
		t.selfDone = false
		t.kind = tokenClose
		t.pop()
		return nil
	}
	for {
		if t.pos == t.end && !t.fill() {
			return t.finish()
		}
		if t.buf[t.pos] != '<' {
			done, err := t.readText()
			if done || err != nil {
				return err
			}
			continue
		}
		done, err := t.readMarkup()
		if done || err != nil {
			return err
		}
	}
}

func (t *tokenizer) finish() error {
	switch {
	case !errors.Is(t.inErr, io.EOF):
		return t.inErr
	case len(t.starts) > 0 || !t.rooted:
		return errCut
	}
	t.kind = tokenEnd
	return nil
}

// cut is the error when the input ends inside of something.
func (t *tokenizer) cut() error {
	if errors.Is(t.inErr, io.EOF) {
		return errCut
	}
	return t.inErr
}

// readText takes everything up to the next tag. Space outside the root element
// is skipped.
func (t *tokenizer) readText() (done bool, err error) {
	searched := 0
	for {
		if at := bytes.IndexByte(t.buf[t.pos+searched:t.end], '<'); at >= 0 {
			searched += at
			break
		}
		searched = t.end - t.pos
		if !t.fill() {
			if !errors.Is(t.inErr, io.EOF) {
				return false, t.inErr
			}
			break
		}
	}
	text := t.buf[t.pos : t.pos+searched]
	t.pos += searched
	if len(t.starts) == 0 {
		if len(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))) > 0 {
			return false, errSyntax
		}
		return false, nil
	}
	t.kind, t.text, t.cdata = tokenText, text, false
	return true, nil
}

func (t *tokenizer) readMarkup() (done bool, err error) {
	for t.end-t.pos < 3 {
		if !t.fill() {
			return false, t.cut()
		}
	}
	switch t.buf[t.pos+1] {
	case '/':
		return true, t.readClose()
	case '!':
		return t.readBang()
	case '?':
		body, err := t.until("?>")
		if err == nil && !declaresUTF8(body) {
			err = errEncoding
		}
		return false, err
	}
	return true, t.readOpen()
}

func (t *tokenizer) readClose() error {
	at, err := t.find('>')
	if err != nil {
		return err
	}
	name := local(bytes.TrimRight(t.buf[t.pos+2:t.pos+at], " \t\r\n"))
	t.pos += at + 1
	if len(t.starts) == 0 || !bytes.Equal(name, t.open[t.starts[len(t.starts)-1]:]) {
		return errNesting
	}
	t.kind = tokenClose
	t.pop()
	return nil
}

// pop closes the innermost element and leaves its name in t.name.
func (t *tokenizer) pop() {
	last := len(t.starts) - 1
	t.name = t.open[t.starts[last]:]
	t.open = t.open[:t.starts[last]]
	t.starts = t.starts[:last]
}

func (t *tokenizer) readOpen() error {
	at, err := t.findTagEnd()
	if err != nil {
		return err
	}
	tag := t.buf[t.pos+1 : t.pos+at]
	t.pos += at + 1
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		t.selfDone = true
		tag = tag[:n-1]
	}
	cut := len(tag)
	for i, c := range tag {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			cut = i
			break
		}
	}
	t.name, t.attrs = local(tag[:cut]), tag[cut:]
	if len(t.name) == 0 || len(t.starts) == 0 && t.rooted {
		return errSyntax
	}
	if len(t.starts) >= t.depth {
		return errTooDeep
	}
	t.rooted, t.kind = true, tokenOpen
	t.starts = append(t.starts, len(t.open))
	t.open = append(t.open, t.name...)
	return nil
}

func (t *tokenizer) find(b byte) (int, error) {
	searched := 0
	for {
		if at := bytes.IndexByte(t.buf[t.pos+searched:t.end], b); at >= 0 {
			return searched + at, nil
		}
		searched = t.end - t.pos
		if !t.fill() {
			return 0, t.cut()
		}
	}
}

// findTagEnd finds the bracket that ends a tag; those between quotation marks
// are part of a value.
func (t *tokenizer) findTagEnd() (int, error) {
	var quote byte
	for i := 1; ; i++ {
		if t.pos+i >= t.end && !t.fill() {
			return 0, t.cut()
		}
		switch c := t.buf[t.pos+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			} else if c == '<' {
				return 0, errSyntax
			}
		case c == '>':
			return i, nil
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			return 0, errSyntax
		}
	}
}

// readBang skips comments, passes CDATA on and refuses document types.
func (t *tokenizer) readBang() (done bool, err error) {
	for t.end-t.pos < 9 {
		if !t.fill() {
			return false, t.cut()
		}
	}
	switch head := t.buf[t.pos : t.pos+9]; {
	case bytes.HasPrefix(head, []byte("<!--")):
		_, err := t.until("-->")
		return false, err
	case bytes.Equal(head, []byte("<![CDATA[")):
		body, err := t.until("]]>")
		if err != nil {
			return false, err
		}
		if len(t.starts) == 0 {
			return false, errSyntax
		}
		t.kind, t.text, t.cdata = tokenText, body[9:len(body)-3], true
		return true, nil
	}
	return false, errDoctype
}

// until takes everything up to and with a closing mark.
func (t *tokenizer) until(mark string) ([]byte, error) {
	searched := 0
	for {
		if at := bytes.Index(t.buf[t.pos+searched:t.end], []byte(mark)); at >= 0 {
			body := t.buf[t.pos : t.pos+searched+at+len(mark)]
			t.pos += len(body)
			return body, nil
		}
		searched = max(0, t.end-t.pos-len(mark))
		if !t.fill() {
			return nil, t.cut()
		}
	}
}

// declaresUTF8 reports whether a processing instruction leaves the encoding at
// UTF-8. Whoever declares another one and writes ASCII means a reader that
// believes the declaration, such as one of UTF-7, to find other tags.
func declaresUTF8(instruction []byte) bool {
	body := bytes.ToLower(instruction)
	if !bytes.HasPrefix(body, []byte("<?xml")) || len(body) > 5 && !isSpace(body[5]) {
		return true
	}
	_, value, found := bytes.Cut(body, []byte("encoding"))
	if !found {
		return true
	}
	value = bytes.TrimLeft(value, "= \t\r\n\"'")
	if end := bytes.IndexAny(value, " \t\r\n\"'?"); end >= 0 {
		value = value[:end]
	}
	return string(value) == "utf-8" || string(value) == "us-ascii"
}

func local(name []byte) []byte {
	if at := bytes.IndexByte(name, ':'); at >= 0 {
		return name[at+1:]
	}
	return name
}
