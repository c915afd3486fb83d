package letter_test

import (
	"bytes"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"recourse/assets"
)

// BenchmarkIssue is one letter of three pages: check, layout, signature, PDF.
func BenchmarkIssue(b *testing.B) {
	p := open(b)
	in := transit(b, "zh")
	for b.Loop() {
		if _, err := p.Issue(p.Decision(in), seal()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMerge is one letter's share of a print stream of 200.
func BenchmarkMerge(b *testing.B) {
	p := open(b)
	one, err := p.Issue(p.Decision(transit(b, "zh")), seal())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var out bytes.Buffer
		_, err := p.Merge(&out, func(yield func([]byte, error) bool) {
			for range 200 {
				if !yield(one.PDF, nil) {
					return
				}
			}
		}, false)
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPeer writes the same text as gofpdf's README shows it: the whole
// font given to every document, text by MultiCell.
func BenchmarkPeer(b *testing.B) {
	p := open(b)
	c := p.Decision(transit(b, "zh"))
	one, err := p.Issue(c, seal())
	if err != nil {
		b.Fatal(err)
	}
	v, err := p.Verify(one.PDF, public())
	if err != nil {
		b.Fatal(err)
	}
	text := string(bytes.ReplaceAll([]byte(v.Text), []byte("𠮷"), []byte("吉"))) // gofpdf panics above U+FFFF
	font, err := assets.LetterFont(assets.LetterKai)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("kai", "", bytes.Clone(font))
		pdf.SetFont("kai", "", 11.5)
		pdf.AddPage()
		pdf.MultiCell(156, 6.5, text, "", "J", false)
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			b.Fatal(err)
		}
	}
}
