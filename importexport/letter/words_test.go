package letter_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"recourse/assets"
	"recourse/cases"
	"recourse/importexport/letter"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// shape is what two languages must share of a text: its placeholders.
func shape(words map[string]string) map[string][]string {
	out := map[string][]string{}
	for k, v := range words {
		found := placeholder.FindAllString(v, -1)
		slices.Sort(found)
		out[k] = slices.Compact(found)
	}
	return out
}

func TestWords(t *testing.T) {
	t.Parallel()
	t.Run("both languages have the same words with the same placeholders", func(t *testing.T) {
		words := map[string]map[string]string{}
		for _, l := range []string{"zh", "en"} {
			raw, err := assets.LetterWords(l)
			if err != nil {
				t.Fatal(err)
			}
			var w map[string]string
			if err := yaml.Unmarshal(raw, &w); err != nil {
				t.Fatal(err)
			}
			words[l] = w
		}
		if d := cmp.Diff(shape(words["zh"]), shape(words["en"])); d != "" {
			t.Error(d)
		}
	})
	t.Run("every refusal has its sentence in both languages", func(t *testing.T) {
		p := open(t)
		refusals := p.Check(letter.Content{Kind: letter.KindDecision})
		refusals = append(refusals, cases.Refuse("letter_code"), cases.Refuse("letter_not_genuine"), cases.Refuse("letter_foreign"),
			cases.Refuse("letter_no_code"), cases.Refuse("letter_text_changed"), cases.Refuse("letter_unfilled"), cases.Refuse("letter_glyph"))
		for _, what := range []string{"id", "phone", "location", "accusation", "stranger"} {
			refusals = append(refusals, cases.Refuse("letter_holds_"+what))
		}
		for _, l := range []string{"zh", "en"} {
			raw, err := os.ReadFile("../../assets/locales/" + l + "/letter.json")
			if err != nil {
				t.Fatal(err)
			}
			var sentences map[string]string
			if err := json.Unmarshal(raw, &sentences); err != nil {
				t.Fatal(err)
			}
			for _, r := range refusals {
				if sentences["refusal."+r.Code] == "" {
					t.Errorf("no sentence for %s in %s", r.Code, l)
				}
			}
		}
	})
}

func TestParseOffice(t *testing.T) {
	t.Parallel()
	if _, err := letter.ParseOffice([]byte("phone: '1'\nfax: '2'\n")); err == nil {
		t.Error("an unknown field is accepted")
	}
	if _, err := letter.SampleOffice(); err != nil {
		t.Error(err)
	}
}
