package i18n_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/assets"
	"recourse/cases"
)

func TestLocales(t *testing.T) {
	t.Parallel()
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("both languages have the same keys", func(t *testing.T) {
		if diff := cmp.Diff(cat.Keys(i18n.EN), cat.Keys(i18n.ZH)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("both languages use the same placeholders", func(t *testing.T) {
		for _, key := range cat.Keys(i18n.EN) {
			en, _ := cat.Sentence(i18n.EN, key)
			zh, _ := cat.Sentence(i18n.ZH, key)
			if diff := cmp.Diff(i18n.Placeholders(en), i18n.Placeholders(zh)); diff != "" {
				t.Errorf("%s: %s", key, diff)
			}
		}
	})
	t.Run("nothing is blank, and English is free of Chinese signs but for blanks to fill in", func(t *testing.T) {
		for _, key := range cat.Keys(i18n.EN) {
			en, _ := cat.Sentence(i18n.EN, key)
			zh, _ := cat.Sentence(i18n.ZH, key)
			if strings.TrimSpace(en) == "" || strings.TrimSpace(zh) == "" {
				t.Errorf("%s is blank", key)
			}
			if strings.ContainsFunc(en, func(r rune) bool { return r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF && r != '＿' }) {
				t.Errorf("%s: English with full-width signs: %s", key, en)
			}
		}
	})
}

// TestTermsAreWhole goes through the codes of the case file: each has a name
// in both languages, and the Chinese one is Chinese.
func TestTermsAreWhole(t *testing.T) {
	t.Parallel()
	for _, l := range i18n.Langs() {
		w := words(t, l)
		var names []string
		for _, c := range []cases.Colour{cases.Green, cases.Yellow, cases.Orange, cases.Red, cases.Grey, cases.NoColour, cases.Invalid} {
			names = append(names, w.Colour(c))
		}
		for _, s := range cases.States() {
			names = append(names, w.State(s))
		}
		for _, g := range cases.Grounds() {
			names = append(names, w.Ground(g))
		}
		for _, r := range cases.Roles() {
			names = append(names, w.Role(r))
		}
		for _, d := range cases.Dispositions() {
			names = append(names, w.Disposition(d))
		}
		for _, f := range []cases.FindingResult{cases.Proved, cases.NotProved, cases.Undetermined, cases.NotDecisive} {
			names = append(names, w.Finding(f))
		}
		for _, s := range cases.SignalNames() {
			names = append(names, w.T("signal."+s))
		}
		for _, s := range cases.Sources() {
			names = append(names, w.T("source."+string(s)))
		}
		if m := w.Missing(); len(m) > 0 {
			t.Errorf("%s lacks %v", l, m)
		}
		for _, n := range names {
			if l == i18n.ZH && !strings.ContainsFunc(n, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%q is not Chinese", n)
			}
		}
	}
}
