package caseview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// meter shows a share as a filled track.
type meter struct{ share float32 }

func (m *meter) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*min(1, max(0, m.share)), size.Height))
}

func (m *meter) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(96, 8) }

// footed stacks a head, a body that takes what is left, and a foot whose
// height follows from its width.
type footed struct{}

func (footed) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head, body, foot := o[0], o[1], o[2]
	head.Resize(fyne.NewSize(size.Width, head.MinSize().Height))
	hh := head.MinSize().Height
	foot.Resize(fyne.NewSize(size.Width, foot.MinSize().Height))
	fh := min(foot.MinSize().Height, size.Height-hh)
	head.Resize(fyne.NewSize(size.Width, hh))
	body.Move(fyne.NewPos(0, hh))
	body.Resize(fyne.NewSize(size.Width, max(0, size.Height-hh-fh)))
	foot.Move(fyne.NewPos(0, size.Height-fh))
	foot.Resize(fyne.NewSize(size.Width, fh))
}

func (footed) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(o[0].MinSize().Width, o[2].MinSize().Width), o[0].MinSize().Height+o[2].MinSize().Height+64)
}

// flow puts objects side by side and breaks to the next line where they do
// not fit.
type flow struct {
	widget.BaseWidget

	objects []fyne.CanvasObject
	gap     float32
}

func newFlow(objects ...fyne.CanvasObject) *flow {
	f := &flow{objects: objects, gap: theme.Space(1.5)}
	f.ExtendBaseWidget(f)
	return f
}

// HeightFor is the height at a width, for the kit's layouts.
func (f *flow) HeightFor(width float32) float32 {
	return f.set(width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// set places every object and returns the height of all lines.
func (f *flow) set(width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	var x, y, line float32
	for _, o := range f.objects {
		m := o.MinSize()
		m.Width = min(m.Width, width)
		if x > 0 && x+m.Width > width {
			x, y, line = 0, y+line+f.gap, 0
		}
		place(o, fyne.NewPos(x, y), m)
		x, line = x+m.Width+f.gap, max(line, m.Height)
	}
	return y + line
}

// CreateRenderer is called by the toolkit.
func (f *flow) CreateRenderer() fyne.WidgetRenderer { return &flowRenderer{f} }

type flowRenderer struct{ of *flow }

func (r *flowRenderer) Layout(size fyne.Size) {
	r.of.set(size.Width, func(o fyne.CanvasObject, at fyne.Position, m fyne.Size) {
		o.Move(at)
		o.Resize(m)
	})
}

func (r *flowRenderer) MinSize() fyne.Size {
	w := float32(0)
	for _, o := range r.of.objects {
		w = max(w, min(o.MinSize().Width, theme.Text(theme.Body)*12))
	}
	return fyne.NewSize(w, r.of.HeightFor(max(w, r.of.Size().Width)))
}

func (r *flowRenderer) Refresh()                     { r.Layout(r.of.Size()) }
func (r *flowRenderer) Objects() []fyne.CanvasObject { return r.of.objects }
func (r *flowRenderer) Destroy()                     {}

// quotation is a text in somebody's own words under its caption, with the way
// to copy all of it. It is set as a paragraph, because a field that lets one
// mark letters does not know where a Chinese line may begin.
func (s *Screen) quotation(caption, text string, edge theme.Token) fyne.CanvasObject {
	copied := kit.NewButton("", func() {
		fyne.CurrentApp().Clipboard().SetContent(text)
		s.host.Toast(s.t("case.copied"))
	}).WithIcon("copy").As(kit.Quiet).WithTip(s.t("case.copy"))
	head := kit.Row(theme.Space(1), kit.Caption(caption), kit.Gap(), copied)
	return kit.Column(theme.Space(1), head, kit.On(kit.Rounded(theme.Sunken, edge), kit.Pad(theme.Space(2.5), kit.Prose(text))))
}

// beside is a short reference in figures of one width that stands in line with
// the paragraph at its right.
func beside(ref string) fyne.CanvasObject {
	p := kit.Prose(ref)
	p.Style.Monospace = true
	w := fyne.MeasureText(ref, theme.Text(theme.Body), p.Style).Width
	return kit.Fixed(w+1, 0, p)
}

// hung is a small icon in line with the paragraph at its right.
func hung(icon string, ink theme.Token) fyne.CanvasObject {
	return kit.Insets(theme.Space(0.75), 0, 0, 0, kit.Icon(icon, ink, 0))
}
