package bench

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"recourse/cases"
)

// Options say what to measure with.
type Options struct {
	Size int    // rows, cases or letters; 0 takes each figure's own size
	Reps int    // turns of each side; 0 takes three
	Seed uint64 // of the synthetic office
	Dir  string // where a folder for the files is made and removed; "" for the system's
	// Office is a sample office of Size cases to measure on, in place of one made
	// for it, with the people and the passphrase of all sample offices. "" makes one.
	Office string
	Wall   cases.Clock
	Note   func(name string) // told what is being prepared or measured; may be nil
	// Window works in a window for F17; nil where none is linked.
	Window Window
}

// benchmark is one figure that can be measured.
type benchmark struct {
	name        string
	figure      string
	size        int
	peer        string
	first, goal float64
	run         func(ctx context.Context, s *shop, f *Figure) error
}

// benchmarks lists all in the order of their figures.
func benchmarks() []benchmark {
	return slices.Concat(importBenchmarks(), sheetBenchmarks(), queueBenchmarks(), officeBenchmarks(), letterBenchmarks(), nodeBenchmarks(), claimBenchmarks(), windowBenchmarks(), soakBenchmarks(), outcomeBenchmarks())
}

// Names lists what can be measured.
func Names() []string {
	var names []string
	for _, b := range benchmarks() {
		names = append(names, b.name)
	}
	return names
}

// Run measures the named figures and hands each over as it is done. A name may
// be a figure's number or "all".
func Run(ctx context.Context, o Options, names []string, emit func(Figure) error) (err error) {
	list, err := choose(names)
	if err != nil {
		return err
	}
	if o.Reps <= 0 {
		o.Reps = 3
	}
	dir, err := os.MkdirTemp(o.Dir, "recourse-bench-")
	if err != nil {
		return fmt.Errorf("folder for the figures: %w", err)
	}
	s := &shop{opt: o, dir: dir}
	defer func() {
		if rerr := os.RemoveAll(dir); err == nil {
			err = rerr
		}
	}()
	for _, b := range list {
		f := Figure{Figure: b.figure, Name: b.name, Size: b.size, Peer: b.peer, First: b.first, Goal: b.goal}
		if o.Size > 0 {
			f.Size = o.Size
		}
		s.note(b.name)
		if err := b.run(ctx, s, &f); err != nil {
			return err
		}
		if err := emit(f); err != nil {
			return err
		}
	}
	return nil
}

// UnknownError names a figure that does not exist.
type UnknownError struct{ Name string }

func (e *UnknownError) Error() string {
	return fmt.Sprintf("no figure %q; there are all, %s", e.Name, strings.Join(Names(), ", "))
}

// choose finds the benchmarks of the names, each once.
func choose(names []string) ([]benchmark, error) {
	all := benchmarks()
	wanted := make([]bool, len(all))
	for _, n := range names {
		found := n == "all"
		for i := range all {
			if n == "all" || all[i].name == n || strings.EqualFold(all[i].figure, n) {
				wanted[i], found = true, true
			}
		}
		if !found {
			return nil, &UnknownError{n}
		}
	}
	var out []benchmark
	for i := range all {
		if wanted[i] {
			out = append(out, all[i])
		}
	}
	return out, nil
}
