package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"recourse/app/cli"
	"recourse/importexport"
)

// secret is a name that stands nowhere but in the delivery of these tests.
const secret = "欧阳墨羽"

// confidential writes a delivery of n people of one name, every third of them
// with an ID that will be refused.
func (d *desk) confidential(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(d.dir, "in", "confidential.xlsx")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	district(t, path, n, func(i int, row map[string]importexport.Cell) {
		row["姓名"] = importexport.TextCell(secret)
		if i%3 == 0 {
			row["证件号码"] = importexport.TextCell("330199199001010012")
		}
	})
	return path
}

// A program killed while it imports and reports leaves nothing of what it read
// in the clear, neither beside the office nor in a folder for scratch files.
func TestKilledImportLeavesNothingInTheClear(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	scratch := filepath.Join(d.dir, "scratch")
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		t.Fatal(err)
	}
	d.env = append(d.env, "TMPDIR="+scratch, "HOME="+scratch, "SQLITE_TMPDIR="+scratch)
	file := d.confidential(t, 900)
	killed := 0
	for i := range 14 {
		report := filepath.Join(d.dir, "reports", "r.xlsx")
		if err := os.MkdirAll(filepath.Dir(report), 0o700); err != nil {
			t.Fatal(err)
		}
		args := []string{"--user", "intake", "import", "--report", report, file}
		if i%2 == 0 {
			args = append(args, "--dry-run")
		}
		c := d.command(args...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(40+60*i) * time.Millisecond)
		_ = c.Process.Kill() // it may be through already
		if c.Wait() != nil && c.ProcessState.ExitCode() < 0 {
			killed++
		}
		whole, err := os.ReadFile(report)
		if err == nil && !bytes.HasPrefix(whole, []byte("PK\x03\x04")) {
			t.Errorf("run %d left half a report", i)
		}
		if err == nil && os.Remove(report) != nil {
			t.Fatal("the report cannot be removed")
		}
		d.nothingInTheClear(t, filepath.Dir(file))
	}
	if killed == 0 {
		t.Fatal("no process was killed in time")
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
}

// nothingInTheClear looks for the name, and for reports, which are packed, in
// every file outside of one folder.
func (d *desk) nothingInTheClear(t *testing.T, but string) {
	t.Helper()
	err := filepath.WalkDir(d.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == but {
			return fs.SkipDir
		}
		if !e.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(content, []byte(secret)) || strings.HasSuffix(path, ".part") {
			t.Errorf("%s has what was imported, or part of it", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a delivery asks of the system is to read it: no file is made outside of
// the office and the report, and no connection.
func TestImportTouchesTheOfficeOnly(t *testing.T) {
	t.Parallel()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("no strace here")
	}
	d := newDesk(t)
	d.count(t) // the first to sign in starts the sample's clock
	good := d.confidential(t, 30)
	for _, h := range hostiles() {
		switch h.name {
		case "up.zip", "link.zip", "laughs.xlsx", "outside.xlsx", "macros.xlsm", "overlap.zip":
			path := filepath.Join(d.dir, "in", h.name)
			if err := os.WriteFile(path, h.make(t), 0o600); err != nil {
				t.Fatal(err)
			}
			d.traced(t, strace, path)
		}
	}
	d.traced(t, strace, good)
}

// traced imports a file and looks at every call that opens or connects.
func (d *desk) traced(t *testing.T, strace, file string) {
	t.Helper()
	trace := filepath.Join(d.dir, "trace")
	c := d.command("--user", "intake", "import", file)
	program, err := exec.LookPath("recourse")
	if err != nil {
		t.Fatal(err)
	}
	c = exec.Command(strace, append([]string{"-f", "-qq", "-e", "trace=openat,open,creat,socket,connect,mkdir,mkdirat,symlink,symlinkat,link,linkat,rename,renameat,renameat2",
		"-o", trace, program}, c.Args[1:]...)...)
	c.Env, c.Dir = d.env, d.dir
	out, err := c.CombinedOutput()
	if code := c.ProcessState.ExitCode(); code != cli.ExitFailed && code != cli.ExitPartly {
		if strings.Contains(string(out), "ptrace") {
			t.Skip("strace may not trace here")
		}
		t.Fatalf("%s: %v: %s", filepath.Base(file), err, out)
	}
	calls, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(calls), filepath.Base(file)) {
		t.Fatalf("the trace does not show that %s was opened", filepath.Base(file))
	}
	writes := regexp.MustCompile(`O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|(?:^|\s)(?:socket|connect|creat|mkdir|mkdirat|symlink|symlinkat|link|linkat|rename|renameat|renameat2)\(`)
	for line := range strings.Lines(string(calls)) {
		if !writes.MatchString(line) || d.ownFile(line) {
			continue
		}
		t.Errorf("%s: %s", filepath.Base(file), strings.TrimSpace(line))
	}
}

// ownFile reports whether a call is about the office's own files or the seat's.
func (d *desk) ownFile(call string) bool {
	for _, own := range []string{filepath.Join(d.dir, "o", "office.recourse"), filepath.Join(d.dir, "seen"), "/dev/null", "/dev/tty"} {
		if strings.Contains(call, `"`+own) {
			return true
		}
	}
	return strings.Contains(call, "resumed>")
}
