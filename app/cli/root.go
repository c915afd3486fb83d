package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/gui/i18n"
	"recourse/app/session"
	"recourse/cases"
)

// env is the command line that is being carried out.
type env struct {
	Host
	words      *i18n.Words
	office     string
	user       string
	passFile   string
	lang       string
	json       bool
	now        string
	newSession func(ctx context.Context, o session.Options) (*session.Session, error)
}

// Run carries out one command line and returns its exit code.
func Run(ctx context.Context, h Host, args []string) int {
	e := &env{Host: h, words: i18n.New(h.Words, i18n.ZH), newSession: session.Open}
	root := e.root()
	root.SetArgs(args)
	root.SetIn(h.In)
	root.SetOut(h.Out)
	root.SetErr(h.Err)
	err := root.ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(h.Err, sentence(e.words, err))
	}
	return exitCode(err)
}

// root builds the command tree.
func (e *env) root() *cobra.Command {
	c := &cobra.Command{
		Use: "recourse", Short: e.words.T("cli.root"), Version: e.Version,
		SilenceErrors: true, SilenceUsage: true, Args: noArgs,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return e.prepare(c) },
		RunE:              func(c *cobra.Command, _ []string) error { return e.openWindow(c.Context()) },
	}
	c.CompletionOptions.DisableDefaultCmd = true
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usagef("%v", err) })
	f := c.PersistentFlags()
	f.StringVar(&e.office, "office", "", "office file or postgres:// address (RECOURSE_OFFICE)")
	f.StringVar(&e.user, "user", "", "sign-in name (RECOURSE_USER)")
	f.StringVar(&e.passFile, "passphrase-file", "", "file with the passphrase (or RECOURSE_PASSPHRASE)")
	f.StringVar(&e.lang, "lang", "", "zh or en (RECOURSE_LANG)")
	f.BoolVar(&e.json, "json", false, "machine-readable output")
	f.StringVar(&e.now, "now", "", "office time as RFC 3339 (sample offices only)")
	c.AddCommand(e.commands()...)
	return c
}

// commands lists the commands in the order of the contract.
func (e *env) commands() []*cobra.Command {
	return []*cobra.Command{
		e.initCommand(), e.demoCommand(), e.userCommand(), e.importCommand(), e.casesCommand(), e.showCommand(),
		e.registerCommand(), e.nextCommand(), e.allocateCommand(), e.releaseCommand(), e.requestCommand(), e.answerCommand(),
		e.withdrawCommand(), e.replayCommand(), e.decideCommand(), e.signoffCommand(), e.lettersCommand(), e.letterCommand(),
		e.deliverCommand(), e.exportCommand(), e.ackCommand(), e.policyCommand(), e.auditCommand(),
		e.simulateCommand(),
	}
}

// prepare settles language and environment before a command runs.
func (e *env) prepare(*cobra.Command) error {
	fallback := func(v *string, name string) {
		if *v == "" {
			*v = e.Getenv(name)
		}
	}
	fallback(&e.office, "RECOURSE_OFFICE")
	fallback(&e.user, "RECOURSE_USER")
	fallback(&e.lang, "RECOURSE_LANG")
	l, err := language(e.lang, e.Getenv)
	if err != nil {
		return err
	}
	e.words.SetLang(l)
	return nil
}

// language takes the flag, else the locale, else Chinese: the office's own.
func language(flag string, getenv func(string) string) (i18n.Lang, error) {
	switch flag {
	case "zh", "en":
		return i18n.Lang(flag), nil
	case "":
		for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
			if s := getenv(v); s != "" {
				if strings.HasPrefix(s, "zh") {
					return i18n.ZH, nil
				}
				return i18n.EN, nil
			}
		}
		return i18n.ZH, nil
	}
	return "", usagef("--lang %q: use zh or en", flag)
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("unknown command %q; see recourse --help", args[0])
	}
	return nil
}

func needArgs(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usagef("expected %s", what)
		}
		return nil
	}
}

func atLeast(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < n {
			return usagef("expected %s", what)
		}
		return nil
	}
}

// open opens the office and signs in; the caller closes the session.
func (e *env) open(ctx context.Context) (*session.Session, error) {
	if e.office == "" {
		return nil, usagef("which office? use --office PATH or RECOURSE_OFFICE")
	}
	if e.user == "" {
		return nil, usagef("who is there? use --user NAME or RECOURSE_USER")
	}
	s, err := e.newSession(ctx, session.Options{Office: e.office, Wall: e.Wall, SeenDir: e.SeenDir})
	if err != nil {
		return nil, err
	}
	if err := e.enter(ctx, s); err != nil {
		s.Close(ctx)
		return nil, err
	}
	return s, nil
}

func (e *env) enter(ctx context.Context, s *session.Session) error {
	if e.now != "" {
		at, err := time.Parse(time.RFC3339, e.now)
		if err != nil {
			return usagef("--now %q is not a time of the form 2020-02-17T09:00:00+08:00", e.now)
		}
		if err := s.SetClock(cases.Fixed(at)); err != nil {
			return err
		}
	}
	pass, err := e.passphrase(e.words.T("cli.passphrase", "user", e.user))
	if err != nil {
		return err
	}
	return s.SignIn(ctx, cases.UserID(e.user), pass)
}

// passphrase comes from the file, the environment or the terminal, in this
// order; it is never a flag, because flags show in the list of processes.
func (e *env) passphrase(prompt string) (string, error) {
	if e.passFile != "" {
		raw, err := os.ReadFile(e.passFile)
		if err != nil {
			return "", fmt.Errorf("passphrase file: %w", err)
		}
		return strings.TrimRight(string(raw), "\r\n"), nil
	}
	if p := e.Getenv("RECOURSE_PASSPHRASE"); p != "" {
		return p, nil
	}
	if e.Passphrase == nil {
		return "", usagef("no passphrase: use --passphrase-file FILE or RECOURSE_PASSPHRASE")
	}
	return e.Passphrase(prompt)
}

// with opens a session around a command.
func (e *env) with(run func(ctx context.Context, s *session.Session, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) (err error) {
		s, err := e.open(c.Context())
		if err != nil {
			return err
		}
		defer func() {
			if cerr := s.Close(c.Context()); err == nil {
				err = cerr
			}
		}()
		return run(c.Context(), s, args)
	}
}

func (e *env) openWindow(ctx context.Context) error {
	if e.Window == nil {
		return usagef("this build has no window; see recourse --help for the commands")
	}
	return e.Window(ctx, WindowOptions{Office: e.office, Lang: e.words.Lang()})
}
