package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/bench"
)

func (e *env) benchCommand() *cobra.Command {
	o := bench.Options{Wall: e.Wall, Window: e.Frames}
	c := &cobra.Command{
		Use: "bench NAME...", Args: atLeast(1, "args.figures"), Short: e.words.T("cli.bench"), ValidArgs: append(bench.Names(), "all"),
		RunE: func(c *cobra.Command, args []string) error { return e.bench(c.Context(), o, args) },
	}
	f := c.Flags()
	f.IntVar(&o.Size, "size", 0, "")
	f.IntVar(&o.Reps, "reps", 3, "")
	f.Uint64Var(&o.Seed, "seed", 7, "")
	f.StringVar(&o.Dir, "dir", "", "")
	f.StringVar(&o.Office, "loaded", "", "")
	return c
}

// bench prints each figure as soon as it is known.
func (e *env) bench(ctx context.Context, o bench.Options, names []string) error {
	if o.Size < 0 || o.Reps < 1 {
		return usage("usage.bench")
	}
	o.Note = func(name string) { e.note("bench.note", "name", name) }
	err := bench.Run(ctx, o, names, e.figure)
	if unknown, ok := errors.AsType[*bench.UnknownError](err); ok {
		return usage("usage.figure", "value", unknown.Name, "known", strings.Join(bench.Names(), ", "))
	}
	return err
}

func (e *env) figure(f bench.Figure) error {
	f.What = e.words.T("bench." + f.Name)
	if e.json {
		return e.emit(f)
	}
	if f.Unit != "" {
		return e.outcome(f)
	}
	w := e.words
	fmt.Fprintln(e.Out, w.T("bench.head", "figure", f.Figure, "name", f.Name, "what", f.What, "size", f.Size))
	fmt.Fprintln(e.Out, w.T("bench.ours", "seconds", seconds(f.Ours), "cpu", seconds(f.OursCPU), "rate", int64(f.PerSecond())))
	if f.Missing != "" {
		_, err := fmt.Fprintln(e.Out, w.T("bench.missing", "peer", f.Peer, "program", f.Missing))
		return err
	}
	if f.PeerSeconds == 0 {
		return e.measured(f)
	}
	fmt.Fprintln(e.Out, w.T("bench.peer", "peer", f.Peer, "seconds", seconds(f.PeerSeconds), "cpu", seconds(f.PeerCPU)))
	_, err := fmt.Fprintln(e.Out, w.T("bench.ratio", "ratio", significant(f.Ratio), "cpu", significant(f.RatioCPU), "first", limit(f.First), "goal", limit(f.Goal)))
	return err
}

// measured prints what a figure without a peer measured, a line each.
func (e *env) measured(f bench.Figure) error {
	fmt.Fprintln(e.Out, e.words.T("bench.alone", "peer", f.Peer))
	for _, name := range slices.Sorted(maps.Keys(f.Detail)) {
		if _, err := fmt.Fprintf(e.Out, "  %-24s %s\n", name, significant(f.Detail[name])); err != nil {
			return err
		}
	}
	return nil
}

// outcome prints a figure that compares what became of people.
func (e *env) outcome(f bench.Figure) error {
	w := e.words
	fmt.Fprintln(e.Out, w.T("bench.head", "figure", f.Figure, "name", f.Name, "what", f.What, "size", f.Size))
	interval := ""
	if f.Interval != nil {
		interval = w.T("bench.interval", "low", significant(f.Interval.Low), "high", significant(f.Interval.High))
	}
	fmt.Fprintln(e.Out, w.T("bench.outcome", "unit", w.T("bench.unit."+f.Unit), "ours", significant(f.Amount), "peers", significant(f.PeerAmount), "peer", w.Or("bench.versus."+f.Name, f.Peer)))
	fmt.Fprintln(e.Out, w.T("bench.outcome.ratio", "ratio", significant(f.Ratio), "interval", interval, "goal", limit(f.Goal)))
	for _, t := range f.Tables {
		fmt.Fprintf(e.Out, "\n%s\n", w.T("bench.table."+t.Title))
		if err := e.table(e.benchWords("bench.col.", t.Columns), e.benchRows(t.Rows)); err != nil {
			return err
		}
	}
	fmt.Fprintln(e.Out)
	for _, key := range f.Notes {
		fmt.Fprintln(e.Out, "  "+w.T(key))
	}
	return nil
}

// benchWords are the words of names; a name without words stands as it is.
func (e *env) benchWords(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = e.words.Or(prefix+name, name)
	}
	return out
}

func (e *env) benchRows(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, r := range rows {
		out[i] = append(e.benchWords("bench.row.", r[:1]), r[1:]...)
	}
	return out
}

func seconds(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }

func significant(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }

// limit prints a limit; a figure that is only reported has none.
func limit(v float64) string {
	if v == 0 {
		return "–"
	}
	return significant(v)
}
