package store_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"recourse/assets"
)

// TestEveryRefusalHasItsSentence reads the codes off the source, so that a new
// one without a sentence in both languages does not pass.
func TestEveryRefusalHasItsSentence(t *testing.T) {
	t.Parallel()
	refuse := regexp.MustCompile(`Refuse\("([a-z_]+)"`)
	guard := regexp.MustCompile(`"(audit_append_only|decision_immutable|[a-z]+_[a-z]+)"\}`)
	codes := map[string]bool{}
	for _, dir := range []string{".", "engine"} {
		files, err := fs.Glob(os.DirFS(dir), "*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(dir + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range refuse.FindAllSubmatch(text, -1) {
				codes[string(m[1])] = true
			}
			if name == "guards.go" {
				for _, m := range guard.FindAllSubmatch(text, -1) {
					codes[string(m[1])] = true
				}
			}
		}
	}
	if len(codes) < 50 || !codes["case_settled"] {
		t.Fatalf("only %d codes found in the source", len(codes))
	}
	for _, lang := range []string{"en", "zh"} {
		known := sentences(t, lang)
		for code := range codes {
			if known["refusal."+code] == "" {
				t.Errorf("%s: no sentence for refusal.%s", lang, code)
			}
		}
	}
}

func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	all, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	files, err := fs.Glob(all, lang+"/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := fs.ReadFile(all, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &known); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return known
}
