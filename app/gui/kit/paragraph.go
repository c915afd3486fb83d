package kit

import (
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
func (p *Paragraph) pitch() float32 {
	return float32(int(theme.Text(p.Type)*1.55 + 0.5))
}

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
	objects := make([]fyne.CanvasObject, len(broken))
	for i, s := range broken {
		if i == len(p.lines) {
			p.lines = append(p.lines, canvas.NewText("", nil))
		}
		line := p.lines[i]
		line.Text, line.Color, line.TextSize, line.TextStyle = s, theme.Colour(p.Ink), theme.Text(p.Type), p.Style
		h := line.MinSize().Height
		line.Move(fyne.NewPos(0, float32(i)*p.pitch()+(p.pitch()-h)/2))
		line.Resize(fyne.NewSize(width, h))
		objects[i] = line
	}
	return objects
}
