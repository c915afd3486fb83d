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
	"strings"
	"time"

	"recourse/app/torture"
)

func main() { os.Exit(run()) }

func run() int {
	bin := flag.String("bin", "build/recourse", "the program")
	share := flag.Int("share", 0, "at most so many places for each scene and fault; 0 tries every one")
	only := flag.String("only", "", "only scenes whose name contains this")
	flag.Parse()
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
	r := &torture.Rig{Bin: path, Dir: dir, Share: *share, Out: os.Stdout, Hands: runtime.NumCPU(), Shelf: &torture.Shelf{Dir: filepath.Join(dir, "shelf")}}
	err = all(ctx, r, *only)
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

// all runs every part and says after each how far it is.
func all(ctx context.Context, r *torture.Rig, only string) error {
	scenes := []torture.Scene{}
	for _, s := range torture.Scenes() {
		if strings.Contains(s.Name, only) {
			scenes = append(scenes, s)
		}
	}
	begun := time.Now()
	parts := []struct {
		name string
		do   func() error
	}{
		{"troubles", func() error { return r.Trouble(ctx, torture.Troubles()) }},
		{"server", func() error { return r.Serve(ctx, 0) }},
		{"power cuts", func() error { return r.CutPower(ctx, scenes) }},
		{"faults", func() error { return r.Strike(ctx, scenes, torture.Faults()) }},
	}
	for _, p := range parts {
		if only != "" && (p.name == "troubles" || p.name == "server") {
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
