package caseview_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/assets"
	"recourse/cases"
	"recourse/review/passage"
	"recourse/review/policy"
)

func catalogue(t *testing.T) *i18n.Catalogue {
	t.Helper()
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func TestEveryCodeHasItsWord(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, g := range policy.Schema() {
		for _, f := range g.Fields {
			keys = append(keys, "case.fact."+g.Name+"."+f.Name)
		}
	}
	for _, r := range cases.Moves() {
		keys = append(keys, "record.do."+string(r.Move))
	}
	for _, topic := range passage.Topics() {
		keys = append(keys, "passage.topic."+topic)
	}
	for _, k := range work.Bases() {
		keys = append(keys, "case.basis."+k)
	}
	for _, l := range work.Lanes() {
		keys = append(keys, "case.lane."+string(l))
	}
	for _, d := range cases.Dispositions() {
		keys = append(keys, "signoff.outcome."+string(d))
	}
	cat := catalogue(t)
	for _, lang := range i18n.Langs() {
		for _, k := range keys {
			if _, ok := cat.Sentence(lang, k); !ok {
				t.Errorf("%s has no sentence %s", lang, k)
			}
		}
	}
}

func TestLanguagesAgree(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	mine := func(l i18n.Lang) []string {
		return slices.DeleteFunc(cat.Keys(l), func(k string) bool { return len(k) < 5 || k[:5] != "case." && k[:5] != "signo" })
	}
	if d := cmp.Diff(mine(i18n.EN), mine(i18n.ZH)); d != "" {
		t.Errorf("keys differ:\n%s", d)
	}
	for _, k := range mine(i18n.EN) {
		en, _ := cat.Sentence(i18n.EN, k)
		zh, _ := cat.Sentence(i18n.ZH, k)
		if d := cmp.Diff(i18n.Placeholders(en), i18n.Placeholders(zh)); d != "" {
			t.Errorf("%s: placeholders differ:\n%s", k, d)
		}
	}
}
