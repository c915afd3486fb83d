package evidence_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review/evidence"
)

// world draws a file of records about the border of Xihu and Yuhang and about
// Hubei, all of one fortnight.
func world(t *testing.T, rt *rapid.T) *cases.Snapshot {
	s := person()
	for range rapid.IntRange(1, 6).Draw(rt, "records") {
		s.Flags = append(s.Flags, record(t, rt))
	}
	return s
}

func record(t *testing.T, rt *rapid.T) cases.Flag {
	hours := []string{"13T20", "13T21", "14T02", "14T09"}
	from := rapid.SampledFrom(hours).Draw(rt, "from")
	f := cases.Flag{
		SourceType:   rapid.SampledFrom([]cases.Source{cases.CarrierTower, cases.AppGPS, cases.CheckpointScan, cases.TravelTicket, cases.HotelRegister, cases.KeyAreaList, cases.TollPlate}).Draw(rt, "kind"),
		IdentityLink: rapid.SampledFrom([]string{"id", "phone", "name", "plate"}).Draw(rt, "link"),
		Phone:        "13905710001", ObservedFrom: stamp(t, "2020-02-"+from+":00:00+08:00"),
		Division: rapid.SampledFrom([]string{"330110", "330106", "420103", ""}).Draw(rt, "division"),
	}
	if rapid.Bool().Draw(rt, "lasts") {
		f.ObservedTo = stamp(t, "2020-02-14T12:00:00+08:00")
	}
	if rapid.Bool().Draw(rt, "positioned") {
		lat, lon := 30.28, rapid.Float64Range(120.02, 120.12).Draw(rt, "lon")
		f.Lat, f.Lon, f.Datum = &lat, &lon, "WGS-84"
		f.AccuracyRadiusM = rapid.IntRange(10, 4000).Draw(rt, "radius")
	}
	if f.SourceType == cases.TravelTicket && rapid.Bool().Draw(rt, "boarded") {
		f.Detail.Status = "boarded"
	}
	return f
}

// established says for each record, by its mark, which claims about it are
// established against the resident.
func established(t *testing.T, s *cases.Snapshot) map[string][4]evidence.State {
	out := map[string][4]evidence.State{}
	for _, st := range draw(t, s, asOf).Stays {
		if f := flagBy(s, st.Ref); f != nil {
			out[f.RawRef] = [4]evidence.State{st.Key.State, st.High.State, st.Higher.State, st.Medium.State}
		}
	}
	return out
}

func flagBy(s *cases.Snapshot, ref string) *cases.Flag {
	i := slices.Index(s.Refs(), ref)
	if i < 0 {
		return nil
	}
	return s.Evidence()[i].Flag
}

// mark gives every record a name of its own, so that it is found again when
// its place in the file changes.
func mark(s *cases.Snapshot) {
	for i := range s.Flags {
		s.Flags[i].RawRef = string(rune('a' + i))
	}
}

func TestALargerCircleEstablishesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := world(t, rt)
		mark(s)
		before := established(t, s)
		i := rapid.IntRange(0, len(s.Flags)-1).Draw(rt, "which")
		if s.Flags[i].Lat == nil {
			return
		}
		s.Flags[i].AccuracyRadiusM += rapid.IntRange(1, 3000).Draw(rt, "more")
		for name, after := range established(t, s) {
			for k, state := range after {
				if state == evidence.Yes && before[name][k] != evidence.Yes {
					rt.Fatalf("claim %d on %s was %v and is established by a larger circle of %s: %+v", k, name, before[name][k], s.Flags[i].RawRef, s.Flags)
				}
			}
		}
	})
}

func TestTheOrderOfTheRecordsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := world(t, rt)
		mark(s)
		before := established(t, s)
		s.Flags = rapid.Permutation(s.Flags).Draw(rt, "order")
		if diff := cmp.Diff(before, established(t, s)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// Taking a record away never establishes anything about another, unless it was
// one that put the person elsewhere: that spoke for the resident.
func TestTakingARecordAwayNeverWorsens(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := world(t, rt)
		mark(s)
		before := established(t, s)
		i := rapid.IntRange(0, len(s.Flags)-1).Draw(rt, "which")
		gone := s.Flags[i]
		s.Flags = slices.Delete(slices.Clone(s.Flags), i, i+1)
		for name, after := range established(t, s) {
			for k, state := range after {
				if state == evidence.Yes && before[name][k] != evidence.Yes && gone.Lat == nil {
					rt.Fatalf("claim %d on %s is established because %+v is gone", k, name, gone)
				}
			}
		}
	})
}

func TestModels(t *testing.T) {
	t.Parallel()
	m := models(t)
	t.Run("every kind has its model with words in both languages", func(t *testing.T) {
		t.Parallel()
		for _, s := range cases.Sources() {
			if got := m.Of(s); got.Source != s || got.Shows.ZH == "" || got.ShowsNot.EN == "" || len(got.Asks) == 0 {
				t.Errorf("%s: %+v", s, got)
			}
		}
	})
	t.Run("a kind nobody knows shows nothing", func(t *testing.T) {
		t.Parallel()
		if got := m.Of("CRYSTAL_BALL"); got.Proof != evidence.ProvesRow || got.Links.ID != evidence.LinkOpen || !got.Weak {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("an assumed radius is never smaller than the model's", func(t *testing.T) {
		t.Parallel()
		mast := m.Of(cases.CarrierTower)
		for _, c := range []struct {
			flag cases.Flag
			want int
		}{{cases.Flag{}, 2000}, {cases.Flag{AccuracyRadiusM: 500}, 500}, {cases.Flag{AccuracyRadiusM: 500, RadiusAssumed: true}, 2000}, {cases.Flag{AccuracyRadiusM: 3000, RadiusAssumed: true}, 3000}} {
			if got := mast.Radius(&c.flag); got != c.want {
				t.Errorf("%+v: %d m", c.flag, got)
			}
		}
	})
}
