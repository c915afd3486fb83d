package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/theme"
)

// Pages shows the pages of a letter one under the other, as paper: on a grey
// ground, in the width there is. The caller renders the pages to images.
type Pages struct {
	all    *fyne.Container
	scroll *container.Scroll
	layout *pagesLayout
}

// NewPages returns a viewer of images.
func NewPages(pages ...image.Image) *Pages {
	l := &pagesLayout{zoom: 1}
	sheets := make([]fyne.CanvasObject, len(pages))
	for i, p := range pages {
		img := canvas.NewImageFromImage(p)
		img.FillMode = canvas.ImageFillStretch
		img.ScaleMode = canvas.ImageScaleSmooth
		l.ratios = append(l.ratios, float32(p.Bounds().Dy())/float32(max(1, p.Bounds().Dx())))
		sheets[i] = On(Rounded(theme.Panel, theme.Border), img)
	}
	scroll := container.NewVScroll(container.New(l, sheets...))
	v := &Pages{layout: l, scroll: scroll}
	v.all = container.New(&pagesFrame{l}, Plane(theme.Sunken), scroll)
	return v
}

// Object is what a screen puts into its layout.
func (p *Pages) Object() fyne.CanvasObject { return p.all }

// Zoom sets how large a page is; 1 fills the width.
func (p *Pages) Zoom(z float32) {
	p.layout.zoom = min(max(z, 0.4), 1)
	p.scroll.Content.Refresh()
	p.all.Refresh()
}

// pagesFrame tells the pages the width of their place.
type pagesFrame struct{ pages *pagesLayout }

func (f *pagesFrame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.pages.width = size.Width
	for _, o := range objects {
		o.Resize(size)
		o.Refresh()
	}
}

func (f *pagesFrame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(280, 160) }

type pagesLayout struct {
	ratios      []float32
	width, zoom float32
}

func (l *pagesLayout) page() float32 { return max(1, (l.width-theme.Space(10))*l.zoom) }

func (l *pagesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := theme.Space(4)
	for i, o := range objects {
		h := l.page() * l.ratios[i]
		o.Move(fyne.NewPos((size.Width-l.page())/2, y))
		o.Resize(fyne.NewSize(l.page(), h))
		y += h + theme.Space(4)
	}
}

func (l *pagesLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	h := theme.Space(4)
	for _, r := range l.ratios {
		h += l.page()*r + theme.Space(4)
	}
	return fyne.NewSize(100, h)
}
