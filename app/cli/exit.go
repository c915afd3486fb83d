package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"recourse/app/gui/i18n"
	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport"
)

// The exit codes of the contract.
const (
	ExitDone    = 0
	ExitFailed  = 1
	ExitUsage   = 2
	ExitPartly  = 3
	ExitRefused = 4
	ExitDamaged = 5
)

// partly says that the command went through, but not for every item.
type partly struct{ text string }

func (e *partly) Error() string { return e.text }

// saved says of a failure that steps before it are saved.
type saved struct {
	error
	steps int64
}

func (e *saved) Unwrap() error { return e.error }

// after adds to a failure how many steps before it are saved. A refusal says
// all there is to say.
func after(err error, steps int64) error {
	if code := exitCode(err); steps == 0 || code != ExitFailed && code != ExitDamaged {
		return err
	}
	return &saved{err, steps}
}

// closing says that everything was done and only the closing failed.
type closing struct{ error }

func (e *closing) Unwrap() error { return e.error }

// exitCode sorts an error into the contract's codes.
func exitCode(err error) int {
	if err == nil {
		return ExitDone
	}
	if _, ok := errors.AsType[*usageError](err); ok || misspelt(err) {
		return ExitUsage
	}
	if _, ok := errors.AsType[*partly](err); ok {
		return ExitPartly
	}
	if _, ok := errors.AsType[*closing](err); ok {
		return ExitPartly
	}
	if session.Damaged(err) || asNotGenuine(err) {
		return ExitDamaged
	}
	if session.Failed(err) {
		return ExitFailed
	}
	if _, ok := cases.AsRefusal(err); ok {
		return ExitRefused
	}
	return ExitFailed
}

// misspelt reports whether a refusal is about what was typed, not about what
// is allowed.
func misspelt(err error) bool {
	r, ok := cases.AsRefusal(err)
	return ok && slices.Contains([]string{
		"unknown_sort", "unknown_view", "office_division", "office_name", "user_name", "user_roles", "user_shown_name",
		"weak_passphrase", "bad_server_address",
	}, r.Code)
}

// sentence is what a person reads of an error.
func sentence(w *i18n.Words, err error) string {
	if s, ok := errors.AsType[*saved](err); ok {
		return sentence(w, s.error) + "\n" + w.T("cli.saved_before", "n", s.steps)
	}
	if c, ok := errors.AsType[*closing](err); ok {
		return w.T("cli.closing_failed", "why", sentence(w, c.error))
	}
	if r, ok := cases.AsRefusal(err); ok {
		return w.Refusal(r)
	}
	if u, ok := errors.AsType[*usageError](err); ok {
		return u.sentence(w)
	}
	if p, ok := errors.AsType[*importexport.Problem](err); ok {
		return problemSentence(w, p)
	}
	if n, ok := errors.AsType[*noReplay](err); ok {
		return (&env{words: w}).whyNoReplay(&n.file.Row)
	}
	if errors.Is(err, context.Canceled) {
		return w.T("cli.cancelled")
	}
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fileSentence(w, p)
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok { // of giving a file its name
		return fileSentence(w, &fs.PathError{Op: l.Op, Path: l.New, Err: l.Err})
	}
	return err.Error()
}

// problemSentence is what is wrong with a file or row, and what to do.
func problemSentence(w *i18n.Words, p *importexport.Problem) string {
	args, gap := stringArgs(p.Words()), ""
	if w.Lang() == i18n.EN {
		gap = " "
	}
	return strings.TrimSpace(w.T(p.MessageKey(), args...) + gap + w.T(p.RemedyKey(), args...))
}

// shownName is what a file that is being written will be called.
func shownName(path string) string {
	name := filepath.Base(path)
	if m := regexp.MustCompile(`^\.(.+)\.[0-9]+\.part$`).FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return name
}

// fileSentence says why a file cannot be used.
func fileSentence(w *i18n.Words, p *fs.PathError) string {
	name := shownName(p.Path)
	switch {
	case errors.Is(p, fs.ErrNotExist):
		return w.T("cli.file_missing", "file", name)
	case errors.Is(p, fs.ErrPermission):
		return w.T("cli.file_forbidden", "file", name)
	case errors.Is(p, syscall.ENOSPC), errors.Is(p, syscall.EDQUOT):
		return w.T("refusal.disk_full", "office", name)
	case errors.Is(p, syscall.EISDIR):
		return w.T("cli.file_folder", "file", name)
	}
	return w.T("cli.file_failed", "file", name, "why", p.Err.Error())
}
