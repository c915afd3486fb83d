package cli_test

import (
	"bytes"
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
