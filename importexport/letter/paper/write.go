package paper

import (
	"bytes"
	"fmt"
	"math/bits"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/typeset"
)

// Info is what a file says about itself.
type Info struct {
	At      time.Time // written as date of creation and change
	Subject string    // the letter's reference
	Digest  string    // of the letter's text, hexadecimal
}

// Write renders a layout. The same layout and info give the same bytes.
func Write(faces *face.Set, l typeset.Layout, info Info) ([]byte, error) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{
		Wd: points(typeset.PageWidth), Ht: points(typeset.PageHeight)}})
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(info.At)
	pdf.SetModificationDate(info.At)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	made := pageRecord{marks: make([][]int, len(l.Pages)), used: &usage{}}
	w, ends := pageWriter{faces: faces, used: made.used}, make([][2]int, len(l.Pages))
	w.out.Grow(pageRoom * len(l.Pages))
	for i, p := range l.Pages {
		pdf.AddPage()
		drawRules(pdf, p.Rules)
		w.nodes, w.node, w.begun, w.marks = l.Nodes, none, false, nil
		from := w.out.Len()
		w.matrix(p.Matrix)
		w.runs(p.Runs)
		w.close()
		made.marks[i], ends[i] = w.marks, [2]int{from, w.out.Len()}
	}
	for _, end := range ends {
		made.text = append(made.text, w.out.Bytes()[end[0]:end[1]])
	}
	var raw bytes.Buffer
	if err := pdf.Output(&raw); err != nil {
		return nil, fmt.Errorf("assemble pages: %w", err)
	}
	return finish(faces, raw.Bytes(), l, info, made)
}

func points(u typeset.Unit) float64 { return float64(u) / 1000 }

// drawRules draws frames, lines and grounds; they are no part of the text.
func drawRules(pdf *gofpdf.Fpdf, rules []typeset.Rule) {
	if len(rules) == 0 {
		return
	}
	pdf.RawWriteStr("/Artifact BMC")
	for _, r := range rules {
		pdf.SetFillColor(r.Ink.RGB())
		pdf.Rect(points(r.X), points(r.Y), points(r.W), points(r.H), "F")
	}
	pdf.RawWriteStr("EMC")
}

// pageRoom is what the text of a page takes, about.
const pageRoom = 20 << 10

// pageRecord is what the pages hold besides the rules that gofpdf draws: page
// by page the operators of the text and the node of every marked content, and
// the glyphs of each face.
type pageRecord struct {
	text  [][]byte
	marks [][]int
	used  *usage
}

// usage collects the glyphs in use per face.
type usage [face.Count]glyphSet

func (u *usage) add(id face.ID, g face.GID) { u[id][g/64] |= 1 << (g % 64) }

// glyphSet holds a bit for each glyph number.
type glyphSet [1 << 10]uint64

// list gives the glyphs in order.
func (s *glyphSet) list() []face.GID {
	var out []face.GID
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			out = append(out, face.GID(64*i+bits.TrailingZeros64(word)))
		}
	}
	return out
}

// none is the node while no marked content is open.
const none = -2

// pageWriter writes the text operators of one page.
type pageWriter struct {
	faces *face.Set
	nodes []typeset.Node
	used  *usage
	out   bytes.Buffer
	node  int
	marks []int // node of each marked-content number
	ink   typeset.Ink
	face  face.ID
	size  typeset.Unit
	begun bool
}

// mark opens the marked content of a node, closing the one before.
func (w *pageWriter) mark(node int, tag string) {
	if node == w.node {
		return
	}
	w.close()
	w.node = node
	if node == typeset.Artefact {
		w.out.WriteString("/Artifact BMC\n")
		return
	}
	b := append(append(append(w.out.AvailableBuffer(), '/'), tag...), " <</MCID "...)
	b = strconv.AppendInt(b, int64(len(w.marks)), 10)
	w.out.Write(append(b, ">> BDC\n"...))
	w.marks = append(w.marks, node)
}

func (w *pageWriter) close() {
	if w.node != none {
		w.out.WriteString("EMC\n")
	}
	w.node = none
}

func (w *pageWriter) matrix(m *typeset.Matrix) {
	if m == nil {
		return
	}
	w.mark(m.Node, "Figure")
	w.setInk(typeset.Black)
	module := func(n int) typeset.Unit { return m.Side * typeset.Unit(n) / typeset.Unit(m.Size) }
	for y := range m.Size {
		for x := 0; x < m.Size; x++ {
			from := x
			for x < m.Size && m.Dark(x, y) {
				x++
			}
			if x > from {
				w.rect(m.X+module(from), m.Y+module(y), module(x)-module(from), module(y+1)-module(y))
			}
		}
	}
	w.out.WriteString("f\n")
	w.close()
}

func (w *pageWriter) rect(x, y, width, height typeset.Unit) {
	b := w.out.AvailableBuffer()
	for _, u := range []typeset.Unit{x, typeset.PageHeight - y - height, width, height} {
		b = append(appendPoints(b, u), ' ')
	}
	w.out.Write(append(b, "re\n"...))
}

// number writes a length in points, exactly.
func (w *pageWriter) number(u typeset.Unit) {
	w.out.Write(appendPoints(w.out.AvailableBuffer(), u))
	w.out.WriteByte(' ')
}

func appendPoints(b []byte, u typeset.Unit) []byte {
	if u < 0 {
		b, u = append(b, '-'), -u
	}
	b = strconv.AppendInt(b, int64(u/1000), 10)
	rest := u % 1000
	if rest == 0 {
		return b
	}
	b = append(b, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

func (w *pageWriter) setInk(k typeset.Ink) {
	if w.begun && w.ink == k {
		return
	}
	r, g, b := k.RGB()
	for _, v := range []int{r, g, b} {
		w.number(typeset.Unit((v*1000 + 127) / 255))
	}
	w.out.WriteString("rg\n")
	w.ink, w.begun = k, true
}

// tag is the name under which a node's content is marked.
func (w *pageWriter) tag(node int) string {
	if node >= 0 && w.nodes[node].Role == "Code" {
		return "Code"
	}
	return "Span"
}
