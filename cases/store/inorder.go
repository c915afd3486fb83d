package store

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// workers is how many goroutines seal and open: two, because an office machine
// has few cores and the database needs one as well.
const workers = 2

// ahead is how many pieces of work may wait between reading and taking.
const ahead = 8

// inOrder runs source on a goroutine, work on a few, and take on the caller's,
// which sees the results in the order of the source. The first error ends all
// three and is returned, whoever had it.
func inOrder[A, B any](ctx context.Context, source func(emit func(A) error) error, work func(A) (B, error), take func(B) error) error {
	g, ctx := errgroup.WithContext(ctx)
	type job struct {
		in  A
		out chan B
	}
	todo := make(chan job)
	line := make(chan chan B, ahead)
	g.Go(func() error {
		defer close(line)
		defer close(todo)
		return source(func(a A) error {
			j := job{a, make(chan B, 1)}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case line <- j.out:
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case todo <- j:
			}
			return nil
		})
	})
	for range workers {
		g.Go(func() error {
			for j := range todo {
				b, err := work(j.in)
				if err != nil {
					return err
				}
				j.out <- b
			}
			return nil
		})
	}
	taken := takeAll(ctx, line, take)
	if taken != nil {
		g.Go(func() error { return taken })
	}
	return g.Wait()
}

// takeAll takes results in line until there are no more.
func takeAll[B any](ctx context.Context, line <-chan chan B, take func(B) error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err() // counts only when nobody had an error before
		case out, more := <-line:
			if !more {
				return nil
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case b := <-out:
				if err := take(b); err != nil {
					return err
				}
			}
		}
	}
}
