package regionmap

import "math"

// Point is a position in WGS-84 degrees.
type Point struct{ Lat, Lon float64 }

// earth is the radius of the mean sphere in metres, on which one degree of
// latitude is 111,195 m, as the error models have it.
const earth = 111_195 * 180 / math.Pi

// poles bounds latitudes, where the projection would run away.
const poles = 80

func radians(deg float64) float64 { return deg * math.Pi / 180 }

// Metres is the distance between two points along the great circle.
func Metres(a, b Point) float64 {
	s := math.Sin(radians(b.Lat-a.Lat) / 2)
	t := math.Sin(radians(b.Lon-a.Lon) / 2)
	h := s*s + t*t*math.Cos(radians(a.Lat))*math.Cos(radians(b.Lat))
	return 2 * earth * math.Asin(min(1, math.Sqrt(h)))
}

// Plane maps points to places on a sheet of Width by Height units; y runs down.
// Scale is in metres per unit at the Middle.
type Plane struct {
	Middle        Point
	Scale         float64
	Width, Height float64
}

// Closest and Farthest bound the scale of a plane, in metres per unit.
const (
	Closest  = 2
	Farthest = 8_000
)

// mercator is a point in metres at the equator.
func mercator(p Point) (x, y float64) {
	lat := radians(max(-poles, min(poles, p.Lat)))
	return earth * radians(p.Lon), earth * math.Asinh(math.Tan(lat))
}

func unmercator(x, y float64) Point {
	lat := math.Atan(math.Sinh(y/earth)) * 180 / math.Pi
	return Point{Lat: max(-poles, min(poles, lat)), Lon: x / earth * 180 / math.Pi}
}

// grain is how many metres at the equator one unit is.
func (p Plane) grain() float64 { return p.Scale / math.Cos(radians(p.Middle.Lat)) }

// at is the plane of the same grain around another middle.
func (p Plane) at(middle Point, grain float64) Plane {
	p.Middle = middle
	p.Scale = max(Closest, min(Farthest, grain*math.Cos(radians(middle.Lat))))
	return p
}

// XY is the place of a point.
func (p Plane) XY(at Point) (x, y float64) {
	mx, my := mercator(p.Middle)
	px, py := mercator(at)
	k := p.grain()
	return p.Width/2 + (px-mx)/k, p.Height/2 - (py-my)/k
}

// Point is the point at a place.
func (p Plane) Point(x, y float64) Point {
	mx, my := mercator(p.Middle)
	k := p.grain()
	return unmercator(mx+(x-p.Width/2)*k, my-(y-p.Height/2)*k)
}

// Units is how long so many metres are on the sheet at a point.
func (p Plane) Units(at Point, metres float64) float64 {
	return metres / (p.grain() * math.Cos(radians(at.Lat)))
}

// Pan moves the sheet by so many units.
func (p Plane) Pan(dx, dy float64) Plane {
	return p.at(p.Point(p.Width/2-dx, p.Height/2-dy), p.grain())
}

// Zoom shows factor times as much, and what is at x, y stays there.
func (p Plane) Zoom(factor, x, y float64) Plane {
	fixed := p.Point(x, y)
	z := p.at(p.Middle, p.grain()*factor)
	nx, ny := z.XY(fixed)
	return z.at(z.Point(z.Width/2+nx-x, z.Height/2+ny-y), z.grain())
}

// Sized is the same view on a sheet of another size.
func (p Plane) Sized(width, height float64) Plane {
	p.Width, p.Height = max(1, width), max(1, height)
	return p
}

// Holds reports whether a point lies on the sheet, at least edge units from its
// border.
func (p Plane) Holds(at Point, edge float64) bool {
	x, y := p.XY(at)
	return x >= edge && y >= edge && x <= p.Width-edge && y <= p.Height-edge
}

// Disc is a point with what lies around it, in metres.
type Disc struct {
	At     Point
	Metres float64
}

// Fit is the view that shows all of the discs with a margin around them. It
// does not come nearer than a few kilometres, so that a single point keeps its
// neighbourhood.
func (p Plane) Fit(discs ...Disc) Plane {
	if len(discs) == 0 {
		return p
	}
	left, top, right, bottom := math.Inf(1), math.Inf(-1), math.Inf(-1), math.Inf(1)
	for _, d := range discs {
		x, y := mercator(d.At)
		r := max(d.Metres, neighbourhood) / math.Cos(radians(d.At.Lat))
		left, right = min(left, x-r), max(right, x+r)
		bottom, top = min(bottom, y-r), max(top, y+r)
	}
	grain := max((right-left)/(p.Width*room), (top-bottom)/(p.Height*room))
	return p.at(unmercator((left+right)/2, (top+bottom)/2), grain)
}

const (
	neighbourhood = 1500 // metres kept around a point
	room          = 0.82 // share of the sheet that a fitted view fills
)

// Bar is the scale bar: a round number of metres that is as long as most units
// allow, and its length.
func (p Plane) Bar(most float64) (metres, units float64) {
	limit := most * p.Scale
	metres = math.Pow(10, math.Floor(math.Log10(limit)))
	for _, step := range []float64{5, 2} {
		if metres*step <= limit {
			metres *= step
			break
		}
	}
	return metres, metres / p.Scale
}
