package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recourse/app/cli"
)

// What a hostile file may cost at most: it is refused long before, on any
// machine that can run the program.
const (
	mostSeconds  = 5
	mostMemoryMB = 300
)

// Every hostile file is refused in one sentence that names it, in both
// languages, at a small cost, and the office is as it was.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.count(t) // the first to sign in starts the sample's clock
	before := d.standing(t)
	for _, h := range hostiles() {
		path := filepath.Join(d.dir, h.name)
		if err := os.WriteFile(path, h.make(t), 0o600); err != nil {
			t.Fatal(err)
		}
		d.refuses(t, h, path, "en")
		if info, err := os.Stat(path); err == nil && info.Size() < 1<<12 {
			d.refuses(t, h, path, "zh")
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if after := d.standing(t); after.entries < before.entries || len(after.cases) != len(before.cases) {
		t.Errorf("%d cases became %d", len(before.cases), len(after.cases))
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
}

func (d *desk) refuses(t *testing.T, h hostile, path, language string) {
	t.Helper()
	c := d.command("--user", "intake", "--lang", language, "--json", "import", path)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	run, mb := peak(c)
	_ = run() // the code it ends with is looked at below
	code, want := c.ProcessState.ExitCode(), cli.ExitFailed
	if h.rows {
		want = cli.ExitPartly
	}
	if code != want {
		t.Errorf("%s (%s): ended with %d, want %d: %.200s%.300s", h.name, h.what, code, want, &out, &errs)
		return
	}
	if used := c.ProcessState.UserTime() + c.ProcessState.SystemTime(); used.Seconds() > mostSeconds {
		t.Errorf("%s (%s): took %v of computing", h.name, h.what, used)
	}
	if mb() > mostMemoryMB {
		t.Errorf("%s (%s): took %d MB", h.name, h.what, mb())
	}
	t.Logf("%-14s %-45s %5.1f s %4d MB", h.name, h.what, (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), mb())
	if h.rows {
		hasProblem(t, h, out.Bytes())
		return
	}
	said := strings.TrimSpace(errs.String())
	if strings.Contains(said, "\n") || len(said) > 500 {
		t.Errorf("%s (%s): said %q", h.name, h.what, said)
	}
	if h.code != "" && !strings.HasPrefix(said, d.sentence(t, language, h.code)) {
		t.Errorf("%s (%s): said %q, want %s", h.name, h.what, said, h.code)
	}
}

// sentence is the beginning of the sentence of a problem, up to what it names.
func (d *desk) sentence(t *testing.T, language, code string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("../../assets/locales", language, "importexport.json"))
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	whole := words["import.problem."+code]
	if whole == "" {
		t.Fatalf("no words for %s", code)
	}
	begin, _, _ := strings.Cut(whole, "{")
	return begin
}

func hasProblem(t *testing.T, h hostile, out []byte) {
	t.Helper()
	var got struct {
		Stored   int
		Problems []struct{ Code, Message string }
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%s: %v", h.name, err)
	}
	for _, p := range got.Problems {
		if p.Code == h.code && p.Message != "" && got.Stored == 0 {
			return
		}
	}
	t.Errorf("%s (%s): no %s among %d problems, %d stored", h.name, h.what, h.code, len(got.Problems), got.Stored)
}
