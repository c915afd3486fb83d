package intake

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/ndjsonfile"
	"recourse/importexport/xlsxfile"
)

// input is one file of the delivery, opened.
type input struct {
	src        *importexport.Source
	sha256     string
	report     importexport.FileReport
	reader     importexport.Reader                // tables
	lines      *ndjsonfile.Reader[cases.Snapshot] // or canonical cases
	unappealed int                                // lines about people who did not appeal
	dates      dates
}

// position is how far the file has been read.
func (in *input) position() int64 {
	if in.lines != nil {
		return in.lines.Position()
	}
	return in.reader.Position()
}

// table is one table of an input that has been understood.
type table struct {
	*layout
	in     *input
	index  int
	sheet  string
	values valueReader
	rows   int64
	hidden int // rows among them that the sheet does not show
	others int // rows of matters that are not ours
	at     int // of its report in the input's
	merges []span

	short    map[string]string      // arguments of the last row with too few cells
	readings map[reading]*firstSeen // values read in another form than they were written
}

// expand opens the sources, archives of several files among them.
func (d *Delivery) expand(ctx context.Context, sources []*importexport.Source) error {
	for _, src := range sources {
		found, err := d.detect(src)
		if err != nil {
			return err
		}
		if found.Format != importexport.Zip {
			if err := d.addInput(ctx, src, found); err != nil {
				return err
			}
			continue
		}
		if err := d.unpack(ctx, found.Archive); err != nil {
			return err
		}
	}
	if len(d.inputs) == 0 || len(d.tables) == 0 && !slices.ContainsFunc(d.inputs, func(in *input) bool { return in.lines != nil }) {
		return importexport.Refuse("", "empty_delivery", nil)
	}
	return nil
}

// detect applies what the options say over what the content says.
func (d *Delivery) detect(src *importexport.Source) (importexport.Detected, error) {
	found, err := importexport.Detect(src, d.opts.Limits)
	if err != nil {
		return found, err
	}
	if found.Format == importexport.CSV || found.Format == importexport.NDJSON {
		if d.opts.Encoding != "" {
			found.Encoding = d.opts.Encoding
		}
		if d.opts.Separator != 0 {
			found.Separator = d.opts.Separator
		}
	}
	return found, nil
}

func (d *Delivery) unpack(ctx context.Context, a *importexport.Archive) error {
	room := d.opts.Limits.Member
	for _, m := range a.Members {
		base := path.Base(m.Name)
		if strings.HasPrefix(m.Name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
			continue
		}
		if room -= m.Size; room < 0 {
			return importexport.Refuse(m.Name, "zip_size", importexport.Count("limit", d.opts.Limits.Member>>20))
		}
		src, err := a.Source(m)
		if err != nil {
			return err
		}
		found, err := d.detect(src)
		if err != nil {
			return err
		}
		if found.Format == importexport.Zip {
			return importexport.Refuse(src.Name, "zip_in_zip", nil)
		}
		if err := d.addInput(ctx, src, found); err != nil {
			return err
		}
	}
	return nil
}

func (d *Delivery) addInput(ctx context.Context, src *importexport.Source, found importexport.Detected) error {
	if len(d.inputs) == d.opts.Limits.Files {
		return importexport.Refuse(src.Name, "too_many_files", importexport.Count("limit", d.opts.Limits.Files))
	}
	sum, err := src.SHA256(ctx)
	if err != nil {
		return err
	}
	in := &input{src: src, sha256: sum, report: importexport.FileReport{
		Name: src.Name, SHA256: sum, Size: src.Size, Format: found.Format, Encoding: found.Encoding, Separator: found.Separator,
	}}
	switch found.Format {
	case importexport.NDJSON:
		in.lines, err = ndjsonfile.Open[cases.Snapshot](src, found.Encoding, d.opts.Limits)
	case importexport.XLSX:
		var r *xlsxfile.Reader
		if r, err = xlsxfile.Open(ctx, src, d.opts.Limits); err == nil {
			in.reader, in.dates.serials = r, r.Epoch()
		}
	default:
		in.reader, err = csvfile.Open(src, csvfile.Options{Encoding: found.Encoding, Separator: found.Separator, Limits: d.opts.Limits})
	}
	if err != nil {
		return err
	}
	d.inputs = append(d.inputs, in)
	return d.findTables(ctx, in)
}

// findTables looks at the first rows of every table of a file.
func (d *Delivery) findTables(ctx context.Context, in *input) error {
	if in.reader == nil {
		return nil
	}
	known := 0
	for i, t := range in.reader.Tables() {
		rows, err := firstRows(ctx, in.reader, i)
		if err != nil {
			return err
		}
		file := strings.TrimSuffix(path.Base(in.src.Name), path.Ext(in.src.Name))
		report := importexport.TableReport{Sheet: t.Name}
		l := d.match.find(rows, cmp.Or(t.Name, file), file)
		if report.LeftOut = len(rows) > 0 && d.leftOut(in, t.Name, l); report.LeftOut {
			known++
			d.report.Add(d.opts.Limits, &importexport.Problem{
				File: in.src.Name, Sheet: t.Name, Code: "left_out", Args: map[string]string{"table": cmp.Or(t.Name, in.src.Name)}, Level: importexport.Notice,
			})
			in.report.Tables = append(in.report.Tables, report)
			continue
		}
		if l != nil {
			known++
			if l.twice != "" {
				p := importexport.Refuse(in.src.Name, "duplicate_column", nil)
				p.Sheet, p.Row, p.Column = t.Name, l.first, l.twice
				return p
			}
			report.Table, report.Profile, report.Header, report.Ignored = l.table, l.profile.ID, l.first, l.ignored
			in.report.Profile = l.profile.ID
			if err := d.addTable(ctx, in, i, t, l); err != nil {
				return err
			}
		} else if len(rows) > 0 {
			d.notice(in, t.Name, "unknown_sheet")
		}
		if t.Hidden && len(rows) > 0 {
			d.notice(in, t.Name, "hidden_sheet")
		}
		in.report.Tables = append(in.report.Tables, report)
	}
	if known == 0 {
		return importexport.Refuse(in.src.Name, "unknown_table", map[string]string{"tables": fmt.Sprint(len(in.reader.Tables()))})
	}
	return nil
}

// leftOut reports whether somebody said that a table is no part of the
// delivery: for this delivery, or in a profile of what nobody knows.
func (d *Delivery) leftOut(in *input, sheet string, l *layout) bool {
	if slices.ContainsFunc(d.opts.LeaveOut, func(name string) bool { return importexport.NamesTable(name, in.src.Name, sheet) }) {
		return true
	}
	return d.match.leaves(cmp.Or(sheet, strings.TrimSuffix(path.Base(in.src.Name), path.Ext(in.src.Name))), l)
}

// merging is a reader of a format that has merged cells.
type merging interface {
	Merged(ctx context.Context, table int) ([]importexport.Merge, error)
}

func (d *Delivery) addTable(ctx context.Context, in *input, index int, t importexport.Table, l *layout) error {
	when := dates{zone: l.profile.Zone(), serials: in.dates.serials}
	if when.serials == "" {
		when.serials = l.profile.Serials
	}
	added := &table{
		layout: l, in: in, index: index, sheet: t.Name, values: valueReader{profile: l.profile, dates: when, places: d.opts.Places}, at: len(in.report.Tables),
	}
	if r, ok := in.reader.(merging); ok {
		merges, err := r.Merged(ctx, index)
		if err != nil {
			return err
		}
		for _, m := range merges {
			if m.FirstRow > l.first {
				added.merges = append(added.merges, span{Merge: m})
			}
		}
	}
	d.tables = append(d.tables, added)
	return nil
}

func (d *Delivery) notice(in *input, sheet string, code importexport.Code) {
	d.report.Add(d.opts.Limits, &importexport.Problem{File: in.src.Name, Sheet: sheet, Code: code, Level: importexport.Notice})
}

// firstRows copies the texts of the rows in which a header can be.
func firstRows(ctx context.Context, r importexport.Reader, index int) ([]headRow, error) {
	var rows []headRow
	for row, err := range r.Rows(ctx, index) {
		if err != nil {
			return nil, err
		}
		if row.Blank() {
			continue
		}
		if row.Problem != nil && len(rows) == 0 && row.Problem.Code == "too_many_columns" {
			p := *row.Problem
			p.Level = importexport.Fatal
			return nil, &p
		}
		texts := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			texts[i] = strings.TrimSpace(c.Text)
		}
		if rows = append(rows, headRow{row.Number, texts}); len(rows) == headerDepth {
			break
		}
	}
	return rows, nil
}
