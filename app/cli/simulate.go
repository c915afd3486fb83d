package cli

import (
	"context"
	"fmt"
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

// The least and the largest window that pictures are made of, in pixels.
const (
	leastShot   = 640
	largestShot = 7680
)

// The text scales the window knows.
const (
	leastScale   = 0.85
	largestScale = 1.6
)

func (e *env) shotsCommand() *cobra.Command {
	o := ShotOptions{}
	var size string
	c := &cobra.Command{
		Use: "shots DIR", Args: needArgs(1, "args.folder"), Short: e.words.T("cli.shots"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.settle(size); err != nil {
				return err
			}
			if e.Shots == nil {
				return usage("usage.no_shots")
			}
			o.Dir, o.Office, o.Lang = args[0], e.office, e.words.Lang()
			n, err := e.Shots(c.Context(), o)
			if err != nil {
				return err
			}
			return e.print(map[string]any{"dir": o.Dir, "pictures": n}, e.words.T("cli.shots_done", "n", n, "dir", o.Dir))
		},
	}
	c.Flags().StringVar(&o.Theme, "theme", "light", "")
	c.Flags().StringVar(&size, "size", "1280x800", "")
	c.Flags().Float32Var(&o.Scale, "scale", 1, "")
	return c
}

// settle checks theme, size and scale.
func (o *ShotOptions) settle(size string) error {
	if known := []string{"light", "dark", "contrast"}; !slices.Contains(known, o.Theme) {
		return oneOf("--theme", o.Theme, known)
	}
	var rest string
	n, _ := fmt.Sscanf(size, "%dx%d%s", &o.Width, &o.Height, &rest)
	if n != 2 || min(o.Width, o.Height) < leastShot || max(o.Width, o.Height) > largestShot {
		return usage("usage.size", "flag", "--size", "value", size, "least", leastShot, "largest", largestShot)
	}
	if o.Scale < leastScale || o.Scale > largestScale {
		return usage("usage.scale", "flag", "--scale", "value", fmt.Sprint(o.Scale), "least", fmt.Sprint(leastScale), "largest", fmt.Sprint(largestScale))
	}
	return nil
}
