package deliver

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/ndjsonfile"
	"recourse/importexport/simulate"
	"recourse/importexport/xlsxfile"
)

// Format is one way to write a delivery.
type Format string

// The formats.
const (
	NDJSON   Format = "ndjson"      // canonical, one case a line
	CSV      Format = "csv"         // a file for each table, UTF-8 with a byte order mark
	CSVGB    Format = "csv-gb18030" // the same in the encoding of Chinese Windows
	XLSX     Format = "xlsx"        // one workbook, a sheet for each table
	FlatCSV  Format = "flat-csv"    // one table of forty columns, one row a case
	FlatGB   Format = "flat-csv-gb18030"
	FlatXLSX Format = "flat-xlsx"
	Extracts Format = "extracts" // the nine source extracts as CSV

	ExtractsZip Format = "extracts-zip" // the same as one archive of workbooks and tables in several encodings
)

// Formats lists the formats in the order in which they are offered.
func Formats() []Format {
	return []Format{NDJSON, CSV, CSVGB, XLSX, FlatCSV, FlatGB, FlatXLSX, Extracts, ExtractsZip}
}

// Spec says what to write.
type Spec struct {
	Formats  []Format
	Dirt     float64               // share of table rows to spoil, 0 to 1; NDJSON stays clean
	Name     string                // of the file, for formats of one file; empty takes the usual one
	Bare     bool                  // leaves out truth.ndjson and dirt.ndjson
	Progress func(done, total int) // of steps, a case in a table being one; may be nil
}

type delivery struct {
	ctx    context.Context
	dir    string
	office *simulate.Office
	layout *Layout
	spec   Spec
	dirt   *dirt
	files  []string
	done   int
}

// Write writes the office into a folder, which it makes if need be, and returns
// the names of the files. truth.ndjson is always among them; dirt.ndjson is
// when rows were to be spoilt. Same office and same specification, same bytes.
func Write(ctx context.Context, dir string, o *simulate.Office, spec Spec) ([]string, error) {
	layout, err := LoadLayout()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("simulate into %s: %w", dir, err)
	}
	d := &delivery{ctx: ctx, dir: dir, office: o, layout: layout, spec: spec, dirt: newDirt(o.Options().Seed, spec.Dirt)}
	for _, f := range spec.Formats {
		if err := d.format(f); err != nil {
			return d.files, err
		}
	}
	if spec.Bare {
		return d.files, nil
	}
	if err := d.truth(); err != nil {
		return d.files, err
	}
	return d.files, d.marks()
}

func (d *delivery) format(f Format) error {
	switch f {
	case NDJSON:
		return d.lines()
	case CSV:
		return d.tables(importexport.UTF8BOM, "")
	case CSVGB:
		return d.tables(importexport.GB18030, "_gb18030")
	case XLSX:
		return d.workbook(d.name("office.xlsx"), d.layout.Tables)
	case FlatCSV:
		return d.table(d.layout.FlatTable(), importexport.UTF8BOM, d.name("appeals_flat.csv"))
	case FlatGB:
		return d.table(d.layout.FlatTable(), importexport.GB18030, d.name("appeals_flat_gb18030.csv"))
	case FlatXLSX:
		return d.workbook(d.name("appeals_flat.xlsx"), []Table{d.layout.FlatTable()})
	case Extracts:
		return d.extracts()
	case ExtractsZip:
		return d.extractsZip()
	}
	return fmt.Errorf("simulate: format %q is not known; known are %v", f, Formats())
}

func (d *delivery) name(usual string) string {
	if d.spec.Name != "" {
		return d.spec.Name
	}
	return usual
}

// file writes one file whole or not at all.
func (d *delivery) file(name string, write func(io.Writer) error) error {
	if err := importexport.WriteFile(filepath.Join(d.dir, name), write); err != nil {
		return err
	}
	d.files = append(d.files, name)
	return nil
}

// people yields everybody of the delivery, those who appealed first.
func (d *delivery) people(yield func(*cases.Snapshot) error) error {
	o := d.office.Options()
	for i := range o.Residents {
		if err := d.ctx.Err(); err != nil {
			return fmt.Errorf("simulate: stopped at case %d: %w", i+1, err)
		}
		s := d.office.Case(i).Snapshot
		if i >= o.Appeals {
			s.Appeal = cases.Appeal{}
		}
		if err := yield(&s); err != nil {
			return fmt.Errorf("case %d: %w", i+1, err)
		}
		if d.done++; d.spec.Progress != nil && d.done%256 == 0 {
			d.spec.Progress(d.done, d.total())
		}
	}
	return nil
}

// total is how many steps the whole delivery takes, truth aside.
func (d *delivery) total() int {
	passes := 0
	for _, f := range d.spec.Formats {
		switch f {
		case CSV, CSVGB, XLSX:
			passes += len(d.layout.Tables)
		case Extracts, ExtractsZip:
			passes += len(extractTables())
		case FlatCSV, FlatGB, FlatXLSX:
			passes++
		}
	}
	return passes * d.office.Options().Residents
}

func (d *delivery) lines() error {
	return d.file(d.name("cases.ndjson"), func(w io.Writer) error {
		out := ndjsonfile.NewWriter(w)
		for s := range d.office.Cases() {
			if err := d.ctx.Err(); err != nil {
				return err
			}
			if err := out.Write(s); err != nil {
				return fmt.Errorf("case %s: %w", s.Appeal.AppealNo, err)
			}
		}
		return out.Close()
	})
}

func (d *delivery) truth() error {
	return d.file("truth.ndjson", func(w io.Writer) error {
		out := ndjsonfile.NewWriter(w)
		for _, t := range d.office.Cases() {
			if err := out.Write(t); err != nil {
				return fmt.Errorf("truth of %s: %w", t.AppealNo, err)
			}
		}
		return out.Close()
	})
}

func (d *delivery) tables(enc importexport.Encoding, suffix string) error {
	for _, t := range d.layout.Tables {
		if err := d.table(t, enc, t.Name+suffix+".csv"); err != nil {
			return err
		}
	}
	return nil
}

func (d *delivery) table(t Table, enc importexport.Encoding, name string) error {
	return d.file(name, func(w io.Writer) error {
		out, err := csvfile.NewWriter(w, csvfile.WriterOptions{Encoding: enc})
		if err != nil {
			return err
		}
		if err := d.fill(out, t, name, ""); err != nil {
			return err
		}
		return out.Close()
	})
}

func (d *delivery) workbook(name string, tables []Table) error {
	return d.file(name, func(w io.Writer) error {
		sheets := make([]xlsxfile.Sheet, len(tables))
		for i, t := range tables {
			sheets[i] = xlsxfile.Sheet{Name: t.Sheet, Columns: len(t.Columns), Header: true}
		}
		out, err := xlsxfile.NewWriter(w, sheets...)
		if err != nil {
			return err
		}
		for i, t := range tables {
			if i > 0 {
				if err := out.NextSheet(); err != nil {
					return err
				}
			}
			if err := d.fill(out, t, name, t.Sheet); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

// fill writes the header and every row of a table.
func (d *delivery) fill(out importexport.Writer, t Table, file, sheet string) error {
	if err := out.Write(textCells(t.headers())); err != nil {
		return err
	}
	row := 1
	return d.people(func(s *cases.Snapshot) error {
		rows, err := rowsOf(s, &t)
		if err != nil {
			return err
		}
		for _, cells := range rows {
			row++
			spoilt := d.dirt.spoil(place{file: file, sheet: sheet, row: row}, t.Columns, textCells(cells))
			if err := out.Write(spoilt); err != nil {
				return err
			}
			if sheet == "" {
				row += lineBreaks(cells)
			}
		}
		return nil
	})
}

func textCells(list []string) []importexport.Cell {
	cells := make([]importexport.Cell, len(list))
	for i, text := range list {
		cells[i] = importexport.TextCell(text)
	}
	return cells
}

func (d *delivery) marks() error {
	if d.dirt.rate <= 0 {
		return nil
	}
	return d.file("dirt.ndjson", func(w io.Writer) error {
		out := ndjsonfile.NewWriter(w)
		for _, m := range d.dirt.marks {
			if err := out.Write(m); err != nil {
				return err
			}
		}
		return out.Close()
	})
}
