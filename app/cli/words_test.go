package cli_test

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"recourse/app/cli"
)

// say runs a command line in process and returns what it printed.
func say(t *testing.T, h cli.Host, args ...string) (out, errs string, code int) {
	t.Helper()
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	h.Out, h.Err, h.Words, h.Wall = &o, &e, words, time.Now
	if h.Getenv == nil {
		h.Getenv = func(string) string { return "" }
	}
	code = cli.Run(t.Context(), h, args)
	return o.String(), e.String(), code
}

var (
	listedCommand = regexp.MustCompile(`(?m)^  ([a-z]+)  +(\S.*)$`)
	listedFlag    = regexp.MustCompile(`(?m)^  --.*$`)
)

// Every command and every option says in both languages what it does.
func TestHelpHasWordsForEverything(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		out, _, _ := say(t, cli.Host{}, "help", "--lang", lang)
		commands := listedCommand.FindAllStringSubmatch(out, -1)
		if len(commands) < 25 {
			t.Fatalf("%s: only %d commands are listed:\n%s", lang, len(commands), out)
		}
		paths := [][]string{}
		for _, c := range commands {
			checkWords(t, lang, c[1], c[2])
			paths = append(paths, []string{c[1]})
		}
		for _, group := range []string{"user", "audit", "letter", "policy", "group", "views", "passages", "profile"} {
			out, _, _ := say(t, cli.Host{}, "help", group, "--lang", lang)
			for _, c := range listedCommand.FindAllStringSubmatch(out, -1) {
				if c[1] != "recourse" {
					checkWords(t, lang, group+" "+c[1], c[2])
					paths = append(paths, []string{group, c[1]})
				}
			}
		}
		for _, p := range paths {
			out, _, code := say(t, cli.Host{}, append(append([]string{"help"}, p...), "--lang", lang)...)
			if code != cli.ExitDone {
				t.Errorf("help %v ended with %d", p, code)
			}
			for _, line := range listedFlag.FindAllString(out, -1) {
				_, text, _ := strings.Cut(strings.TrimSpace(line), "  ")
				checkWords(t, lang, strings.Join(p, " ")+" "+line, text)
			}
		}
	}
}

// checkWords demands words, and Chinese ones in Chinese.
func checkWords(t *testing.T, lang, what, text string) {
	t.Helper()
	chinese := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	switch {
	case strings.TrimSpace(text) == "" || strings.HasPrefix(strings.TrimSpace(text), "cli."):
		t.Errorf("%s: %s has no words", lang, what)
	case chinese != (lang == "zh"):
		t.Errorf("%s: %s is in the other language: %s", lang, what, text)
	}
}

// At a terminal the passphrase is asked for; a new one twice.
func TestPassphraseIsAskedFor(t *testing.T) {
	t.Parallel()
	office := filepath.Join(t.TempDir(), "new.recourse")
	ask := func(answers ...string) func(string) (string, error) {
		return func(string) (string, error) {
			a := answers[0]
			answers = answers[1:]
			return a, nil
		}
	}
	create := []string{"init", office, "--demo", "--name", "试用办", "--authority", "试用机关", "--division", "330106", "--lang", "en"}
	if _, errs, code := say(t, cli.Host{Passphrase: ask("first-one", "second-one")}, create...); code != cli.ExitUsage || !strings.Contains(errs, "The two passphrases differ") {
		t.Errorf("two different passphrases: %d, %s", code, errs)
	}
	if _, errs, code := say(t, cli.Host{Passphrase: ask("first-one", "first-one")}, create...); code != cli.ExitDone {
		t.Fatalf("init: %d, %s", code, errs)
	}
	list := []string{"--office", office, "--user", "admin", "--lang", "en", "user", "list"}
	if out, errs, code := say(t, cli.Host{Passphrase: ask("first-one")}, list...); code != cli.ExitDone || !strings.Contains(out, "Administrator") {
		t.Errorf("user list: %d, %s%s", code, out, errs)
	}
	if _, _, code := say(t, cli.Host{Passphrase: ask("second-one")}, list...); code != cli.ExitRefused {
		t.Errorf("a wrong passphrase ended with %d", code)
	}
}
