package review_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"recourse/assets"
	"recourse/review/policy"
	"recourse/review/replay"
)

// sentences reads the texts of this area in a language.
func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, file := range []string{"/review.json", "/evidence.json"} {
		text, err := fs.ReadFile(fsys, lang+file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func placeholders(s string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestSentences(t *testing.T) {
	t.Parallel()
	zh, en := sentences(t, "zh"), sentences(t, "en")
	t.Run("both languages have the same sentences with the same arguments", func(t *testing.T) {
		t.Parallel()
		for k := range en {
			if zh[k] == "" || !slices.Equal(placeholders(zh[k]), placeholders(en[k])) {
				t.Errorf("%s: %q against %q", k, en[k], zh[k])
			}
		}
		if len(zh) != len(en) {
			t.Errorf("%d sentences against %d", len(zh), len(en))
		}
	})
	t.Run("every step of every fixture has a sentence and all its arguments", func(t *testing.T) {
		t.Parallel()
		l := library(t)
		for _, p := range l.Packs() {
			prog, err := l.Program(p.Name())
			if err != nil {
				t.Fatal(err)
			}
			for i := range p.Fixtures {
				f, err := p.Fixtures[i].Build(p)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range replay.Run(prog, f).Steps {
					complete(t, en, s.Sentence)
					for _, h := range s.HangsOn {
						complete(t, en, h.Why)
					}
				}
			}
		}
	})
	t.Run("every kind of source has its first questions", func(t *testing.T) {
		t.Parallel()
		for _, m := range library(t).Models().List {
			if len(m.Asks) == 0 {
				t.Errorf("%s has no questions", m.Source)
			}
		}
	})
}

// complete refuses a statement without a sentence or with an open argument.
func complete(t *testing.T, words map[string]string, st policy.Statement) {
	t.Helper()
	text, ok := words[st.Key]
	if !ok {
		t.Errorf("no sentence for %q", st.Key)
		return
	}
	for _, name := range placeholders(text) {
		if _, ok := st.Args[name]; !ok {
			t.Errorf("%s lacks {%s}; it has %v", st.Key, name, st.Args)
		}
	}
}
