// Command run puts a program to the torture: every scene under every fault at
// every call, every power cut, all troubles, and a server that is shot. It
// prints what it did and exits with 1 when anything was lost, half applied,
// wrongly told, left behind or stuck.
package main

import (
	"context"
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
	at := flag.String("at", "", "only the call with this number, or those of a range such as 80-95")
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
	dir, err := os.MkdirTemp("", "torture")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer os.RemoveAll(dir)
	r := &torture.Rig{Bin: path, Dir: dir, Share: *share, From: from, To: to, Out: os.Stdout, Hands: runtime.NumCPU(), Shelf: &torture.Shelf{Dir: filepath.Join(dir, "shelf")}}
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

// what is tried of all there is.
type what struct{ scene, fault string }

func (w *what) part() bool { return w.scene != "" || w.fault != "" }

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
		{"server", func() error { return r.Serve(ctx, 0) }},
		{"power cuts", func() error { return r.CutPower(ctx, scenes) }},
		{"faults", func() error { return r.Strike(ctx, scenes, faults) }},
	}
	for _, p := range parts {
		if w.part() && (p.name == "troubles" || p.name == "server") || w.fault != "" && p.name == "power cuts" {
			continue
		}
		if err := p.do(); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		y := r.Tally()
		fmt.Printf("%s done after %s: %s\n", p.name, time.Since(begun).Round(time.Second), strings.ReplaceAll(y.String(), "\n", "; "))
	}
	return nil
}
