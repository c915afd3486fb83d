package cli

import (
	"context"
	"errors"
	"fmt"

	"recourse/app/gui/i18n"
	"recourse/app/session"
	"recourse/cases"
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

// usageError is a command line that cannot be understood.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// partly says that the command went through, but not for every item.
type partly struct{ text string }

func (e *partly) Error() string { return e.text }

// exitCode sorts an error into the contract's codes.
func exitCode(err error) int {
	if err == nil {
		return ExitDone
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		return ExitUsage
	}
	if _, ok := errors.AsType[*partly](err); ok {
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

// sentence is what a person reads of an error.
func sentence(w *i18n.Words, err error) string {
	if r, ok := cases.AsRefusal(err); ok {
		return w.Refusal(r)
	}
	if errors.Is(err, context.Canceled) {
		return w.T("cli.cancelled")
	}
	return err.Error()
}
