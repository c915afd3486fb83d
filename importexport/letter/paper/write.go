package paper

import (
	"bytes"
	"fmt"
	"math/bits"
	"strconv"
	"sync"
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

// Writer writes letters, any number at the same time, and keeps the room in
// which it puts them together for the next ones.
type Writer struct {
	faces *face.Set
	rooms sync.Pool
}

// NewWriter returns a writer of letters in these faces.
func NewWriter(faces *face.Set) *Writer {
	return &Writer{faces: faces, rooms: sync.Pool{New: func() any { return &room{} }}}
}

// room is what one letter is put together in.
type room struct {
	raw    bytes.Buffer // gofpdf's document
	text   bytes.Buffer // operators of the text of all pages
	packed []byte
	pageRecord
}

// Write renders a layout. The same layout and info give the same bytes.
func (w *Writer) Write(l typeset.Layout, info Info) ([]byte, error) {
	r := w.rooms.Get().(*room)
	defer w.rooms.Put(r)
	r.raw.Reset()
	r.text.Reset()
	r.pageRecord = pageRecord{pages: r.pages[:0], marks: make([][]int, len(l.Pages))}
	if err := r.draw(w.faces, l, info); err != nil {
		return nil, fmt.Errorf("assemble pages: %w", err)
	}
	return finish(w.faces, l, info, r)
}

// draw draws the pages: rules by gofpdf, text beside it.
func (r *room) draw(faces *face.Set, l typeset.Layout, info Info) error {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{
		Wd: points(typeset.PageWidth), Ht: points(typeset.PageHeight)}})
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(info.At)
	pdf.SetModificationDate(info.At)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	w, ends := pageWriter{faces: faces, nodes: l.Nodes, used: &r.used, out: &r.text}, make([]int, len(l.Pages)+1)
	for i, p := range l.Pages {
		pdf.AddPage()
		drawRules(pdf, p.Rules)
		w.node, w.begun, w.marks = none, false, nil
		w.matrix(p.Matrix)
		w.runs(p.Runs)
		w.close()
		r.marks[i], ends[i+1] = w.marks, w.out.Len()
	}
	for i, to := range ends[1:] {
		r.pages = append(r.pages, r.text.Bytes()[ends[i]:to])
	}
	return pdf.Output(&r.raw)
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

// pageRecord is what the pages hold besides the rules that gofpdf draws: page
// by page the operators of the text and the node of every marked content, and
// the glyphs of each face.
type pageRecord struct {
	pages [][]byte
	marks [][]int
	used  usage
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
	out   *bytes.Buffer
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
