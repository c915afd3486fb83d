// Package typeset lays out the pages of a letter.
//
// It takes blocks (headings, paragraphs, tables, the signature) and gives
// pages of positioned glyphs and filled rectangles. The PDF writer and the
// screen painter both draw these pages, so that what is signed off on the
// screen is what is printed.
//
// All lengths are whole thousandths of a point, because whole numbers give
// the same page on every machine; the origin is the top left corner of the
// page, and y grows downwards.
package typeset

import "recourse/importexport/letter/face"

// Unit is a length in thousandths of a point.
type Unit int

// Size of the paper: A4, 210 by 297 mm.
const (
	PageWidth  Unit = 595_276
	PageHeight Unit = 841_890
)

// MM turns tenths of a millimetre into units.
func MM(tenths int) Unit { return Unit(tenths * 283_465 / 1000) }

// Ink is one of the few colours of a letter. Nothing is said by colour alone.
type Ink uint8

// The inks.
const (
	Black Ink = iota
	Red
	Grey
	Tint  // background of the outcome box
	Paper // white ground under the QR code
)

// RGB gives the ink as 8-bit components.
func (k Ink) RGB() (r, g, b int) {
	switch k {
	case Red:
		return 0xC8, 0x10, 0x16
	case Grey:
		return 0x59, 0x59, 0x59
	case Tint:
		return 0xF6, 0xF3, 0xEE
	case Paper:
		return 0xFF, 0xFF, 0xFF
	}
	return 0, 0, 0
}

// Page is one finished page.
type Page struct {
	Number int // counted from 1
	Rules  []Rule
	Runs   []Run
	Matrix *Matrix
}

// Rule is a filled rectangle: a line, a frame's side, a ground.
type Rule struct {
	X, Y, W, H Unit
	Ink        Ink
}

// Run is a stretch of glyphs of one face and size on one baseline.
type Run struct {
	X, Y   Unit // where the baseline starts
	Size   Unit
	Face   face.ID
	Ink    Ink
	Node   int // index into Layout.Nodes, or Artefact
	Glyphs []Glyph
}

// Artefact is the node of what is not part of the text, such as page numbers.
const Artefact = -1

// Glyph is one character of a run, X away from the run's start.
type Glyph struct {
	ID   face.GID
	Rune rune
	X    Unit
}

// Text is what the run says.
func (r Run) Text() string {
	text := make([]rune, len(r.Glyphs))
	for i, g := range r.Glyphs {
		text[i] = g.Rune
	}
	return string(text)
}

// Matrix is a QR code on the page.
type Matrix struct {
	X, Y, Side Unit
	Size       int // modules along a side
	Dark       func(x, y int) bool
	Node       int
}

// Node is one element of the document's structure as readers for the blind
// see it. Roles are those of PDF (Document, Sect, H1, P, Table, ...).
type Node struct {
	Role   string
	Lang   string // of a section, empty elsewhere
	Alt    string // of a figure
	Parent int    // index, -1 for the root
	Row    bool   // a heading cell heads its row, not its column
}

// Scope is what a heading cell heads, in the words of PDF.
func (n Node) Scope() string {
	if n.Row {
		return "Row"
	}
	return "Column"
}

// Layout is a whole letter, laid out.
type Layout struct {
	Title string // for the window of the reader
	Lang  string // of the document
	Nodes []Node
	Pages []Page
	Lost  []rune // characters that no face shows, each once
}
