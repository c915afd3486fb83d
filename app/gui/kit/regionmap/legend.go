package regionmap

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// Sign is something that a legend explains.
type Sign int

// The signs of the map. A Shaded sign shows a class of risk.
const (
	Shaded Sign = iota
	StatedCircle
	AssumedCircle
	WholeStay
	PassedThrough
	NoLength
	InTimeOrder
	KeyArea
)

// Entry is one line of a legend.
type Entry struct {
	Sign  Sign
	Shade Shade
	Text  string
}

// Legend explains signs, each with a sample as the map draws it.
func Legend(entries ...Entry) fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(entries))
	for i, e := range entries {
		items[i] = kit.Row(theme.Space(1), sample(e), kit.Caption(e.Text))
	}
	return kit.Flow(theme.Space(3), items...)
}

// sample draws one sign small.
func sample(e Entry) fyne.CanvasObject {
	high := theme.Grid(theme.Text(theme.Caption) * 1.2)
	wide := high * 1.7
	raster := canvas.NewRaster(func(w, h int) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, max(1, w), max(1, h)))
		e.draw(img, float64(w)/float64(wide))
		return img
	})
	return kit.Fixed(wide, high, raster)
}

func (e Entry) draw(img *image.RGBA, k float64) {
	ink := inks()
	draw.Draw(img, img.Bounds(), image.NewUniform(ink.Land), image.Point{}, draw.Src)
	sh := newSheet(img)
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	mid := spot{w / 2, h / 2}
	switch e.Sign {
	case Shaded:
		box := []spot{{0, 0}, {w, 0}, {w, h}, {0, h}}
		if e.Shade.Level > 0 {
			sh.fill(box, hatch(e.Shade, ink.Hatch, k, 0, 0))
		}
		sh.line(closed(box), 2*k, ink.Edge)
	case KeyArea:
		across := []spot{{0, h / 2}, {w, h / 2}}
		sh.line(across, 6*k, ink.Edge, 3*k, 6*k)
		sh.line(across, 1.2*k, ink.Edge)
	case StatedCircle:
		sh.line(closed(ring(mid, h/2-1.5*k)), 1.6*k, ink.Chosen)
	case AssumedCircle:
		sh.line(closed(ring(mid, h/2-1.5*k)), 1.6*k, ink.Chosen, 4*k, 3*k)
	case InTimeOrder:
		d := drawing{sh: sh, ink: ink, k: k}
		sh.line([]spot{{2 * k, h / 2}, {w - 8*k, h / 2}}, 1.6*k, ink.Track, 2*k, 3*k)
		d.arrow(spot{w - 2*k, h / 2}, 1, 0, 8*k, ink.Track)
	default:
		dot(sh, mid, h/2-2*k, e.Sign, ink.Chosen, ink.Land)
	}
}

func dot(sh *sheet, at spot, r float64, s Sign, ink, paper color.NRGBA) {
	sh.fill(ring(at, r), plain(ink))
	hollow(sh, at, r, map[Sign]Lasted{WholeStay: Whole, PassedThrough: Passing, NoLength: Instant}[s], paper)
}
