package regionmap

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// Inks are the colours of a map. None of them is a colour of codes.
type Inks struct {
	Ground color.NRGBA // where no outline is
	Land   color.NRGBA
	Hatch  color.NRGBA
	Edge   color.NRGBA // borders
	Home   color.NRGBA // the border of the person's own division
	Circle color.NRGBA
	Track  color.NRGBA
	Paper  color.NRGBA // behind marks
	Chosen color.NRGBA
}

// Land draws the outlines with their hatching: everything that stays while
// somebody walks from mark to mark. dense is pixels per unit.
func (s *Scene) Land(p Plane, ink Inks, dense float64) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(p.Width*dense)), int(math.Ceil(p.Height*dense))))
	draw.Draw(img, img.Bounds(), image.NewUniform(ink.Ground), image.Point{}, draw.Src)
	sh := newSheet(img)
	ax, ay := p.XY(anchor)
	anchored := math.Mod((ax+ay)*dense, 4096)
	for _, wide := range []bool{true, false} {
		for i := range s.Outlines {
			if o := &s.Outlines[i]; o.Wide == wide {
				ring := pixels(p, o.Ring, dense)
				sh.fill(ring, plain(ink.Land))
				if o.Level > 0 {
					sh.fill(ring, hatch(o.Shade, ink.Hatch, dense, anchored, (ax-ay)*dense))
				}
			}
		}
	}
	for _, own := range []bool{false, true} {
		for i := range s.Outlines {
			if o := &s.Outlines[i]; o.Own == own {
				c, w := ink.Edge, 1.2
				if own {
					c, w = ink.Home, 2.4
				}
				border := closed(pixels(p, o.Ring, dense))
				if o.Key {
					sh.line(border, 6*dense, ink.Edge, 3*dense, 6*dense)
				}
				sh.line(border, w*dense, c)
			}
		}
	}
	return img
}

// anchor is where the hatching hangs, so that it moves with the land.
var anchor = Point{Lat: 30, Lon: 120}

func pixels(p Plane, ring []Point, dense float64) []spot {
	out := make([]spot, len(ring))
	for i, at := range ring {
		x, y := p.XY(at)
		out[i] = spot{x * dense, y * dense}
	}
	return out
}

// hatch is the brush of a shade: dots, then sparse lines, then closer ones, at
// last crossed. Presumed classes have broken lines.
func hatch(s Shade, c color.NRGBA, dense, down, up float64) brush {
	if s.Level == 1 {
		return dots(c, dense, down, up)
	}
	gap := []float64{1, 1, 20, 11, 12, 7}[min(s.Level, Levels)] * dense
	crossed := s.Level >= Levels-1
	half := 0.6 * dense
	soft := func(v float64) float64 {
		v = math.Abs(math.Mod(math.Mod(v, gap)+gap, gap)-gap/2) / math.Sqrt2
		return max(0, min(1, half+0.5-v))
	}
	return func(x, y int) color.NRGBA {
		a, b := float64(x+y)-down, float64(x-y)-up
		cover := soft(a)
		if crossed {
			cover = max(cover, soft(b))
		}
		if s.Presumed && math.Mod(math.Mod(b, 14*dense)+14*dense, 14*dense) > 7*dense {
			cover = 0
		}
		out := c
		out.A = uint8(float64(c.A) * cover)
		return out
	}
}

// dots is the brush of the lowest class.
func dots(c color.NRGBA, dense, down, up float64) brush {
	gap := 20 * dense
	off := func(v float64) float64 { return math.Mod(math.Mod(v, gap)+gap, gap) - gap/2 }
	return func(x, y int) color.NRGBA {
		d := math.Hypot(off(float64(x+y)-down), off(float64(x-y)-up)) / math.Sqrt2
		out := c
		out.A = uint8(float64(c.A) * max(0, min(1, 1.1*dense+0.5-d)))
		return out
	}
}

// Over draws the records over the land: the order of time, the circles, the
// way to the border of the chosen mark, and the marks. It draws into a copy.
func (s *Scene) Over(land *image.RGBA, p Plane, v View, ink Inks, dense float64) *image.RGBA {
	img := image.NewRGBA(land.Bounds())
	copy(img.Pix, land.Pix)
	d := drawing{s: s, sh: newSheet(img), p: p, ink: ink, k: dense}
	for _, i := range v.Circles {
		if i != v.Chosen {
			d.circle(i, false)
		}
	}
	for _, h := range v.Track {
		d.hop(v.Clusters[h.From], v.Clusters[h.To])
	}
	if v.Chosen >= 0 {
		d.circle(v.Chosen, true)
		d.border(v.Chosen)
	}
	for _, c := range v.Clusters {
		d.mark(c, v.Chosen)
	}
	for _, f := range v.Pointers {
		d.pointer(f)
	}
	return img
}

// View is what of a scene is drawn at a plane. Chosen is -1 for none.
type View struct {
	Clusters []Cluster
	Circles  []int
	Left     int // circles that are not drawn
	Track    []Hop
	Pointers []Pointer
	Chosen   int
}

// See works out what is drawn at a plane.
func (s *Scene) See(p Plane, gap, edge float64, chosen int) View {
	v := View{Clusters: s.Clusters(p, gap), Pointers: s.Pointers(p, edge), Chosen: chosen}
	v.Circles, v.Left = s.Circles(v.Clusters)
	v.Track = s.Track(v.Clusters)
	return v
}
