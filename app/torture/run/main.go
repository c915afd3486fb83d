// Command run puts a program to the torture: every scene under every fault at
// every call (of calls that are alike the first and the last), every power cut,
// all troubles, and a server that is shot. It prints how far it is, then what it
// did, and exits with 1 when anything was lost, half applied, wrongly told, left
// behind or stuck.
//
// With a journal, a torture that was broken off goes on where it was: give the
// same command again. What was found is tried again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/app/torture"
)

func main() { os.Exit(run()) }

func run() int {
	bin := flag.String("bin", "build/recourse", "the program")
	share := flag.Int("share", 0, "at most so many places for each scene and fault; 0 tries every one")
	var w what
	flag.StringVar(&w.scene, "only", "", "only scenes whose name contains this")
	flag.StringVar(&w.fault, "fault", "", "only faults whose name contains this, and nothing else")
	flag.StringVar(&w.part, "part", "", "only the part whose name contains this: troubles, power cuts, faults, server")
	at := flag.String("at", "", "only the call with this number, or those of a range such as 80-95")
	journal := flag.String("journal", "", "file that remembers what was tried; \"\" for none")
	hands := flag.Int("hands", runtime.NumCPU(), "acts under trial at once")
	dir := flag.String("dir", "", "folder for the offices under trial; \"\" takes memory where there is enough")
	flag.Parse()
	from, to, err := places(*at)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	path, err := filepath.Abs(*bin)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	scratch, err := os.MkdirTemp(roomy(*dir), "torture")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer os.RemoveAll(scratch)
	// Servers put their files there as well, under a user of their own.
	if err := errors.Join(os.Chmod(scratch, 0o711), os.Setenv("TMPDIR", scratch)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	r := &torture.Rig{Bin: path, Dir: scratch, Share: *share, From: from, To: to, Out: os.Stdout, Hands: *hands, Shelf: &torture.Shelf{Dir: filepath.Join(scratch, "shelf")}}
	if *journal != "" {
		if r.Journal, err = openJournal(*journal, path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 2
		}
		defer r.Journal.Close()
	}
	defer tell(ctx, r)()
	err = all(ctx, r, w)
	y := r.Tally()
	for _, s := range y.Skipped {
		fmt.Println("left out:", s)
	}
	fmt.Println(y.String())
	switch {
	case err != nil: // broken off: what was counted until then stands
		fmt.Fprintln(os.Stderr, err)
		return 2
	case !y.Clean():
		return 1
	}
	return 0
}

// openJournal opens the journal of a program. One of another program, such as
// the last build, is begun anew.
func openJournal(path, bin string) (*torture.Journal, error) {
	j, err := torture.OpenJournal(path, bin)
	if !errors.Is(err, torture.ErrOther) {
		return j, err
	}
	fmt.Printf("%s was of another build and is begun anew\n", path)
	if err := os.Remove(path); err != nil {
		return nil, err
	}
	return torture.OpenJournal(path, bin)
}

// roomy is the folder for scratch: the one that was asked for, or memory, where
// a sync costs nothing, or the system's.
func roomy(asked string) string {
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); asked == "" && err == nil && info.IsDir() {
		return memory
	}
	return asked
}

// tell prints from time to time how far the torture is, until it is called.
func tell(ctx context.Context, r *torture.Rig) (stop func()) {
	ctx, stop = context.WithCancel(ctx)
	begun, ticks := time.Now(), time.NewTicker(time.Minute)
	go func() {
		defer ticks.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticks.C:
				done, of := r.Progress()
				y := r.Tally()
				fmt.Printf("%s: %d of %d; %s\n", time.Since(begun).Round(time.Second), done, of, oneLine(&y))
			}
		}
	}()
	return stop
}

func oneLine(y *torture.Tally) string { return strings.ReplaceAll(y.String(), "\n", "; ") }

// what is tried of all there is.
type what struct{ scene, fault, part string }

// leaves reports whether a part is left out: troubles and the server have scenes
// of their own, and a power cut is no fault.
func (w *what) leaves(part string) bool {
	own := part == "troubles" || part == "server"
	return own && w.scene+w.fault != "" || part == "power cuts" && w.fault != "" || !strings.Contains(part, w.part)
}

// places reads the numbers of calls: "", "93" or "80-95".
func places(at string) (from, to int, err error) {
	if at == "" {
		return 0, 0, nil
	}
	first, last, ranged := strings.Cut(at, "-")
	if !ranged {
		last = first
	}
	if from, err = strconv.Atoi(first); err == nil {
		to, err = strconv.Atoi(last)
	}
	if err != nil || from < 0 || to < from {
		return 0, 0, fmt.Errorf("-at %s: give a number or a range such as 80-95", at)
	}
	return from, to, nil
}

// all runs every part and says after each how far it is.
func all(ctx context.Context, r *torture.Rig, w what) error {
	scenes := slices.DeleteFunc(torture.Scenes(), func(s torture.Scene) bool { return !strings.Contains(s.Name, w.scene) })
	faults := slices.DeleteFunc(torture.Faults(), func(f torture.Fault) bool { return !strings.Contains(f.Name, w.fault) })
	begun := time.Now()
	parts := []struct {
		name string
		do   func() error
	}{
		{"troubles", func() error { return r.Trouble(ctx, torture.Troubles()) }},
		{"power cuts", func() error { return r.CutPower(ctx, scenes) }},
		{"faults", func() error { return r.Strike(ctx, scenes, faults) }},
		{"server", func() error { return r.Serve(ctx, 0) }},
	}
	for _, p := range parts {
		if w.leaves(p.name) {
			continue
		}
		if err := p.do(); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		y := r.Tally()
		fmt.Printf("%s done after %s: %s\n", p.name, time.Since(begun).Round(time.Second), oneLine(&y))
	}
	return nil
}
