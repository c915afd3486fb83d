package evidence

import (
	"math"
	"strconv"

	"recourse/cases"
)

// spot is where a flag says something happened.
type spot struct {
	ref    string
	flag   *cases.Flag
	model  *Model
	code   string // division the source named
	at     Point
	hasAt  bool
	radius float64
	list   listKind
	who    *Claim // whether it is about the person, once somebody asked
}

func (m *Models) spot(f *cases.Flag, ref string) spot {
	p := spot{ref: ref, flag: f, model: m.of(f.SourceType), code: f.Division, list: listOf(f)}
	p.radius = float64(p.model.Radius(f))
	if f.Lat != nil && f.Lon != nil {
		p.at, p.hasAt = ToWGS84(f.Datum, Point{Lat: *f.Lat, Lon: *f.Lon})
	}
	return p
}

// in says whether the spot lies in a division. A position decides by its
// circle; without one the source's own naming of the place does, as far as the
// kind of source can tell divisions of that size apart.
func (p *spot) in(area string, r *Regions) Claim {
	if p.hasAt {
		if o := r.outlines[area]; o != nil {
			return p.circle(area, o, r)
		}
	}
	switch {
	case p.code == "":
		return open(note("no_place", "ref", p.ref), p.ref)
	case Within(p.code, area):
		if p.model.RadiusM >= coarseRadius && county(area) {
			return open(note("no_position", "area", area, "radius", strconv.Itoa(p.model.RadiusM)), p.ref)
		}
		return yes(p.ref)
	case Within(area, p.code):
		return open(note("coarse_place", "place", p.code, "area", area), p.ref)
	}
	return no(p.ref)
}

// coarseRadius is the error from which a source cannot tell counties apart
// without a position.
const coarseRadius = 1000

func county(code string) bool { return len(code) == 6 && code[4:] != "00" }

// circle compares the circle of error with the outline.
func (p *spot) circle(area string, o *outline, r *Regions) Claim {
	if o.box.farther(p.at, p.radius) {
		return no(p.ref)
	}
	border := o.ring.BorderMetres(p.at)
	inside := o.ring.Contains(p.at)
	if border >= p.radius {
		if inside {
			return yes(p.ref)
		}
		return no(p.ref)
	}
	home := p.home(r)
	return open(note("border", "place", home, "area", area, "border", metresText(border), "radius", metresText(p.radius)), p.ref)
}

// centred reports whether the middle of the circle lies in an area, or, without
// a position, whether the source names a place in it. It does not depend on the
// radius, so that a larger error never brings a record into an area.
func (p *spot) centred(area string, r *Regions) bool {
	if o := r.outlines[area]; p.hasAt && o != nil {
		return o.contains(p.at)
	}
	return p.code != "" && Within(p.code, area)
}

// home is the county whose outline holds the centre of the circle.
func (p *spot) home(r *Regions) string {
	for _, code := range r.codes {
		if county(code) && r.outlines[code].contains(p.at) {
			return code
		}
	}
	return p.code
}

// division is the county or coarser division the spot is shown under.
func (p *spot) division(r *Regions) string {
	if p.hasAt {
		if c := p.home(r); county(c) && (p.code == "" || r.Outline(p.code) != nil) {
			return c
		}
	}
	return p.code
}

// metresText rounds to what the figure can bear: 900 m, not 903.7 m.
func metresText(m float64) string {
	step := 10.0
	if m >= 1000 {
		step = 100
	}
	return strconv.Itoa(int(math.Round(m/step) * step))
}
