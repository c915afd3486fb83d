package task_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/task"
)

// thread stands for the toolkit's goroutine: what is handed to it waits until
// it is asked to run.
type thread struct {
	mu   sync.Mutex
	todo []func()
	came chan struct{}
}

func newThread() *thread { return &thread{came: make(chan struct{}, 100)} }

func (w *thread) do(f func()) {
	w.mu.Lock()
	w.todo = append(w.todo, f)
	w.mu.Unlock()
	w.came <- struct{}{}
}

// next waits for one piece of work and runs it.
func (w *thread) next() {
	<-w.came
	w.mu.Lock()
	f := w.todo[0]
	w.todo = w.todo[1:]
	w.mu.Unlock()
	f()
}

func TestAsyncAnswersOnTheWindow(t *testing.T) {
	t.Parallel()
	w := newThread()
	got := 0
	task.Go(task.Async{Do: w.do}, t.Context(), func(context.Context) (int, error) { return 42, nil }, func(v int, err error) {
		if err != nil {
			t.Error(err)
		}
		got = v
	})
	w.next()
	if got != 42 {
		t.Errorf("got %d", got)
	}
}

func TestCancelEndsWork(t *testing.T) {
	t.Parallel()
	w := newThread()
	var got error
	cancel := task.Go(task.Async{Do: w.do}, t.Context(), func(ctx context.Context) (int, error) {
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(_ int, err error) { got = err })
	cancel()
	w.next()
	if !errors.Is(got, context.Canceled) {
		t.Errorf("got %v", got)
	}
}

func TestBrokenWorkBecomesAnError(t *testing.T) {
	t.Parallel()
	var got error
	task.Inline{}.Go(t.Context(), func(context.Context) error { panic("torn") }, func(err error) { got = err })
	p, ok := errors.AsType[*task.Panic](got)
	if !ok || len(p.Stack) == 0 {
		t.Fatalf("got %v", got)
	}
}

func TestLatestDropsTheLateAnswer(t *testing.T) {
	t.Parallel()
	w := newThread()
	l := task.Latest[string]{Runner: task.Async{Do: w.do}}
	var got []string
	show := func(s string, _ error) { got = append(got, s) }
	l.Start(t.Context(), func(ctx context.Context) (string, error) { <-ctx.Done(); return "old", nil }, show)
	l.Start(t.Context(), func(context.Context) (string, error) { return "new", nil }, show)
	w.next()
	w.next()
	if diff := cmp.Diff([]string{"new"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLatestInlineCanBeStartedAgain(t *testing.T) {
	t.Parallel()
	l := task.Latest[int]{Runner: task.Inline{}}
	sum := 0
	for i := range 3 {
		l.Start(t.Context(), func(context.Context) (int, error) { return i, nil }, func(v int, _ error) { sum += v })
	}
	l.Stop()
	if sum != 3 {
		t.Errorf("got %d", sum)
	}
}

func TestJobsShowCountRateAndRest(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	jobs := task.NewJobs(task.Inline{}, func() time.Time { return now })
	told := 0
	jobs.OnChange(func() { told++ })
	var seen task.Status
	jobs.Start(t.Context(), "import", func(_ context.Context, p task.Progress) error {
		now = now.Add(10 * time.Second)
		for range 50 {
			p(200, 1000) // within a tenth of a second only the first is told
		}
		seen = jobs.List()[0]
		return nil
	}, func(error) {})
	if seen.Name != "import" || seen.Done != 200 || seen.Total != 1000 || seen.Rate != 20 || seen.Rest != 40*time.Second {
		t.Errorf("got %+v", seen)
	}
	if told != 3 {
		t.Errorf("told %d times, want start, one progress, end", told)
	}
	if len(jobs.List()) != 0 {
		t.Error("the job is still listed")
	}
}

func TestAJobCanBeStopped(t *testing.T) {
	t.Parallel()
	w := newThread()
	jobs := task.NewJobs(task.Async{Do: w.do}, time.Now)
	var got error
	job := jobs.Start(t.Context(), "export", func(ctx context.Context, _ task.Progress) error {
		<-ctx.Done()
		return ctx.Err()
	}, func(err error) { got = err })
	job.Cancel()
	w.next()
	if !errors.Is(got, context.Canceled) {
		t.Errorf("got %v", got)
	}
}
