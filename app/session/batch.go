package session

import (
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// batch is how many items are worked on together: enough to keep the cores
// busy, few enough that memory stays small.
const batch = 256

// ahead is how many batches may be read before they are worked on, so that
// reading and working overlap.
const ahead = 2

// read is a batch as the sequence gave it, with the error that ended it.
type read[A any] struct {
	items []A
	err   error
}

// inOrder works on the items of a sequence on all cores and yields the results
// in the order of the sequence. Each core has a worker of its own. The first
// error ends it. The sequence is pulled on a goroutine of its own, which has
// ended when inOrder's loop has.
func inOrder[A, B any](items iter.Seq2[A, error], worker func() func(A) (B, error)) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		workers := make([]func(A) (B, error), runtime.GOMAXPROCS(0))
		for i := range workers {
			workers[i] = worker()
		}
		batches, stop := make(chan read[A], ahead), make(chan struct{})
		go pull(items, batches, stop)
		defer func() {
			close(stop)
			for range batches { // until pull has ended
			}
		}()
		var none B
		for b := range batches {
			done, err := all(b.items, workers)
			for i := range done {
				if err == nil && !yield(done[i], nil) {
					return
				}
			}
			if err == nil {
				err = b.err
			}
			if err != nil {
				yield(none, err)
				return
			}
		}
	}
}

// pull gathers the sequence into batches until it ends or is no longer wanted.
func pull[A any](items iter.Seq2[A, error], batches chan<- read[A], stop <-chan struct{}) {
	defer close(batches)
	b := read[A]{items: make([]A, 0, batch)}
	send := func() bool {
		select {
		case batches <- b:
			b = read[A]{items: make([]A, 0, batch)}
			return true
		case <-stop:
			return false
		}
	}
	for a, err := range items {
		if b.err = err; err != nil {
			send()
			return
		}
		if b.items = append(b.items, a); len(b.items) == batch && !send() {
			return
		}
	}
	send()
}

// all works on every item; the results stand where the items stood.
func all[A, B any](items []A, workers []func(A) (B, error)) ([]B, error) {
	out := make([]B, len(items))
	var g errgroup.Group
	for c, work := range workers {
		g.Go(func() (err error) {
			for i := c; i < len(items) && err == nil; i += len(workers) {
				out[i], err = work(items[i])
			}
			return err
		})
	}
	return out, g.Wait()
}
