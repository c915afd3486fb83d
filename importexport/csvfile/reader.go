package csvfile

import (
	"bytes"
	"context"
	"io"
	"iter"
	"sync/atomic"

	"recourse/importexport"
)

// Options says how to read a file. What is left zero is found out.
type Options struct {
	Encoding  importexport.Encoding
	Separator byte
	Limits    importexport.Limits
}

// Reader reads one text table.
type Reader struct {
	src  *importexport.Source
	opts Options
	read atomic.Int64
}

var _ importexport.Reader = (*Reader)(nil)

// Open prepares to read a text table. It finds out encoding and separator if
// the options leave them open; no row is read yet.
func Open(src *importexport.Source, opts Options) (*Reader, error) {
	if opts.Encoding == "" || opts.Separator == 0 {
		found, err := importexport.Detect(src, opts.Limits)
		if err != nil {
			return nil, err
		}
		if found.Format != importexport.CSV {
			return nil, importexport.Refuse(src.Name, "not_a_table", nil)
		}
		if opts.Encoding == "" {
			opts.Encoding = found.Encoding
		}
		if opts.Separator == 0 {
			opts.Separator = found.Separator
		}
	}
	if !opts.Encoding.Valid() {
		return nil, importexport.Refuse(src.Name, "unknown_encoding", nil)
	}
	return &Reader{src: src, opts: opts}, nil
}

// Tables returns the one table of the file, which has no name.
func (r *Reader) Tables() []importexport.Table { return []importexport.Table{{}} }

// Notices returns nothing: a text file has no parts that are left unread.
func (r *Reader) Notices() []*importexport.Problem { return nil }

// Position is how many bytes of the file have been read. It may be asked from
// another goroutine.
func (r *Reader) Position() int64 { return r.read.Load() }

// Rows yields the lines of the file, blank ones included. Row numbers are line
// numbers of the file: a quoted line break counts.
func (r *Reader) Rows(ctx context.Context, _ int) iter.Seq2[*importexport.Row, error] {
	return func(yield func(*importexport.Row, error) bool) {
		r.read.Store(0)
		counted := &countReader{r: importexport.WithContext(ctx, r.src.Reader()), n: &r.read}
		s := newScanner(r.opts.Encoding.Decode(counted), r.src.Name, r.opts)
		for rows := 0; ; rows++ {
			row, err := s.next()
			switch {
			case err == io.EOF:
				return
			case err == nil && rows >= r.opts.Limits.Rows:
				err = importexport.Refuse(r.src.Name, "too_many_rows", importexport.Count("limit", r.opts.Limits.Rows))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(row, nil) {
				return
			}
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

// newline returns the byte that ends a line: old files from a Mac have a lone
// carriage return.
func newline(sample []byte) byte {
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}
