package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
)

func (e *env) userCommand() *cobra.Command {
	c := &cobra.Command{Use: "user", Short: e.words.T("cli.user"), RunE: needSub}
	c.AddCommand(e.userAdd(), e.userDisable(), e.userRoles(), e.userPassphrase(), e.userRecover(), e.userList())
	return c
}

func (e *env) userAdd() *cobra.Command {
	var p session.NewPerson
	var roles, passFile string
	c := &cobra.Command{
		Use: "add NAME", Args: needArgs(1, "args.user"), Short: e.words.T("cli.user_add"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			p.ID, p.Roles = cases.UserID(args[0]), parseRoles(roles)
			pass, err := e.newPassphrase(passFile, args[0])
			if err != nil {
				return err
			}
			if err := s.Keys().AddUser(ctx, p, pass); err != nil {
				return err
			}
			return e.printPerson(ctx, s, p.ID)
		}),
	}
	f := c.Flags()
	f.StringVar(&p.Name, "name", "", "")
	f.StringVar(&roles, "roles", "", "")
	f.StringVar(&p.Unit, "unit", "", "")
	f.StringVar(&p.Community, "community", "", "")
	f.StringVar(&passFile, "new-passphrase-file", "", "")
	return c
}

func parseRoles(s string) []cases.Role {
	var out []cases.Role
	for _, r := range strings.Split(s, ",") {
		if r = strings.TrimSpace(r); r != "" {
			out = append(out, cases.Role(r))
		}
	}
	return out
}

// newPassphrase comes from a file, the environment or twice from the terminal.
func (e *env) newPassphrase(file, user string) (string, error) {
	if p := e.Getenv("RECOURSE_NEW_PASSPHRASE"); p != "" && file == "" {
		return p, nil
	}
	if file == "" && e.Passphrase == nil {
		return "", usage("usage.new_passphrase")
	}
	if file != "" {
		saved := e.passFile
		defer func() { e.passFile = saved }()
		e.passFile = file
		return e.passphrase("")
	}
	first, err := e.Passphrase(e.words.T("cli.new_passphrase", "user", user))
	if err != nil {
		return "", err
	}
	again, err := e.Passphrase(e.words.T("cli.new_passphrase_again"))
	if err == nil && again != first {
		return "", usage("cli.passphrases_differ")
	}
	return first, err
}

func (e *env) userDisable() *cobra.Command {
	var enable bool
	c := &cobra.Command{
		Use: "disable NAME", Args: needArgs(1, "args.user"), Short: e.words.T("cli.user_disable"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			if err := s.Keys().Disable(ctx, cases.UserID(args[0]), !enable); err != nil {
				return err
			}
			return e.printPerson(ctx, s, cases.UserID(args[0]))
		}),
	}
	c.Flags().BoolVar(&enable, "undo", false, "")
	return c
}

func (e *env) userRoles() *cobra.Command {
	return &cobra.Command{
		Use: "roles NAME ROLE,ROLE", Args: needArgs(2, "args.user_roles"), Short: e.words.T("cli.user_roles"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			if err := s.Keys().SetRoles(ctx, cases.UserID(args[0]), parseRoles(args[1])); err != nil {
				return err
			}
			return e.printPerson(ctx, s, cases.UserID(args[0]))
		}),
	}
}

func (e *env) userPassphrase() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "passphrase [NAME]", Short: e.words.T("cli.user_passphrase"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			who := s.User().ID
			if len(args) > 0 {
				who = cases.UserID(args[0])
			}
			pass, err := e.newPassphrase(file, string(who))
			if err != nil {
				return err
			}
			if who != s.User().ID {
				return s.Keys().ResetPassphrase(ctx, who, pass)
			}
			old, err := e.passphrase(e.words.T("cli.passphrase", "user", e.user))
			if err != nil {
				return err
			}
			return s.Keys().ChangePassphrase(ctx, old, pass)
		}),
	}
	c.Flags().StringVar(&file, "new-passphrase-file", "", "")
	return c
}

// userRecover opens an office whose passphrases are lost with its recovery key
// and gives an administrator a new passphrase.
func (e *env) userRecover() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "recover NAME", Args: needArgs(1, "args.user"), Short: e.words.T("cli.user_recover"),
		RunE: func(c *cobra.Command, args []string) error { return e.recover(c.Context(), args[0], file) },
	}
	c.Flags().StringVar(&file, "new-passphrase-file", "", "")
	return c
}

func (e *env) recover(ctx context.Context, name, passFile string) error {
	if e.office == "" {
		return usage("usage.office")
	}
	key, err := e.typedRecoveryKey()
	if err != nil {
		return err
	}
	pass, err := e.newPassphrase(passFile, name)
	if err != nil {
		return err
	}
	s, err := session.Open(ctx, session.Options{Office: e.office, Wall: e.Wall, SeenDir: e.SeenDir})
	if err != nil {
		return err
	}
	if err = s.Recover(ctx, key, cases.UserID(name), pass); err == nil {
		err = e.printPerson(ctx, s, cases.UserID(name))
	}
	return finish(ctx, s, err)
}

func (e *env) userList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Args: noArgs, Short: e.words.T("cli.user_list"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			people, err := s.People(ctx)
			if err != nil {
				return err
			}
			rows := make([][]string, 0, len(people))
			for _, u := range people {
				if e.json {
					if err := e.emit(person(u)); err != nil {
						return err
					}
				}
				rows = append(rows, []string{string(u.ID), u.Name, e.roles(u.Roles), u.Unit, e.words.T(enabledKey(u))})
			}
			if e.json {
				return nil
			}
			w := e.words
			return e.table([]string{w.T("col.user"), w.T("col.name"), w.T("col.roles"), w.T("col.unit"), w.T("col.state")}, rows)
		}),
	}
}

func enabledKey(u cases.User) string {
	if u.Disabled {
		return "cli.disabled"
	}
	return "cli.enabled"
}

func (e *env) roles(list []cases.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = e.words.Role(r)
	}
	return strings.Join(names, ", ")
}

func (e *env) printPerson(ctx context.Context, s *session.Session, id cases.UserID) error {
	u, err := s.Person(ctx, id)
	if err != nil {
		return err
	}
	return e.print(person(u), e.words.T("cli.person", "user", string(u.ID), "name", u.Name, "roles", e.roles(u.Roles), "state", e.words.T(enabledKey(u))))
}

func person(u cases.User) map[string]any {
	return map[string]any{"user": u.ID, "name": u.Name, "roles": orEmpty(u.Roles), "unit": u.Unit, "community": u.Community, "disabled": u.Disabled}
}
