package cli_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/app/cli"
)

// desk is an office with the program as others start it: as a process.
type desk struct {
	dir string
	env []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{dir: t.TempDir()}
	d.env = append(os.Environ(), "RECOURSE_OFFICE="+filepath.Join(d.dir, "o", "office.recourse"), "RECOURSE_PASSPHRASE=recourse-demo",
		"RECOURSE_LANG=en", "SEEN="+filepath.Join(d.dir, "seen"))
	d.must(t, cli.ExitDone, "demo", filepath.Join(d.dir, "o"))
	return d
}

// command is the test binary, which stands in for the program when it is
// called by its name.
func (d *desk) command(args ...string) *exec.Cmd {
	c := exec.Command("recourse", args...)
	c.Env, c.Dir = d.env, d.dir
	return c
}

func (d *desk) must(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	c := d.command(args...)
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	code := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if code != want {
		t.Fatalf("%v ended with %d, want %d: %s%s", args, code, want, &out, &errs)
	}
	return out.String()
}

// count is how many cases the office has.
func (d *desk) count(t *testing.T) int {
	t.Helper()
	return strings.Count(d.must(t, cli.ExitDone, "--user", "auditor", "cases", "--limit", "0", "--json"), "\n")
}

// A process that is killed while it imports leaves either nothing of the
// delivery or, if it was through, all of it; the record is whole either way,
// and the import can be done again.
func TestKilledWhileImporting(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const n = 400
	d.must(t, cli.ExitDone, "simulate", "--appeals", fmt.Sprint(n), "--seed", "77", "--division", "330106", "--format", "ndjson", "--out", "in")
	rename(t, filepath.Join(d.dir, "in", "cases.ndjson"))
	before := d.count(t)
	killed := 0
	for _, wait := range []time.Duration{20, 80, 150, 250, 400, 700, 1200} {
		c := d.command("--user", "intake", "import", filepath.Join("in", "cases.ndjson"), "--json")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait * time.Millisecond)
		_ = c.Process.Kill() // it may be through already
		err := c.Wait()
		got := d.count(t)
		switch {
		case err == nil && got != before+n:
			t.Fatalf("acknowledged, but %d of %d cases are there", got-before, n)
		case got != before && got != before+n:
			t.Fatalf("killed after %v ms: %d of %d cases are there", int(wait), got-before, n)
		}
		if err != nil {
			killed++
		}
		d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
	}
	if killed == 0 {
		t.Fatal("no process was killed in time")
	}
	d.must(t, cli.ExitDone, "--user", "intake", "import", filepath.Join("in", "cases.ndjson"))
	if got := d.count(t); got != before+n {
		t.Fatalf("%d cases, want %d", got, before+n)
	}
}

// rename gives the appeals of a delivery numbers that the sample office does
// not have.
func rename(t *testing.T, file string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(raw, []byte("杭健申〔2020〕"), []byte("杭健申〔2020〕9")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A process killed while it decides leaves the draft's case as it was or
// decided with its paper; what was acknowledged is there.
func TestKilledWhileDeciding(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	drafts, err := filepath.Glob(filepath.Join(d.dir, "o", "decisions", "*.yaml"))
	if err != nil || len(drafts) < 20 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	for i, file := range drafts[:12] {
		no := "杭健申〔2020〕" + strings.TrimSuffix(filepath.Base(file), ".yaml") + "号"
		allocate := d.command("--user", "supervisor2", "allocate", no, "reviewer")
		if allocate.Run() != nil {
			continue // settled or barred by a conflict of interest
		}
		c := d.command("--user", "reviewer", "decide", no, "--file", file)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(15+15*i) * time.Millisecond)
		_ = c.Process.Kill() // it may be through already
		done := c.Wait() == nil
		var f struct {
			State     string `json:"state"`
			Decisions []any  `json:"decisions"`
		}
		if err := json.Unmarshal([]byte(d.must(t, cli.ExitDone, "--user", "auditor", "show", no, "--json")), &f); err != nil {
			t.Fatal(err)
		}
		sent := f.State == "pending_signoff" || f.State == "second_level" || f.State == "decided"
		if sent != (len(f.Decisions) > 0) || done && !sent {
			t.Fatalf("%s: acknowledged %v, state %s with %d decisions", no, done, f.State, len(f.Decisions))
		}
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
}

// Several programs on one office: each act is done once, nobody is given a
// case that somebody else has, and the record stays one chain.
func TestSeveralProgramsOnOneOffice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	type taken struct {
		Case    int    `json:"case"`
		Officer string `json:"officer"`
	}
	results := make(chan taken, 16)
	for i := range 8 {
		user := []string{"reviewer", "reviewer2"}[i%2]
		go func() {
			var got taken
			out, err := d.command("--user", user, "next", "--json").CombinedOutput()
			if err == nil {
				err = json.Unmarshal(out, &got)
			}
			if err != nil {
				got.Officer = string(out)
			}
			results <- got
		}()
	}
	holder := map[int]string{}
	for range 8 {
		got := <-results
		if got.Officer != "reviewer" && got.Officer != "reviewer2" {
			t.Errorf("a program failed: %s", got.Officer)
		}
		if h := holder[got.Case]; h != "" && h != got.Officer {
			t.Errorf("case %d was given to %s and %s", got.Case, h, got.Officer)
		}
		holder[got.Case] = got.Officer
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
}

// A full disk refuses in a sentence and keeps nothing half; with room again
// the same import goes through.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	small := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(small, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be mounted here: %s", bytes.TrimSpace(out))
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", small).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	raw, err := os.ReadFile(filepath.Join(d.dir, "o", "office.recourse"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(small, "office.recourse"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	d.env = append(d.env, "RECOURSE_OFFICE="+filepath.Join(small, "office.recourse"))
	before := d.count(t)
	d.must(t, cli.ExitDone, "simulate", "--appeals", "1500", "--seed", "78", "--division", "330106", "--format", "ndjson", "--out", "in")
	rename(t, filepath.Join(d.dir, "in", "cases.ndjson"))
	c := d.command("--user", "intake", "import", filepath.Join("in", "cases.ndjson"))
	out, err := c.CombinedOutput()
	if c.ProcessState.ExitCode() != cli.ExitFailed || !strings.Contains(string(out), "is full. Nothing more was saved") {
		t.Fatalf("import on a full disk: %v, %s", err, out)
	}
	if got := d.count(t); got != before {
		t.Fatalf("%d cases, want %d", got, before)
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
}

// While one program writes, others open the office, read and close it.
func TestReadingWhileAnotherProgramWrites(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.count(t) // the first to sign in starts the sample's clock, which is a write
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(d.dir, "o", "office.recourse"))+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.count(t); got != 116 {
		t.Errorf("%d cases, want 116", got)
	}
	d.must(t, cli.ExitDone, "--user", "reviewer", "show", "20", "--evidence", "--trace")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
}
