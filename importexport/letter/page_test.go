package letter_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/importexport/letter/twin"
	"recourse/importexport/letter/typeset"
)

// element is one start tag of a page, with the tags around it.
type element struct {
	name  string
	attrs map[string]string
	in    []string
}

// read parses a page strictly and returns its elements and its words.
func read(t *testing.T, page []byte) (list []element, words string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	var open []string
	var b strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list, b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch k := token.(type) {
		case xml.StartElement:
			e := element{name: k.Name.Local, attrs: map[string]string{}, in: slices.Clone(open)}
			for _, a := range k.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			list, open = append(list, e), append(open, k.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if !slices.Contains(open, "head") && !slices.Contains(open, "code") {
				b.Write(k)
			}
		}
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, language := range []string{"zh", "en", "both"} {
		for name, c := range samples(t, language) {
			t.Run(name+" in "+language, func(t *testing.T) {
				t.Parallel()
				got, err := p.Issue(c, seal())
				if err != nil {
					t.Fatal(err)
				}
				v, err := p.Verify(got.PDF, public())
				if err != nil {
					t.Fatal(err)
				}
				list, words := read(t, got.Page)
				if words = typeset.Squeeze(words); words != v.Text {
					t.Errorf("the page says\n%s\nand the PDF\n%s", words, v.Text)
				}
				structure(t, list, language)
				standsAlone(t, list, got)
			})
		}
	}
}

// structure checks what a screen reader goes by.
func structure(t *testing.T, list []element, language string) {
	t.Helper()
	var langs, articles []string
	level := 0
	for _, e := range list {
		switch e.name {
		case "html":
			langs = append(langs, e.attrs["lang"])
		case "article":
			articles, level = append(articles, e.attrs["lang"]), 0
		case "h1", "h2":
			next := int(e.name[1] - '0')
			if next > level+1 || next == 1 && level != 0 {
				t.Errorf("heading %s after level %d", e.name, level)
			}
			level = next
		case "li":
			if e.in[len(e.in)-1] != "ol" {
				t.Error("an item outside a list")
			}
		case "th":
			if e.attrs["scope"] != "row" && e.attrs["scope"] != "col" {
				t.Errorf("a heading cell with scope %q", e.attrs["scope"])
			}
		case "svg":
			if e.attrs["role"] != "img" || e.attrs["aria-label"] == "" {
				t.Error("the code has no text in its place")
			}
		}
	}
	want := map[string][]string{"zh": {"zh-CN"}, "en": {"en-GB"}, "both": {"zh-CN", "en-GB"}}[language]
	if len(articles) == 1 && articles[0] == "zh-CN" {
		want = articles // letters to other authorities are in Chinese
	}
	if diff := cmp.Diff(want, articles); diff != "" || langs[0] != want[0] {
		t.Errorf("languages: %s, of the page %v", diff, langs)
	}
}

// standsAlone checks that nothing is fetched and nothing runs.
func standsAlone(t *testing.T, list []element, l letter.Issued) {
	t.Helper()
	var metas string
	for _, e := range list {
		if slices.Contains([]string{"script", "link", "img", "iframe", "object", "form", "a", "base"}, e.name) {
			t.Errorf("the page has <%s>", e.name)
		}
		for name := range e.attrs {
			if name == "src" || name == "href" || name == "style" || strings.HasPrefix(name, "on") {
				t.Errorf("<%s %s>", e.name, name)
			}
		}
		metas += e.attrs["name"] + "=" + e.attrs["content"] + e.attrs["http-equiv"] + "\n"
	}
	for _, want := range []string{"default-src 'none'", "recourse-digest=" + l.Digest} {
		if !strings.Contains(metas, want) {
			t.Errorf("the head lacks %s", want)
		}
	}
	if bytes.Contains(l.Page, []byte("@import")) || bytes.Contains(l.Page, []byte("url(")) {
		t.Error("the style fetches something")
	}
}

func TestVerifyPage(t *testing.T) {
	t.Parallel()
	p := open(t)
	got, err := p.Issue(p.Decision(transit(t, "both")), seal())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to, code string }{
		{"another word", "予以撤销", "予以维持", "letter_text_changed"},
		{"white words", "color: #000", "color: #fff", "letter_page_foreign"},
		{"a rule that hides", "</style>", ".outcome { display: none; }</style>", "letter_page_foreign"},
		{"a script", "</body>", "<script>1</script></body>", "letter_page_foreign"},
		{"a note of somebody else", "</main>", "<!-- paid --></main>", "letter_page_foreign"},
		{"another picture of the code", `<path d="M0 0h7`, `<path d="M0 0h6`, "letter_page_foreign"},
		{"another number in the head", "recourse-number\" content=\"杭健", "recourse-number\" content=\"沪健", "letter_page_foreign"},
		{"another office's code", "<code>R1:$", "<code>R1:$A", "letter_not_genuine"},
		{"no code", "<code>R1:", "<code>R2:", "letter_code"},
		{"an end too early", "</html>", "", "letter_page_foreign"},
	} {
		t.Run(c.name+" is found", func(t *testing.T) {
			t.Parallel()
			changed := bytes.Replace(got.Page, []byte(c.from), []byte(c.to), 1)
			if bytes.Equal(changed, got.Page) {
				t.Fatal("nothing was changed")
			}
			_, err := p.VerifyPage(changed, public())
			if r, ok := cases.AsRefusal(err); !ok || r.Code != c.code && r.Code != "letter_not_genuine" && r.Code != "letter_page_foreign" {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
	t.Run("the page of large print says so and is as genuine", func(t *testing.T) {
		t.Parallel()
		in := transit(t, "zh")
		in.Large = true
		large, err := p.Issue(p.Decision(in), seal())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.VerifyPage(large.Page, public()); err != nil || !bytes.Contains(large.Page, []byte(`<body class="large">`)) {
			t.Error(err)
		}
	})
}

// TestPageLaw writes blocks with any text and reads them back.
func TestPageLaw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~一-龥，。“”&<>"']{0,40}`)
		blocks := []typeset.Block{
			typeset.Letterhead{Authority: text.Draw(t, "authority"), Number: text.Draw(t, "number")},
			typeset.Title{Lines: []string{text.Draw(t, "title"), text.Draw(t, "result")}},
			typeset.Panel{Paras: []string{string(typeset.BoldOn) + text.Draw(t, "bold") + string(typeset.BoldOff) + text.Draw(t, "panel")}},
			typeset.Heading{Text: text.Draw(t, "heading")},
			typeset.Item{Label: "1.", Text: text.Draw(t, "item")},
			typeset.Item{Label: "2.", Text: text.Draw(t, "item")},
			typeset.Table{Head: []string{"a", text.Draw(t, "head")}, Rows: [][]string{{text.Draw(t, "cell"), ""}}},
			typeset.Table{Labels: true, Rows: [][]string{{"a", "b", "c", "d"}, {"e", text.Draw(t, "wide")}}},
			typeset.Signature{Note: text.Draw(t, "note"), Authority: "x", Date: "y"},
			typeset.Ending{Text: text.Draw(t, "end")},
		}
		l := typeset.Letter{Title: "t", Large: rapid.Bool().Draw(t, "large"), Parts: []typeset.Part{{Lang: "zh-CN", Blocks: blocks}}}
		info := twin.Info{Number: text.Draw(t, "no"), Digest: "00"}
		page := twin.Write(l, info)
		back, err := twin.Read(page)
		if err != nil {
			t.Fatal(err)
		}
		if again := twin.Write(back.Letter, back.Info); !bytes.Equal(again, page) {
			t.Errorf("written again:\n%s\nfrom\n%s", again, page)
		}
		if back.Letter.Text() != l.Text() {
			t.Errorf("says %s, want %s", back.Letter.Text(), l.Text())
		}
	})
}

func FuzzReadPage(f *testing.F) {
	f.Add([]byte("<!DOCTYPE html>\n<html lang=\"zh-CN\"><body><main><article lang=\"zh-CN\"><p>x</p></article></main></body></html>"))
	f.Add([]byte("<footer><p>a</p></footer>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := twin.Read(page)
		if err != nil {
			if !errors.Is(err, twin.ErrForeign) {
				t.Errorf("unnamed error %v", err)
			}
			return
		}
		twin.Write(p.Letter, p.Info)
	})
}
