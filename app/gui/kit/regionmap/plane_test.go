package regionmap_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"recourse/app/gui/kit/regionmap"
	"recourse/review/evidence"
)

func points() *rapid.Generator[regionmap.Point] {
	return rapid.Custom(func(t *rapid.T) regionmap.Point {
		return regionmap.Point{Lat: rapid.Float64Range(18, 53).Draw(t, "lat"), Lon: rapid.Float64Range(73, 135).Draw(t, "lon")}
	})
}

func planes() *rapid.Generator[regionmap.Plane] {
	return rapid.Custom(func(t *rapid.T) regionmap.Plane {
		return regionmap.Plane{
			Middle: points().Draw(t, "middle"), Scale: math.Exp(rapid.Float64Range(math.Log(regionmap.Closest), math.Log(500)).Draw(t, "scale")),
			Width: rapid.Float64Range(200, 1800).Draw(t, "width"), Height: rapid.Float64Range(150, 1000).Draw(t, "height"),
		}
	})
}

func TestAPlaceComesBackAsItsPoint(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := planes().Draw(t, "plane")
		x, y := rapid.Float64Range(0, p.Width).Draw(t, "x"), rapid.Float64Range(0, p.Height).Draw(t, "y")
		if bx, by := p.XY(p.Point(x, y)); math.Hypot(bx-x, by-y) > 0.01 {
			t.Fatalf("%v, %v came back as %v, %v", x, y, bx, by)
		}
	})
}

func TestTheScaleBarIsTrueInTheMiddle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := planes().Draw(t, "plane")
		metres, units := p.Bar(150)
		if units > 150 || units < 150/2.6 {
			t.Fatalf("the bar is %v of 150 units long", units)
		}
		for _, way := range []float64{0, 0.7, math.Pi / 2} {
			sin, cos := math.Sincos(way)
			a, b := p.Point(p.Width/2, p.Height/2), p.Point(p.Width/2+units*cos, p.Height/2+units*sin)
			if got := regionmap.Metres(a, b); math.Abs(got-metres) > metres/100 {
				t.Fatalf("a bar of %v m covers %v m", metres, got)
			}
		}
	})
}

func TestACircleHasItsRadiusWhereItStands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := planes().Draw(t, "plane")
		at := p.Point(rapid.Float64Range(0, p.Width).Draw(t, "x"), rapid.Float64Range(0, p.Height).Draw(t, "y"))
		radius := rapid.Float64Range(50, 5000).Draw(t, "radius")
		x, y := p.XY(at)
		if got := regionmap.Metres(at, p.Point(x+p.Units(at, radius), y)); math.Abs(got-radius) > radius/100 {
			t.Fatalf("a radius of %v m is drawn as %v m", radius, got)
		}
	})
}

func TestZoomAndPanKeepWhatIsHeld(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := planes().Draw(t, "plane")
		x, y := rapid.Float64Range(0, p.Width).Draw(t, "x"), rapid.Float64Range(0, p.Height).Draw(t, "y")
		held := p.Point(x, y)
		z := p.Zoom(rapid.Float64Range(0.3, 3).Draw(t, "factor"), x, y)
		if zx, zy := z.XY(held); math.Hypot(zx-x, zy-y) > 0.5 {
			t.Errorf("what was at %v, %v is at %v, %v", x, y, zx, zy)
		}
		if z.Scale < regionmap.Closest*0.99 || z.Scale > regionmap.Farthest*1.01 {
			t.Errorf("zoomed to %v", z.Scale)
		}
		dx, dy := rapid.Float64Range(-300, 300).Draw(t, "dx"), rapid.Float64Range(-300, 300).Draw(t, "dy")
		if mx, my := p.Pan(dx, dy).XY(held); math.Hypot(mx-x-dx, my-y-dy) > 0.5 {
			t.Errorf("moved by %v, %v instead of %v, %v", mx-x, my-y, dx, dy)
		}
	})
}

func TestFitShowsEveryCircle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := planes().Draw(t, "plane")
		near := points().Draw(t, "near")
		discs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) regionmap.Disc {
			return regionmap.Disc{
				At:     regionmap.Point{Lat: near.Lat + rapid.Float64Range(-1, 1).Draw(t, "north"), Lon: near.Lon + rapid.Float64Range(-1, 1).Draw(t, "east")},
				Metres: rapid.Float64Range(0, 5000).Draw(t, "radius"),
			}
		}), 1, 6).Draw(t, "discs")
		f := p.Fit(discs...)
		for _, d := range discs {
			if !f.Holds(d.At, f.Units(d.At, d.Metres)) {
				t.Fatalf("%v does not fit", d)
			}
		}
	})
}

// The map must not say another distance than the error models do.
func TestDistancesAgreeWithTheErrorModels(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := points().Draw(t, "a")
		b := regionmap.Point{Lat: a.Lat + rapid.Float64Range(-0.2, 0.2).Draw(t, "north"), Lon: a.Lon + rapid.Float64Range(-0.2, 0.2).Draw(t, "east")}
		got, want := regionmap.Metres(a, b), evidence.Point(a).Metres(evidence.Point(b))
		if math.Abs(got-want) > want/200+0.01 {
			t.Fatalf("%v m, the models say %v m", got, want)
		}
	})
}
