package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/app/cli"
)

// An office that was made, with a seat that cannot remember it: the recovery
// key is out, so what failed is told as a failure of closing only.
func TestInitTellsAFailedClosing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	occupied := filepath.Join(dir, "occupied")
	if err := os.WriteFile(occupied, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	env := map[string]string{"RECOURSE_PASSPHRASE": "recourse-demo", "RECOURSE_LANG": "en"}
	code := cli.Run(t.Context(), cli.Host{
		Out: &out, Err: &said, Getenv: func(k string) string { return env[k] }, Wall: time.Now, Words: words, SeenDir: filepath.Join(occupied, "seen"),
	}, []string{"init", filepath.Join(dir, "o.recourse"), "--demo", "--name", "办", "--authority", "局", "--division", "330106"})
	if code != cli.ExitPartly || !strings.Contains(said.String(), "What you did is saved.") {
		t.Errorf("code %d: %s", code, said.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "o.recourse")); err != nil || !strings.Contains(out.String(), "-") {
		t.Errorf("the office: %v; told: %s", err, out.String())
	}
}

// A passphrase that was given anew, with a seat that cannot remember the office
// any more: the passphrase holds, and what failed is told as a failure of
// closing only.
func TestRecoverTellsAFailedClosing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	office, seen := filepath.Join(dir, "o.recourse"), filepath.Join(dir, "seen")
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"RECOURSE_PASSPHRASE": "recourse-demo", "RECOURSE_LANG": "en", "RECOURSE_OFFICE": office}
	run := func(out io.Writer, args ...string) (int, string) {
		var said bytes.Buffer
		code := cli.Run(t.Context(), cli.Host{
			Out: out, Err: &said, Getenv: func(k string) string { return env[k] }, Wall: time.Now, Words: words, SeenDir: seen,
		}, args)
		return code, said.String()
	}
	var made bytes.Buffer
	if code, said := run(&made, "init", office, "--demo", "--name", "办", "--authority", "局", "--division", "330106", "--json"); code != 0 {
		t.Fatalf("code %d: %s", code, said)
	}
	var told struct {
		Key string `json:"recovery_key"`
	}
	if err := json.Unmarshal(made.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	env["RECOURSE_RECOVERY_KEY"], env["RECOURSE_NEW_PASSPHRASE"] = told.Key, "recourse-demo-2"
	spoil := writer(func() {
		if err := errors.Join(os.RemoveAll(seen), os.WriteFile(seen, nil, 0o600)); err != nil {
			t.Error(err)
		}
	})
	code, said := run(spoil, "user", "recover", "admin")
	if code != cli.ExitPartly || !strings.HasPrefix(said, "What you did is saved. Only closing") {
		t.Errorf("code %d: %s", code, said)
	}
	if err := os.Remove(seen); err != nil {
		t.Fatal(err)
	}
	env["RECOURSE_PASSPHRASE"] = "recourse-demo-2"
	if code, said := run(io.Discard, "--user", "admin", "user", "list"); code != 0 {
		t.Errorf("the new passphrase: code %d: %s", code, said)
	}
}

// writer does something when it is written to.
type writer func()

func (w writer) Write(p []byte) (int, error) {
	w()
	return len(p), nil
}
