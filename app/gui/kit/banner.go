package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/theme"
)

// Banner says across the screen what happened and what to do next; actions
// stand at its right, or below the words where those would get too narrow.
func Banner(tone Tone, title, advice string, actions ...fyne.CanvasObject) *fyne.Container {
	ink, soft, icon := tone.tokens()
	text := []fyne.CanvasObject{newParagraph(title, theme.Body, ink)}
	text[0].(*Paragraph).Style.Bold = true
	if advice != "" {
		text = append(text, newParagraph(advice, theme.Body, theme.Ink))
	}
	said := Column(theme.Space(0.5), text...)
	if len(actions) > 0 {
		said = container.New(&beside{}, said, Row(theme.Space(2), actions...))
	}
	objects := []fyne.CanvasObject{Fill(said)}
	if icon != "" {
		objects = append([]fyne.CanvasObject{Icon(icon, ink, theme.Grid(theme.Text(theme.Body)+4))}, objects...)
	}
	return On(Rounded(soft, ""), Insets(theme.Space(2), theme.Space(3), theme.Space(2), theme.Space(3), Row(theme.Space(3), objects...)))
}

// beside sets actions at the right of words, or below them where the words
// would have less than readable letters a line.
type beside struct{ width float32 }

// readable is how many letters a line of a banner has at least.
const readable = 16

func (b *beside) places(objects []fyne.CanvasObject, width float32) (words fyne.Size, acts fyne.Position, size fyne.Size) {
	said, gap := objects[0], theme.Space(3)
	size = objects[1].MinSize()
	if left := width - size.Width - gap; left >= theme.Text(theme.Body)*readable {
		words = fyne.NewSize(left, heightFor(said, left))
		h := max(words.Height, size.Height)
		words.Height = h
		return words, fyne.NewPos(left+gap, (h-size.Height)/2), size
	}
	words = fyne.NewSize(width, heightFor(said, width))
	return words, fyne.NewPos(0, words.Height+theme.Space(2)), size
}

// Layout is called by the toolkit.
func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	words, acts, own := b.places(objects, size.Width)
	told := heightFor(objects[0], words.Width)
	objects[0].Move(fyne.NewPos(0, max(0, (words.Height-told)/2)))
	objects[0].Resize(fyne.NewSize(words.Width, told))
	objects[1].Move(acts)
	objects[1].Resize(own)
}

// MinSize is called by the toolkit.
func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := max(objects[0].MinSize().Width, objects[1].MinSize().Width)
	return fyne.NewSize(w, b.heightFor(objects, max(w, b.width)))
}

func (b *beside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	words, acts, size := b.places(objects, width)
	return max(words.Height, acts.Y+size.Height)
}

// EmptyState fills a place that has nothing to show: what it would hold, why
// it is empty, and what to do next.
func EmptyState(icon, title, advice string, actions ...fyne.CanvasObject) *fyne.Container {
	head := Centred(title, theme.Ink)
	head.Style.Bold = true
	objects := []fyne.CanvasObject{Row(0, Gap(), Icon(icon, theme.Border, 40), Gap()), head}
	if advice != "" {
		objects = append(objects, Centred(advice, theme.InkMuted))
	}
	if len(actions) > 0 {
		row := append([]fyne.CanvasObject{Gap()}, actions...)
		objects = append(objects, Insets(theme.Space(3), 0, 0, 0, Row(theme.Space(2), append(row, Gap())...)))
	}
	return MiddleUpto(theme.Text(theme.Body)*30, Pad(theme.Space(4), Column(theme.Space(2), objects...)))
}

// Centred is a paragraph whose lines stand in the middle of its width.
func Centred(text string, ink theme.Token) *Paragraph {
	p := newParagraph(text, theme.Body, ink)
	p.Align = fyne.TextAlignCenter
	return p
}

// Middle puts an object a little above the middle of the room, at its own
// size.
func Middle(o fyne.CanvasObject) *fyne.Container {
	return container.New(&middle{}, o)
}

// MiddleUpto is Middle with an object that takes a width, or as much of it as
// there is.
func MiddleUpto(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&middle{most: width}, o)
}

// middle gives an object its own width, or as much of most as there is.
type middle struct{ most float32 }

func (m *middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := min(max(o.MinSize().Width, m.most), size.Width)
		h := heightFor(o, w)
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos((size.Width-w)/2, max(0, (size.Height-h)*0.42)))
	}
}

func (*middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

func (m *middle) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, heightFor(o, min(max(o.MinSize().Width, m.most), width)))
	}
	return h
}
