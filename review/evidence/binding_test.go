package evidence_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/assets"
	"recourse/cases"
	"recourse/review/evidence"
)

func shelf(t *testing.T) *evidence.Regions {
	t.Helper()
	fsys, err := assets.Regions()
	if err != nil {
		t.Fatal(err)
	}
	r, err := evidence.LoadRegions(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// codes is a person with a red code of Hangzhou, a green one of Shenzhen that
// was there before, and a yellow one of the province that another superseded.
func codes(t *testing.T) *cases.Snapshot {
	at := func(s string) cases.Stamp { return stamp(t, s) }
	return &cases.Snapshot{
		Assignment: cases.CodeAssignment{AssignmentID: "a", IssuingSystem: "HZ-ALIPAY", Colour: cases.Red, IssuedAt: at("2020-02-13T21:06:00+08:00"), ValidUntil: at("2020-02-27")},
		OtherAssignments: []cases.CodeAssignment{
			{AssignmentID: "s", IssuingSystem: "SZ-WECHAT", Colour: cases.Green, IssuedAt: at("2020-02-08T08:00:00+08:00")},
			{AssignmentID: "z", IssuingSystem: "ZJ", Colour: cases.Yellow, IssuedAt: at("2020-02-10T08:00:00+08:00"), SupersededBy: "a"},
			{AssignmentID: "q", IssuingSystem: "QZ", Colour: cases.Green, IssuedAt: at("2020-02-01")},
		},
		History: []cases.StatusChange{
			{At: at("2020-02-09T10:00:00+08:00"), From: cases.NoColour, To: cases.Green, System: "HZ-ALIPAY"},
			{At: at("2020-02-13T21:06:00+08:00"), From: cases.Green, To: cases.Red},
		},
	}
}

func TestWhichCodeBound(t *testing.T) {
	t.Parallel()
	r := shelf(t)
	for _, c := range []struct {
		name, place, at string
		binding         []string
		clash           bool
		standing        []evidence.Standing // of Hangzhou, Shenzhen, Zhejiang, Quzhou
	}{
		{"in Xihu the red code of Hangzhou", "330106", "2020-02-14T10:00:00+08:00", []string{"H2"}, false,
			[]evidence.Standing{evidence.Binds, evidence.Elsewhere, evidence.Superseded, evidence.NoTerr}},
		{"in Nanshan the green code of Shenzhen", "440305", "2020-02-14T10:00:00+08:00", []string{"O1"}, false,
			[]evidence.Standing{evidence.Elsewhere, evidence.Binds, evidence.Superseded, evidence.NoTerr}},
		{"before, the city's green and the province's yellow clash", "330106", "2020-02-12T10:00:00+08:00", []string{"H1", "O2"}, true,
			[]evidence.Standing{evidence.Binds, evidence.Elsewhere, evidence.Binds, evidence.NoTerr}},
		{"first of all none", "330106", "2020-01-20T10:00:00+08:00", nil, false,
			[]evidence.Standing{evidence.NotYet, evidence.NotYet, evidence.NotYet, evidence.NotYet}},
		{"on a day without hours nobody knows", "330106", "2020-02-01T10:00:00+08:00", nil, false,
			[]evidence.Standing{evidence.NotYet, evidence.NotYet, evidence.NotYet, evidence.DayOnly}},
		{"after its term the red code binds no more", "330106", "2020-03-02T10:00:00+08:00", nil, false,
			[]evidence.Standing{evidence.Over, evidence.Elsewhere, evidence.Superseded, evidence.NoTerr}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := r.Bound(codes(t), c.place, stamp(t, c.at))
			var binding []string
			for _, h := range got.Binding() {
				binding = append(binding, h.Ref)
			}
			var standing []evidence.Standing
			for _, h := range got.Codes {
				standing = append(standing, h.Standing)
			}
			if diff := cmp.Diff(c.binding, binding); diff != "" || got.Clash != c.clash {
				t.Errorf("clash %v, binding %s", got.Clash, diff)
			}
			if diff := cmp.Diff(c.standing, standing); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatACodeIsSupersededBy(t *testing.T) {
	t.Parallel()
	r, s := shelf(t), codes(t)
	t.Run("a code that is not on file may have come at any time", func(t *testing.T) {
		other := *s
		other.OtherAssignments = append([]cases.CodeAssignment(nil), s.OtherAssignments...)
		other.OtherAssignments[1].SupersededBy = "lost"
		got := r.Bound(&other, "330106", stamp(t, "2020-02-14T10:00:00+08:00"))
		if got.Codes[2].Standing != evidence.DayOnly || !got.Open || got.Codes[2].By != "lost" {
			t.Errorf("got %+v", got.Codes[2])
		}
	})
	t.Run("a whole day of asking leaves a change of that day open", func(t *testing.T) {
		if got := r.Bound(s, "330106", stamp(t, "2020-02-13")); got.Codes[0].Standing != evidence.DayOnly {
			t.Errorf("got %+v", got.Codes[0])
		}
	})
}

// Nearest is the foot of the distance that every statement quotes.
func TestTheNearestPointOfABorder(t *testing.T) {
	t.Parallel()
	r := shelf(t)
	ring := r.Outline("330110")
	p := evidence.Point{Lat: 30.2950, Lon: 120.0510}
	at, metres := ring.Nearest(p)
	if metres != ring.BorderMetres(p) || ring.BorderMetres(at) > 1 || p.Metres(at) < metres*0.995 || p.Metres(at) > metres*1.005 {
		t.Errorf("%v is %v m away, its own distance is %v m", at, metres, p.Metres(at))
	}
}
