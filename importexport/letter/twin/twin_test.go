package twin_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/importexport/letter/twin"
	"recourse/importexport/letter/typeset"
)

// text draws a line as letters have it: white space is single blanks, and what
// means something to a page is in it.
func text(t *rapid.T) string {
	s := rapid.StringMatching(`[ -~一-龥，。“”&<>"'𠀀-𠀐]{0,30}`).Draw(t, "text")
	return strings.Join(strings.Fields(s), " ")
}

func emphasised(t *rapid.T) string {
	return text(t) + string(typeset.BoldOn) + text(t) + string(typeset.BoldOff)
}

func table(t *rapid.T, columns int) typeset.Table {
	cells := func() []string {
		row := make([]string, columns)
		for i := range row {
			row[i] = text(t)
		}
		return row
	}
	b := typeset.Table{Labels: rapid.Bool().Draw(t, "labels")}
	if rapid.Bool().Draw(t, "head") {
		b.Head = cells()
	}
	for range rapid.IntRange(1, 3).Draw(t, "rows") {
		b.Rows = append(b.Rows, cells())
	}
	return b
}

// block draws a block with all that a page keeps of it; how the PDF sets it
// (widths, indents, what stays together) is not on the page.
func block(t *rapid.T) typeset.Block {
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return typeset.Letterhead{Authority: text(t), Number: text(t), Notice: text(t)}
	case 1:
		return typeset.Title{Lines: []string{text(t), emphasised(t)}}
	case 2:
		return typeset.Heading{Text: text(t)}
	case 3:
		return typeset.Item{Label: text(t), Text: emphasised(t)}
	case 4:
		return typeset.Panel{Paras: []string{emphasised(t), text(t)}}
	case 5:
		return table(t, rapid.IntRange(1, 4).Draw(t, "columns"))
	case 6:
		return typeset.Signature{Authority: text(t), Date: text(t), Note: text(t)}
	case 7:
		return typeset.Slip{Head: text(t), Table: table(t, 2)}
	case 8:
		return typeset.Ending{Text: text(t)}
	}
	return typeset.Para{Text: emphasised(t), Small: rapid.Bool().Draw(t, "small")}
}

func letter(t *rapid.T) typeset.Letter {
	l := typeset.Letter{Title: text(t), Large: rapid.Bool().Draw(t, "large")}
	for range rapid.IntRange(1, 2).Draw(t, "parts") {
		p := typeset.Part{Lang: rapid.SampledFrom([]string{"zh-CN", "en-GB"}).Draw(t, "lang")}
		p.Blocks = rapid.SliceOfN(rapid.Custom(block), 1, 12).Draw(t, "blocks")
		l.Parts = append(l.Parts, p)
	}
	return l
}

// junk draws anything: bytes, control characters, stray marks of emphasis, what
// is no character.
func junk(t *rapid.T) string {
	return rapid.OneOf(
		rapid.String(),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) }),
		rapid.Custom(func(t *rapid.T) string {
			odd := []string{"\x00", "\x1b", "\x7f", "\u0085", "\u009f", "\r\n", "\ufffe", "\U0001ffff", "\ufdd0", "\xed\xa0\x80", "]]>", "<!--", "&#0;",
				string(typeset.BoldOn), string(typeset.BoldOff), "字"}
			return strings.Join(rapid.SliceOf(rapid.SampledFrom(odd)).Draw(t, "odd"), "")
		}),
	).Draw(t, "junk")
}

// hostile draws a letter that says anything in every place.
func hostile(t *rapid.T) (typeset.Letter, twin.Info) {
	table := typeset.Table{Labels: rapid.Bool().Draw(t, "labels"), Head: []string{junk(t), junk(t)}, Rows: [][]string{{junk(t)}, {junk(t), junk(t)}}}
	blocks := []typeset.Block{
		typeset.Letterhead{Authority: junk(t), Number: junk(t), Notice: junk(t)}, typeset.Title{Lines: []string{junk(t), junk(t)}},
		typeset.Heading{Text: junk(t)}, typeset.Item{Label: junk(t), Text: junk(t)}, typeset.Para{Text: junk(t)}, typeset.Panel{Paras: []string{junk(t)}},
		table, typeset.Signature{Authority: junk(t), Date: junk(t), Note: junk(t)}, typeset.Slip{Head: junk(t), Table: table}, typeset.Ending{Text: junk(t)},
	}
	return typeset.Letter{Title: junk(t), Parts: []typeset.Part{{Lang: junk(t), Blocks: blocks}}}, twin.Info{Number: junk(t), Digest: junk(t)}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	t.Run("what is read is what was written, block for block", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			want := twin.Page{Info: twin.Info{Number: text(t), Digest: "ab12"}, Letter: letter(t)}
			got, err := twin.Read(twin.Write(want.Letter, want.Info))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-written +read\n%s", diff)
			}
		})
	})
	t.Run("a page is well formed, and its words are the letter's in their order", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			l := letter(t)
			got := words(t, twin.Write(l, twin.Info{}))
			want := strings.Join(strings.Fields(plain(l)), " ")
			if got != want {
				t.Errorf("the page says\n%s\nand the letter\n%s", got, want)
			}
		})
	})
	t.Run("any bytes at all make a page that both kinds of parser take, and that is read back", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			l, info := hostile(t)
			page := twin.Write(l, info)
			words(t, page)
			for _, r := range string(page) {
				if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Noncharacter_Code_Point, r) || r == typeset.BoldOn || r == typeset.BoldOff {
					t.Fatalf("%q stands in the page", r)
				}
			}
			if !utf8.Valid(page) {
				t.Fatal("not UTF-8")
			}
			back, err := twin.Read(page)
			if err != nil {
				t.Fatal(err)
			}
			if again := twin.Write(back.Letter, back.Info); !bytes.Equal(again, page) {
				t.Errorf("written\n%s\nread and written again\n%s", page, again)
			}
		})
	})
	t.Run("whatever a letter says, a page has only the elements and attributes of a letter", func(t *testing.T) {
		t.Parallel()
		allowed := map[string]bool{}
		for _, name := range strings.Fields("html head meta title style body main article header h1 h2 p div section ol li span strong table thead tbody tr th td footer svg path code" +
			" @lang @charset @http-equiv @content @name @class @role @scope @colspan @aria-label @viewBox @shape-rendering @d") {
			allowed[name] = true
		}
		rapid.Check(t, func(t *rapid.T) {
			d := xml.NewDecoder(bytes.NewReader(twin.Write(letter(t), twin.Info{Number: text(t)})))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				e, ok := token.(xml.StartElement)
				if !ok {
					continue
				}
				if !allowed[e.Name.Local] {
					t.Errorf("element %s", e.Name.Local)
				}
				for _, attr := range e.Attr {
					if !allowed["@"+attr.Name.Local] {
						t.Errorf("attribute %s of %s", attr.Name.Local, e.Name.Local)
					}
				}
			}
		})
	})
}

// words reads a page's text with a parser of its own, the head left out.
func words(t *rapid.T, page []byte) string {
	d := xml.NewDecoder(strings.NewReader(string(page)))
	var b strings.Builder
	body := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(strings.Fields(b.String()), " ")
		}
		if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, page)
		}
		switch x := token.(type) {
		case xml.StartElement:
			body = body || x.Name.Local == "body"
			if x.Name.Local != "strong" {
				b.WriteByte(' ')
			}
		case xml.EndElement:
			if x.Name.Local != "strong" {
				b.WriteByte(' ')
			}
		case xml.CharData:
			if body {
				b.Write(x)
			}
		}
	}
}

// plain are the words of a letter in the order of its page.
func plain(l typeset.Letter) string {
	var b strings.Builder
	say := func(lines ...string) {
		for _, line := range lines {
			b.WriteString(strings.NewReplacer(string(typeset.BoldOn), "", string(typeset.BoldOff), "").Replace(line) + "\n")
		}
	}
	rows := func(t typeset.Table) {
		say(t.Head...)
		for _, r := range t.Rows {
			say(r...)
		}
	}
	for _, p := range l.Parts {
		for _, block := range p.Blocks {
			switch x := block.(type) {
			case typeset.Letterhead:
				say(x.Authority, x.Number, x.Notice)
			case typeset.Title:
				say(x.Lines...)
			case typeset.Heading:
				say(x.Text)
			case typeset.Para:
				say(x.Text)
			case typeset.Item:
				say(x.Label, x.Text)
			case typeset.Panel:
				say(x.Paras...)
			case typeset.Table:
				rows(x)
			case typeset.Signature:
				say(x.Note, x.Authority, x.Date)
			case typeset.Slip:
				say(x.Head)
				rows(x.Table)
			case typeset.Ending:
				say(x.Text)
			}
		}
	}
	return b.String()
}

func TestSealedPage(t *testing.T) {
	t.Parallel()
	m := &typeset.Matrix{Size: 5, Dark: func(x, y int) bool { return x == y || y == 0 && x < 3 }}
	l := typeset.Letter{Title: "通知", Parts: []typeset.Part{{Lang: "zh-CN", Blocks: []typeset.Block{typeset.Signature{Note: "可核验", Authority: "某区", Date: "2020年2月17日", Alt: "核验码", Sealed: true}}}}}
	l.Seal("ABCDEFGHIJKL", m)
	page := twin.Write(l, twin.Info{})
	p, err := twin.Read(page)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the code is read as printed, in groups", func(t *testing.T) {
		t.Parallel()
		if p.Code != "ABCDE FGHIJ KL" {
			t.Errorf("code %q", p.Code)
		}
	})
	t.Run("the picture has a name for those who do not see it", func(t *testing.T) {
		t.Parallel()
		s, ok := p.Letter.Parts[0].Blocks[0].(typeset.Signature)
		if !ok || !s.Sealed || s.Alt != "核验码" {
			t.Errorf("signature %+v", p.Letter.Parts[0].Blocks[0])
		}
	})
	t.Run("the dark squares are drawn, runs of them as one", func(t *testing.T) {
		t.Parallel()
		for _, want := range []string{"M0 0h3v1h-3z", "M1 1h1v1h-1z", "M4 4h1v1h-1z"} {
			if !strings.Contains(string(page), want) {
				t.Errorf("no %s in the picture", want)
			}
		}
		if n := strings.Count(string(page), "v1h-"); n != 5 {
			t.Errorf("%d runs of squares, want 5", n)
		}
	})
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]string{
		"what ends early":         "<html><body>",
		"what is not well formed": "<p>a</i>",
		"what is nested deep":     strings.Repeat("<div>", 40) + strings.Repeat("</div>", 40),
		"what is too large":       "<p>" + strings.Repeat("x", 4<<20) + "</p>",
		"entities of its own":     `<!DOCTYPE x [<!ENTITY e "boom">]><p>&e;</p>`,
		"another encoding":        "<?xml version=\"1.0\" encoding=\"GB2312\"?><p>x</p>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := twin.Read([]byte(page)); !errors.Is(err, twin.ErrForeign) {
				t.Errorf("error %v, want ErrForeign", err)
			}
		})
	}
}
