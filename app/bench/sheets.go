package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/xuri/excelize/v2"

	"recourse/importexport"
	"recourse/importexport/simulate/deliver"
	"recourse/importexport/xlsxfile"
)

func sheetBenchmarks() []benchmark {
	return []benchmark{
		{name: "xlsx", figure: "F3", size: 100_000, first: 0.5, goal: 0.08, run: readXLSX,
			peer: "excelize v2 File.Rows with RawCellValue, in this process (which takes a damaged sheet for a short one)"},
		{name: "unzip", figure: "F3", size: 100_000, goal: 1.3, run: readUnzip, peer: "unzip -p FILE xl/worksheets/sheet1.xml > /dev/null"},
		{name: "xlsx-write", figure: "F14", size: 100_000, first: 1.2, goal: 0.25, run: writeXLSX,
			peer: "excelize v2 StreamWriter, in this process"},
	}
}

func readXLSX(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.FlatXLSX, f.Size)
	if err != nil {
		return err
	}
	return s.contest(ctx, f, reading(file), side{run: func(context.Context) (output, error) { return excelizeRows(file) }})
}

// readUnzip sets the same reading beside merely unpacking the sheet.
func readUnzip(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.FlatXLSX, f.Size)
	if err != nil {
		return err
	}
	peer := side{}
	if f.installed("unzip") {
		peer.run = func(ctx context.Context) (output, error) {
			return output{rows: f.Size + 1}, discard(ctx, "unzip", "-p", file, "xl/worksheets/sheet1.xml")
		}
	}
	return s.contest(ctx, f, reading(file), peer)
}

// reading is our reader over every cell of the first sheet.
func reading(file string) side {
	return side{run: func(ctx context.Context) (output, error) {
		d := newDigester()
		n, err := eachRow(ctx, file, func(cells []importexport.Cell) {
			for i := range cells {
				if cells[i].Text != "" {
					d.cell(i, cells[i].Text)
				}
			}
		})
		return output{rows: n, digest: d.sum()}, err
	}}
}

func eachRow(ctx context.Context, file string, visit func([]importexport.Cell)) (n int, err error) {
	src, err := importexport.OpenSource(file)
	if err != nil {
		return 0, err
	}
	defer src.Close()
	r, err := xlsxfile.Open(ctx, src, importexport.DefaultLimits())
	if err != nil {
		return 0, err
	}
	for row, err := range r.Rows(ctx, 0) {
		if err != nil {
			return n, err
		}
		if row.Problem != nil {
			return n, row.Problem
		}
		n++
		visit(row.Cells)
	}
	return n, nil
}

// cell takes in a cell that is not empty, with its column: what stands behind
// the last one is written by some and left out by others.
func (d digester) cell(column int, text string) {
	d.h.Write([]byte{byte(column), byte(column >> 8)})
	d.add(text)
}

func excelizeRows(file string) (output, error) {
	wb, err := excelize.OpenFile(file)
	if err != nil {
		return output{}, err
	}
	defer wb.Close()
	rows, err := wb.Rows(wb.GetSheetName(0))
	if err != nil {
		return output{}, err
	}
	d, n := newDigester(), 0
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return output{}, err
		}
		n++
		for i, c := range cells {
			if c != "" {
				d.cell(i, c)
			}
		}
	}
	return output{rows: n, digest: d.sum()}, rows.Close()
}

// writeXLSX writes the same cells with both writers; our reader says whether
// the files hold the same.
func writeXLSX(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.FlatXLSX, f.Size)
	if err != nil {
		return err
	}
	var table [][]importexport.Cell
	if _, err := eachRow(ctx, file, func(cells []importexport.Cell) {
		row := make([]importexport.Cell, len(cells))
		for i := range cells {
			row[i] = importexport.TextCell(cells[i].Text)
		}
		table = append(table, row)
	}); err != nil {
		return err
	}
	mine, theirs := s.path("ours.xlsx"), s.path("peer.xlsx")
	return s.contest(ctx, f,
		side{run: func(context.Context) (output, error) { return output{}, writeOurs(mine, table) }}.after(readBack(mine)),
		side{run: func(context.Context) (output, error) { return output{}, writeExcelize(theirs, table) }}.after(readBack(theirs)))
}

func readBack(file string) func(context.Context, *output) error {
	return func(ctx context.Context, out *output) (err error) {
		*out, err = reading(file).run(ctx)
		return err
	}
}

func writeOurs(name string, table [][]importexport.Cell) error {
	return toFile(name, func(w io.Writer) error {
		out, err := xlsxfile.NewWriter(w, xlsxfile.Sheet{Name: "Sheet1", Columns: columns})
		if err != nil {
			return err
		}
		for _, row := range table {
			if err := out.Write(row); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

func writeExcelize(name string, table [][]importexport.Cell) error {
	wb := excelize.NewFile()
	defer wb.Close()
	out, err := wb.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	for i, row := range table {
		cells := make([]any, len(row))
		for j := range row {
			cells[j] = row[j].Text
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return toFile(name, func(w io.Writer) error { return wb.Write(w) })
}

// toFile writes a file without syncing it, as both sides do.
func toFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(file, 1<<16)
	if err := write(buf); err != nil {
		file.Close()
		return err
	}
	if err := buf.Flush(); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
