package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// profileCommand looks after import profiles: without a word it lists them.
func (e *env) profileCommand() *cobra.Command {
	list := e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.listProfiles(ctx, s) })
	c := &cobra.Command{Use: "profile", Short: e.words.T("cli.profile"), Args: noArgs, RunE: list}
	c.AddCommand(e.guessCommand(), e.addProfileCommand(), e.exportProfileCommand(),
		&cobra.Command{Use: "list", Short: e.words.T("cli.profile.list"), Args: noArgs, RunE: list},
		&cobra.Command{Use: "show ID", Short: e.words.T("cli.profile.show"), Args: needArgs(1, "args.profile"),
			RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
				text, err := s.ProfileText(ctx, args[0])
				if err == nil {
					_, err = e.Out.Write(text)
				}
				return err
			})},
		&cobra.Command{Use: "remove ID", Short: e.words.T("cli.profile.remove"), Args: needArgs(1, "args.profile"),
			RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
				if err := s.DropProfile(ctx, args[0]); err != nil {
					return err
				}
				return e.listProfiles(ctx, s)
			})})
	return c
}

type profileJSON struct {
	ID      string            `json:"id"`
	Version int               `json:"version"`
	Title   map[string]string `json:"title"`
	Own     bool              `json:"own"`
	Tables  []string          `json:"tables"`
}

func (e *env) listProfiles(ctx context.Context, s *session.Session) error {
	all, err := s.Profiles(ctx)
	if err != nil {
		return err
	}
	stock, err := session.Shipped()
	if err != nil {
		return err
	}
	var rows [][]string
	for i, p := range all {
		v := profileJSON{ID: p.ID, Version: p.Version, Title: p.Title, Own: i >= len(stock)}
		for name := range p.Tables {
			v.Tables = append(v.Tables, name)
		}
		slices.Sort(v.Tables)
		if e.json {
			if err := e.emit(v); err != nil {
				return err
			}
			continue
		}
		whose := e.words.T("cli.profile.shipped")
		if v.Own {
			whose = e.words.T("cli.profile.own")
		}
		rows = append(rows, []string{p.ID, strconv.Itoa(p.Version), p.Title[string(e.words.Lang())], whose, strings.Join(v.Tables, ", ")})
	}
	if e.json {
		return nil
	}
	var head []string
	for _, h := range []string{"id", "version", "title", "whose", "tables"} {
		head = append(head, e.words.T("cli.profile.col."+h))
	}
	return e.table(head, rows)
}

func (e *env) addProfileCommand() *cobra.Command {
	var again bool
	c := &cobra.Command{Use: "add FILE.yaml", Short: e.words.T("cli.profile.add"), Args: needArgs(1, "args.profile_file"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return importexport.Refuse(filepath.Base(args[0]), "not_found", nil)
			}
			p, err := s.SaveProfile(ctx, text, again)
			if err != nil {
				return err
			}
			return e.print(map[string]any{"id": p.ID}, e.words.T("cli.profile.added", "id", p.ID))
		})}
	c.Flags().BoolVar(&again, "replace", false, "")
	return c
}

func (e *env) exportProfileCommand() *cobra.Command {
	var out string
	c := &cobra.Command{Use: "export ID", Short: e.words.T("cli.profile.export"), Args: needArgs(1, "args.profile"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			text, err := s.ProfileText(ctx, args[0])
			if err != nil {
				return err
			}
			if out == "" {
				return usage("usage.profile_out")
			}
			return e.writeProfile(out, text)
		})}
	c.Flags().StringVar(&out, "out", "", "")
	return c
}

func (e *env) writeProfile(path string, text []byte) error {
	if err := importexport.WriteFile(path, func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
		return err
	}
	fmt.Fprintln(e.Err, e.words.T("cli.saved", "file", path))
	return nil
}

// guessing is what a person says about a table from the command line.
type guessing struct {
	out, id, sheet, table, header, source, zone, datum string
	set, colours, values, always, units, nulls, orders []string
	incomplete                                         bool
}

func (e *env) guessCommand() *cobra.Command {
	var g guessing
	c := &cobra.Command{Use: "guess FILE", Short: e.words.T("cli.profile.guess"), Args: needArgs(1, "args.files"),
		RunE: func(c *cobra.Command, args []string) error { return e.guess(c.Context(), &g, args[0]) }}
	f := c.Flags()
	for name, at := range map[string]*string{
		"out": &g.out, "id": &g.id, "sheet": &g.sheet, "table": &g.table, "header": &g.header, "source": &g.source, "zone": &g.zone, "datum": &g.datum,
	} {
		f.StringVar(at, name, "", "")
	}
	for name, at := range map[string]*[]string{
		"set": &g.set, "colour": &g.colours, "value": &g.values, "always": &g.always, "unit": &g.units, "null": &g.nulls, "date-order": &g.orders,
	} {
		f.StringArrayVar(at, name, nil, "")
	}
	f.BoolVar(&g.incomplete, "incomplete", false, "")
	return c
}

// guess prints what the columns of a file may mean. With an office its own
// profiles are drawn on too.
func (e *env) guess(ctx context.Context, g *guessing, path string) (err error) {
	known, err := e.known(ctx)
	if err != nil {
		return err
	}
	sources, err := importexport.OpenSources([]string{path}, importexport.DefaultLimits())
	if err != nil {
		return err
	}
	defer importexport.CloseSources(sources)
	tables, err := guess.Read(ctx, sources, "", importexport.DefaultLimits())
	if err != nil {
		return err
	}
	var drafts []*guess.Draft
	for i := range tables {
		if g.sheet != "" && tables[i].Sheet != g.sheet {
			continue
		}
		d := known.Guess(&tables[i])
		if err := g.apply(d); err != nil {
			return err
		}
		drafts = append(drafts, d)
	}
	if len(drafts) == 0 {
		return usage("usage.profile_sheet", "value", g.sheet)
	}
	for _, d := range drafts {
		if err := e.printDraft(d); err != nil {
			return err
		}
	}
	if g.out == "" {
		return nil
	}
	return e.writeGuess(g, path, drafts)
}

func (e *env) known(ctx context.Context) (*guess.Known, error) {
	if e.office == "" || e.user == "" {
		list, err := session.Shipped()
		return guess.Learn(list), err
	}
	s, err := e.open(ctx)
	if err != nil {
		return nil, err
	}
	known, err := s.Known(ctx)
	if cerr := s.Close(ctx); err == nil {
		err = cerr
	}
	return known, err
}

func (e *env) writeGuess(g *guessing, path string, drafts []*guess.Draft) error {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if g.id == "" {
		g.id = guess.ID(name)
	}
	text, err := guess.Combine(g.id, map[string]string{"zh": name, "en": name}, drafts).YAML()
	if err != nil {
		return err
	}
	if _, err := session.ReadProfile(text); err != nil {
		return err
	}
	return e.writeProfile(g.out, text)
}

// apply says of a draft what the flags say; what does not fit it is refused.
func (g *guessing) apply(d *guess.Draft) error {
	if g.header != "" {
		first, rows, ok := headerRows(g.header, d.Table)
		if !ok {
			return usage("usage.profile_header", "value", g.header)
		}
		d.SetHead(guess.Head{First: first, Rows: rows})
	}
	if g.table != "" {
		if kinds := d.Known().Kinds(); !slices.Contains(kinds, g.table) {
			return oneOf("--table", g.table, kinds)
		}
		d.SetKind(g.table)
	}
	if g.source != "" {
		if !slices.Contains(cases.Sources(), cases.Source(g.source)) {
			return oneOf("--source", g.source, cases.Sources())
		}
		d.SetSource(cases.Source(g.source))
	}
	a := &d.Answers
	a.Incomplete, a.Datum = g.incomplete, g.datum
	if g.zone != "" {
		a.Zone = g.zone
	}
	a.Nulls = append(a.Nulls, g.nulls...)
	return g.pairs(d)
}

func (g *guessing) pairs(d *guess.Draft) error {
	for _, p := range g.set {
		letter, field, ok := strings.Cut(p, "=")
		at := slices.IndexFunc(d.Columns, func(c guess.Column) bool { return strings.EqualFold(c.Letter, letter) || c.Heading == letter })
		if _, known := importexport.FieldOf(d.Kind, field); !ok || at < 0 || field != "" && !known {
			return usage("usage.profile_set", "value", p)
		}
		d.Choose(at, field)
	}
	for _, p := range g.colours {
		text, colour, ok := strings.Cut(p, "=")
		if colour = strings.ToUpper(colour); !ok || !cases.Colour(colour).Valid() {
			return oneOf("--colour", p, guess.Colours())
		}
		d.Answers.Colours[text] = colour
	}
	for _, list := range []struct {
		flag  string
		pairs []string
		put   func(field, value string) bool
	}{
		{"--value", g.values, d.SayValue}, {"--always", g.always, d.SayAlways}, {"--unit", g.units, d.SayUnit},
		{"--date-order", g.orders, func(field, order string) bool { return d.SayOrder(field, importexport.DateOrder(order)) }},
	} {
		for _, p := range list.pairs {
			if field, value, ok := strings.Cut(p, "="); !ok || !list.put(field, value) {
				return usage("usage.profile_pair", "flag", list.flag, "value", p)
			}
		}
	}
	return nil
}

// headerRows reads "3" or "3-4": rows of the file that hold the headings.
func headerRows(text string, t *guess.Table) (first, rows int, ok bool) {
	from, to, two := strings.Cut(text, "-")
	n, err := strconv.Atoi(from)
	first = slices.IndexFunc(t.Rows, func(r guess.Row) bool { return r.Number == n })
	if err != nil || first < 0 {
		return 0, 0, false
	}
	if !two {
		return first, 1, true
	}
	m, err := strconv.Atoi(to)
	return first, 2, err == nil && m == n+1
}
