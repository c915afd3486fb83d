package cli_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
	_ "modernc.org/sqlite"

	"recourse/app/cli"
	"recourse/app/gui/i18n"
	"recourse/assets"
	"recourse/importexport/simulate/sample"
)

// TestMain lets the test binary stand in for the program, with the world that
// package main gives it, but without a window and a terminal.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"recourse": func() { os.Exit(program()) }})
}

func program() int {
	words, err := catalogue()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return cli.ExitFailed
	}
	return cli.Run(context.Background(), cli.Host{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Wall: time.Now, Words: words,
		Version: "test", SeenDir: os.Getenv("SEEN"),
	}, os.Args[1:])
}

func catalogue() (*i18n.Catalogue, error) {
	dir, err := assets.Locales()
	if err != nil {
		return nil, err
	}
	return i18n.Load(dir)
}

// Each script gets its own copy of one sample office in o, which everybody
// opens with the passphrase in the environment.
func TestScripts(t *testing.T) {
	t.Parallel()
	office := filepath.Join(t.TempDir(), "o")
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	h := cli.Host{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Getenv: func(string) string { return "" }, Wall: time.Now, Words: words}
	if code := cli.Run(t.Context(), h, []string{"demo", office}); code != cli.ExitDone {
		t.Fatalf("demo ended with %d: %s", code, h.Err)
	}
	hidden := secrets(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"), RequireExplicitExec: true, RequireUniqueNames: true,
		Condition: func(c string) (bool, error) { return c == "root" && os.Geteuid() == 0, nil },
		Setup: func(e *testscript.Env) error {
			e.Setenv("RECOURSE_OFFICE", filepath.Join(e.WorkDir, "o", "office.recourse"))
			e.Setenv("RECOURSE_PASSPHRASE", "recourse-demo")
			e.Setenv("RECOURSE_LANG", "en")
			e.Setenv("SEEN", filepath.Join(e.WorkDir, "seen"))
			e.Setenv("C101", "杭健申〔2020〕101号")
			return os.CopyFS(filepath.Join(e.WorkDir, "o"), os.DirFS(office))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"rc": exitsWith, "keys": hasKeys, "sql": runSQL, "replace": replace, "zip": zipFolder, "acks": writeAcks, "as": as, "tamper": tamper, "gbk": toGBK,
			"field": field, "lines": countLines, "remember": remember,
			"masked": func(ts *testscript.TestScript, _ bool, _ []string) { checkMasked(ts, hidden) },
		},
	})
}

// as USER ARGS... runs a command as somebody and demands success.
func as(ts *testscript.TestScript, neg bool, args []string) {
	run(ts, neg, 0, append([]string{"--user", args[0]}, args[1:]...))
}

// exitsWith is "rc N USER ARGS...": the command has to end with this code.
// USER is - for commands that nobody signs in for.
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	line := args[2:]
	if args[1] != "-" {
		line = append([]string{"--user", args[1]}, line...)
	}
	run(ts, neg, want, line)
}

func run(ts *testscript.TestScript, neg bool, want int, args []string) {
	if neg {
		ts.Fatalf("write the exit code instead: rc N")
	}
	code := 0
	if err := ts.Exec("recourse", args...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// hasKeys is "keys KEY...": every line of the output is a JSON object with at
// least these keys.
func hasKeys(ts *testscript.TestScript, _ bool, keys []string) {
	objects(ts, func(o map[string]any) {
		for _, k := range keys {
			if _, ok := o[k]; !ok {
				ts.Fatalf("no key %q in %v", k, o)
			}
		}
	})
}

// field is "field PATH WANT": the value at a path such as steps.0.rule in the
// only or last line of the output, as JSON without quotes.
func field(ts *testscript.TestScript, neg bool, args []string) {
	var got any
	objects(ts, func(o map[string]any) { got = o })
	for _, step := range strings.Split(args[0], ".") {
		switch v := got.(type) {
		case map[string]any:
			got = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			ts.Check(err)
			if i >= len(v) {
				ts.Fatalf("%s has %d entries", args[0], len(v))
			}
			got = v[i]
		}
	}
	raw, err := json.Marshal(got)
	ts.Check(err)
	if text := strings.Trim(string(raw), `"`); (text == args[1]) == neg {
		ts.Fatalf("%s is %s, want %s", args[0], text, args[1])
	}
}

func objects(ts *testscript.TestScript, visit func(map[string]any)) {
	n := 0
	in := bufio.NewScanner(strings.NewReader(ts.ReadFile("stdout")))
	in.Buffer(nil, 16<<20)
	for ; in.Scan(); n++ {
		var o map[string]any
		if err := json.Unmarshal(in.Bytes(), &o); err != nil {
			ts.Fatalf("line %d is no JSON object: %v", n+1, err)
		}
		visit(o)
	}
	ts.Check(in.Err())
	if n == 0 {
		ts.Fatalf("no output")
	}
}

// remember puts a field of the last output into a variable:
// remember VARIABLE FIELD.
func remember(ts *testscript.TestScript, _ bool, args []string) {
	objects(ts, func(o map[string]any) { ts.Setenv(args[0], fmt.Sprint(o[args[1]])) })
}

// countLines is "lines N": the output has so many lines.
func countLines(ts *testscript.TestScript, neg bool, args []string) {
	got := strconv.Itoa(strings.Count(ts.ReadFile("stdout"), "\n"))
	if (got == args[0]) == neg {
		ts.Fatalf("%s lines, want %s", got, args[0])
	}
}

// runSQL is "sql STATEMENT...": what somebody with the file in hand could do.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.Getenv("RECOURSE_OFFICE"))
	ts.Check(err)
	defer db.Close()
	for _, stmt := range append(triggers(ts, db), args...) {
		r, err := db.Exec(stmt)
		if err != nil {
			ts.Fatalf("%s: %v", stmt, err)
		}
		if n, err := r.RowsAffected(); err == nil && n == 0 && !strings.HasPrefix(stmt, "DROP") {
			ts.Fatalf("%s: changed nothing", stmt)
		}
	}
}

// triggers are the statements that take the guards out of the database.
func triggers(ts *testscript.TestScript, db *sql.DB) (drop []string) {
	rows, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'trigger'")
	ts.Check(err)
	defer rows.Close()
	for rows.Next() {
		var name string
		ts.Check(rows.Scan(&name))
		drop = append(drop, "DROP TRIGGER "+name)
	}
	ts.Check(rows.Err())
	return drop
}

// replace is "replace FILE OLD NEW", once; OLD has to be there.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not contain %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o600))
}

// toGBK is "gbk FILE": the text as the spreadsheets of Chinese Windows save it.
func toGBK(ts *testscript.TestScript, _ bool, args []string) {
	text, err := simplifiedchinese.GBK.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// zipFolder is "zip FILE FOLDER".
func zipFolder(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	z := zip.NewWriter(f)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(z.Close())
}

// writeAcks is "acks INSTRUCTIONS ANSWERS RESULT": the issuing system's answer
// to each instruction.
func writeAcks(ts *testscript.TestScript, _ bool, args []string) {
	var out bytes.Buffer
	for _, l := range strings.Split(strings.TrimSpace(ts.ReadFile(args[0])), "\n") {
		var in struct {
			Key string `json:"idempotency_key"`
		}
		ts.Check(json.Unmarshal([]byte(l), &in))
		fmt.Fprintf(&out, `{"idempotency_key":%q,"result":%q,"answered_at":"2020-02-17T15:00:00+08:00","reason":"测试"}`+"\n", in.Key, args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// tamper is "tamper FILE PERCENT": one bit at that place is another one.
func tamper(ts *testscript.TestScript, _ bool, args []string) {
	raw, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	percent, err := strconv.Atoi(args[1])
	ts.Check(err)
	raw[len(raw)*percent/100] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), raw, 0o600))
}

// secrets are the names, numbers and telephones of the people of the sample
// office.
func secrets(t *testing.T) []string {
	t.Helper()
	plan, err := sample.Plan(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	staff := map[string]bool{}
	for _, p := range sample.People() {
		staff[p.Name] = true
	}
	var out []string
	for i := range plan {
		r := &plan[i].Case.Snapshot.Resident
		for _, s := range []string{r.Name, r.DocNo, r.Phone} {
			if s != "" && !staff[s] {
				out = append(out, s)
			}
		}
	}
	if len(out) < 200 {
		t.Fatalf("only %d personal values to look for", len(out))
	}
	return out
}

// checkMasked looks for any personal value in what the last command printed.
func checkMasked(ts *testscript.TestScript, hidden []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(stream)
		for _, s := range hidden {
			if i := strings.Index(text, s); i >= 0 {
				ts.Fatalf("%s shows %s: ...%s...", stream, s, text[max(0, i-60):min(len(text), i+90)])
			}
		}
	}
}
