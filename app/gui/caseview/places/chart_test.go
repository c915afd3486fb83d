package places_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/places"
	"recourse/app/gui/kit/regionmap"
	"recourse/cases"
	"recourse/review"
	"recourse/review/evidence"
)

func at(day, hour, minute int) time.Time {
	return time.Date(2020, 2, day, hour, minute, 0, 0, cases.Shanghai())
}

// givenOf is what the pages get of a snapshot in an office of shipped rules.
func givenOf(t *testing.T, s cases.Snapshot) places.Given {
	t.Helper()
	office := casetest.New(t)
	id := office.Receive(t, s)
	f := office.File(id)
	a, err := office.Lib.Assess(&f.Snapshot, review.Question{})
	if err != nil {
		t.Fatal(err)
	}
	return places.Given{
		File: f, Regions: office.Lib.Regions(), Models: office.Lib.Models(), RiskTables: []string{"zj-five-colour-2020"},
		KeyAreas: []evidence.Area{{Code: "420000", From: "2020-01-10"}}, Stays: a.Picture.Stays, Lang: "en", Now: casetest.Start(),
	}
}

func made(t *testing.T, scenario string) cases.Snapshot {
	t.Helper()
	return casetest.Made(t, scenario, 3).Snapshot
}

// seen is what a scene says of a mark, as golden data.
type seen struct {
	Ref     string
	Radius  float64
	Assumed bool
	Lasted  regionmap.Lasted
	County  string
	Border  string
	Metres  int
	Inside  bool
}

func sceneOf(c places.Chart) []seen {
	var out []seen
	for i, r := range c.Records {
		m := c.Scene.Marks[i]
		s := seen{Ref: m.Ref, Radius: m.RadiusM, Assumed: m.Assumed, Lasted: m.Lasted, County: r.County}
		if m.Border != nil {
			s.Border, s.Metres, s.Inside = m.Border.Name, int(m.Border.Metres/10+0.5)*10, m.Border.Inside
		}
		out = append(out, s)
	}
	return out
}

func TestTheSceneOfACase(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario string
		want     []seen
	}{
		{"border-tower", []seen{{Ref: "F1", Radius: 2000, Assumed: true, Lasted: regionmap.Whole, County: "330110", Border: "Xihu", Metres: 860, Inside: true}}},
		{"transit-wuhan", []seen{{Ref: "F1", Radius: 2000, Assumed: true, Lasted: regionmap.Whole, County: "420100"}}},
		{"border-real", []seen{
			{Ref: "F1", Radius: 50, Lasted: regionmap.Whole, County: "330110"},
			{Ref: "F2", Radius: 10, Lasted: regionmap.Instant, County: "330110"},
			{Ref: "F3", Radius: 2000, Assumed: true, Lasted: regionmap.Whole, County: "330110", Border: "Xihu", Metres: 860, Inside: true},
		}},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			t.Parallel()
			got := sceneOf(places.ChartOf(givenOf(t, made(t, c.scenario))))
			for i := range got {
				if i < len(c.want) && c.want[i].Border == "" {
					got[i].Border, got[i].Metres, got[i].Inside = "", 0, false
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAMapNeedsCoordinates(t *testing.T) {
	t.Parallel()
	s := made(t, "border-tower")
	if !places.Located(&s) {
		t.Error("a mast with a position gives no map")
	}
	s.Flags = append([]cases.Flag(nil), s.Flags...)
	for i := range s.Flags {
		s.Flags[i].Lat, s.Flags[i].Lon = nil, nil
	}
	if places.Located(&s) || s.Resident.HomeLat == nil {
		t.Error("the home alone makes a map")
	}
}

func TestPositionsComeFromTheirDatum(t *testing.T) {
	t.Parallel()
	s := made(t, "border-tower")
	s.Flags = append([]cases.Flag(nil), s.Flags...)
	given := places.ChartOf(givenOf(t, s)).Scene.Marks[0].At
	s.Flags[0].Datum = "GCJ-02"
	shifted := places.ChartOf(givenOf(t, s))
	if d := regionmap.Metres(given, shifted.Scene.Marks[0].At); d < 100 || d > 700 || !shifted.Records[0].Known {
		t.Errorf("GCJ-02 moves the record by %.0f m", d)
	}
	s.Flags[0].Datum = "LOCAL-54"
	if places.ChartOf(givenOf(t, s)).Records[0].Known {
		t.Error("an unknown datum is taken for one that is known")
	}
}

func TestTheMapIsShadedByTheDay(t *testing.T) {
	t.Parallel()
	g := givenOf(t, made(t, "border-tower"))
	classes := func(day time.Time) map[string]bool {
		out := map[string]bool{}
		for _, r := range g.RatedOn(day) {
			out[r.Class] = r.Shade.Presumed
		}
		return out
	}
	for _, c := range []struct {
		day  time.Time
		want map[string]bool
	}{
		{time.Date(2020, 1, 20, 12, 0, 0, 0, cases.Shanghai()), map[string]bool{}},
		{at(10, 12, 0), map[string]bool{"HIGHER": true, "MEDIUM": true, "LOWER": true, "LOW": true}},
		{at(12, 12, 0), map[string]bool{"HIGHER": false, "MEDIUM": false, "LOWER": false, "LOW": false}},
		{at(27, 12, 0), map[string]bool{"AT_MOST_LOWER": false}},
	} {
		if diff := cmp.Diff(c.want, classes(c.day)); diff != "" {
			t.Errorf("%v: %s", c.day, diff)
		}
	}
	if g.AnyKey(time.Date(2020, 1, 9, 0, 0, 0, 0, cases.Shanghai())) || !g.AnyKey(at(12, 0, 0)) {
		t.Error("the key area stands on the wrong days")
	}
}

func TestTheCodesOnFile(t *testing.T) {
	t.Parallel()
	s := made(t, "flicker")
	s.OtherAssignments = append([]cases.CodeAssignment(nil), s.OtherAssignments...)
	s.Assignment.AssignmentID = "a-1"
	s.OtherAssignments[0].SupersededBy = "a-1"
	list := places.CodesOf(&s)
	if len(list) != 2 || !list[0].Disputed || list[1].By != "A" || !list[1].Conflict {
		t.Errorf("codes: %+v", list)
	}
	s.OtherAssignments[0].SupersededBy = "elsewhere"
	if by := places.CodesOf(&s)[1].By; by != "elsewhere" {
		t.Errorf("superseded by %q", by)
	}
	g := givenOf(t, s)
	ask := places.FirstQuestion(g.File)
	if ask.Place != s.Resident.ResidenceDivision || ask.At.IsZero() || g.PlacesToAsk()[0] != ask.Place {
		t.Errorf("the first question is %+v of %v", ask, g.PlacesToAsk())
	}
}
