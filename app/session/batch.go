package session

import (
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// batch is how many items are worked on together: enough to keep the cores
// busy, few enough that memory stays small.
const batch = 256

// inOrder works on the items of a sequence on all cores and yields the results
// in the order of the sequence. The first error ends it.
func inOrder[A, B any](items iter.Seq2[A, error], work func(A) (B, error)) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		var none B
		todo := make([]A, 0, batch)
		flush := func() bool {
			done, err := all(todo, work)
			todo = todo[:0]
			if err != nil {
				yield(none, err)
				return false
			}
			for i := range done {
				if !yield(done[i], nil) {
					return false
				}
			}
			return true
		}
		for a, err := range items {
			if err != nil {
				yield(none, err)
				return
			}
			if todo = append(todo, a); len(todo) == batch && !flush() {
				return
			}
		}
		flush()
	}
}

// all works on every item; the results stand where the items stood.
func all[A, B any](items []A, work func(A) (B, error)) ([]B, error) {
	out := make([]B, len(items))
	var g errgroup.Group
	cores := runtime.GOMAXPROCS(0)
	for c := range cores {
		g.Go(func() (err error) {
			for i := c; i < len(items) && err == nil; i += cores {
				out[i], err = work(items[i])
			}
			return err
		})
	}
	return out, g.Wait()
}
