package task_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/task"
)

// window keeps what is sent to it until it has time, as a busy window does.
type window struct{ waiting []func() }

func (w *window) Go(ctx context.Context, work func(context.Context) error, done func(error)) {
	done(work(ctx))
}
func (w *window) UI(f func()) { w.waiting = append(w.waiting, f) }

func (w *window) turn() {
	list := w.waiting
	w.waiting = nil
	for _, f := range list {
		f()
	}
}

func TestMeter(t *testing.T) {
	t.Parallel()
	w := &window{}
	var shown []int
	m := task.Meter[int]{Runner: w, Show: func(n int) { shown = append(shown, n) }}
	for n := range 1000 {
		m.Tell(n)
	}
	if len(w.waiting) != 1 {
		t.Errorf("%d messages wait for a busy window, want one", len(w.waiting))
	}
	w.turn()
	m.Tell(2000)
	w.turn()
	if diff := cmp.Diff([]int{999, 2000}, shown); diff != "" {
		t.Errorf("the window shows the newest figures only (-want +got):\n%s", diff)
	}
}
