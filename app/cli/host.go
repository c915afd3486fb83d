// Package cli holds the commands that work without a window, one file each.
// Every command prints for people by default and machine-readable lines with
// --json; messages go to the error stream, so that the output can be piped.
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but with refused items,
// 4 not allowed, 5 the store is damaged or does not verify.
package cli

import (
	"context"
	"io"

	"recourse/app/gui/i18n"
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
