package cli

import (
	"context"
	"errors"
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
	c := &cobra.Command{Use: "add FILE.yaml...", Short: e.words.T("cli.profile.add"), Args: atLeast(1, "args.profile_file"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			var texts [][]byte
			for _, name := range args {
				text, err := os.ReadFile(name)
				if err != nil {
					return importexport.Refuse(filepath.Base(name), "not_found", nil)
				}
				texts = append(texts, text)
			}
			list, err := s.SaveProfiles(ctx, texts, again)
			for _, p := range list {
				err = errors.Join(err, e.print(map[string]any{"id": p.ID}, e.words.T("cli.profile.added", "id", p.ID)))
			}
			return err
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

// guessing is what a person says about tables from the command line. With
// several tables an answer may have the name of one in front: 表名!C=field.
type guessing struct {
	out, id, sheet, zone, datum                                                        string
	set, colours, values, always, units, nulls, orders, tables, headers, sources, left []string
	incomplete                                                                         bool
}

func (e *env) guessCommand() *cobra.Command {
	var g guessing
	c := &cobra.Command{Use: "guess FILE|FOLDER...", Short: e.words.T("cli.profile.guess"), Args: atLeast(1, "args.files"),
		RunE: func(c *cobra.Command, args []string) error { return e.guess(c.Context(), &g, args) }}
	f := c.Flags()
	for name, at := range map[string]*string{"out": &g.out, "id": &g.id, "sheet": &g.sheet, "zone": &g.zone, "datum": &g.datum} {
		f.StringVar(at, name, "", "")
	}
	for name, at := range map[string]*[]string{
		"set": &g.set, "colour": &g.colours, "value": &g.values, "always": &g.always, "unit": &g.units, "null": &g.nulls, "date-order": &g.orders,
		"table": &g.tables, "header": &g.headers, "source": &g.sources, "leave-out": &g.left,
	} {
		f.StringArrayVar(at, name, nil, "")
	}
	f.BoolVar(&g.incomplete, "incomplete", false, "")
	return c
}

// guess says which tables of a delivery a profile knows, and prints what the
// columns of the others may mean. With an office its own profiles are drawn on
// too.
func (e *env) guess(ctx context.Context, g *guessing, paths []string) (err error) {
	bundles, err := e.bundles(ctx, paths)
	if err != nil {
		return err
	}
	for _, name := range g.left {
		var ok bool
		if bundles, ok = guess.LeaveOut(bundles, name); !ok {
			return usage("usage.profile_sheet", "value", name)
		}
	}
	open := g.choose(bundles)
	if g.sheet != "" && len(open) == 0 {
		return usage("usage.profile_sheet", "value", g.sheet)
	}
	if err := g.apply(open); err != nil {
		return err
	}
	for _, b := range bundles {
		if err := e.printBundle(b, len(bundles) > 1, slices.Contains(open, b)); err != nil {
			return err
		}
	}
	if g.out == "" || len(open) == 0 {
		return nil
	}
	return e.writeGuess(g, paths[0], open, guess.LeftOutNames(bundles))
}

// choose guesses the tables that somebody asks about: those of a name, or those
// that no profile knows, or the only one.
func (g *guessing) choose(bundles []*guess.Bundle) []*guess.Bundle {
	open := guess.In(bundles, guess.ToMap)
	switch {
	case g.sheet != "":
		open = slices.DeleteFunc(slices.Clone(bundles), func(b *guess.Bundle) bool { return !b.Called(g.sheet) })
	case len(bundles) == 1 && !bundles[0].LeftOut:
		open = bundles
	}
	for _, b := range open {
		b.Guess()
	}
	return open
}

func (e *env) bundles(ctx context.Context, paths []string) (_ []*guess.Bundle, err error) {
	if e.office != "" && e.user != "" {
		s, err := e.open(ctx)
		if err != nil {
			return nil, err
		}
		list, err := s.Bundles(ctx, session.ImportOptions{Paths: paths})
		return list, errors.Join(err, s.Close(ctx))
	}
	profiles, err := session.Shipped()
	if err != nil {
		return nil, err
	}
	sources, err := importexport.OpenSources(paths, importexport.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, importexport.CloseSources(sources)) }()
	tables, err := guess.Read(ctx, sources, "", importexport.DefaultLimits())
	return guess.Bundles(tables, guess.Learn(profiles), profiles, 0), err
}

// writeGuess writes a profile to its file, or several into a folder.
func (e *env) writeGuess(g *guessing, path string, open []*guess.Bundle, left []string) error {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	list, err := guess.Profiles(name, open, left)
	if err != nil {
		return cases.Refuse("bad_profile", "why", err.Error())
	}
	for _, p := range list {
		if g.id != "" {
			p.ID = g.id + strings.TrimPrefix(p.ID, guess.ID(name))
		}
	}
	single := strings.HasSuffix(g.out, ".yaml") || strings.HasSuffix(g.out, ".yml")
	if single && len(list) > 1 {
		return usage("usage.profile_folder", "n", len(list), "value", g.out)
	}
	if !single {
		if err := os.MkdirAll(g.out, 0o700); err != nil {
			return fmt.Errorf("make folder %s: %w", g.out, err)
		}
	}
	for _, p := range list {
		text, err := p.YAML()
		if err != nil {
			return err
		}
		file := g.out
		if !single {
			file = filepath.Join(g.out, p.ID+".yaml")
		}
		if err := e.writeProfile(file, text); err != nil {
			return err
		}
	}
	return nil
}

// apply says of the drafts what the flags say; what fits none of them is
// refused.
func (g *guessing) apply(open []*guess.Bundle) error {
	if err := g.shapes(open); err != nil {
		return err
	}
	for _, b := range open {
		a := &b.Draft.Answers
		a.Incomplete, a.Datum = g.incomplete, g.datum
		if g.zone != "" {
			a.Zone = g.zone
		}
		a.Nulls = append(a.Nulls, g.nulls...)
	}
	return g.pairs(open)
}

// shapes says where the headings are and what the tables are. It changes what
// the columns may mean, so it comes first.
func (g *guessing) shapes(open []*guess.Bundle) error {
	for _, h := range g.headers {
		if err := onlyOne(open, h, "usage.profile_header", func(d *guess.Draft, text string) bool {
			first, rows, ok := headerRows(text, d.Table)
			if ok {
				d.SetHead(guess.Head{First: first, Rows: rows})
			}
			return ok
		}); err != nil {
			return err
		}
	}
	for _, t := range g.tables {
		_, kind := scope(open, t)
		if len(open) > 0 && !slices.Contains(open[0].Draft.Known().Kinds(), kind) {
			return oneOf("--table", kind, open[0].Draft.Known().Kinds())
		}
		if err := onlyOne(open, t, "usage.profile_scope", func(d *guess.Draft, kind string) bool { d.SetKind(kind); return true }); err != nil {
			return err
		}
	}
	for _, v := range g.sources {
		_, source := scope(open, v)
		if !slices.Contains(cases.Sources(), cases.Source(source)) {
			return oneOf("--source", source, cases.Sources())
		}
		if err := onlyOne(open, v, "usage.profile_scope", func(d *guess.Draft, source string) bool { d.SetSource(cases.Source(source)); return true }); err != nil {
			return err
		}
	}
	return nil
}

// scope takes the name of a table off an answer and finds the tables it is for:
// all of them without a name.
func scope(open []*guess.Bundle, text string) ([]*guess.Bundle, string) {
	for at := range len(text) {
		if text[at] != '!' {
			continue
		}
		named := slices.DeleteFunc(slices.Clone(open), func(b *guess.Bundle) bool { return !b.Called(text[:at]) })
		if len(named) > 0 {
			return named, text[at+1:]
		}
	}
	return open, text
}

// onlyOne says something of one table. With several it has to be said of which.
func onlyOne(open []*guess.Bundle, text, key string, say func(d *guess.Draft, text string) bool) error {
	named, rest := scope(open, text)
	if len(named) != 1 {
		return usage("usage.profile_scope", "value", text)
	}
	if !say(named[0].Draft, rest) {
		return usage(key, "value", rest)
	}
	return nil
}

// fitting says something of every table that it fits, and refuses what fits none.
func fitting(open []*guess.Bundle, text string, refusal func(text string) error, say func(d *guess.Draft, left, right string) bool) error {
	named, rest := scope(open, text)
	left, right, ok := strings.Cut(rest, "=")
	fits := false
	for _, b := range named {
		fits = ok && say(b.Draft, left, right) || fits
	}
	if !fits {
		return refusal(text)
	}
	return nil
}

func (g *guessing) pairs(open []*guess.Bundle) error {
	for _, p := range g.set {
		if err := fitting(open, p, func(text string) error { return usage("usage.profile_set", "value", text) }, func(d *guess.Draft, column, field string) bool {
			at := slices.IndexFunc(d.Columns, func(c guess.Column) bool {
				return strings.EqualFold(c.Letter, column) && len(open) == 1 || c.Name() == column || c.Heading == column
			})
			if named, _ := scope(open, p); at < 0 && len(named) == 1 {
				at = slices.IndexFunc(d.Columns, func(c guess.Column) bool { return strings.EqualFold(c.Letter, column) })
			}
			if _, known := importexport.FieldOf(d.Kind, field); at < 0 || field != "" && !known {
				return false
			}
			d.Choose(at, field)
			return true
		}); err != nil {
			return err
		}
	}
	for _, p := range g.colours {
		if err := fitting(open, p, func(text string) error { return oneOf("--colour", text, guess.Colours()) }, func(d *guess.Draft, text, colour string) bool {
			if colour = strings.ToUpper(colour); !cases.Colour(colour).Valid() {
				return false
			}
			d.SayColour(text, colour)
			return true
		}); err != nil {
			return err
		}
	}
	for _, list := range []struct {
		flag  string
		pairs []string
		put   func(d *guess.Draft, field, value string) bool
	}{
		{"--value", g.values, (*guess.Draft).SayValue}, {"--always", g.always, (*guess.Draft).SayAlways}, {"--unit", g.units, (*guess.Draft).SayUnit},
		{"--date-order", g.orders, func(d *guess.Draft, field, order string) bool {
			return d.SayOrder(field, importexport.DateOrder(order))
		}},
	} {
		for _, p := range list.pairs {
			refusal := func(text string) error { return usage("usage.profile_pair", "flag", list.flag, "value", text) }
			if err := fitting(open, p, refusal, list.put); err != nil {
				return err
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
