package ndjsonfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"sync/atomic"

	"github.com/go-json-experiment/json"

	"recourse/cases/quickjson"
	"recourse/importexport"
)

// Record is one line of a file, decoded.
type Record[T any] struct {
	Line    int
	Raw     []byte // the line as it came, valid until the next record
	Value   T
	Problem *importexport.Problem // set when the line cannot be taken; Value is then zero
}

// Reader reads the lines of a file as values of one type.
type Reader[T any] struct {
	src      *importexport.Source
	encoding importexport.Encoding
	limits   importexport.Limits
	codec    *quickjson.Codec[T]
	read     atomic.Int64
}

// Open prepares to read a file. An empty encoding is found out.
func Open[T any](src *importexport.Source, encoding importexport.Encoding, limits importexport.Limits) (*Reader[T], error) {
	if encoding == "" {
		found, err := importexport.Detect(src, limits)
		if err != nil {
			return nil, err
		}
		if found.Format != importexport.NDJSON {
			return nil, importexport.Refuse(src.Name, "not_ndjson", nil)
		}
		encoding = found.Encoding
	}
	return &Reader[T]{src: src, encoding: encoding, limits: limits, codec: quickjson.For[T]()}, nil
}

// Position is how many bytes of the file have been read. It may be asked from
// another goroutine.
func (r *Reader[T]) Position() int64 { return r.read.Load() }

// Records yields the lines of the file; blank ones are passed over. A line
// that is not taken comes with its problem, and reading goes on. An error ends
// the file. The record is valid until the next step.
func (r *Reader[T]) Records(ctx context.Context) iter.Seq2[*Record[T], error] {
	return func(yield func(*Record[T], error) bool) {
		r.read.Store(0)
		counted := &countReader{r: importexport.WithContext(ctx, r.src.Reader()), n: &r.read}
		lines := bufio.NewReaderSize(r.encoding.Decode(counted), 256<<10)
		var long []byte
		for number := 1; ; number++ {
			line, err := readLine(lines, &long, r.limits.LineBytes)
			switch {
			case errors.Is(err, errLong):
				p := importexport.Refuse(r.src.Name, "row_too_long", importexport.Count("limit", r.limits.LineBytes>>10))
				p.Row = number
				yield(nil, p)
				return
			case err != nil && !errors.Is(err, io.EOF):
				yield(nil, err)
				return
			}
			if body := bytes.TrimSpace(line); len(body) > 0 && !r.emit(number, body, yield) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// emit decodes a line and hands it on. It returns false when nothing more is
// wanted.
func (r *Reader[T]) emit(number int, line []byte, yield func(*Record[T], error) bool) bool {
	if number > r.limits.Rows {
		yield(nil, importexport.Refuse(r.src.Name, "too_many_rows", importexport.Count("limit", r.limits.Rows)))
		return false
	}
	record := r.Again(number, line)
	if record.Problem != nil && number == 1 && bytes.Equal(line, []byte("{")) {
		yield(nil, importexport.Refuse(r.src.Name, "json_not_lines", nil))
		return false
	}
	return yield(record, nil)
}

// Again decodes a line of the file, such as one from which something was taken
// out.
func (r *Reader[T]) Again(number int, line []byte) *Record[T] {
	record := &Record[T]{Line: number, Raw: line}
	if err := r.decode(line, &record.Value); err != nil {
		record.Problem = explain(err, line)
		record.Problem.File, record.Problem.Row = r.src.Name, number
		record.Value = *new(T)
	}
	return record
}

// decode reads a plain line quickly; any other is for the general codec, which
// can say what is wrong with it.
func (r *Reader[T]) decode(line []byte, value *T) error {
	if bytes.Contains(line, []byte("\uFFFD")) || bytes.Contains(line, []byte("锟斤拷")) {
		return errDestroyed
	}
	if crowded(line, r.limits.Parts) {
		return errCrowded
	}
	if rest, ok := r.codec.Read(line, value); ok && len(rest) == 0 {
		return nil
	}
	*value = *new(T)
	if tooDeep(line, r.limits.Depth) {
		return errDeep
	}
	return json.Unmarshal(line, value, json.RejectUnknownMembers(true))
}

// crowded reports whether a line has more objects than a case can have: two
// bytes each, they become hundreds in memory.
func crowded(line []byte, limit int) bool {
	return len(line) > 2*limit && bytes.Count(line, []byte("{")) > limit
}

// tooDeep reports whether objects and lists are nested beyond the limit.
// Brackets inside of strings are no nesting.
func tooDeep(line []byte, limit int) bool {
	depth := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '{', '[':
			if depth++; depth > limit {
				return true
			}
		case '}', ']':
			depth--
		case '"':
			for i++; i < len(line) && line[i] != '"'; i++ {
				if line[i] == '\\' {
					i++
				}
			}
		}
	}
	return false
}

var errLong = errors.New("line too long")

// readLine returns the next line without its end, and io.EOF with the last
// one. A line longer than the buffer is collected in long.
func readLine(r *bufio.Reader, long *[]byte, limit int) ([]byte, error) {
	*long = (*long)[:0]
	for {
		part, err := r.ReadSlice('\n')
		if err == nil && len(*long) == 0 {
			return part, nil
		}
		*long = append(*long, part...)
		switch {
		case len(*long) > limit:
			return nil, errLong
		case !errors.Is(err, bufio.ErrBufferFull):
			return *long, err
		}
	}
}

type countReader struct {
	r io.Reader
	n *atomic.Int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
