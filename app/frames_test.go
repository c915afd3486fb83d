package main

import (
	"context"
	"testing"
	"time"

	measure "recourse/app/bench"
)

// The window's figure really works in the window: every input is dealt with
// and painted, and a queue that lacks cases is refused.
func TestTheWindowIsTimedInput(t *testing.T) {
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	var got *measure.Figure
	timed := func(ctx context.Context, job measure.Job) ([]measure.Wait, error) {
		job.Turns, job.Texts, job.Cases = 1, job.Texts[:3], job.Cases[:2]
		if _, err := windowTimer(words)(ctx, measure.Job{Office: job.Office, User: job.User, Passphrase: job.Passphrase, Now: job.Now, Rows: job.Rows + 1, Turns: 1}); err == nil {
			t.Error("a queue that lacks a case is taken for whole")
		}
		return windowTimer(words)(ctx, job)
	}
	o := measure.Options{Size: 60, Reps: 1, Seed: 7, Dir: t.TempDir(), Wall: time.Now, Window: timed}
	if err := measure.Run(context.Background(), o, []string{"window"}, func(f measure.Figure) error { got = &f; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"scroll", "filter", "type", "open", "board"} {
		d := got.Detail
		if d[what+"_inputs"] == 0 || d[what+"_painted_p50_ms"] <= d[what+"_done_p50_ms"] {
			t.Errorf("%s: %v", what, d)
		}
	}
}
