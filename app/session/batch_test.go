package session

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestInOrderKeepsTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n, bad := rapid.IntRange(0, 3*batch).Draw(t, "n"), rapid.IntRange(-1, 3*batch).Draw(t, "bad")
		wrong := errors.New("wrong")
		items := func(yield func(int, error) bool) {
			for i := range n {
				if !yield(i, nil) {
					return
				}
			}
		}
		want := 0
		var failed error
		for got, err := range inOrder(items, func() func(int) (int, error) {
			alone := 0 // of this worker: the race detector looks
			return func(i int) (int, error) {
				if alone++; i == bad {
					return 0, wrong
				}
				return 2 * i, nil
			}
		}) {
			if err != nil {
				failed = err
				break
			}
			if got != 2*want {
				t.Fatalf("item %d came as %d", want, got)
			}
			want++
		}
		switch {
		case bad >= 0 && bad < n && !errors.Is(failed, wrong):
			t.Fatalf("the error of item %d of %d was lost", bad, n)
		case (bad < 0 || bad >= n) && (failed != nil || want != n):
			t.Fatalf("%d of %d items, %v", want, n, failed)
		}
	})
}
