package cli

import (
	"context"
	"slices"
	"strings"

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
	f.IntVar(&s.office.Residents, "residents", 0, "")
	f.IntVar(&s.office.Appeals, "appeals", 100, "")
	f.Uint64Var(&s.office.Seed, "seed", 1, "")
	f.StringVar(&s.office.Division, "division", "", "")
	f.StringVar(&s.dir, "out", "", "")
	f.StringSliceVar(&s.formats, "format", []string{string(deliver.NDJSON)}, "")
	f.Float64Var(&s.dirt, "dirt", 0, "")
	return c
}

// simulate writes the files of a synthetic office with its truth.
func (e *env) simulate(ctx context.Context, s simulation) error {
	if s.dir == "" {
		return usage("usage.simulate_out")
	}
	if s.dirt < 0 || s.dirt > 1 {
		return usage("usage.bad_value", "flag", "--dirt", "value", s.dirt, "kind", phrase("kind.float64"))
	}
	formats, err := formatsOf(s.formats)
	if err != nil {
		return err
	}
	office, err := simulate.New(s.office)
	if err != nil {
		return usage("usage.simulate", "why", strings.TrimPrefix(err.Error(), "simulate: "))
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
	var out []deliver.Format
	for _, n := range names {
		if !slices.Contains(deliver.Formats(), deliver.Format(n)) {
			return nil, oneOf("--format", n, deliver.Formats())
		}
		out = append(out, deliver.Format(n))
	}
	return out, nil
}
