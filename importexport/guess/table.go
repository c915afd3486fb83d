package guess

import (
	"context"
	"path"
	"slices"
	"strings"

	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/xlsxfile"
)

// SampleRows is how many rows of a table are looked at.
const SampleRows = 400

// Table is the first rows of one table of a delivery.
type Table struct {
	File, Sheet string
	Hidden      bool
	Epoch       string // of a workbook's day numbers, "" in a text file
	Rows        []Row  // without blank ones
	More        bool   // there are further rows
}

// Row is one row of a table, copied.
type Row struct {
	Number int
	Cells  []importexport.Cell
}

// Name is what the table is called: its sheet, or its file without the ending.
func (t *Table) Name() string {
	if t.Sheet != "" {
		return t.Sheet
	}
	base := path.Base(strings.ReplaceAll(t.File, "\\", "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}

// Width is the number of columns of the widest row.
func (t *Table) Width() int {
	w := 0
	for i := range t.Rows {
		w = max(w, len(t.Rows[i].Cells))
	}
	return w
}

// Read copies the first rows of every table of the sources, those inside of
// archives among them. Files of canonical cases have no columns and are passed
// over. An error that is a *importexport.Problem says which file cannot be
// taken and why.
func Read(ctx context.Context, sources []*importexport.Source, encoding importexport.Encoding, limits importexport.Limits) ([]Table, error) {
	if limits == (importexport.Limits{}) {
		limits = importexport.DefaultLimits()
	}
	var out []Table
	for _, src := range sources {
		tables, err := readSource(ctx, src, encoding, limits)
		if err != nil {
			return nil, err
		}
		out = append(out, tables...)
	}
	return out, nil
}

func readSource(ctx context.Context, src *importexport.Source, encoding importexport.Encoding, limits importexport.Limits) ([]Table, error) {
	found, err := importexport.Detect(src, limits)
	if err != nil {
		return nil, err
	}
	if encoding != "" && found.Format == importexport.CSV {
		found.Encoding = encoding
	}
	switch found.Format {
	case importexport.NDJSON:
		return nil, nil
	case importexport.Zip:
		return readArchive(ctx, found.Archive, encoding, limits)
	case importexport.XLSX:
		book, err := xlsxfile.Open(ctx, src, limits)
		if err != nil {
			return nil, err
		}
		return readTables(ctx, src.Name, book, book.Epoch())
	}
	text, err := csvfile.Open(src, csvfile.Options{Encoding: found.Encoding, Separator: found.Separator, Limits: limits})
	if err != nil {
		return nil, err
	}
	return readTables(ctx, src.Name, text, "")
}

func readArchive(ctx context.Context, a *importexport.Archive, encoding importexport.Encoding, limits importexport.Limits) ([]Table, error) {
	var out []Table
	room := limits.Member
	for _, m := range a.Members {
		base := path.Base(m.Name)
		if strings.HasPrefix(m.Name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
			continue
		}
		if room -= m.Size; room < 0 {
			return nil, importexport.Refuse(m.Name, "zip_size", importexport.Count("limit", limits.Member>>20))
		}
		src, err := a.Source(m)
		if err != nil {
			return nil, err
		}
		if found, err := importexport.Detect(src, limits); err == nil && found.Format == importexport.Zip {
			return nil, importexport.Refuse(src.Name, "zip_in_zip", nil)
		}
		tables, err := readSource(ctx, src, encoding, limits)
		if err != nil {
			return nil, err
		}
		out = append(out, tables...)
	}
	return out, nil
}

func readTables(ctx context.Context, file string, r importexport.Reader, epoch string) ([]Table, error) {
	var out []Table
	for i, t := range r.Tables() {
		table := Table{File: file, Sheet: t.Name, Hidden: t.Hidden, Epoch: epoch}
		for row, err := range r.Rows(ctx, i) {
			if err != nil {
				return nil, err
			}
			if row.Blank() || row.Problem != nil {
				continue
			}
			if table.More = len(table.Rows) == SampleRows; table.More {
				break
			}
			cells := slices.Clone(row.Cells)
			for j := range cells {
				cells[j].Text = strings.Clone(cells[j].Text)
			}
			table.Rows = append(table.Rows, Row{Number: row.Number, Cells: cells})
		}
		if len(table.Rows) > 0 {
			out = append(out, table)
		}
	}
	return out, nil
}
