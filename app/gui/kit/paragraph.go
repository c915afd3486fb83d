package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Paragraph is text over as many lines as its width asks for.
type Paragraph struct {
	widget.BaseWidget

	Content string
	Type    theme.Type
	Ink     theme.Token
	Style   fyne.TextStyle
	Align   fyne.TextAlign

	lines []*canvas.Text
	memo  []breaking
}

// breaking remembers how a text was broken at a width: layouts ask for the
// height of the same paragraph many times over.
type breaking struct {
	text  string
	width float32
	size  float32
	style fyne.TextStyle
	lines []string
}

// kept is how many widths a paragraph remembers.
const kept = 4

// Prose is a paragraph of ordinary text.
func Prose(s string) *Paragraph { return newParagraph(s, theme.Body, theme.Ink) }

// Lead is a paragraph that leads: a rule, a finding.
func Lead(s string) *Paragraph {
	p := newParagraph(s, theme.Body, theme.Ink)
	p.Style.Bold = true
	return p
}

// Note is a paragraph of small second text.
func Note(s string) *Paragraph { return newParagraph(s, theme.Caption, theme.InkMuted) }

func newParagraph(s string, t theme.Type, ink theme.Token) *Paragraph {
	p := &Paragraph{Content: s, Type: t, Ink: ink}
	p.ExtendBaseWidget(p)
	return p
}

// In sets the colour and returns the paragraph.
func (p *Paragraph) In(ink theme.Token) *Paragraph { p.Ink = ink; return p }

// Set replaces the text.
func (p *Paragraph) Set(s string) {
	if p.Content != s {
		p.Content = s
		p.Refresh()
	}
}

// HeightFor is the height the paragraph takes at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	return float32(len(p.broken(width))) * p.pitch()
}

func (p *Paragraph) broken(width float32) []string {
	if p.Content == "" {
		return nil
	}
	size := theme.Text(p.Type)
	for _, b := range p.memo {
		if b.width == width && b.text == p.Content && b.size == size && b.style == p.Style {
			return b.lines
		}
	}
	lines := wrap(p.Content, width, func(s string) float32 { return measure(s, p.Type, p.Style).Width })
	if len(p.memo) == kept {
		p.memo = p.memo[1:]
	}
	p.memo = append(p.memo, breaking{p.Content, width, size, p.Style, lines})
	return lines
}

// pitch is the distance of two lines: the line itself and a third of its
// letters, for Chinese has no ascenders to keep lines apart.
func (p *Paragraph) pitch() float32 { return pitch(p.Type) }

func pitch(t theme.Type) float32 { return float32(int(theme.Text(t)*1.55 + 0.5)) }

// CreateRenderer is called by the toolkit.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{of: p}
	r.refresh = func() { r.objects = p.set(p.Size().Width) }
	r.min = func() fyne.Size {
		w := p.Size().Width
		if w <= 0 {
			w = theme.Text(p.Type) * 24
		}
		return fyne.NewSize(theme.Text(p.Type)*6, p.HeightFor(w))
	}
	r.layout = func(s fyne.Size) { r.objects = p.set(s.Width) }
	return r
}

// set breaks the text for a width and reuses the lines that are there.
func (p *Paragraph) set(width float32) []fyne.CanvasObject {
	broken := p.broken(width)
	objects, drop := make([]fyne.CanvasObject, len(broken)), Drop(p.Type, p.Style)
	for i, s := range broken {
		if i == len(p.lines) {
			p.lines = append(p.lines, canvas.NewText("", nil))
		}
		line := p.lines[i]
		line.Text, line.Color, line.TextSize, line.TextStyle = s, theme.Colour(p.Ink), theme.Text(p.Type), p.Style
		line.Alignment = p.Align
		h := line.MinSize().Height
		line.Move(fyne.NewPos(0, float32(i)*p.pitch()+(p.pitch()-h)/2+drop))
		line.Resize(fyne.NewSize(width, h))
		objects[i] = line
	}
	return objects
}

// wrap breaks text into lines no wider than width. Chinese may break between
// any two characters, except before closing and after opening punctuation;
// other text breaks at spaces; a word longer than a line is cut.
func wrap(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for para := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapParagraph(para, width, measure)...)
	}
	return lines
}

func wrapParagraph(para string, width float32, measure func(string) float32) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(para) {
		if line == "" || measure(strings.TrimRight(line+piece, " ")) <= width {
			line += piece
		} else {
			lines = append(lines, strings.TrimRight(line, " "))
			line = strings.TrimLeft(piece, " ")
		}
		for measure(strings.TrimRight(line, " ")) > width && len([]rune(line)) > 1 {
			head, tail := cut(line, width, measure)
			lines, line = append(lines, head), tail
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

// cut splits an over-long word at the last rune that fits; one rune always
// fits, so the loop above ends.
func cut(word string, width float32, measure func(string) float32) (head, tail string) {
	runes := []rune(word)
	n := 1
	for n+1 < len(runes) && measure(string(runes[:n+1])) <= width {
		n++
	}
	return string(runes[:n]), string(runes[n:])
}

// pieces splits text into parts that must not be broken inside: words with
// the spaces after them, and single Chinese characters with the punctuation
// that clings to them.
func pieces(s string) []string {
	var out []string
	start := 0
	runes := []rune(s)
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes[i-1], runes[i]) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune("，。、；：？！）》」』”’】〕…—%℃,.;:?!)]}", after):
		return false
	case strings.ContainsRune("（《「『“‘【〔([{", before):
		return false
	case before == ' ' && after != ' ':
		return true
	}
	return wide(before) && after != ' ' || wide(after) && before != ' '
}

// wide reports whether a rune is set like a Chinese character.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF
}
