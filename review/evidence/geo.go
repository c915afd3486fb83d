package evidence

import (
	"math"
	"strings"
)

// Point is a position in WGS-84 degrees.
type Point struct{ Lat, Lon float64 }

// Metres is the distance between two points, good to half a percent over the
// tens of kilometres that matter here.
func (p Point) Metres(o Point) float64 {
	x, y := p.offset(o)
	return math.Hypot(x, y)
}

// degreeMetres is the length of one degree of latitude on the mean sphere.
const degreeMetres = 111_195

// offset is the way from p to o in metres east and north.
func (p Point) offset(o Point) (x, y float64) {
	return (o.Lon - p.Lon) * degreeMetres * math.Cos((p.Lat+o.Lat)/2*math.Pi/180), (o.Lat - p.Lat) * degreeMetres
}

// ToWGS84 brings a position to WGS-84 from the datum it was given in: WGS-84,
// GCJ-02 (Chinese map services, shifted 100 to 700 m) or BD-09 (Baidu). It
// reports false for a datum it does not know; an empty one is taken for
// WGS-84 but not vouched for.
func ToWGS84(datum string, p Point) (Point, bool) {
	switch strings.ToUpper(strings.ReplaceAll(datum, "-", "")) {
	case "", "WGS84":
		return p, true
	case "GCJ02":
		return fromGCJ(p), true
	case "BD09":
		return fromGCJ(fromBD(p)), true
	}
	return p, false
}

// fromGCJ inverts the GCJ-02 shift by correcting twice, exact to centimetres.
func fromGCJ(p Point) Point {
	w := p
	for range 3 {
		g := toGCJ(w)
		w = Point{w.Lat + p.Lat - g.Lat, w.Lon + p.Lon - g.Lon}
	}
	return w
}

// toGCJ is the published approximation of the GCJ-02 shift on the Krassovsky
// ellipsoid.
func toGCJ(p Point) Point {
	const axis, ecc = 6378245.0, 0.00669342162296594323
	x, y := p.Lon-105, p.Lat-35
	rad := p.Lat / 180 * math.Pi
	m := 1 - ecc*math.Sin(rad)*math.Sin(rad)
	lat := gcjLat(x, y) * 180 / (axis * (1 - ecc) / (m * math.Sqrt(m)) * math.Pi)
	lon := gcjLon(x, y) * 180 / (axis / math.Sqrt(m) * math.Cos(rad) * math.Pi)
	return Point{p.Lat + lat, p.Lon + lon}
}

func gcjLat(x, y float64) float64 {
	d := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x))
	d += (20*sinPi(6*x) + 20*sinPi(2*x)) * 2 / 3
	d += (20*sinPi(y) + 40*sinPi(y/3)) * 2 / 3
	return d + (160*sinPi(y/12)+320*sinPi(y/30))*2/3
}

func gcjLon(x, y float64) float64 {
	d := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x))
	d += (20*sinPi(6*x) + 20*sinPi(2*x)) * 2 / 3
	d += (20*sinPi(x) + 40*sinPi(x/3)) * 2 / 3
	return d + (150*sinPi(x/12)+300*sinPi(x/30))*2/3
}

func sinPi(v float64) float64 { return math.Sin(v * math.Pi) }

// fromBD turns BD-09 into GCJ-02.
func fromBD(p Point) Point {
	const turn = math.Pi * 3000 / 180
	x, y := p.Lon-0.0065, p.Lat-0.006
	z := math.Hypot(x, y) - 0.00002*math.Sin(y*turn)
	theta := math.Atan2(y, x) - 0.000003*math.Cos(x*turn)
	return Point{Lat: z * math.Sin(theta), Lon: z * math.Cos(theta)}
}

// Ring is a simple polygon; its first point is not repeated at the end.
type Ring []Point

// Contains reports whether the point lies inside, by the even-odd rule.
func (r Ring) Contains(p Point) bool {
	in := false
	for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
		a, b := r[i], r[j]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}

// BorderMetres is the distance from the point to the nearest piece of border.
func (r Ring) BorderMetres(p Point) float64 {
	_, metres := r.Nearest(p)
	return metres
}

// Nearest is the point of the border that is nearest to p, and how far it is.
func (r Ring) Nearest(p Point) (at Point, metres float64) {
	metres = math.Inf(1)
	if len(r) == 0 {
		return at, metres
	}
	bx, by := p.offset(r[len(r)-1])
	for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
		ax, ay := p.offset(r[i])
		if t, d := foot(ax, ay, bx-ax, by-ay); d < metres {
			a, b := r[i], r[j]
			at, metres = Point{a.Lat + t*(b.Lat-a.Lat), a.Lon + t*(b.Lon-a.Lon)}, d
		}
		bx, by = ax, ay
	}
	return at, metres
}

// foot is how much of the way along a piece, which begins at a and goes by d,
// the origin is nearest to it, and how near.
func foot(ax, ay, dx, dy float64) (t, metres float64) {
	if n := dx*dx + dy*dy; n > 0 {
		t = max(0, min(1, -(ax*dx+ay*dy)/n))
	}
	return t, math.Hypot(ax+t*dx, ay+t*dy)
}
