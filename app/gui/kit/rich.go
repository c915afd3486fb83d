package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Run is a stretch of a rich paragraph in one style; an empty Ink is that of
// ordinary text.
type Run struct {
	Text  string
	Style fyne.TextStyle
	Ink   theme.Token
}

// Rich is a paragraph whose words can stand out. It breaks lines as Paragraph
// does.
type Rich struct {
	widget.BaseWidget

	runs  []Run
	lines []*canvas.Text
}

// NewRich returns a paragraph of runs.
func NewRich(runs ...Run) *Rich {
	r := &Rich{runs: runs}
	r.ExtendBaseWidget(r)
	return r
}

// HeightFor is the height the paragraph takes at a width.
func (r *Rich) HeightFor(width float32) float32 {
	return float32(len(r.broken(width))) * r.pitch()
}

func (r *Rich) pitch() float32 { return float32(int(theme.Text(theme.Body)*1.55 + 0.5)) }

// atom is a part of a run that is not broken inside; glued is one that may not
// begin a line.
type atom struct {
	run   int
	text  string
	glued bool
}

func (r *Rich) atoms() []atom {
	var out []atom
	var last rune
	for i, run := range r.runs {
		for n, piece := range pieces(run.Text) {
			letters := []rune(piece)
			out = append(out, atom{run: i, text: piece, glued: n == 0 && last != 0 && !mayBreak(last, letters[0])})
			last = letters[len(letters)-1]
		}
	}
	return out
}

func (r *Rich) width(a atom) float32 {
	return measure(a.text, theme.Body, r.runs[a.run].Style).Width
}

// broken lays the atoms out in lines no wider than width; what is glued to the
// atom before goes with it.
func (r *Rich) broken(width float32) [][]atom {
	var lines [][]atom
	var line []atom
	var used float32
	all := r.atoms()
	for i := 0; i < len(all); {
		end, need := i+1, r.width(all[i])
		for end < len(all) && all[end].glued {
			need += r.width(all[end])
			end++
		}
		last := all[end-1]
		trailing := r.width(last) - measure(strings.TrimRight(last.text, " "), theme.Body, r.runs[last.run].Style).Width
		if len(line) > 0 && used+need-trailing > width {
			lines, line, used = append(lines, line), nil, 0
		}
		line, used = append(line, all[i:end]...), used+need
		i = end
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// CreateRenderer is called by the toolkit.
func (r *Rich) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{of: r}
	p.refresh = func() { p.objects = r.set(r.Size().Width) }
	p.min = func() fyne.Size {
		w := r.Size().Width
		if w <= 0 {
			w = theme.Text(theme.Body) * 24
		}
		return fyne.NewSize(theme.Text(theme.Body)*6, r.HeightFor(w))
	}
	p.layout = func(s fyne.Size) { p.objects = r.set(s.Width) }
	return p
}

// set writes the lines; neighbouring atoms of one run are one text.
func (r *Rich) set(width float32) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for n, line := range r.broken(width) {
		var x float32
		for i := 0; i < len(line); {
			run, text := line[i].run, ""
			for ; i < len(line) && line[i].run == run; i++ {
				text += line[i].text
			}
			t := r.text(len(objects), text, r.runs[run])
			t.Move(fyne.NewPos(x, float32(n)*r.pitch()+(r.pitch()-t.MinSize().Height)/2))
			t.Resize(t.MinSize())
			x += measure(text, theme.Body, r.runs[run].Style).Width
			objects = append(objects, t)
		}
	}
	return objects
}

// text is the n-th text of the paragraph, made once and used again.
func (r *Rich) text(n int, text string, run Run) *canvas.Text {
	if n == len(r.lines) {
		r.lines = append(r.lines, canvas.NewText("", nil))
	}
	t := r.lines[n]
	ink := run.Ink
	if ink == "" {
		ink = theme.Ink
	}
	t.Text, t.TextStyle, t.TextSize, t.Color = text, run.Style, theme.Text(theme.Body), theme.Colour(ink)
	return t
}
