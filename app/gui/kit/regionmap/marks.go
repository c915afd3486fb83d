package regionmap

import (
	"image/color"
	"math"
	"slices"
)

// drawing draws records; k is pixels per unit.
type drawing struct {
	s   *Scene
	sh  *sheet
	p   Plane
	ink Inks
	k   float64
}

func (d *drawing) spot(at Point) spot {
	x, y := d.p.XY(at)
	return spot{x * d.k, y * d.k}
}

// circle draws how far off a record can be: solid when the record says so,
// dashed when the radius is assumed.
func (d *drawing) circle(i int, chosen bool) {
	m := &d.s.Marks[i]
	r := d.p.Units(m.At, m.RadiusM) * d.k
	if r < 3 {
		return
	}
	c, w, inside := d.ink.Circle, 1.4, uint8(14)
	if chosen {
		c, w, inside = d.ink.Chosen, 2.6, 34
	}
	round := ring(d.spot(m.At), r)
	face := c
	face.A = inside
	d.sh.fill(round, plain(face))
	if m.Assumed {
		d.sh.line(closed(round), w*d.k, c, 7*d.k, 5*d.k)
		return
	}
	d.sh.line(closed(round), w*d.k, c)
}

// border draws the way from a mark to the nearest border of another division.
func (d *drawing) border(i int) {
	m := &d.s.Marks[i]
	if m.Border == nil {
		return
	}
	a, b := d.spot(m.At), d.spot(m.Border.At)
	d.sh.line([]spot{a, b}, 4.5*d.k, d.ink.Paper)
	d.sh.line([]spot{a, b}, 2*d.k, d.ink.Chosen, 3*d.k, 3*d.k)
	dx, dy := b.x-a.x, b.y-a.y
	if n := math.Hypot(dx, dy); n > 4*d.k {
		dx, dy = dx/n*6*d.k, dy/n*6*d.k
		d.sh.line([]spot{{b.x - dy, b.y + dx}, {b.x + dy, b.y - dx}}, 2*d.k, d.ink.Chosen)
	}
}

// hop draws an arrow from one place to the next in order of time, beside the
// straight line, so that the way back does not cover it.
func (d *drawing) hop(from, to Cluster) {
	a, b := spot{from.X * d.k, from.Y * d.k}, spot{to.X * d.k, to.Y * d.k}
	dx, dy := b.x-a.x, b.y-a.y
	n := math.Hypot(dx, dy)
	if n < 24*d.k {
		return
	}
	ux, uy := dx/n, dy/n
	side, gap := 3*d.k, 11*d.k
	a = spot{a.x + ux*gap - uy*side, a.y + uy*gap + ux*side}
	b = spot{b.x - ux*gap - uy*side, b.y - uy*gap + ux*side}
	d.sh.line([]spot{a, b}, 1.6*d.k, d.ink.Track, 2*d.k, 3*d.k)
	d.arrow(b, ux, uy, 8*d.k, d.ink.Track)
}

// arrow is a head with its tip at a place.
func (d *drawing) arrow(tip spot, ux, uy, long float64, c color.NRGBA) {
	back := spot{tip.x - ux*long, tip.y - uy*long}
	half := long * 0.45
	d.sh.fill([]spot{tip, {back.x - uy*half, back.y + ux*half}, {back.x + uy*half, back.y - ux*half}}, plain(c))
}

// mark draws the place of a record or of several: full for a stay, half for
// passing through, hollow when nobody knows how long.
func (d *drawing) mark(c Cluster, chosen int) {
	at := spot{c.X * d.k, c.Y * d.k}
	ink, r := d.ink.Circle, 5.5*d.k
	if slices.Contains(c.Marks, chosen) {
		ink, r = d.ink.Chosen, 7*d.k
	}
	if len(c.Marks) > 1 {
		r = 10 * d.k
	}
	d.sh.fill(ring(at, r+2*d.k), plain(d.ink.Paper))
	d.sh.fill(ring(at, r), plain(ink))
	if len(c.Marks) > 1 {
		d.sh.fill(ring(at, r-2*d.k), plain(d.ink.Paper))
		return
	}
	hollow(d.sh, at, r, d.s.Marks[c.Marks[0]].Lasted, d.ink.Paper)
}

// hollow empties what a mark does not show: half of it for passing through, all
// of it for an instant.
func hollow(sh *sheet, at spot, r float64, l Lasted, paper color.NRGBA) {
	inner := r * 0.62
	switch l {
	case Instant:
		sh.fill(ring(at, inner), plain(paper))
	case Passing:
		full := ring(at, inner)
		half := make([]spot, 0, len(full))
		for _, p := range full {
			if p.x >= at.x {
				half = append(half, p)
			}
		}
		sh.fill(half, plain(paper))
	}
}

// pointer draws the arrow at the edge towards a place off the sheet.
func (d *drawing) pointer(f Pointer) {
	sin, cos := math.Sincos(f.Turn)
	at := spot{f.X * d.k, f.Y * d.k}
	tip := spot{at.x + cos*9*d.k, at.y + sin*9*d.k}
	d.sh.fill(ring(at, 13*d.k), plain(d.ink.Paper))
	d.arrow(tip, cos, sin, 17*d.k, d.ink.Circle)
}
