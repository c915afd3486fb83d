package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/bench"
	"recourse/app/gui/i18n"
	"recourse/app/session"
	"recourse/cases"
)

// Host is the world a command runs in. Package main fills it; tests fill it
// with buffers.
type Host struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Wall     cases.Clock
	Words    *i18n.Catalogue
	Version  string
	SeenDir  string // where this seat remembers checkpoints
	// Passphrase asks the person at the terminal; nil when there is none.
	Passphrase func(prompt string) (string, error)
	// Window opens the desktop app; nil in builds and tests without one.
	Window func(ctx context.Context, w WindowOptions) error
	// Shots renders the screens of an office into a folder and says how many
	// pictures it made.
	Shots func(ctx context.Context, s ShotOptions) (int, error)
	// Frames works in a window and times it; nil as for Window.
	Frames bench.Window
}

// WindowOptions says how the window opens.
type WindowOptions struct {
	Office string // path or address; "" for the last one
	Lang   i18n.Lang
}

// ShotOptions says which pictures to make and where.
type ShotOptions struct {
	Dir           string
	Office        string // file of a sample office; "" makes one
	Lang          i18n.Lang
	Theme         string // light, dark or contrast
	Width, Height int
	Scale         float32 // of the text; 1 is plain
}

// env is the command line that is being carried out.
type env struct {
	Host
	words    *i18n.Words
	office   string
	user     string
	passFile string
	json     bool
	now      string
}

// Run carries out one command line and returns its exit code.
func Run(ctx context.Context, h Host, args []string) int {
	e := &env{Host: h, words: i18n.New(h.Words, i18n.ZH)}
	if err := e.speak(args); err != nil {
		fmt.Fprintln(h.Err, sentence(e.words, err))
		return exitCode(err)
	}
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
		PersistentPreRun: func(*cobra.Command, []string) { e.fromEnvironment() },
		RunE:             func(c *cobra.Command, _ []string) error { return e.openWindow(c.Context()) },
	}
	c.CompletionOptions.DisableDefaultCmd = true
	c.SetFlagErrorFunc(flagError)
	f := c.PersistentFlags()
	f.StringVar(&e.office, "office", "", "")
	f.StringVar(&e.user, "user", "", "")
	f.StringVar(&e.passFile, "passphrase-file", "", "")
	f.String("lang", "", "")
	f.BoolVar(&e.json, "json", false, "")
	f.StringVar(&e.now, "now", "", "")
	c.AddCommand(e.commands()...)
	e.localise(c)
	return c
}

// commands lists the commands in the order of the contract.
func (e *env) commands() []*cobra.Command {
	return append(e.turns(), []*cobra.Command{
		e.initCommand(), e.demoCommand(), e.userCommand(), e.importCommand(), e.casesCommand(), e.alertsCommand(), e.showCommand(),
		e.registerCommand(), e.nextCommand(), e.allocateCommand(), e.noteCommand(), e.undoCommand(), e.viewsCommand(), e.passagesCommand(), e.releaseCommand(), e.requestCommand(), e.answerCommand(),
		e.withdrawCommand(), e.replayCommand(), e.decideCommand(), e.signoffCommand(), e.lettersCommand(), e.letterCommand(),
		e.deliverCommand(), e.exportCommand(), e.profileCommand(), e.ackCommand(), e.insightCommand(), e.groupCommand(), e.policyCommand(), e.auditCommand(),
		e.backupCommand(), e.restoreCommand(), e.purgeCommand(),
		e.simulateCommand(), e.benchCommand(), e.shotsCommand(),
	}...)
}

// fromEnvironment fills in what the flags leave open.
func (e *env) fromEnvironment() {
	if e.office == "" {
		e.office = e.Getenv("RECOURSE_OFFICE")
	}
	if e.user == "" {
		e.user = e.Getenv("RECOURSE_USER")
	}
}

// speak settles the language before anything is said: the flag, else
// RECOURSE_LANG, else the locale, else Chinese, the office's own.
func (e *env) speak(args []string) error {
	l := i18n.ZH
	for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if s := e.Getenv(v); s != "" {
			if l = i18n.EN; strings.HasPrefix(s, "zh") {
				l = i18n.ZH
			}
			break
		}
	}
	e.words.SetLang(l)
	env := e.speakIn("RECOURSE_LANG", e.Getenv("RECOURSE_LANG"))
	if flag, ok := langFlag(args); ok {
		return e.speakIn("--lang", flag)
	}
	return env
}

// speakIn takes up a language if one is asked for.
func (e *env) speakIn(where, lang string) error {
	if lang == "" {
		return nil
	}
	if !slices.Contains(i18n.Langs(), i18n.Lang(lang)) {
		return oneOf(where, lang, i18n.Langs())
	}
	e.words.SetLang(i18n.Lang(lang))
	return nil
}

// langFlag looks for --lang before the flags are parsed, because what a flag
// means is said in that language.
func langFlag(args []string) (string, bool) {
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v, true
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1], true
		}
	}
	return "", false
}

// open opens the office and signs in; the caller closes the session.
func (e *env) open(ctx context.Context) (*session.Session, error) {
	if e.office == "" {
		return nil, usage("usage.office")
	}
	if e.user == "" {
		return nil, usage("usage.user")
	}
	s, err := session.Open(ctx, session.Options{Office: e.office, Wall: e.Wall, SeenDir: e.SeenDir})
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
			return usage("usage.time", "flag", "--now", "value", e.now)
		}
		if err := s.InjectClock(cases.Fixed(at)); err != nil {
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
			return "", err
		}
		return strings.TrimRight(string(raw), "\r\n"), nil
	}
	if p := e.Getenv("RECOURSE_PASSPHRASE"); p != "" {
		return p, nil
	}
	if e.Passphrase == nil {
		return "", usage("usage.passphrase")
	}
	return e.Passphrase(prompt)
}

// with opens a session around a command.
func (e *env) with(run func(ctx context.Context, s *session.Session, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		s, err := e.open(c.Context())
		if err != nil {
			return err
		}
		return finish(c.Context(), s, run(c.Context(), s, args))
	}
}

// finish closes the session behind a command that ended with err. It tells how
// much was saved before a failure, and a failure of closing as no more than
// that.
func finish(ctx context.Context, s *session.Session, err error) error {
	err = after(s.Explain(err), s.Saved())
	if cerr := s.Close(ctx); err == nil && cerr != nil {
		err = &closing{cerr}
	}
	return err
}

func (e *env) openWindow(ctx context.Context) error {
	if e.Window == nil {
		return usage("usage.no_window")
	}
	return e.Window(ctx, WindowOptions{Office: e.office, Lang: e.words.Lang()})
}
