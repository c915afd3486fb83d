package ndjsonfile

import (
	"bufio"
	"io"

	"github.com/go-json-experiment/json"
)

// Writer writes values one a line, members in the order of the type.
type Writer struct{ out *bufio.Writer }

// NewWriter returns a writer of values to w.
func NewWriter(w io.Writer) *Writer { return &Writer{out: bufio.NewWriterSize(w, 64<<10)} }

// Write appends one value.
func (w *Writer) Write(value any) error {
	line, err := json.Marshal(value, json.Deterministic(true))
	if err != nil {
		return err
	}
	if _, err := w.out.Write(line); err != nil {
		return err
	}
	return w.out.WriteByte('\n')
}

// Close flushes what is buffered. The writer below is not closed.
func (w *Writer) Close() error { return w.out.Flush() }
