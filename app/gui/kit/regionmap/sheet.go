package regionmap

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// spot is a place on a sheet in pixels.
type spot struct{ x, y float64 }

// sheet paints shapes with soft edges. Everything is cut to its bounds first,
// so that a border drawn from very near costs no more than from afar.
type sheet struct {
	img *image.RGBA
	v   vector.Rasterizer
}

func newSheet(img *image.RGBA) *sheet { return &sheet{img: img} }

// brush gives the colour of a pixel; its alpha counts.
type brush func(x, y int) color.NRGBA

func plain(c color.NRGBA) brush { return func(int, int) color.NRGBA { return c } }

// slack is how far outside the sheet shapes are kept, for the width of lines.
const slack = 16

// fill paints the inside of a ring.
func (s *sheet) fill(ring []spot, b brush) {
	s.paint([][]spot{clip(ring, s.bounds())}, b)
}

func (s *sheet) bounds() (r [4]float64) {
	m := s.img.Bounds()
	return [4]float64{-slack, -slack, float64(m.Dx()) + slack, float64(m.Dy()) + slack}
}

// paint fills pieces that turn the same way as one shape.
func (s *sheet) paint(pieces [][]spot, b brush) {
	area := image.Rectangle{}
	for _, p := range pieces {
		area = area.Union(around(p))
	}
	area = area.Intersect(s.img.Bounds())
	if area.Empty() {
		return
	}
	w, h := area.Dx(), area.Dy()
	s.v.Reset(w, h)
	ox, oy := float64(area.Min.X), float64(area.Min.Y)
	for _, p := range pieces {
		for i, at := range inside(p, [4]float64{ox, oy, ox + float64(w), oy + float64(h)}) {
			if i == 0 {
				s.v.MoveTo(float32(at.x-ox), float32(at.y-oy))
				continue
			}
			s.v.LineTo(float32(at.x-ox), float32(at.y-oy))
		}
		s.v.ClosePath()
	}
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	s.v.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	s.blend(mask, area, b)
}

// inside cuts a piece to a box only when it leaves it.
func inside(p []spot, box [4]float64) []spot {
	for _, at := range p {
		if at.x < box[0] || at.y < box[1] || at.x > box[2] || at.y > box[3] {
			return clip(p, box)
		}
	}
	return p
}

func around(p []spot) image.Rectangle {
	if len(p) < 3 {
		return image.Rectangle{}
	}
	l, t, r, b := p[0].x, p[0].y, p[0].x, p[0].y
	for _, at := range p[1:] {
		l, r, t, b = min(l, at.x), max(r, at.x), min(t, at.y), max(b, at.y)
	}
	return image.Rect(int(math.Floor(l)), int(math.Floor(t)), int(math.Ceil(r)), int(math.Ceil(b)))
}

// blend lays a brush over the picture where the mask is.
func (s *sheet) blend(mask *image.Alpha, area image.Rectangle, b brush) {
	for y := 0; y < area.Dy(); y++ {
		row := s.img.Pix[s.img.PixOffset(area.Min.X, area.Min.Y+y):]
		cover := mask.Pix[y*mask.Stride:]
		for x := 0; x < area.Dx(); x++ {
			if cover[x] == 0 {
				continue
			}
			c := b(area.Min.X+x, area.Min.Y+y)
			a := uint32(c.A) * uint32(cover[x]) / 255
			if a == 0 {
				continue
			}
			over(row[4*x:4*x+3], c, a)
		}
	}
}

// over mixes a colour into an opaque pixel.
func over(pix []uint8, c color.NRGBA, a uint32) {
	pix[0] = uint8((uint32(pix[0])*(255-a) + uint32(c.R)*a) / 255)
	pix[1] = uint8((uint32(pix[1])*(255-a) + uint32(c.G)*a) / 255)
	pix[2] = uint8((uint32(pix[2])*(255-a) + uint32(c.B)*a) / 255)
}

// line paints a run of straight lines of a width. With dashes, it paints
// dashes[0], leaves dashes[1], and so on.
func (s *sheet) line(path []spot, width float64, c color.NRGBA, dashes ...float64) {
	s.paint(s.strokes(path, width, dashes...), plain(c))
}

// strokes are the pieces of a run of lines, as far as they are on the sheet.
func (s *sheet) strokes(path []spot, width float64, dashes ...float64) [][]spot {
	var pieces [][]spot
	box := s.bounds()
	left, at := math.Inf(1), 0
	if len(dashes) > 0 {
		left = dashes[0]
	}
	for i := 1; i < len(path); i++ {
		a, b, ok := cut(path[i-1], path[i], box)
		if !ok {
			continue
		}
		for {
			long := math.Hypot(b.x-a.x, b.y-a.y)
			if long <= left {
				if at%2 == 0 {
					pieces = append(pieces, bar(a, b, width))
				}
				left -= long
				break
			}
			m := spot{a.x + (b.x-a.x)*left/long, a.y + (b.y-a.y)*left/long}
			if at%2 == 0 {
				pieces = append(pieces, bar(a, m, width))
			}
			a, at = m, at+1
			left = dashes[at%len(dashes)]
		}
	}
	return pieces
}

// bar is one thick line; it reaches a little over its ends, so that bends have
// no gaps. All bars turn the same way.
func bar(a, b spot, width float64) []spot {
	dx, dy := b.x-a.x, b.y-a.y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return nil
	}
	dx, dy = dx/n*width/2, dy/n*width/2
	const over = 0.3
	a, b = spot{a.x - dx*over, a.y - dy*over}, spot{b.x + dx*over, b.y + dy*over}
	return []spot{{a.x - dy, a.y + dx}, {a.x + dy, a.y - dx}, {b.x + dy, b.y - dx}, {b.x - dy, b.y + dx}}
}

// ring is a circle as corners.
func ring(at spot, radius float64) []spot {
	n := int(max(24, min(360, radius)))
	out := make([]spot, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = spot{at.x + radius*cos, at.y + radius*sin}
	}
	return out
}

func closed(r []spot) []spot { return append(append([]spot(nil), r...), r[0]) }
