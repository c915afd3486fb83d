package help_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit/help"
	"recourse/assets"
)

func TestParse(t *testing.T) {
	t.Parallel()
	got := help.Parse("# Title\n\nOne *two*\n**three** 4*5.\n\n## Part\n1. first\n- dot `code`\n\n| Key | Does |\n| --- | --- |\n| Esc | Back |\n")
	want := help.Page{Title: "Title", Blocks: []help.Block{
		{Kind: help.Text, Runs: []help.Run{{Text: "One "}, {Text: "two", Italic: true}, {Text: " "}, {Text: "three", Bold: true}, {Text: " 4*5."}}},
		{Kind: help.Heading, Runs: []help.Run{{Text: "Part"}}},
		{Kind: help.Item, Mark: "1.", Runs: []help.Run{{Text: "first"}}},
		{Kind: help.Item, Mark: "·", Runs: []help.Run{{Text: "dot "}, {Text: "code", Code: true}}},
		{Kind: help.Row, Cells: [][]help.Run{{{Text: "Key"}}, {{Text: "Does"}}}},
		{Kind: help.Row, Cells: [][]help.Run{{{Text: "Esc"}}, {{Text: "Back"}}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Nothing that is written on a page is lost but the marks.
func FuzzParse(f *testing.F) {
	f.Add("# A\n**b** `c` * d")
	f.Add("1. x\n| y |\n***")
	f.Fuzz(func(t *testing.T, text string) {
		var b strings.Builder
		p := help.Parse(text)
		b.WriteString(p.Title)
		for _, k := range p.Blocks {
			b.WriteString(k.Mark)
			for _, r := range append(append([][]help.Run{}, k.Cells...), k.Runs) {
				for _, x := range r {
					b.WriteString(x.Text)
				}
			}
		}
		if want, got := kept(text), kept(b.String()); want != got {
			t.Errorf("%q became %q", want, got)
		}
	})
}

// kept is text without marks and space.
func kept(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("#*`|-·:", r) || strings.TrimSpace(string(r)) == "" {
			return -1
		}
		return r
	}, s)
}

func TestShippedPages(t *testing.T) {
	t.Parallel()
	fsys, err := assets.Help()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	for _, lang := range []string{"zh", "en"} {
		pages, err := help.Read(fsys, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			names[lang] = append(names[lang], p.Name)
			if p.Title == "" || len(p.Blocks) == 0 {
				t.Errorf("%s: page %s is empty", lang, p.Name)
			}
			for _, b := range p.Blocks {
				for _, r := range b.Runs {
					if strings.Contains(r.Text, "*") || strings.Contains(r.Text, "`") {
						t.Errorf("%s/%s: a mark is left over in %q", lang, p.Name, r.Text)
					}
				}
			}
		}
	}
	if diff := cmp.Diff(names["zh"], names["en"]); diff != "" {
		t.Error(diff)
	}
}
