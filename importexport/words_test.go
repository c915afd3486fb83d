package importexport_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sentences(t *testing.T, language string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../assets/locales", language, "importexport.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]string
	if err := json.Unmarshal(content, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func placeholders(sentence string) []string {
	found := regexp.MustCompile(`\{\w+\}`).FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	zh, en := sentences(t, "zh"), sentences(t, "en")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(zh)), slices.Sorted(maps.Keys(en))); diff != "" {
		t.Fatal(diff)
	}
	for key := range zh {
		if diff := cmp.Diff(placeholders(zh[key]), placeholders(en[key])); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

// Every code that a reader can report has a sentence and a remedy.
func TestEveryProblemHasWords(t *testing.T) {
	t.Parallel()
	zh := sentences(t, "zh")
	patterns := []*regexp.Regexp{
		regexp.MustCompile(`\b(?:Refuse|refuse|failed|remark|notice|problem)\([^\n]*?"([a-z]+_[a-z_]+)"`),
		regexp.MustCompile(`\b(?:code|Code)(?: =|:|:=)\s*"([a-z]+_[a-z_]+)"`),
		regexp.MustCompile(`importexport\.Code\("([a-z_]+)"\)`),
		regexp.MustCompile(`return "([a-z]+_[a-z_]+)"`),
		regexp.MustCompile(`return s, "", "([a-z_]+)"`),
	}
	codes := map[string]bool{}
	for _, dir := range []string{".", "csvfile", "xlsxfile", "ndjsonfile", "intake", "outbox"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			content, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range patterns {
				for _, m := range p.FindAllStringSubmatch(string(content), -1) {
					codes[m[1]] = true
				}
			}
		}
	}
	if len(codes) < 60 {
		t.Fatalf("only %d codes were found; the test has lost sight of them", len(codes))
	}
	for code := range codes {
		if zh["import.problem.read_"+code] != "" && zh["import.remedy.read_"+code] != "" || code == "idempotency_key" {
			continue // a remark on a value, told once for its column; a column
		}
		if zh["import.problem."+code] == "" || zh["import.remedy."+code] == "" {
			t.Errorf("no words for %s", code)
		}
	}
}
