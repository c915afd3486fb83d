package evidence

import "math"

// outline is the border of a division with the box around it: most records are
// nowhere near most divisions, and the box tells so at once.
type outline struct {
	ring Ring
	box  box
}

// box is the smallest rectangle of degrees around a ring.
type box struct{ south, north, west, east float64 }

func newOutline(ring Ring) *outline {
	b := box{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, p := range ring {
		b.south, b.north = min(b.south, p.Lat), max(b.north, p.Lat)
		b.west, b.east = min(b.west, p.Lon), max(b.east, p.Lon)
	}
	return &outline{ring, b}
}

// contains says what the ring says.
func (o *outline) contains(p Point) bool {
	b := &o.box
	if p.Lat < b.south || p.Lat > b.north || p.Lon < b.west || p.Lon > b.east {
		return false
	}
	return o.ring.Contains(p)
}

// boxMargin is the distance in metres by which rounding may err at most.
const boxMargin = 1

// farther reports whether a point surely lies outside of the ring and farther
// from its border than so many metres. False says nothing.
func (b *box) farther(p Point, metres float64) bool {
	metres += boxMargin
	if max(b.south-p.Lat, p.Lat-b.north)*degreeMetres > metres {
		return true
	}
	// A degree of longitude is shortest where the mean latitude is greatest.
	shrunk := math.Cos(max(math.Abs(p.Lat+b.south), math.Abs(p.Lat+b.north)) / 2 * math.Pi / 180)
	return max(b.west-p.Lon, p.Lon-b.east)*degreeMetres*shrunk > metres
}
