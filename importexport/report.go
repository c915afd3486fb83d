package importexport

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"time"
)

// Report says what became of a delivery. Once it has been stored, Read equals
// Stored + Amended + Unchanged + Refused.
type Report struct {
	Files     []FileReport
	Read      int64 // cases found in the delivery
	Stored    int64 // new cases
	Amended   int64 // known cases with other content
	Unchanged int64 // known cases with the same content, and repeated rows
	Refused   int64 // cases not taken, each with a problem

	Details         int64 // rows of the other tables
	DetailsAttached int64
	DetailsRefused  int64
	DetailsForeign  int64 // rows that belong to nobody's case: counted, not kept

	Nobodys   []Nobodys   // evidence among the rows of nobody's case, by source and batch
	Forbidden []Forbidden // rows of kinds that no office may take

	Problems []*Problem
	Dropped  int64 // problems beyond the limit: counted, not kept
	DryRun   bool
}

// FileReport says how one file of a delivery was understood.
type FileReport struct {
	Name      string
	SHA256    string
	Size      int64
	Format    Format
	Encoding  Encoding
	Separator byte
	Profile   string
	Tables    []TableReport
}

// TableReport says how one table of a file was understood.
type TableReport struct {
	Sheet   string
	Table   string // the table of the profile, "" when it was not recognised
	Profile string
	Header  int // row of the header
	Rows    int64
	Ignored []string // headers that mean nothing to the profile
	LeftOut bool     // on purpose: somebody said that it is no part of the delivery
}

// TableName names a table of a delivery: its file, and behind an exclamation
// mark its sheet if it has one.
func TableName(file, sheet string) string {
	if sheet == "" {
		return file
	}
	return file + "!" + sheet
}

// NamesTable reports whether a person means a table by a name: its file with or
// without the folders, its sheet, or both as TableName spells them.
func NamesTable(name, file, sheet string) bool {
	base := path.Base(file)
	return name != "" && (name == file || name == base || name == sheet || name == TableName(file, sheet) || name == TableName(base, sheet))
}

// Nobodys counts the evidence rows of one source and batch that belong to
// nobody's case. They are not kept anywhere.
type Nobodys struct {
	Source string `json:"source"`
	Batch  string `json:"batch,omitempty"`
	Count  int64  `json:"count"`
}

// LargestNobodys are the n sources and batches with the most evidence of
// nobody's case, largest first, how many others there are, and how many rows
// those have.
func (r *Report) LargestNobodys(n int) (list []Nobodys, others int, rows int64) {
	list = slices.Clone(r.Nobodys)
	slices.SortStableFunc(list, func(a, b Nobodys) int { return cmp.Compare(b.Count, a.Count) })
	if len(list) <= n {
		return list, 0, 0
	}
	for _, o := range list[n:] {
		rows += o.Count
	}
	return list[:n], len(list) - n, rows
}

// Forbidden counts the rows of a kind that no office may take, by who sent
// them. What they said is not kept anywhere.
type Forbidden struct {
	Kind     string `json:"kind"` // id of cases.ForbiddenKinds
	Provider string `json:"provider"`
	Count    int    `json:"count"`
}

// Forbid counts a row of a forbidden kind.
func (r *Report) Forbid(kind, provider string) {
	for i := range r.Forbidden {
		if f := &r.Forbidden[i]; f.Kind == kind && f.Provider == provider {
			f.Count++
			return
		}
	}
	r.Forbidden = append(r.Forbidden, Forbidden{Kind: kind, Provider: provider, Count: 1})
}

// Balanced reports whether every case that was read is accounted for.
func (r *Report) Balanced() bool {
	return r.Read == r.Stored+r.Amended+r.Unchanged+r.Refused &&
		r.Details == r.DetailsAttached+r.DetailsRefused+r.DetailsForeign
}

// Add keeps a problem as long as there is room.
func (r *Report) Add(limits Limits, problems ...*Problem) {
	for _, p := range problems {
		if len(r.Problems) >= limits.ProblemsKept {
			r.Dropped++
			continue
		}
		r.Problems = append(r.Problems, p)
	}
}

// Words turns a locale key and its arguments into a sentence.
type Words func(key string, args map[string]string) string

// ReportHeader is the first row of a saved report.
func ReportHeader(words Words) []Cell {
	var cells []Cell
	for _, name := range []string{"file", "sheet", "row", "column", "value", "code", "message", "remedy"} {
		cells = append(cells, TextCell(words("import.report."+name, nil)))
	}
	return cells
}

// ReportCells is one problem as a row of a saved report.
func ReportCells(p *Problem, words Words) []Cell {
	row := Cell{}
	if p.Row > 0 {
		row = Cell{Text: fmt.Sprint(p.Row), Kind: Number}
	}
	args := p.Words()
	return []Cell{
		TextCell(p.File), TextCell(p.Sheet), row, TextCell(p.Column), TextCell(p.Value),
		TextCell(string(p.Code)), TextCell(words(p.MessageKey(), args)), TextCell(words(p.RemedyKey(), args)),
	}
}

// Save writes the problems as a table, a header row first.
func (r *Report) Save(w Writer, words Words) error {
	if err := w.Write(ReportHeader(words)); err != nil {
		return err
	}
	for _, p := range r.Problems {
		if err := w.Write(ReportCells(p, words)); err != nil {
			return err
		}
	}
	return nil
}

// Progress tells how far a reading has come.
type Progress struct {
	Done, Total int64 // bytes of the delivery
	Cases       int64
	Elapsed     time.Duration
}

// Rate is cases per second so far.
func (p Progress) Rate() float64 {
	if p.Elapsed <= 0 {
		return 0
	}
	return float64(p.Cases) / p.Elapsed.Seconds()
}
