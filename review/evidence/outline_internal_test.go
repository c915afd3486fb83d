package evidence

import (
	"math"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// shelf is what the product ships.
func shelf(t *testing.T) *Regions {
	t.Helper()
	r, err := LoadRegions(os.DirFS("../../assets/regions"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBoxesSayWhatTheirRingsSay(t *testing.T) {
	t.Parallel()
	r := shelf(t)
	rapid.Check(t, func(t *rapid.T) {
		o := r.outlines[rapid.SampledFrom(r.codes).Draw(t, "code")]
		far := rapid.SampledFrom([]float64{0, 0.001, 0.1, 2}).Draw(t, "far")
		p := Point{
			Lat: rapid.Float64Range(o.box.south-far, o.box.north+far).Draw(t, "lat"),
			Lon: rapid.Float64Range(o.box.west-far, o.box.east+far).Draw(t, "lon"),
		}
		if corner := rapid.IntRange(-1, len(o.ring)-1).Draw(t, "corner"); corner >= 0 {
			p = o.ring[corner]
		}
		if got, want := o.contains(p), o.ring.Contains(p); got != want {
			t.Fatalf("inside: %v, the ring says %v", got, want)
		}
		metres := rapid.Float64Range(0, 300_000).Draw(t, "metres")
		if o.box.farther(p, metres) && (o.ring.Contains(p) || o.ring.BorderMetres(p) < metres) {
			t.Fatalf("farther than %v, but inside %v and %v from the border", metres, o.ring.Contains(p), o.ring.BorderMetres(p))
		}
	})
}

// The box would be of no use if it never told anything.
func TestBoxesTellWhatIsFar(t *testing.T) {
	t.Parallel()
	r := shelf(t)
	beijing := Point{39.9, 116.4}
	for code, o := range r.outlines {
		if border := o.ring.BorderMetres(beijing); border > 50_000 && !o.ring.Contains(beijing) && !o.box.farther(beijing, border/2-math.Sqrt(border)) {
			t.Errorf("the box of %s does not tell that Beijing is far", code)
		}
	}
}

func TestRatingsOfADayAreThoseOfEachCounty(t *testing.T) {
	t.Parallel()
	r := shelf(t)
	tables := []string{"none"}
	for id := range r.tables {
		tables = append(tables, id)
	}
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SliceOfDistinct(rapid.SampledFrom(tables), rapid.ID).Draw(t, "tables")
		day := rapid.SampledFrom([]string{"1999-12-31", "2020-02-08", "2020-02-09", "2020-02-17", "2020-02-29", "2020-03-15", "2022-12-01"}).Draw(t, "day")
		for range 2 { // the second time from what is remembered
			list := r.ratingsOn(of, day)
			if codes := r.rated(of); len(codes) != len(list) {
				t.Fatalf("%d counties of %d", len(list), len(codes))
			}
			for _, got := range list {
				if class, documented := r.riskOn(of, got.code, day); class != got.class || documented != got.documented {
					t.Fatalf("%s on %s: %+v, not %s, %v", got.code, day, got, class, documented)
				}
			}
		}
	})
}
