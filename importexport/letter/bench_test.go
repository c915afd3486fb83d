package letter_test

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"recourse/assets"
	"recourse/importexport"
)

// BenchmarkIssue is one letter of three pages: check, layout, signature, PDF.
func BenchmarkIssue(b *testing.B) {
	p := open(b)
	in, stamp := transit(b, "zh"), seal()
	for b.Loop() {
		if _, err := p.Issue(p.Decision(in), stamp); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFile is the same with its file, which is there for good when it is
// done.
func BenchmarkFile(b *testing.B) {
	p := open(b)
	in, name := transit(b, "zh"), filepath.Join(b.TempDir(), "letter.pdf")
	for b.Loop() {
		got, err := p.Issue(p.Decision(in), seal())
		if err != nil {
			b.Fatal(err)
		}
		if err := importexport.WriteFile(name, func(w io.Writer) error { _, err := w.Write(got.PDF); return err }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStream issues 200 letters and joins them into one print stream.
func BenchmarkStream(b *testing.B) {
	p := open(b)
	in := transit(b, "zh")
	for b.Loop() {
		var out bytes.Buffer
		_, err := p.Merge(&out, func(yield func([]byte, error) bool) {
			for range 200 {
				one, err := p.Issue(p.Decision(in), seal())
				if !yield(one.PDF, err) {
					return
				}
			}
		}, false)
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMerge joins 200 letters into one print stream.
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
// font given to every document, paragraphs by MultiCell.
func BenchmarkPeer(b *testing.B) {
	text, font := peerText(b)
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("kai", "", bytes.Clone(font))
		peerLetter(b, pdf, text)
	}
}

// BenchmarkPeerMerge writes a print stream of 200 letters in one document, as
// BenchmarkStream does.
func BenchmarkPeerMerge(b *testing.B) {
	text, font := peerText(b)
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("kai", "", bytes.Clone(font))
		for range 199 {
			pdf.SetFont("kai", "", 11.5)
			pdf.AddPage()
			for _, p := range text {
				pdf.MultiCell(156, 6.5, p, "", "J", false)
			}
		}
		peerLetter(b, pdf, text)
	}
}

func peerLetter(b *testing.B, pdf *gofpdf.Fpdf, text []string) {
	pdf.SetFont("kai", "", 11.5)
	pdf.AddPage()
	for _, p := range text {
		pdf.MultiCell(156, 6.5, p, "", "J", false)
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		b.Fatal(err)
	}
}

// peerText is the letter's text paragraph by paragraph, and the whole face.
func peerText(b *testing.B) (paragraphs []string, font []byte) {
	p := open(b)
	l := p.Preview(p.Decision(transit(b, "zh")))
	byNode := make([]string, len(l.Nodes))
	for _, page := range l.Pages {
		for _, r := range page.Runs {
			if r.Node >= 0 {
				byNode[r.Node] += strings.ReplaceAll(r.Text(), "𠮷", "吉") // gofpdf panics above U+FFFF
			}
		}
	}
	for _, text := range byNode {
		if text != "" {
			paragraphs = append(paragraphs, text)
		}
	}
	font, err := assets.LetterFont(assets.LetterKai)
	if err != nil {
		b.Fatal(err)
	}
	return paragraphs, font
}
