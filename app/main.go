// Recourse is the desk at which a city's officers review disputed health
// codes. Without arguments it opens the window; see `recourse --help` for the
// commands. This package parses nothing and decides nothing: it brings the
// real world (clock, terminal, window) to the packages that do.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"

	"recourse/app/cli"
	"recourse/app/gui/i18n"
	"recourse/assets"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// Most of what the program holds is the queue, which is long-lived and
		// without pointers: collecting twice as often costs little and halves
		// what lies about meanwhile.
		debug.SetGCPercent(50)
	}
	os.Exit(run(os.Args[1:]))
}

// run is main with an exit code.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	words, err := catalogue()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return cli.ExitFailed
	}
	return cli.Run(ctx, cli.Host{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Wall: time.Now, Words: words,
		Version: version, SeenDir: filepath.Join(seatDir(), "seen"), Passphrase: terminal(),
		Window: func(ctx context.Context, o cli.WindowOptions) error { return openWindow(ctx, words, o) },
		Shots:  func(ctx context.Context, o cli.ShotOptions) (int, error) { return takeShots(ctx, words, o) },
		Frames: windowTimer(words),
	}, args)
}

func catalogue() (*i18n.Catalogue, error) {
	dir, err := assets.Locales()
	if err != nil {
		return nil, err
	}
	return i18n.Load(dir)
}

// terminal asks for a passphrase without echo, when there is a terminal.
func terminal() func(string) (string, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return nil
	}
	return func(prompt string) (string, error) {
		fmt.Fprint(os.Stderr, prompt)
		raw, err := term.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(os.Stderr)
		if err == nil && len(raw) == 0 {
			err = errors.New("no passphrase given")
		}
		return string(raw), err
	}
}
