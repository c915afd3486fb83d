package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
)

func (e *env) initCommand() *cobra.Command {
	var n session.NewOffice
	var admin, adminName string
	c := &cobra.Command{
		Use: "init OFFICE", Args: needArgs(1, "args.office"), Short: e.words.T("cli.init"),
		RunE: func(c *cobra.Command, args []string) error {
			n.Path = args[0]
			if adminName == "" {
				adminName = e.words.Role(cases.Administrator)
			}
			n.Admin = session.NewPerson{ID: cases.UserID(admin), Name: adminName, Roles: []cases.Role{cases.Administrator}}
			return e.init(c.Context(), n)
		},
	}
	f := c.Flags()
	f.BoolVar(&n.Demo, "demo", false, "")
	f.StringVar(&n.Name, "name", "", "")
	f.StringVar(&n.Authority, "authority", "", "")
	f.StringVar(&n.Division, "division", "", "")
	f.StringVar(&admin, "admin", "admin", "")
	f.StringVar(&adminName, "admin-name", "", "")
	return c
}

func (e *env) init(ctx context.Context, n session.NewOffice) error {
	pass, err := e.firstPassphrase(string(n.Admin.ID))
	if err != nil {
		return err
	}
	n.Passphrase, n.DemoStart = pass, session.DemoStart()
	s, recovery, err := session.Create(ctx, session.Options{Office: n.Path, Wall: e.Wall, SeenDir: e.SeenDir}, n)
	if err != nil {
		return err
	}
	if e.json {
		err = e.emit(map[string]string{"office": n.Path, "recovery_key": recovery, "key": s.Office().CheckpointKey})
	} else {
		_, err = fmt.Fprintln(e.Out, e.words.T("cli.created", "office", n.Path, "admin", string(n.Admin.ID), "recovery", recovery))
	}
	return finish(ctx, s, err)
}

// firstPassphrase is the first administrator's: given the way every command
// takes a passphrase, or typed twice at the terminal.
func (e *env) firstPassphrase(admin string) (string, error) {
	if e.passFile != "" || e.Getenv("RECOURSE_PASSPHRASE") != "" {
		return e.passphrase("")
	}
	return e.newPassphrase("", admin)
}

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
