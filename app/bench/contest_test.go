package bench

import (
	"context"
	"strings"
	"testing"
	"time"
)

// clock ticks a second at every look.
func clock() func() time.Time {
	at := time.Date(2020, 2, 17, 9, 0, 0, 0, time.UTC)
	return func() time.Time { at = at.Add(time.Second); return at }
}

func fixed(out output) side {
	return side{run: func(context.Context) (output, error) { return out, nil }}
}

func TestContest(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	took := func(d time.Duration) output { return output{rows: 3, digest: "x", took: &cost{wall: d, cpu: d / 2}} }
	t.Run("the medians of both sides make the ratio", func(t *testing.T) {
		t.Parallel()
		s, f, n := &shop{opt: Options{Reps: 3, Wall: clock()}}, &Figure{Name: "f"}, 0
		waits := []time.Duration{9 * time.Second, time.Second, 2 * time.Second}
		ours := side{run: func(context.Context) (output, error) { n++; return took(waits[n-1]), nil }}
		if err := s.contest(ctx, f, ours, fixed(took(4*time.Second))); err != nil {
			t.Fatal(err)
		}
		if f.Ours != 2 || f.OursCPU != 1 || f.PeerSeconds != 4 || f.Ratio != 0.5 || f.RatioCPU != 0.5 || f.Rows != 3 {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("a side that says no time is timed by the clock", func(t *testing.T) {
		t.Parallel()
		s, f := &shop{opt: Options{Reps: 1, Wall: clock()}}, &Figure{Name: "f"}
		if err := s.contest(ctx, f, fixed(output{rows: 1}), side{}); err != nil || f.Ours != 1 || f.Ratio != 0 {
			t.Errorf("got %+v, %v", f, err)
		}
	})
	for _, c := range []struct {
		name, want string
		peer       output
	}{
		{"another number of rows is an error", "3 rows here, 2 there", output{rows: 2, digest: "x"}},
		{"other values are an error", "other values", output{rows: 3, digest: "y"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &shop{opt: Options{Reps: 1, Wall: clock()}}
			err := s.contest(ctx, &Figure{Name: "f"}, fixed(took(time.Second)), fixed(c.peer))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("the check is not timed", func(t *testing.T) {
		t.Parallel()
		s, f := &shop{opt: Options{Reps: 1, Wall: clock()}}, &Figure{Name: "f"}
		slow := fixed(output{}).after(func(_ context.Context, out *output) error {
			s.opt.Wall()
			s.opt.Wall()
			out.rows = 7
			return nil
		})
		if err := s.contest(ctx, f, slow, side{}); err != nil || f.Ours != 1 || f.Rows != 7 {
			t.Errorf("got %+v, %v", f, err)
		}
	})
}

func TestTimers(t *testing.T) {
	t.Parallel()
	t.Run("what the shell printed is added up", func(t *testing.T) {
		t.Parallel()
		got, err := timers([]byte("Run Time: real 0.250 user 0.100000 sys 0.050000\nx\nRun Time: real 1.000 user 0.5 sys 0.0\n"), 2)
		if err != nil || got.wall != 1250*time.Millisecond || got.cpu != 650*time.Millisecond {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Run("a statement without a time is an error", func(t *testing.T) {
		t.Parallel()
		if _, err := timers([]byte("Run Time: real 0.250 user 0.1 sys 0.0\n"), 2); err == nil {
			t.Error("accepted")
		}
	})
}

func TestSpread(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, 7, 2000, 5001} {
		seen := map[any]bool{}
		for _, id := range spread(size, 2000) {
			if id < 1 || int(id) > size || seen[id] {
				t.Fatalf("size %d: case %d", size, id)
			}
			seen[id] = true
		}
		if len(seen) != min(size, 2000) {
			t.Errorf("size %d: %d cases", size, len(seen))
		}
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	if unordered([]string{"b", "a"}) != unordered([]string{"a", "b"}) {
		t.Error("order counts")
	}
	if unordered([]string{"ab"}) == unordered([]string{"a", "b"}) {
		t.Error("the end of a value does not count")
	}
}
