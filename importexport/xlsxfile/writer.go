package xlsxfile

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"recourse/importexport"
)

// Sheet describes a sheet before its rows are written.
type Sheet struct {
	Name    string
	Widths  []float64 // in characters; a column without one is 14 wide
	Rows    int       // if known, header included; 0 leaves the range open
	Columns int
	Header  bool // the first row is bold, frozen and filterable
}

// Writer writes the sheets of one workbook one after the other.
type Writer struct {
	zip    *zip.Writer
	sheets []Sheet
	at     int // sheet being written, counted from 1; 0 before the first
	rows   int
	out    *writeBehind
	buf    []byte
	// openings are what opens the cell of each column met so far.
	openings []string
}

var _ importexport.Writer = (*Writer)(nil)

// ErrUnwritable is wrapped by errors about a value that a workbook cannot hold.
var ErrUnwritable = errors.New("value that no workbook can hold")

// NewWriter starts a workbook with these sheets; the first one is open for
// rows. Nothing in the file depends on the time it is written.
func NewWriter(w io.Writer, sheets ...Sheet) (*Writer, error) {
	t := &Writer{zip: zip.NewWriter(w), sheets: sheets}
	t.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	if len(sheets) == 0 {
		return nil, fmt.Errorf("workbook without a sheet: %w", ErrUnwritable)
	}
	for name, content := range staticParts(sheets) {
		part, err := t.zip.Create(name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
	}
	return t, t.NextSheet()
}

// NextSheet completes the current sheet and opens the next one.
func (t *Writer) NextSheet() error {
	if err := t.endSheet(); err != nil {
		return err
	}
	if t.at == len(t.sheets) {
		return fmt.Errorf("sheet %d was not announced: %w", t.at+1, ErrUnwritable)
	}
	t.at, t.rows = t.at+1, 0
	part, err := t.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", t.at))
	if err != nil {
		return err
	}
	t.out = newWriteBehind(part)
	_, err = io.WriteString(t.out, sheetHead(t.sheets[t.at-1]))
	return err
}

// headHeight makes the head of a table two lines high.
const headHeight = `" ht="33" customHeight="1`

// Write appends one row to the current sheet.
func (t *Writer) Write(cells []importexport.Cell) error {
	t.rows++
	if t.rows > maxRow || len(cells) > maxColumn {
		return fmt.Errorf("row %d of %d columns: %w", t.rows, len(cells), ErrUnwritable)
	}
	header := t.rows == 1 && t.sheets[t.at-1].Header
	var room [20]byte
	row := strconv.AppendInt(room[:0], int64(t.rows), 10)
	b := append(append(t.buf[:0], `<row r="`...), row...)
	if header {
		b = append(b, headHeight...)
	}
	b = append(b, `">`...)
	for i, c := range cells {
		if c.Kind == importexport.Empty || c.Text == "" {
			continue
		}
		b = append(append(b, t.opening(i)...), row...)
		var err error
		if b, err = appendCell(b, c, header); err != nil {
			return fmt.Errorf("row %d, column %s: %w", t.rows, importexport.ColumnName(i), err)
		}
	}
	t.buf = append(b, "</row>"...)
	_, err := t.out.Write(t.buf)
	return err
}

// Close completes the workbook. Sheets that were announced and never opened
// stay empty. The writer below is not closed.
func (t *Writer) Close() error {
	for t.at < len(t.sheets) {
		if err := t.NextSheet(); err != nil {
			return err
		}
	}
	if err := t.endSheet(); err != nil {
		return err
	}
	return t.zip.Close()
}

func (t *Writer) endSheet() error {
	if t.at == 0 {
		return nil
	}
	s := t.sheets[t.at-1]
	if s.Rows > 0 && s.Rows != t.rows {
		return fmt.Errorf("sheet %s: %d rows announced, %d written: %w", s.Name, s.Rows, t.rows, ErrUnwritable)
	}
	tail := "</sheetData>"
	if s.Header && s.Columns > 0 && t.rows > 0 {
		tail += fmt.Sprintf(`<autoFilter ref="A1:%s%d"/>`, importexport.ColumnName(s.Columns-1), t.rows)
	}
	if _, err := io.WriteString(t.out, tail+"</worksheet>"); err != nil {
		return err
	}
	return t.out.Flush()
}

func sheetHead(s Sheet) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="` + nsMain + `">`)
	if s.Rows > 0 && s.Columns > 0 {
		fmt.Fprintf(&b, `<dimension ref="A1:%s%d"/>`, importexport.ColumnName(s.Columns-1), s.Rows)
	}
	b.WriteString(`<sheetViews><sheetView workbookViewId="0">`)
	if s.Header {
		b.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`)
	}
	b.WriteString(`</sheetView></sheetViews>`)
	if s.Columns > 0 {
		b.WriteString(`<cols>`)
		for i := range s.Columns {
			width := 14.0
			if i < len(s.Widths) && s.Widths[i] > 0 {
				width = s.Widths[i]
			}
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, width)
		}
		b.WriteString(`</cols>`)
	}
	b.WriteString(`<sheetData>`)
	return b.String()
}
