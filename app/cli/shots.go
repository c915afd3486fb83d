package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"
)

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
