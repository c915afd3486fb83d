package archive

import (
	"compress/gzip"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"filippo.io/age"
)

// The tags of records and of values.
const (
	tagHead    = 'H'
	tagTable   = 'T'
	tagRow     = 'R'
	tagTrailer = 'Z'

	valueNull = 0
	valueInt  = 1
	valueText = 2
	valueBlob = 3
)

// Trailer counts what a backup holds.
type Trailer struct {
	Rows   int64            `json:"rows"`
	Tables map[string]int64 `json:"tables"`
}

// Writer writes a backup. Its methods are called in the order Table, Row...,
// Table, Row..., Close.
type Writer struct {
	payload io.WriteCloser
	zip     *gzip.Writer
	sum     hash.Hash
	out     io.Writer // zip and sum
	buf     []byte
	table   string
	columns int
	trailer Trailer
}

// NewWriter begins a backup that the holder of to opens. Its keys come from
// the system's randomness.
func NewWriter(w io.Writer, to *ecdh.PublicKey, head Head, ways Ways) (*Writer, error) {
	head.Format = Format
	r, err := newRecipient(to, &head, &ways)
	if err != nil {
		return nil, err
	}
	payload, err := age.Encrypt(w, r)
	if err != nil {
		return nil, err
	}
	out := &Writer{payload: payload, sum: sha256.New(), trailer: Trailer{Tables: map[string]int64{}}}
	if out.zip, err = gzip.NewWriterLevel(out.payload, gzip.BestSpeed); err != nil {
		return nil, err
	}
	out.out = io.MultiWriter(out.zip, out.sum)
	return out, out.document(tagHead, head)
}

func (w *Writer) document(tag byte, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.buf = appendBytes(append(w.buf[:0], tag), text)
	_, err = w.out.Write(w.buf)
	return err
}

func appendBytes[T ~string | ~[]byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Table begins a table.
func (w *Writer) Table(name string, columns []string) error {
	w.table, w.columns = name, len(columns)
	w.trailer.Tables[name] += 0
	w.buf = appendBytes(append(w.buf[:0], tagTable), name)
	w.buf = binary.AppendUvarint(w.buf, uint64(len(columns)))
	for _, c := range columns {
		w.buf = appendBytes(w.buf, c)
	}
	_, err := w.out.Write(w.buf)
	return err
}

// Row adds a row to the table. Values are int64, string, []byte or nil, as the
// drivers hand them over.
func (w *Writer) Row(values []any) error {
	if len(values) != w.columns {
		return fmt.Errorf("row of %s: %d values for %d columns", w.table, len(values), w.columns)
	}
	w.buf = append(w.buf[:0], tagRow)
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			w.buf = append(w.buf, valueNull)
		case int64:
			w.buf = binary.AppendVarint(append(w.buf, valueInt), v)
		case string:
			w.buf = appendBytes(append(w.buf, valueText), v)
		case []byte:
			w.buf = appendBytes(append(w.buf, valueBlob), v)
		default:
			return fmt.Errorf("row of %s: no way to write a %T", w.table, v)
		}
	}
	w.trailer.Rows++
	w.trailer.Tables[w.table]++
	_, err := w.out.Write(w.buf)
	return err
}

// Close ends the backup; without it the file is not one.
func (w *Writer) Close() (Trailer, error) {
	if err := w.document(tagTrailer, w.trailer); err != nil {
		return w.trailer, err
	}
	if _, err := w.zip.Write(w.sum.Sum(nil)); err != nil {
		return w.trailer, err
	}
	if err := w.zip.Close(); err != nil {
		return w.trailer, err
	}
	return w.trailer, w.payload.Close()
}
