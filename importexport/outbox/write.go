package outbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/ndjsonfile"
)

// Purpose is what data leaves the office for (domain table T16).
type Purpose string

// The purposes.
const (
	ForEpidemicControl Purpose = "epidemic_control"
	ForAppeal          Purpose = "appeal"
	ForAudit           Purpose = "audit"
	ForPerson          Purpose = "data_subject_copy"
)

// Purposes lists them in the order in which they are offered.
func Purposes() []Purpose { return []Purpose{ForAppeal, ForEpidemicControl, ForAudit, ForPerson} }

// Valid reports whether p is one of the purposes.
func (p Purpose) Valid() bool {
	switch p {
	case ForEpidemicControl, ForAppeal, ForAudit, ForPerson:
		return true
	}
	return false
}

// Order says who takes data out, what for, and in which form.
type Order struct {
	Format   importexport.Format // NDJSON, CSV or XLSX
	Purpose  Purpose
	By       cases.Actor
	At       time.Time
	Unmask   string       // the reason for personal data unmasked; empty keeps it masked
	Approver cases.UserID // who approved unmasked data of more than one case

	Count int            // how many cases a list of cases has, 0 when nobody knows beforehand
	Words Words          // adds columns in words to CSV and XLSX; nil adds none
	Tell  func(rows int) // how many rows are written; nil tells nobody
}

// tellEvery is after how many rows a writer says how far it is.
const tellEvery = 500

// wrote counts a row and now and then tells how many there are.
func (o *Order) wrote(r *Receipt) {
	if r.Rows++; o.Tell != nil && r.Rows%tellEvery == 0 {
		o.Tell(r.Rows)
	}
}

// Receipt is the record of a file that left.
type Receipt struct {
	ReceiptID string              `json:"receipt_id"`
	What      string              `json:"what"` // decisions, cases or audit
	File      string              `json:"file"` // name, never a path
	Format    importexport.Format `json:"format"`
	SHA256    string              `json:"sha256"`
	Bytes     int64               `json:"bytes"`
	Rows      int                 `json:"rows"`
	Fields    []string            `json:"fields"`
	Masked    bool                `json:"masked"`
	Unmask    string              `json:"unmask_reason,omitempty"`
	Approver  cases.UserID        `json:"approver,omitempty"`
	Purpose   Purpose             `json:"purpose"`
	By        cases.Actor         `json:"by"`
	At        time.Time           `json:"at"`
	Watermark string              `json:"watermark"`
	AppealNos []string            `json:"appeal_nos,omitempty"`
}

// check refuses an order that does not say what a receipt has to say.
func (o *Order) check() error {
	switch o.Format {
	case importexport.NDJSON, importexport.CSV, importexport.XLSX:
	default:
		return cases.Refuse("export.bad_format", "format", string(o.Format))
	}
	if !o.Purpose.Valid() {
		return cases.Refuse("export.no_purpose")
	}
	return nil
}

// Watermark is what every row of a list carries: it ties a leaked row to the
// person who took it.
func (o *Order) Watermark() string {
	return fmt.Sprintf("%s %s %s", o.By.ID, instant(o.At), o.Purpose)
}

// WriteInstructions writes override instructions to a file and returns its
// receipt.
func WriteInstructions(ctx context.Context, path string, list []Instruction, o Order) (Receipt, error) {
	if err := o.check(); err != nil {
		return Receipt{}, err
	}
	if len(list) == 0 {
		return Receipt{}, cases.Refuse("export.nothing")
	}
	r := o.receipt("decisions", path, InstructionColumns())
	for i := range list {
		r.AppealNos = append(r.AppealNos, list[i].AppealNo)
	}
	return o.write(ctx, path, r, func(w io.Writer, r *Receipt) error {
		if o.Format != importexport.NDJSON {
			return o.writeTable(ctx, w, instructionTable(list), r)
		}
		out := ndjsonfile.NewWriter(w)
		for i := range list {
			if err := errors.Join(ctx.Err(), out.Write(&list[i])); err != nil {
				return err
			}
			o.wrote(r)
		}
		return out.Close()
	})
}

// WriteTable writes a list, such as the entries of the record, to a file and
// returns its receipt. Each row gets the watermark as its last column.
func WriteTable(ctx context.Context, path, what string, t Table, o Order) (Receipt, error) {
	if err := o.check(); err != nil {
		return Receipt{}, err
	}
	mark := importexport.TextCell(o.Watermark())
	marked := t
	marked.Columns = append(t.Columns[:len(t.Columns):len(t.Columns)], Column{"watermark", "水印", "Watermark", 40, ""})
	marked.Rows = func(yield func([]importexport.Cell, error) bool) {
		for row, err := range t.Rows {
			if err == nil && len(row) != len(t.Columns) {
				err = fmt.Errorf("list %s: row of %d cells for %d columns", t.Name, len(row), len(t.Columns))
			}
			if !yield(append(row[:len(row):len(row)], mark), err) {
				return
			}
		}
	}
	return o.write(ctx, path, o.receipt(what, path, marked.Columns), func(w io.Writer, r *Receipt) error {
		return o.writeTable(ctx, w, &marked, r)
	})
}

func (o *Order) receipt(what, path string, columns []Column) Receipt {
	r := Receipt{
		What: what, File: filepath.Base(path), Format: o.Format, Masked: o.Unmask == "", Unmask: o.Unmask, Approver: o.Approver,
		Purpose: o.Purpose, By: o.By, At: o.At.UTC(), Watermark: o.Watermark(),
	}
	for _, c := range columns {
		r.Fields = append(r.Fields, c.Key)
	}
	return r
}

// write puts the file in its place and completes the receipt.
func (o *Order) write(ctx context.Context, path string, r Receipt, fill func(io.Writer, *Receipt) error) (Receipt, error) {
	err := importexport.WriteFile(path, func(w io.Writer) error {
		sum := &summing{w: w, h: sha256.New()}
		if err := errors.Join(fill(sum, &r), ctx.Err()); err != nil {
			return err
		}
		r.SHA256, r.Bytes = hex.EncodeToString(sum.h.Sum(nil)), sum.n
		return nil
	})
	if err != nil {
		return Receipt{}, err
	}
	r.ReceiptID = "X" + cases.Digest([]byte(r.SHA256 + r.Watermark + r.File))[:16]
	return r, nil
}

type summing struct {
	w io.Writer
	h hash.Hash
	n int64
}

func (s *summing) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.h.Write(p[:n])
	s.n += int64(n)
	return n, err
}

func (o *Order) writeTable(ctx context.Context, w io.Writer, t *Table, r *Receipt) error {
	switch o.Format {
	case importexport.NDJSON:
		return o.writeObjects(ctx, w, t, r)
	case importexport.XLSX:
		return o.writeWorkbook(ctx, w, t, r)
	}
	// Quotation marks tell a spreadsheet that is asked to heed them which digits
	// are no number.
	out, err := csvfile.NewWriter(w, csvfile.WriterOptions{Encoding: importexport.UTF8BOM, QuoteNumerals: true})
	if err != nil {
		return err
	}
	return errors.Join(o.writeLines(ctx, out, t.spoken(o.Words), r), out.Close())
}

func (o *Order) writeLines(ctx context.Context, out importexport.Writer, t *Table, r *Receipt) error {
	if err := out.Write(t.header(o.Format)); err != nil {
		return err
	}
	for row, err := range t.Rows {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if err := out.Write(typed(row)); err != nil {
			return err
		}
		o.wrote(r)
	}
	return nil
}

// writeObjects writes each row as an object, empty cells left out.
func (o *Order) writeObjects(ctx context.Context, w io.Writer, t *Table, r *Receipt) error {
	var b bytes.Buffer
	for row, err := range t.Rows {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		b.Reset()
		if err := object(&b, t.Columns, row); err != nil {
			return err
		}
		if _, err := w.Write(b.Bytes()); err != nil {
			return err
		}
		o.wrote(r)
	}
	return nil
}

func object(b *bytes.Buffer, columns []Column, row []importexport.Cell) error {
	e := jsontext.NewEncoder(b)
	tokens := []jsontext.Token{jsontext.BeginObject}
	for i, c := range row {
		if c.Kind == importexport.Empty || c.Text == "" {
			continue
		}
		tokens = append(tokens, jsontext.String(columns[i].Key), token(c))
	}
	for _, t := range append(tokens, jsontext.EndObject) {
		if err := e.WriteToken(t); err != nil {
			return err
		}
	}
	return nil
}

func token(c importexport.Cell) jsontext.Token {
	if n, err := strconv.ParseInt(c.Text, 10, 64); c.Kind == importexport.Number && err == nil {
		return jsontext.Int(n)
	}
	if c.Kind == importexport.Bool {
		return jsontext.Bool(c.Text == "TRUE")
	}
	return jsontext.String(zoned(&c))
}
