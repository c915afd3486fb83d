package evidence_test

import (
	"math"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"recourse/assets"
	"recourse/review/evidence"
)

// shipped are the regions of the product, read once.
var shipped = sync.OnceValues(func() (*evidence.Regions, error) {
	fsys, err := assets.Regions()
	if err != nil {
		return nil, err
	}
	return evidence.LoadRegions(fsys)
})

func regions(t testing.TB) *evidence.Regions {
	t.Helper()
	r, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDatum(t *testing.T) {
	t.Parallel()
	wgs := evidence.Point{Lat: 30.2741, Lon: 120.1551}
	t.Run("GCJ-02 in Hangzhou lies some hundred metres off", func(t *testing.T) {
		t.Parallel()
		// the point read as GCJ-02 must move by the published order of magnitude
		got, ok := evidence.ToWGS84("GCJ-02", wgs)
		if d := got.Metres(wgs); !ok || d < 100 || d > 700 {
			t.Errorf("shift of %.0f m", d)
		}
	})
	t.Run("BD-09 lies further off than GCJ-02", func(t *testing.T) {
		t.Parallel()
		got, ok := evidence.ToWGS84("bd09", wgs)
		if d := got.Metres(wgs); !ok || d < 700 || d > 2000 {
			t.Errorf("shift of %.0f m", d)
		}
	})
	t.Run("an unknown datum is not converted", func(t *testing.T) {
		t.Parallel()
		if got, ok := evidence.ToWGS84("CGCS-X", wgs); ok || got != wgs {
			t.Errorf("got %v %v", got, ok)
		}
	})
	t.Run("a known pair of Beijing", func(t *testing.T) {
		t.Parallel()
		// WGS-84 39.9042, 116.4074 shows as about 39.9056, 116.4136 on map services
		got, _ := evidence.ToWGS84("GCJ-02", evidence.Point{Lat: 39.90560, Lon: 116.41364})
		if d := got.Metres(evidence.Point{Lat: 39.9042, Lon: 116.4074}); d > 20 {
			t.Errorf("%.0f m off: %v", d, got)
		}
	})
}

func TestOutlines(t *testing.T) {
	t.Parallel()
	r := regions(t)
	if !r.Synthesised {
		t.Error("the shipped outlines must say that they are drawn")
	}
	t.Run("town centres lie in their own county and in no other", func(t *testing.T) {
		t.Parallel()
		for code, p := range map[string]evidence.Point{
			"330106": {Lat: 30.272, Lon: 120.118}, "330110": {Lat: 30.419, Lon: 120.299}, "330105": {Lat: 30.318, Lon: 120.142},
			"330104": {Lat: 30.266, Lon: 120.205}, "330102": {Lat: 30.243, Lon: 120.171}, "330103": {Lat: 30.290, Lon: 120.176},
			"330108": {Lat: 30.207, Lon: 120.208}, "330109": {Lat: 30.185, Lon: 120.264}, "330111": {Lat: 30.049, Lon: 119.960},
			"330112": {Lat: 30.234, Lon: 119.715}, "330122": {Lat: 29.797, Lon: 119.685}, "330127": {Lat: 29.609, Lon: 119.042},
			"330182": {Lat: 29.475, Lon: 119.281}, "420100": {Lat: 30.6073, Lon: 114.4240},
		} {
			for _, other := range r.Outlined() {
				in := r.Outline(other).Contains(p)
				if want := other == code || other == "420000" && code == "420100"; in != want {
					t.Errorf("centre of %s in %s: %v", code, other, in)
				}
			}
		}
	})
	t.Run("counties of Hangzhou do not overlap", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			p := evidence.Point{Lat: rapid.Float64Range(29.2, 30.6).Draw(t, "lat"), Lon: rapid.Float64Range(118.3, 120.8).Draw(t, "lon")}
			var in []string
			for _, code := range r.Outlined() {
				if evidence.Within(code, "330100") && r.Outline(code).Contains(p) {
					in = append(in, code)
				}
			}
			if len(in) > 1 {
				t.Fatalf("%v lies in %v", p, in)
			}
		})
	})
	t.Run("the border of Yuhang runs 900 m from 120.06937 E", func(t *testing.T) {
		t.Parallel()
		if d := r.Outline("330110").BorderMetres(evidence.Point{Lat: 30.28, Lon: 120.06937}); math.Abs(d-900) > 5 {
			t.Errorf("%.0f m", d)
		}
	})
}

func TestWithin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, area string
		want       bool
	}{{"420111", "420000", true}, {"420111", "420100", true}, {"420111", "420111", true}, {"421102", "420100", false}, {"330106", "420000", false}, {"", "420000", false}, {"420000", "420100", false}} {
		if got := evidence.Within(c.code, c.area); got != c.want {
			t.Errorf("%s within %s: %v", c.code, c.area, got)
		}
	}
}
