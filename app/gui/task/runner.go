package task

import (
	"context"
	"fmt"
	"runtime/debug"
)

// Runner runs work in the background and done on the window's goroutine. It
// calls done exactly once. Work that panics ends in an error that carries the
// trace for the log; it never takes the window down.
type Runner interface {
	Go(ctx context.Context, work func(context.Context) error, done func(error))
	// UI runs f on the window's goroutine, for progress and feeds.
	UI(f func())
}

// Async starts a goroutine per piece of work. Do is the toolkit's way onto
// the window's goroutine.
type Async struct {
	Do func(func())
}

// Go starts work and returns at once.
func (a Async) Go(ctx context.Context, work func(context.Context) error, done func(error)) {
	go func() {
		err := guarded(ctx, work)
		a.Do(func() { done(err) })
	}()
}

// UI runs f on the window's goroutine.
func (a Async) UI(f func()) { a.Do(f) }

// Inline does everything at once in the caller's goroutine, for tests and for
// pictures.
type Inline struct{}

// Go runs work, then done.
func (Inline) Go(ctx context.Context, work func(context.Context) error, done func(error)) {
	done(guarded(ctx, work))
}

// UI runs f.
func (Inline) UI(f func()) { f() }

// guarded turns a panic into an error, so that one broken screen does not
// lose the words typed on another.
func guarded(ctx context.Context, work func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Panic{Value: p, Stack: debug.Stack()}
		}
	}()
	if err := ctx.Err(); err != nil {
		return err
	}
	return work(ctx)
}

// Panic is work that broke down. Its stack belongs into the log.
type Panic struct {
	Value any
	Stack []byte
}

// Error names the value; the stack is left to the log.
func (p *Panic) Error() string { return fmt.Sprintf("work broke down: %v", p.Value) }

// Go runs work that has a result. The returned function cancels it; done is
// then called with context.Canceled.
func Go[T any](r Runner, ctx context.Context, work func(context.Context) (T, error), done func(T, error)) context.CancelFunc {
	ctx, cancel := context.WithCancel(ctx)
	var result T
	r.Go(ctx, func(ctx context.Context) error {
		var err error
		result, err = work(ctx)
		return err
	}, func(err error) {
		cancel()
		done(result, err)
	})
	return cancel
}
