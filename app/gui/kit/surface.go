package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Surface is a plane of one token with an optional edge, behind other things.
type Surface struct {
	widget.BaseWidget

	Token, Edge theme.Token
	Corner      float32
}

// Plane is a surface without corners or edge.
func Plane(token theme.Token) *Surface {
	s := &Surface{Token: token}
	s.ExtendBaseWidget(s)
	return s
}

// Rounded is a surface with rounded corners and a hairline.
func Rounded(token, edge theme.Token) *Surface {
	s := &Surface{Token: token, Edge: edge, Corner: theme.Radius}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is called by the toolkit.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	r := canvas.NewRectangle(nil)
	p := &painter{of: s, objects: []fyne.CanvasObject{r}}
	p.refresh = func() {
		r.CornerRadius = s.Corner
		paint(r, s.Token, s.Edge, 1)
	}
	p.min = func() fyne.Size { return fyne.NewSize(0, 0) }
	p.layout = r.Resize
	p.refresh()
	return p
}

// On puts an object upon a surface.
func On(s *Surface, o fyne.CanvasObject) *fyne.Container { return container.New(&pad{}, s, o) }

// Panel puts an object upon a panel with an edge.
func Panel(o fyne.CanvasObject) *fyne.Container { return On(Rounded(theme.Panel, theme.Line), o) }

// Card is a panel with a heading and a body. head may be nil.
func Card(head, body fyne.CanvasObject) *fyne.Container {
	inner := body
	if head != nil {
		inner = Column(theme.Space(3), head, body)
	}
	return Panel(Pad(theme.Space(4), inner))
}

// Well is a sunken box for something quoted, such as a resident's statement.
func Well(o fyne.CanvasObject) *fyne.Container {
	return On(Rounded(theme.Sunken, theme.Line), Pad(theme.Space(3), o))
}

// Heading is a section's heading with what belongs to its right.
func Heading(title string, right ...fyne.CanvasObject) *fyne.Container {
	objects := append([]fyne.CanvasObject{Strong(title), Gap()}, right...)
	return Row(theme.Space(2), objects...)
}

// Rule is a hairline across.
func Rule() fyne.CanvasObject {
	return container.New(&fixedSize{height: 1}, Plane(theme.Line))
}

// UprightRule is a hairline down.
func UprightRule() fyne.CanvasObject {
	return container.New(&fixedSize{width: 1}, Plane(theme.Line))
}

// Fixed gives an object a size; 0 leaves a side to the object.
func Fixed(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixedSize{width, height}, o)
}

type fixedSize struct{ width, height float32 }

func (f *fixedSize) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (f *fixedSize) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	if f.width > 0 {
		s.Width = f.width
	}
	if f.height > 0 {
		s.Height = f.height
	}
	return s
}

func (f *fixedSize) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if f.height > 0 {
		return f.height
	}
	if f.width > 0 {
		width = f.width
	}
	h := float32(0)
	for _, o := range objects {
		h = max(h, heightFor(o, width))
	}
	return h
}

// Pair is one row of a list of facts: a caption and its value.
type Pair struct {
	Label string
	Value fyne.CanvasObject
}

// Pairs lists facts with their labels in a column of one width; a long label
// goes on in a second line.
func Pairs(labelWidth float32, pairs ...Pair) *fyne.Container {
	rows := make([]fyne.CanvasObject, len(pairs))
	for i, p := range pairs {
		label := newParagraph(p.Label, theme.Body, theme.InkMuted)
		rows[i] = TopRow(theme.Space(3), Fixed(labelWidth, 0, label), Fill(p.Value))
	}
	return Column(theme.Space(2), rows...)
}

// Icon is one of our icons in a token's colour; size 0 is that of text.
func Icon(name string, token theme.Token, size float32) fyne.CanvasObject {
	return Picture(theme.Icon(name, token), size)
}

// Picture is a drawing kept square; size 0 is that of text.
func Picture(res fyne.Resource, size float32) fyne.CanvasObject {
	if size == 0 {
		size = theme.Grid(theme.Text(theme.Body))
	}
	img := canvas.NewImageFromResource(res)
	img.FillMode = canvas.ImageFillContain
	return Fixed(size, size, img)
}
