package regionmap_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/app/gui/kit/regionmap"
)

// The places of the sample world.
func xihu() regionmap.Point  { return regionmap.Point{Lat: 30.26, Lon: 120.12} }
func wuhan() regionmap.Point { return regionmap.Point{Lat: 30.607, Lon: 114.424} }

func beside(p regionmap.Point, north, east float64) regionmap.Point {
	return regionmap.Point{Lat: p.Lat + north, Lon: p.Lon + east}
}

func travelled() regionmap.Scene {
	home := xihu()
	return regionmap.Scene{Home: &home, Marks: []regionmap.Mark{
		{Ref: "F1", At: wuhan(), RadiusM: 2000, Assumed: true},
		{Ref: "F2", At: beside(xihu(), 0.03, -0.06), RadiusM: 2000},
		{Ref: "F3", At: beside(xihu(), 0.01, 0.02), RadiusM: 50},
	}}
}

func sheet() regionmap.Plane { return regionmap.Plane{Scale: 100, Width: 600, Height: 400} }

func TestAFarPlaceDoesNotShrinkTheHome(t *testing.T) {
	t.Parallel()
	s := travelled()
	if diff := cmp.Diff([][]int{{1, 2}, {0}}, s.Places()); diff != "" {
		t.Errorf("places: %s", diff)
	}
	p := s.Whole(sheet())
	if p.Scale > 60 {
		t.Errorf("a unit is %v m", p.Scale)
	}
	for i, on := range []bool{false, true, true} {
		if p.Holds(s.Marks[i].At, 0) != on {
			t.Errorf("%s on the sheet: %v", s.Marks[i].Ref, !on)
		}
	}
	far := s.Pointers(p, 20)
	if len(far) != 1 || far[0].X > 25 || far[0].Home || far[0].Metres < 500_000 || far[0].Metres > 600_000 {
		t.Errorf("pointers: %+v", far)
	}
	away := s.Pointers(s.Around(p, 0), 20)
	if len(away) != 2 || !away[1].Home || away[1].X < 570 {
		t.Errorf("from far away the home is pointed to by %+v", away)
	}
}

func TestASceneWithoutMarksShowsTheHome(t *testing.T) {
	t.Parallel()
	home := xihu()
	s := regionmap.Scene{Home: &home}
	if p := s.Whole(sheet()); !p.Holds(home, 150) {
		t.Errorf("the home stands off the middle: %+v", p)
	}
	if got := (&regionmap.Scene{}).Whole(sheet()); got != sheet() {
		t.Errorf("an empty scene moved the sheet to %+v", got)
	}
}

// crowd is many records around the home.
func crowd(n int) regionmap.Scene {
	s := regionmap.Scene{}
	for i := range n {
		s.Marks = append(s.Marks, regionmap.Mark{Ref: "F", At: beside(xihu(), float64(i%47)*0.002, float64(i%53)*0.002), RadiusM: float64(50 + i%5*400)})
	}
	return s
}

func TestClustersLoseNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := crowd(rapid.IntRange(0, 300).Draw(t, "marks"))
		p := s.Whole(sheet()).Zoom(rapid.Float64Range(0.05, 5).Draw(t, "zoom"), 200, 200)
		v := s.See(p, 22, 20, -1)
		on := 0
		for i := range s.Marks {
			if p.Holds(s.Marks[i].At, 0) {
				on++
			}
		}
		var all []int
		for _, c := range v.Clusters {
			all = append(all, c.Marks...)
			if !slices.IsSorted(c.Marks) {
				t.Fatalf("a cluster is out of order: %v", c.Marks)
			}
		}
		slices.Sort(all)
		if len(all) != on || len(slices.Compact(all)) != on {
			t.Fatalf("%d marks on the sheet, %d in clusters", on, len(all))
		}
		if len(v.Circles)+v.Left != on {
			t.Fatalf("%d circles drawn and %d left of %d", len(v.Circles), v.Left, on)
		}
	})
}

func TestThousandsOfRecordsAreFewSigns(t *testing.T) {
	t.Parallel()
	s := crowd(2000)
	v := s.See(s.Whole(sheet()), 22, 20, 0)
	if len(v.Circles) > regionmap.MostCircles || len(v.Clusters) > 600*400/(11*11) || len(v.Track) > 100 {
		t.Errorf("%d circles, %d clusters, %d ways", len(v.Circles), len(v.Clusters), len(v.Track))
	}
	if v.Left != 2000-len(v.Circles) {
		t.Errorf("%d circles are said to be left out", v.Left)
	}
}

func TestTheTrackSaysWhatCameAfterWhat(t *testing.T) {
	t.Parallel()
	a, b := beside(xihu(), 0, 0), beside(xihu(), 0.05, 0.05)
	s := regionmap.Scene{Marks: []regionmap.Mark{{At: a}, {At: a}, {At: b}, {At: a}, {At: b}}}
	p := s.Whole(sheet())
	clusters := s.Clusters(p, 22)
	if diff := cmp.Diff([]regionmap.Hop{{From: 0, To: 1}, {From: 1, To: 0}}, s.Track(clusters)); diff != "" {
		t.Error(diff)
	}
	t.Run("what lies between is not left out", func(t *testing.T) {
		s.Marks[2].At = wuhan()
		s.Marks = s.Marks[:4]
		if hops := s.Track(s.Clusters(p, 22)); len(hops) != 0 {
			t.Errorf("ways %v past a record that is off the sheet", hops)
		}
	})
}
