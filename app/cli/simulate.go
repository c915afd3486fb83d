package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// simulation is what `simulate` was asked for.
type simulation struct {
	office  simulate.Options
	dir     string
	formats []string
	dirt    float64
}

func (e *env) simulateCommand() *cobra.Command {
	var s simulation
	c := &cobra.Command{
		Use: "simulate", Args: noArgs, Short: e.words.T("cli.simulate"),
		RunE: func(c *cobra.Command, _ []string) error { return e.simulate(c.Context(), s) },
	}
	f := c.Flags()
	f.IntVar(&s.office.Residents, "residents", 0, "people of the delivery, those who appeal included (default: --appeals)")
	f.IntVar(&s.office.Appeals, "appeals", 100, "how many of them appeal")
	f.Uint64Var(&s.office.Seed, "seed", 1, "same seed, same office")
	f.StringVar(&s.office.Division, "division", "", "where everybody lives, as a GB/T 2260 code (default: all thirteen)")
	f.StringVar(&s.dir, "out", "", "folder for the files")
	f.StringSliceVar(&s.formats, "format", []string{string(deliver.NDJSON)}, fmt.Sprint("any of ", deliver.Formats()))
	f.Float64Var(&s.dirt, "dirt", 0, "share of table rows to spoil, 0 to 1")
	return c
}

// simulate writes the files of a synthetic office with its truth.
func (e *env) simulate(ctx context.Context, s simulation) error {
	if s.dir == "" {
		return usagef("where to? use --out DIR")
	}
	if s.dirt < 0 || s.dirt > 1 {
		return usagef("--dirt %v is not a share between 0 and 1", s.dirt)
	}
	formats, err := formatsOf(s.formats)
	if err != nil {
		return err
	}
	office, err := simulate.New(s.office)
	if err != nil {
		return usagef("%v", err)
	}
	files, err := deliver.Write(ctx, s.dir, office, deliver.Spec{Formats: formats, Dirt: s.dirt})
	if err != nil {
		return err
	}
	o := office.Options()
	return e.print(map[string]any{"dir": s.dir, "appeals": o.Appeals, "residents": o.Residents, "seed": o.Seed, "files": files},
		e.words.T("cli.simulated", "n", o.Appeals, "dir", s.dir))
}

func formatsOf(names []string) ([]deliver.Format, error) {
	known := map[deliver.Format]bool{}
	for _, f := range deliver.Formats() {
		known[f] = true
	}
	var out []deliver.Format
	for _, n := range names {
		if !known[deliver.Format(n)] {
			return nil, usagef("--format %q is not known; known are %v", n, deliver.Formats())
		}
		out = append(out, deliver.Format(n))
	}
	return out, nil
}
