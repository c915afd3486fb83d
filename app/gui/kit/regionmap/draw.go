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
	for _, wide := range []bool{true, false} {
		for i := range s.Outlines {
			if o := &s.Outlines[i]; o.Wide == wide {
				ring := pixels(p, o.Ring, dense)
				if o.Level == 0 {
					sh.fill(ring, plain(ink.Land))
					continue
				}
				sh.fill(ring, hatch(o.Shade, ink.Hatch, dense, int((ax+ay)*dense), int((ax-ay)*dense)).on(ink.Land))
			}
		}
	}
	s.edges(sh, p, ink, dense)
	return img
}

// edges draws the borders: those of key areas with a fringe, the person's own
// last and strongest.
func (s *Scene) edges(sh *sheet, p Plane, ink Inks, dense float64) {
	var fringe, common, own [][]spot
	for i := range s.Outlines {
		o := &s.Outlines[i]
		border := closed(pixels(p, o.Ring, dense))
		if o.Key {
			fringe = append(fringe, sh.strokes(border, 6*dense, 3*dense, 6*dense)...)
		}
		if o.Own {
			own = append(own, sh.strokes(border, 2.4*dense)...)
			continue
		}
		common = append(common, sh.strokes(border, 1.2*dense)...)
	}
	sh.paint(fringe, plain(ink.Edge))
	sh.paint(common, plain(ink.Edge))
	sh.paint(own, plain(ink.Home))
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
