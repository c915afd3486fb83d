package cli

import (
	"github.com/spf13/cobra"

	"recourse/app/session"
)

func (e *env) demoCommand() *cobra.Command {
	var o session.DemoOptions
	c := &cobra.Command{
		Use: "demo DIR", Args: needArgs(1, "args.folder"), Short: e.words.T("cli.demo"),
		RunE: func(c *cobra.Command, args []string) error {
			o.Dir, o.Wall, o.SeenDir = args[0], e.Wall, e.SeenDir
			if err := session.Demo(c.Context(), o); err != nil {
				return err
			}
			return e.print(map[string]string{"dir": o.Dir, "passphrase": session.DemoPassphrase},
				e.words.T("cli.demo_done", "dir", o.Dir, "passphrase", session.DemoPassphrase))
		},
	}
	c.Flags().IntVar(&o.Cases, "cases", 0, "")
	c.Flags().Uint64Var(&o.Seed, "seed", 1, "")
	return c
}
