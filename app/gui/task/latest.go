package task

import "context"

// Latest runs work of one kind, of which only the newest counts: a filter
// typed letter by letter, a case opened after another. Starting anew cancels
// what runs and drops its late answer. Use it from the window's goroutine.
type Latest[T any] struct {
	Runner Runner

	generation int
	cancel     context.CancelFunc
}

// Start runs work; done is called only if nothing newer was started since.
func (l *Latest[T]) Start(ctx context.Context, work func(context.Context) (T, error), done func(T, error)) {
	l.Stop()
	mine := l.generation
	cancel := Go(l.Runner, ctx, work, func(v T, err error) {
		if mine == l.generation {
			l.cancel = nil
			done(v, err)
		}
	})
	if mine == l.generation {
		l.cancel = cancel
	}
}

// Stop cancels what runs; its answer is dropped.
func (l *Latest[T]) Stop() {
	l.generation++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}
