package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Letter is what Compose lays out: one part per language.
type Letter struct {
	Title string
	Large bool // large print
	Parts []Part
}

// Part is the letter in one language. It begins on a page of its own.
type Part struct {
	Lang    string // zh-CN or en-GB
	Blocks  []Block
	Running string // stands at the head of every page but the part's first
}

// Block is one element of a part: Letterhead, Title, Heading, Para, Item,
// Panel, Table, Signature, Slip or Ending.
type Block interface {
	lay(c *composer)
	words() []string
}

// Letterhead is the head of the letter form of GB/T 9704-2012 section 10.1:
// the authority's name in red, a red double rule, and the document number.
type Letterhead struct{ Authority, Number, Notice string }

// Title is the title; its last line states the outcome.
type Title struct{ Lines []string }

// Heading opens a section. It never stands alone at the foot of a page.
type Heading struct{ Text string }

// Para is a paragraph; Flush keeps its first line at the margin, Small sets
// it in the size of notes, Lead keeps it with the block that follows.
type Para struct {
	Text               string
	Flush, Small, Lead bool
}

// Item is a numbered or labelled paragraph with a hanging indent.
type Item struct{ Label, Text string }

// Panel is a framed box.
type Panel struct{ Paras []string }

// Table is a small table with column widths in thousandths of the text width,
// or as wide as the words need. With Labels the first
// column is a heading of its row.
type Table struct {
	Widths []int
	Head   []string
	Rows   [][]string
	Labels bool
	Lead   bool // stays with the block that follows
}

// Signature is the authority's name over the date, where the seal goes, with
// the verification code beside it. Note says how to check the letter. Sealed
// is the signature that gets the code (see Seal): not that of a preview, nor
// one with the code elsewhere.
type Signature struct {
	Authority, Date string
	Note            string
	Sealed          bool
	Code            string
	Alt             string
	Matrix          *Matrix
}

// Slip is a form at the end of the letter, to be torn off along the dashes
// above it.
type Slip struct {
	Head  string
	Table Table
}

// Ending is the last line of the letter.
type Ending struct{ Text string }

func (b Letterhead) words() []string { return []string{b.Authority, b.Number, b.Notice} }
func (b Title) words() []string      { return b.Lines }
func (b Heading) words() []string    { return []string{b.Text} }
func (b Para) words() []string       { return []string{b.Text} }
func (b Item) words() []string       { return []string{b.Label, b.Text} }
func (b Ending) words() []string     { return []string{b.Text} }
func (b Panel) words() []string      { return b.Paras }
func (b Signature) words() []string  { return []string{b.Note, b.Authority, b.Date} }
func (b Slip) words() []string       { return append([]string{b.Head}, b.Table.words()...) }

func (b Table) words() []string {
	words := append([]string(nil), b.Head...)
	for _, r := range b.Rows {
		words = append(words, r...)
	}
	return words
}

// Seal puts the verification code, in letters and as QR code, where it belongs.
func (l Letter) Seal(code string, m *Matrix) {
	for _, p := range l.Parts {
		for i, block := range p.Blocks {
			if s, ok := block.(Signature); ok && s.Sealed {
				s.Code, s.Matrix = code, m
				p.Blocks[i] = s
			}
		}
	}
}

// Text is all that the letter says in reading order, without white space and
// without the verification code. It does not depend on how lines and pages
// fall, so it can be compared with the text read back from a file.
func (l Letter) Text() string {
	b := make([]byte, 0, 16<<10)
	for _, p := range l.Parts {
		for _, block := range p.Blocks {
			for _, w := range block.words() {
				b = appendSqueezed(b, w)
			}
		}
	}
	return string(b)
}

// Squeeze drops white space and marks of emphasis. What is not UTF-8 becomes
// U+FFFD.
func Squeeze(s string) string {
	if !strings.ContainsFunc(s, squeezed) {
		return s
	}
	return string(appendSqueezed(nil, s))
}

func appendSqueezed(b []byte, s string) []byte {
	from := 0
	for i, r := range s {
		if !squeezed(r) {
			continue
		}
		b = append(b, s[from:i]...)
		_, n := utf8.DecodeRuneInString(s[i:])
		from = i + n
		if r == utf8.RuneError {
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, s[from:]...)
}

// squeezed reports whether r does not stay as it is.
func squeezed(r rune) bool {
	return r == BoldOn || r == BoldOff || r == utf8.RuneError || Space(r)
}

// Space reports whether r is white space, as unicode.IsSpace does but with
// Chinese text in mind: the ideographic blank is the last one there is.
func Space(r rune) bool { return r <= '\u3000' && unicode.IsSpace(r) }
