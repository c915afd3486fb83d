package torture_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"recourse/app/torture"
)

// shell runs a line of sh under the tracer.
func shell(t *testing.T, dir, line string, w torture.Watch) torture.Outcome {
	t.Helper()
	w.Under = []string{dir + "/w"}
	o, err := torture.Trace(context.Background(), torture.Program{Bin: "/bin/sh", Args: []string{"-c", line}, Env: os.Environ(), Dir: dir}, w)
	if errors.Is(err, torture.ErrNoTracer) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestTrace(t *testing.T) {
	t.Parallel()
	const line = `mkdir w && echo one > w/a && mv w/a w/b && echo said && exit 3`
	t.Run("calls on watched files are seen, others not", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		var seen []string
		o := shell(t, dir, line, torture.Watch{Keep: true, Done: func(c *torture.Call) {
			if c.Writes() {
				seen = append(seen, c.String()+" "+string(c.Data))
			}
		}})
		got := strings.Join(seen, "|")
		if o.Code != 3 || o.Out != "said\n" || !strings.Contains(got, "write a one\n") {
			t.Errorf("%+v, %s", o, got)
		}
	})
	t.Run("a call fails and the file is as it was", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		o := shell(t, dir, line, torture.Watch{Judge: func(c *torture.Call) (v torture.Verdict) {
			if c.Name == "write" {
				v.Errno = syscall.ENOSPC
			}
			return v
		}})
		info, err := os.Stat(filepath.Join(dir, "w", "a"))
		if o.Code == 0 || o.Err == "" || err != nil || info.Size() != 0 {
			t.Errorf("%+v, %v, %v", o, info, err)
		}
	})
	t.Run("a process dies before the call", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		o := shell(t, dir, line, torture.Watch{Judge: func(c *torture.Call) torture.Verdict {
			return torture.Verdict{Kill: c.Name == "write"}
		}})
		raw, err := os.ReadFile(filepath.Join(dir, "w", "a"))
		if !o.Killed() || err != nil || len(raw) != 0 {
			t.Errorf("%+v, %q, %v", o, raw, err)
		}
	})
	t.Run("a write is cut short", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		first := true
		shell(t, dir, line, torture.Watch{Judge: func(c *torture.Call) (v torture.Verdict) {
			v.Short, first = first && c.Name == "write", first && c.Name != "write"
			return v
		}})
		raw, err := os.ReadFile(filepath.Join(dir, "w", "a"))
		if err != nil {
			raw, err = os.ReadFile(filepath.Join(dir, "w", "b"))
		}
		if err != nil || !strings.HasPrefix("one\n", string(raw)) || len(raw) == 0 {
			t.Errorf("%q, %v", raw, err)
		}
	})
}
