package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/importexport"
	"recourse/importexport/guess"
)

func (e *env) importCommand() *cobra.Command {
	var o session.ImportOptions
	c := &cobra.Command{
		Use: "import FILE...", Args: atLeast(1, "args.files"), Short: e.words.T("cli.import"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			o.Paths = args
			return e.doImport(ctx, s, o)
		}),
	}
	f := c.Flags()
	f.StringVar(&o.Profile, "profile", "", "")
	f.BoolVar(&o.DryRun, "dry-run", false, "")
	f.StringVar(&o.Report, "report", "", "")
	f.StringArrayVar(&o.LeaveOut, "leave-out", nil, "")
	return c
}

func (e *env) doImport(ctx context.Context, s *session.Session, o session.ImportOptions) error {
	o.Words = e.problemWords
	o.Progress = e.progress()
	r, err := s.Import(ctx, o)
	if err != nil {
		return err
	}
	if e.json {
		err = e.emit(importView(e, r))
	} else {
		err = e.importText(r)
		e.alerts(r)
	}
	if err == nil && (r.Refused > 0 || r.DetailsRefused > 0) {
		return &partly{e.words.T("cli.import_refused", "n", r.Refused+r.DetailsRefused)}
	}
	return err
}

// problemWords is the sentence behind a problem's key.
func (e *env) problemWords(key string, args map[string]string) string {
	return e.words.T(key, stringArgs(args)...)
}

// progress prints a line to the error stream every second when a person is
// watching.
func (e *env) progress() func(importexport.Progress) {
	if e.json || e.Passphrase == nil {
		return nil
	}
	var last time.Duration
	return func(p importexport.Progress) {
		if p.Elapsed-last < time.Second {
			return
		}
		last = p.Elapsed
		fmt.Fprintln(e.Err, e.words.T("cli.progress", "cases", p.Cases, "rate", int64(p.Rate()), "percent", 100*p.Done/max(1, p.Total)))
	}
}

type importJSON struct {
	DryRun     bool                   `json:"dry_run"`
	Delivery   int64                  `json:"delivery,omitempty"`
	Read       int64                  `json:"read"`
	Stored     int64                  `json:"stored"`
	Amended    int64                  `json:"amended"`
	Unchanged  int64                  `json:"unchanged"`
	Refused    int64                  `json:"refused"`
	Registered int                    `json:"registered"`
	Details    int64                  `json:"detail_rows"`
	Attached   int64                  `json:"detail_rows_attached"`
	BadDetails int64                  `json:"detail_rows_refused"`
	Foreign    int64                  `json:"detail_rows_of_nobody"`
	Tables     []tableJSON            `json:"tables,omitempty"`
	Nobodys    []importexport.Nobodys `json:"evidence_of_nobody,omitempty"`
	Problems   []problemJSON          `json:"problems"`
	Dropped    int64                  `json:"problems_not_listed,omitempty"`
	Saved      []string               `json:"saved,omitempty"`
	Held       []string               `json:"held,omitempty"`
	Alerts     int                    `json:"alerts,omitempty"`
	Twins      [][2]string            `json:"may_be_duplicates,omitempty"` // the case that came first, the other
}

type problemJSON struct {
	File    string `json:"file"`
	Sheet   string `json:"sheet,omitempty"`
	Row     int    `json:"row,omitempty"`
	Column  string `json:"column,omitempty"`
	Value   string `json:"value,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Remedy  string `json:"remedy,omitempty"`
}

// tableJSON says how a table was understood.
type tableJSON struct {
	File    string   `json:"file"`
	Sheet   string   `json:"sheet,omitempty"`
	Table   string   `json:"table"`
	Profile string   `json:"profile"`
	Rows    int64    `json:"rows"`
	Left    []string `json:"left_aside,omitempty"` // headers that mean nothing to the profile
}

// tablesOf lists the tables of a delivery that were recognised.
func tablesOf(r *importexport.Report) []tableJSON {
	var out []tableJSON
	for i := range r.Files {
		f := &r.Files[i]
		for _, t := range f.Tables {
			if t.Table != "" {
				out = append(out, tableJSON{f.Name, t.Sheet, t.Table, t.Profile, t.Rows, t.Ignored})
			}
		}
	}
	return out
}

func importView(e *env, r session.Imported) importJSON {
	v := importJSON{
		DryRun: r.DryRun, Delivery: r.Delivery, Read: r.Read, Stored: r.Stored, Amended: r.Amended, Unchanged: r.Unchanged,
		Refused: r.Refused, Registered: r.Registered, Details: r.Details, Attached: r.DetailsAttached,
		BadDetails: r.DetailsRefused, Foreign: r.DetailsForeign, Dropped: r.Dropped, Saved: r.Saved, Problems: []problemJSON{}, Held: r.Held, Alerts: r.Alerts,
	}
	v.Tables, v.Nobodys = tablesOf(r.Report), r.Nobodys
	for _, t := range r.Twins {
		v.Twins = append(v.Twins, t.Nos)
	}
	for _, p := range r.Problems {
		v.Problems = append(v.Problems, problemJSON{p.File, p.Sheet, p.Row, p.Column, p.Value, string(p.Code),
			e.problemWords(p.MessageKey(), p.Words()), e.problemWords(p.RemedyKey(), p.Words())})
	}
	return v
}

func (e *env) importText(r session.Imported) error {
	w := e.words
	key := "cli.imported"
	if r.DryRun {
		key = "cli.import_checked"
	}
	fmt.Fprintln(e.Out, w.T(key, "read", r.Read, "stored", r.Stored, "amended", r.Amended, "unchanged", r.Unchanged, "refused", r.Refused))
	if r.Details > 0 {
		fmt.Fprintln(e.Out, w.T("cli.import_details", "n", r.Details, "attached", r.DetailsAttached, "refused", r.DetailsRefused, "foreign", r.DetailsForeign))
	}
	e.importTables(r.Report)
	e.importProblems(r)
	if r.Alerts > 0 {
		fmt.Fprintln(e.Out, w.T("cli.import_alerts", "n", r.Alerts))
	}
	for _, f := range r.Saved {
		fmt.Fprintln(e.Out, w.T("cli.saved", "file", f))
	}
	return nil
}

// problemsShown is how many problems of one kind are worded one by one: nobody
// reads thirty thousand lines, and they hide the one that matters.
const problemsShown = 10

// importProblems words the first problems of each kind and counts the others.
func (e *env) importProblems(r session.Imported) {
	total := map[importexport.Code]int{}
	for _, p := range r.Problems {
		total[p.Code]++
	}
	shown := map[importexport.Code]int{}
	for _, p := range r.Problems {
		if shown[p.Code]++; shown[p.Code] <= problemsShown {
			fmt.Fprintf(e.Out, "  %s  %s\n", place(p), problemSentence(e.words, p))
		}
		if n := total[p.Code] - problemsShown; n > 0 && shown[p.Code] == problemsShown {
			key := "cli.import_more"
			if len(r.Saved) > 0 {
				key = "cli.import_more_saved"
			}
			fmt.Fprintln(e.Out, "  "+e.words.T(key, "n", n))
		}
	}
	if r.Dropped > 0 {
		fmt.Fprintln(e.Out, "  "+e.words.T("cli.import_dropped", "n", r.Dropped))
	}
}

// nobodysShown is how many batches of evidence of nobody's case are worded one
// by one, the largest first; all of them are in the JSON.
const nobodysShown = 10

// importTables says by which profile each table was read, what it left aside,
// and which evidence belongs to nobody's case.
func (e *env) importTables(r *importexport.Report) {
	for _, t := range tablesOf(r) {
		at := t.File
		if t.Sheet != "" {
			at += " [" + t.Sheet + "]"
		}
		line := e.words.T("cli.import_table", "place", at, "profile", t.Profile, "table", t.Table, "n", t.Rows)
		if len(t.Left) > 0 {
			line += " " + e.words.T("cli.import_left_aside", "columns", strings.Join(t.Left, ", "))
		}
		fmt.Fprintln(e.Out, "  "+line)
	}
	list, others, rows := r.LargestNobodys(nobodysShown)
	for _, n := range list {
		fmt.Fprintln(e.Out, "  "+e.words.T("cli.import_nobodys", "n", n.Count, "source", e.words.T("source."+n.Source), "batch", cmp.Or(n.Batch, "-")))
	}
	if others > 0 {
		fmt.Fprintln(e.Out, "  "+e.words.T("cli.import_nobodys_more", "n", others, "rows", rows))
	}
}

// place is where a problem is: file, sheet, row and column.
func place(p *importexport.Problem) string {
	s := p.File
	if p.Sheet != "" {
		s += " [" + p.Sheet + "]"
	}
	if p.Row > 0 {
		s += fmt.Sprintf(":%d", p.Row)
	}
	if p.Column != "" {
		s += " " + p.Column
	}
	return s
}

func stringArgs(m map[string]string) []any {
	out := make([]any, 0, 2*len(m))
	for k, v := range m {
		out = append(out, k, v)
	}
	return out
}

type draftJSON struct {
	State    string          `json:"state"` // open, known, left
	Tables   []string        `json:"tables"`
	Profile  string          `json:"profile,omitempty"` // that knows the tables
	File     string          `json:"file"`
	Sheet    string          `json:"sheet,omitempty"`
	Table    string          `json:"table"`
	Source   string          `json:"source,omitempty"`
	Header   []int           `json:"header"` // rows of the file
	Rows     int             `json:"rows"`   // looked at
	Why      []string        `json:"why"`
	Columns  []columnJSON    `json:"columns"`
	Problems []guess.Problem `json:"problems"`
}

type columnJSON struct {
	Column     string        `json:"column"`
	Heading    string        `json:"heading"`
	Field      string        `json:"field,omitempty"`
	Confidence float64       `json:"confidence,omitempty"`
	Reasons    []string      `json:"reasons,omitempty"`
	Others     []guess.Guess `json:"others,omitempty"`
	Samples    []string      `json:"samples"` // masked where they are about a person
}

// printBundle says how far tables of one sort are, and of those that somebody
// asks about what their columns may mean.
func (e *env) printBundle(b *guess.Bundle, several, open bool) error {
	if open {
		if several && !e.json {
			fmt.Fprintln(e.Out, e.words.T("cli.profile.state."+string(guess.ToMap), "names", strings.Join(b.Names(), e.words.T("importer.and"))))
		}
		return e.printDraft(b)
	}
	if e.json {
		return e.emit(draftJSON{State: string(b.State()), Tables: b.Names(), Profile: b.Found.Profile, File: b.Tables[0].File, Sheet: b.Tables[0].Sheet,
			Why: []string{}, Columns: []columnJSON{}, Problems: []guess.Problem{}})
	}
	fmt.Fprintln(e.Out, e.words.T("cli.profile.state."+string(b.State()), "names", strings.Join(b.Names(), e.words.T("importer.and")),
		"profile", b.Found.Profile, "table", e.words.Or("importer.table."+b.Found.Table, b.Found.Table), "known", b.Found.Known, "of", b.Found.Columns))
	return nil
}

// printDraft says what the columns of a table may mean, why, and what only a
// person can say.
func (e *env) printDraft(b *guess.Bundle) error {
	v := e.draftView(b)
	if e.json {
		return e.emit(v)
	}
	w := e.words
	name := v.File
	if v.Sheet != "" {
		name += " [" + v.Sheet + "]"
	}
	table := w.Or("importer.table."+v.Table, v.Table)
	if v.Source != "" {
		table += " " + v.Source
	}
	fmt.Fprintln(e.Out, w.T("cli.profile.guessed", "name", name, "table", table, "row", rowRange(v.Header), "rows", v.Rows))
	fmt.Fprintln(e.Out, "  "+strings.Join(v.Why, w.T("importer.and")))
	var rows [][]string
	for _, c := range v.Columns {
		field, sure := w.None(), ""
		if c.Field != "" {
			field, sure = c.Field, fmt.Sprintf("%d %%", int(100*c.Confidence+0.5))
		}
		rows = append(rows, []string{"  " + c.Column, c.Heading, field, sure, strings.Join(c.Reasons, w.T("importer.and")), strings.Join(c.Samples, " | ")})
	}
	var head []string
	for _, h := range []string{"letter", "heading", "field", "sure", "why", "samples"} {
		head = append(head, w.T("cli.profile.col."+h))
	}
	head[0] = "  " + head[0]
	if err := e.table(head, rows); err != nil {
		return err
	}
	doubtful := b.Draft.Doubtful()
	if doubtful {
		fmt.Fprintln(e.Out, "  ! "+w.T("cli.profile.doubtful"))
	}
	for _, p := range v.Problems {
		if doubtful && !strings.HasPrefix(p.Code, "date_order") { // what a cover lacks is no news
			continue
		}
		fmt.Fprintln(e.Out, "  ! "+w.GuessProblem(p.Code, p.Field, p.Args))
	}
	return nil
}

// rowRange is "3", or "3-4" for two rows.
func rowRange(rows []int) string {
	text := fmt.Sprint(rows[0])
	if len(rows) > 1 {
		text += fmt.Sprintf("-%d", rows[1])
	}
	return text
}

func (e *env) draftView(b *guess.Bundle) draftJSON {
	d := b.Draft
	v := draftJSON{
		State: string(b.State()), Tables: b.Names(), Profile: b.Found.Profile,
		File: d.Table.File, Sheet: d.Table.Sheet, Table: d.Kind, Source: string(d.Source), Rows: len(d.Data()),
		Why: e.reasons(d.Why), Problems: d.Problems(),
	}
	for i := range d.Head.Rows {
		v.Header = append(v.Header, d.Table.Rows[d.Head.First+i].Number)
	}
	for i := range d.Columns {
		c := &d.Columns[i]
		col := columnJSON{Column: c.Letter, Heading: c.Name(), Field: c.Field, Samples: []string{}}
		for _, s := range c.Samples {
			col.Samples = append(col.Samples, c.Shown(s))
		}
		for _, g := range c.Guesses {
			if g.Field == c.Field {
				col.Confidence, col.Reasons = g.Confidence, e.reasons(g.Reasons)
			} else {
				col.Others = append(col.Others, g)
			}
		}
		v.Columns = append(v.Columns, col)
	}
	return v
}

func (e *env) reasons(list []guess.Reason) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = e.words.GuessReason(r.Code, r.Args)
	}
	return out
}
