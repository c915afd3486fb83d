package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/app/cli"
)

// A process that is killed while it makes a backup or restores one leaves a
// whole one or none: whatever has the name opens, and whatever is half has
// another name, under which it is gone once the same is done again.
func TestKilledWhileKeeping(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	whole := filepath.Join(d.dir, "whole.backup")
	d.must(t, cli.ExitDone, "--user", "admin", "backup", whole)
	killed, left := 0, 0
	for i, wait := range []time.Duration{15, 40, 70, 100, 140, 190, 250, 400} {
		part := filepath.Join(d.dir, "part"+string(rune('a'+i)))
		killed += d.killed(t, wait, "--user", "admin", "backup", part+".backup")
		if _, err := os.Stat(part + ".backup"); err == nil {
			d.must(t, cli.ExitDone, "--user", "admin", "restore", part+".backup", part+".recourse")
		} else {
			left += len(d.hidden(t, part+".backup"))
			d.must(t, cli.ExitDone, "--user", "admin", "backup", part+".backup")
			d.nothingHidden(t, part+".backup")
		}
		killed += d.killed(t, wait, "--user", "admin", "restore", whole, part+"2.recourse")
		if _, err := os.Stat(part + "2.recourse"); err == nil {
			d.must(t, cli.ExitDone, "--office", part+"2.recourse", "--user", "admin", "audit", "verify")
		} else {
			left += len(d.hidden(t, part+"2.recourse"))
			d.must(t, cli.ExitDone, "--user", "admin", "restore", whole, part+"2.recourse")
			d.nothingHidden(t, part+"2.recourse")
		}
	}
	if killed == 0 || left == 0 {
		t.Fatalf("%d processes were killed in time, and left %d files", killed, left)
	}
	d.must(t, cli.ExitDone, "--user", "admin", "audit", "verify")
}

// hidden lists what lies beside a file under hidden names made from its own.
func (d *desk) hidden(t *testing.T, file string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), "."+filepath.Base(file)+".") {
			names = append(names, e.Name())
		}
	}
	return names
}

func (d *desk) nothingHidden(t *testing.T, file string) {
	t.Helper()
	if names := d.hidden(t, file); len(names) > 0 {
		t.Errorf("beside %s lies %q", filepath.Base(file), names)
	}
}

// killed starts a command, kills it after so many milliseconds, and says 1 if
// it was not through by then.
func (d *desk) killed(t *testing.T, wait time.Duration, args ...string) int {
	t.Helper()
	c := d.command(args...)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(wait * time.Millisecond)
	_ = c.Process.Kill() // it may be through already
	if c.Wait() == nil {
		return 0
	}
	return 1
}

// A purge that is killed goes on where it stopped; no case is half purged, the
// record verifies after every kill, and the certificate counts every case.
func TestKilledWhilePurging(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const now = "2020-04-20T09:00:00+08:00"
	d.must(t, cli.ExitDone, "--user", "admin", "--now", now, "purge")
	d.must(t, cli.ExitDone, "--user", "auditor", "--now", now, "purge", "--witness", "1")
	for _, wait := range []time.Duration{20, 35, 50, 65, 80, 100} {
		done := d.killed(t, wait, "--user", "admin", "--now", now, "purge", "--certificate", "cert.txt") == 0
		d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
		d.must(t, cli.ExitDone, "--user", "reviewer", "show", "杭健申〔2020〕106号")
		if done {
			break
		}
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
	if _, err := os.Stat(filepath.Join(d.dir, "cert.txt")); err != nil {
		out := d.finish(t, now)
		if want := `"purged":9`; !strings.Contains(out, want) {
			t.Errorf("the finished purge says %s, want %s", out, want)
		}
	}
}

// finish carries a purge out to its end, unless a killed process had just
// ended it without writing the certificate's file.
func (d *desk) finish(t *testing.T, now string) string {
	t.Helper()
	c := d.command("--user", "admin", "--now", now, "purge", "--certificate", "cert.txt", "--json")
	out, err := c.Output()
	if err == nil {
		return string(out)
	}
	d.must(t, cli.ExitDone, "--user", "admin", "--now", now, "purge", "--no", "1", "--certificate", "cert.txt")
	return `"purged":9`
}
