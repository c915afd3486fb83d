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

func (e *env) shotsCommand() *cobra.Command {
	o := ShotOptions{}
	var size string
	c := &cobra.Command{
		Use: "shots DIR", Args: needArgs(1, "a folder"), Short: e.words.T("cli.shots"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.settle(size); err != nil {
				return err
			}
			if e.Shots == nil {
				return usagef("this build makes no pictures; see recourse --help for the commands")
			}
			o.Dir, o.Office, o.Lang = args[0], e.office, e.words.Lang()
			n, err := e.Shots(c.Context(), o)
			if err != nil {
				return err
			}
			return e.print(map[string]any{"dir": o.Dir, "pictures": n}, e.words.T("cli.shots_done", "n", n, "dir", o.Dir))
		},
	}
	c.Flags().StringVar(&o.Theme, "theme", "light", "light, dark or contrast")
	c.Flags().StringVar(&size, "size", "1280x800", "of the window, in pixels")
	return c
}

// settle checks theme and size.
func (o *ShotOptions) settle(size string) error {
	if !slices.Contains([]string{"light", "dark", "contrast"}, o.Theme) {
		return usagef("--theme %q: use light, dark or contrast", o.Theme)
	}
	var rest string
	n, _ := fmt.Sscanf(size, "%dx%d%s", &o.Width, &o.Height, &rest)
	if n != 2 || min(o.Width, o.Height) < leastShot || max(o.Width, o.Height) > largestShot {
		return usagef("--size %q: use WIDTHxHEIGHT, such as 1280x800, each between %d and %d", size, leastShot, largestShot)
	}
	return nil
}
