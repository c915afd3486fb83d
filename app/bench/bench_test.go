package bench_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"recourse/app/bench"
)

// measure runs figures at a small size. Run itself fails when the outputs of
// the two sides differ.
func measure(t *testing.T, size int, names ...string) []bench.Figure {
	t.Helper()
	dir := t.TempDir()
	var got []bench.Figure
	err := bench.Run(context.Background(), bench.Options{Size: size, Reps: 1, Seed: 7, Dir: dir, Wall: time.Now}, names,
		func(f bench.Figure) error { got = append(got, f); return nil })
	if err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return got
}

// check says what every figure must be: positive, with its peer and limits.
func check(t *testing.T, figures []bench.Figure, rows map[string]int) {
	t.Helper()
	for _, f := range figures {
		want, ok := rows[f.Name]
		switch {
		case !ok:
			t.Errorf("%s was not asked for", f.Name)
		case f.Rows != want && want > 0 || f.Rows <= 0:
			t.Errorf("%s: %d rows, want %d", f.Name, f.Rows, want)
		case f.Ours <= 0 || f.OursCPU < 0 || f.Peer == "" || f.Figure == "":
			t.Errorf("%s: %+v", f.Name, f)
		case f.Missing == "" && (f.PeerSeconds <= 0 || f.Ratio <= 0):
			t.Errorf("%s: the peer took %v s, ratio %v", f.Name, f.PeerSeconds, f.Ratio)
		case f.Missing != "" && (f.PeerSeconds != 0 || f.Ratio != 0):
			t.Errorf("%s: %s is missing and has a time", f.Name, f.Missing)
		}
	}
	if len(figures) != len(rows) {
		t.Errorf("%d figures, want %d", len(figures), len(rows))
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	t.Run("imports store what their peers read", func(t *testing.T) {
		t.Parallel()
		check(t, measure(t, 120, "import", "import-xlsx", "F4"), map[string]int{"import": 120, "import-xlsx": 120, "import-ndjson": 120})
	})
	t.Run("workbooks have the same cells on both sides", func(t *testing.T) {
		t.Parallel()
		check(t, measure(t, 150, "F3", "F14"), map[string]int{"xlsx": 151, "unzip": 151, "xlsx-write": 151, "xlsx-exceljs": 151})
	})
	t.Run("lists, searches and counts are those of the C engine", func(t *testing.T) {
		t.Parallel()
		check(t, measure(t, 3000, "lists", "search", "dashboard"), map[string]int{"lists": 0, "search": 0, "dashboard": 29})
	})
	t.Run("an office opens, replays and verifies whole", func(t *testing.T) {
		t.Parallel()
		check(t, measure(t, 60, "load", "start", "open", "replay", "verify", "record"),
			map[string]int{"load": 60, "start": 60, "open": 60, "replay": 60, "verify": 60, "record": 60})
	})
	t.Run("letters read back as they were signed", func(t *testing.T) {
		t.Parallel()
		check(t, measure(t, 3, "F11", "print"), map[string]int{"letters": 3, "print": 3, "letters-typst": 3, "letters-libreoffice": 3})
	})
}

func TestRun(t *testing.T) {
	t.Parallel()
	t.Run("a figure that does not exist is named", func(t *testing.T) {
		t.Parallel()
		err := bench.Run(context.Background(), bench.Options{Dir: t.TempDir(), Wall: time.Now}, []string{"import", "teleport"}, nil)
		if unknown, ok := errors.AsType[*bench.UnknownError](err); !ok || unknown.Name != "teleport" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an error of the receiver ends the run and nothing is left behind", func(t *testing.T) {
		t.Parallel()
		dir, full := t.TempDir(), errors.New("full")
		err := bench.Run(context.Background(), bench.Options{Size: 5, Reps: 1, Dir: dir, Wall: time.Now}, []string{"import"},
			func(bench.Figure) error { return full })
		if !errors.Is(err, full) {
			t.Errorf("got %v", err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	t.Run("a cancelled run stops", func(t *testing.T) {
		t.Parallel()
		ctx, stop := context.WithCancel(context.Background())
		stop()
		err := bench.Run(ctx, bench.Options{Size: 50, Dir: t.TempDir(), Wall: time.Now}, []string{"import"}, nil)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("every figure has one name", func(t *testing.T) {
		t.Parallel()
		names := slices.Sorted(slices.Values(bench.Names()))
		if len(slices.Compact(slices.Clone(names))) != len(names) || len(names) == 0 {
			t.Errorf("names: %v", names)
		}
	})
}

// A soak works through its day, and fails by itself when anything grows.
// The heap is that of the whole process, so this test runs alone.
func TestSoakWorksThroughADay(t *testing.T) {
	for _, f := range measure(t, 32, "soak") {
		if f.Size != 32 || f.Detail["decided"] == 0 || f.Detail["signed"] == 0 || f.Detail["exported"] == 0 || f.Detail["searched"] == 0 {
			t.Errorf("%+v", f)
		}
	}
}

// The window's figure hands over an office with something to do in it, and
// sorts the waits by kind.
func TestWindowWaitsAreSortedByKind(t *testing.T) {
	t.Parallel()
	var job bench.Job
	o := bench.Options{Size: 60, Reps: 1, Seed: 7, Dir: t.TempDir(), Wall: time.Now, Window: func(_ context.Context, j bench.Job) ([]bench.Wait, error) {
		job = j
		if _, err := os.Stat(j.Office); err != nil {
			return nil, err
		}
		return []bench.Wait{{What: "type", Done: 2e6, Painted: 5e6}, {What: "type", Done: 4e6, Painted: 9e6}, {What: "scroll", Done: 1e6, Painted: 1e6}}, nil
	}}
	err := bench.Run(context.Background(), o, []string{"F17"}, func(f bench.Figure) error {
		if f.Rows != 3 || f.Detail["type_inputs"] != 2 || f.Detail["type_painted_p99_ms"] != 9 || f.Detail["scroll_done_p50_ms"] != 1 {
			t.Errorf("%+v", f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if job.Rows != 60 || len(job.Texts) < 10 || len(job.Cases) == 0 {
		t.Errorf("%+v", job)
	}
	for _, f := range measure(t, 60, "window") {
		if f.Missing != "window" {
			t.Errorf("without a window: %+v", f)
		}
	}
}
