package xlsxfile_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

// benchRows is small enough for every day; the figures of the manual come from
// "recourse bench" with 100,000 rows.
const benchRows, benchColumns = 5_000, 40

func benchRow(r int) []importexport.Cell {
	cells := make([]importexport.Cell, benchColumns)
	for c := range cells {
		cells[c] = text(fmt.Sprintf("值%d-%d", r, c))
	}
	cells[3], cells[4] = number(fmt.Sprint(r)), importexport.Cell{Text: "2020-02-15", Kind: importexport.Date}
	return cells
}

// peerFile is a workbook as excelize writes it, with shared strings.
func peerFile(b *testing.B) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for r := range benchRows {
		cells := make([]any, benchColumns)
		for c, cell := range benchRow(r) {
			cells[c] = cell.Text
		}
		cells[3] = r
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", r+1), &cells); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkRead(b *testing.B) {
	content := peerFile(b)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			r, err := xlsxfile.Open(context.Background(), importexport.BytesSource("t", content), importexport.DefaultLimits())
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for row, err := range r.Rows(context.Background(), 0) {
				if err != nil {
					b.Fatal(err)
				}
				n += len(row.Cells)
			}
			if n != benchRows*benchColumns {
				b.Fatal(n)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(content))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for rows.Next() {
				cells, err := rows.Columns(excelize.Options{RawCellValue: true})
				if err != nil {
					b.Fatal(err)
				}
				n += len(cells)
			}
			if n != benchRows*benchColumns {
				b.Fatal(n)
			}
			f.Close()
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			w, err := xlsxfile.NewWriter(io.Discard, xlsxfile.Sheet{Name: "S"})
			if err != nil {
				b.Fatal(err)
			}
			for r := range benchRows {
				if err := w.Write(benchRow(r)); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		for b.Loop() {
			f := excelize.NewFile()
			w, err := f.NewStreamWriter("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for r := range benchRows {
				cells := make([]any, benchColumns)
				for c, cell := range benchRow(r) {
					cells[c] = cell.Text
				}
				if err := w.SetRow(fmt.Sprintf("A%d", r+1), cells); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Flush(); err != nil {
				b.Fatal(err)
			}
			if err := f.Write(io.Discard); err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
	})
}
