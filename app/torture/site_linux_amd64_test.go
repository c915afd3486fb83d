package torture_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"recourse/app/torture"
)

// scribble writes a line to a file.
//
//go:noinline
func scribble(f *os.File) error {
	_, err := f.WriteString("line\n")
	return err
}

// TestScribbles is no test of its own: run with the name of a file it writes
// three lines from one place and one from another.
func TestScribbles(t *testing.T) {
	name := os.Getenv("TORTURE_SCRIBBLES")
	if name == "" {
		t.Skip("run by TestSite")
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		err = errors.Join(err, scribble(f))
	}
	if err = errors.Join(err, scribble(f), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// Calls that the same lines of a program make have one site; the same function
// called from another line has another one.
func TestSite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var sites []uint64
	w := torture.Watch{Under: []string{dir}, Sites: true, Done: func(c *torture.Call) {
		if c.Name == "write" {
			sites = append(sites, c.Site)
		}
	}}
	p := torture.Program{Bin: os.Args[0], Args: []string{"-test.run=^TestScribbles$"}, Env: append(os.Environ(), "TORTURE_SCRIBBLES="+dir+"/f"), Dir: t.TempDir()}
	o, err := torture.Trace(context.Background(), p, w)
	if errors.Is(err, torture.ErrNoTracer) {
		t.Skip(err)
	}
	if err != nil || o.Code != 0 || len(sites) != 4 {
		t.Fatalf("%+v, %v, %d writes", o, err, len(sites))
	}
	if sites[0] == 0 || sites[0] != sites[1] || sites[1] != sites[2] || sites[2] == sites[3] {
		t.Errorf("sites are %x", sites)
	}
}
