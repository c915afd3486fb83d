package evidence_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/assets"
	"recourse/cases"
	"recourse/review/evidence"
)

func stamp(t testing.TB, s string) cases.Stamp {
	t.Helper()
	v, err := cases.ParseStamp(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// person is a resident of Xihu with a sound number and a phone of her own.
func person() *cases.Snapshot {
	return &cases.Snapshot{
		Resident:   cases.Resident{Name: "王伟", DocType: "01", DocNo: "330199199001010011", Phone: "13905710001", PhoneOwner: "self", ResidenceDivision: "330106"},
		Assignment: cases.CodeAssignment{IssuingSystem: "HZ-ALIPAY", Colour: cases.Red},
	}
}

func draw(t testing.TB, s *cases.Snapshot, asOf string) *evidence.Picture {
	t.Helper()
	return evidence.Build(input(t, s, asOf))
}

func input(t testing.TB, s *cases.Snapshot, asOf string) evidence.Input {
	t.Helper()
	return evidence.Input{
		Snapshot: s, Models: models(t), Regions: regions(t), RiskTables: []string{"zj-five-colour-2020"},
		KeyAreas: []evidence.Area{{Code: "420000", From: "2020-01-10"}}, AsOf: stamp(t, asOf),
	}
}

// published are the error models of the product, read once.
var published = sync.OnceValues(func() (*evidence.Models, error) {
	fsys, err := assets.Evidence()
	if err != nil {
		return nil, err
	}
	return evidence.LoadModels(fsys)
})

func models(t testing.TB) *evidence.Models {
	t.Helper()
	m, err := published()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// mast is a mast record by phone at a point.
func mast(t testing.TB, from, to, division string, lat, lon float64) cases.Flag {
	return cases.Flag{
		SourceType: cases.CarrierTower, IdentityLink: "phone", Phone: "13905710001", Division: division, PlaceText: division,
		ObservedFrom: stamp(t, from), ObservedTo: stamp(t, to), Lat: &lat, Lon: &lon, Datum: "WGS-84", AccuracyRadiusM: 2000,
	}
}

const asOf = "2020-02-16T09:00:00+08:00"

func TestPlaces(t *testing.T) {
	t.Parallel()
	night := [2]string{"2020-02-14T20:00:00+08:00", "2020-02-15T07:00:00+08:00"}
	border := func(t testing.TB) cases.Flag { return mast(t, night[0], night[1], "330110", 30.28, 120.06937) }
	t.Run("a circle across the border establishes neither county", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{border(t)}
		st := draw(t, s, asOf).Stays[0]
		if st.Higher.State != evidence.Open || st.Higher.Why.Key != "evidence.border" || st.Key.State != evidence.No {
			t.Errorf("got %+v", st)
		}
	})
	t.Run("a circle inside the county establishes it", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{mast(t, night[0], night[1], "330110", 30.45, 120.10)}
		if st := draw(t, s, asOf).Stays[0]; st.Higher.State != evidence.Yes || st.Class != "HIGHER" {
			t.Errorf("got %+v", st)
		}
	})
	t.Run("two counties of one class leave no doubt about the class", func(t *testing.T) {
		t.Parallel()
		s := person() // between Xihu and Gongshu, both medium
		s.Flags = []cases.Flag{mast(t, night[0], night[1], "330106", 30.31, 120.11)}
		if st := draw(t, s, asOf).Stays[0]; st.Higher.State != evidence.No {
			t.Errorf("got %+v", st.Higher)
		}
	})
	t.Run("a more exact source in the same hours rules the other county out", func(t *testing.T) {
		t.Parallel()
		s := person()
		lat, lon := 30.28, 120.075
		s.Flags = []cases.Flag{border(t), {
			SourceType: cases.AppGPS, IdentityLink: "id", Division: "330106", ObservedFrom: stamp(t, night[0]), ObservedTo: stamp(t, night[1]),
			Lat: &lat, Lon: &lon, Datum: "WGS-84", AccuracyRadiusM: 200,
		}}
		st := draw(t, s, asOf).Stays[0]
		if diff := cmp.Diff(evidence.Claim{State: evidence.No, Refs: []string{"F1", "F2"}}, st.Higher); diff != "" {
			t.Error(diff)
		}
	})
	scan := func(t testing.TB, at string) cases.Flag {
		lat, lon := 30.28, 120.055
		return cases.Flag{
			SourceType: cases.CheckpointScan, IdentityLink: "id", Division: "330110", ObservedFrom: stamp(t, at),
			Lat: &lat, Lon: &lon, Datum: "WGS-84", AccuracyRadiusM: 10,
		}
	}
	t.Run("a second kind of source inside in the same hour establishes it", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{mast(t, night[0], night[1], "330110", 30.28, 120.052), scan(t, "2020-02-14T21:00:00+08:00")}
		if st := draw(t, s, asOf).Stays[0]; st.Higher.State != evidence.Yes {
			t.Errorf("got %+v", st.Higher)
		}
	})
	t.Run("a second kind of source two hours off establishes nothing", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{mast(t, night[0], night[1], "330110", 30.28, 120.052), scan(t, "2020-02-14T18:00:00+08:00")}
		if st := draw(t, s, asOf).Stays[0]; st.Higher.State != evidence.Open {
			t.Errorf("got %+v", st.Higher)
		}
	})
	t.Run("a circle that is centred next door is not drawn across by a second source", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{border(t), scan(t, "2020-02-14T21:00:00+08:00")}
		if st := draw(t, s, asOf).Stays[0]; st.Higher.State != evidence.Open {
			t.Errorf("got %+v", st.Higher)
		}
	})
	t.Run("before the map was published nobody knows the class", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{mast(t, "2020-02-10T20:00:00+08:00", "2020-02-10T21:00:00+08:00", "330110", 30.45, 120.10)}
		if st := draw(t, s, asOf).Stays[0]; st.Higher.State != evidence.Open || st.Higher.Why.Key != "evidence.risk_unpublished" {
			t.Errorf("got %+v", st.Higher)
		}
	})
	t.Run("what happened after the as-of time is left out", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{border(t)}
		if n := len(draw(t, s, "2020-02-13T09:00:00+08:00").Stays); n != 0 {
			t.Errorf("%d stays", n)
		}
	})
}

func TestProof(t *testing.T) {
	t.Parallel()
	hubei := cases.Flag{
		SourceType: cases.TravelTicket, IdentityLink: "id", Division: "420103", PlaceText: "汉口→杭州东",
		ObservedFrom: stamp(t, "2020-02-08T09:00:00+08:00"),
	}
	key := func(t *testing.T, change func(*cases.Flag), more ...cases.Flag) []evidence.Stay {
		s, f := person(), hubei
		change(&f)
		s.Flags = append([]cases.Flag{f}, more...)
		return draw(t, s, asOf).Stays
	}
	for _, c := range []struct {
		name   string
		change func(*cases.Flag)
		want   evidence.State
		why    string
	}{
		{"a ticket alone shows a booking", func(*cases.Flag) {}, evidence.Open, "evidence.row_only.TRAVEL_TICKET"},
		{"a ticket checked at the gate shows the person", func(f *cases.Flag) { f.Note = "票状态：已检票" }, evidence.Yes, ""},
		{"a list row alone shows the list", func(f *cases.Flag) { f.SourceType = cases.KeyAreaList }, evidence.Open, "evidence.row_only.KEY_AREA_LIST"},
		{"an order shows an account", func(f *cases.Flag) { f.SourceType = cases.PurchaseRecord }, evidence.Open, "evidence.row_only.PURCHASE_RECORD"},
		{"a hotel register shows the person", func(f *cases.Flag) { f.SourceType = cases.HotelRegister }, evidence.Yes, ""},
		{"a mast at motorway speed is no stay", func(f *cases.Flag) {
			v := 96.0
			f.SourceType, f.SpeedKmh, f.Division = cases.CarrierTower, &v, "420000"
		}, evidence.Open, "evidence.passing"},
		{"a name alone is no person", func(f *cases.Flag) { f.SourceType, f.IdentityLink = cases.HotelRegister, "name" }, evidence.Open, "evidence.name_only"},
		{"another number on the row is another person", func(f *cases.Flag) {
			f.SourceType, f.LinkedDocNo = cases.HotelRegister, "330199198503071231"
		}, evidence.Open, "evidence.other_id"},
		{"another phone is another phone", func(f *cases.Flag) {
			f.SourceType, f.IdentityLink, f.Phone = cases.AppGPS, "phone", "13800000000"
		}, evidence.Open, "evidence.other_phone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := key(t, c.change)[0].Key
			if got.State != c.want || got.Why.Key != c.why {
				t.Errorf("got %+v", got)
			}
		})
	}
	t.Run("a refunded ticket shows nothing", func(t *testing.T) {
		t.Parallel()
		if got := key(t, func(f *cases.Flag) { f.Note = "票状态：已退票" }); len(got) != 0 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a ticket and a mast in the same hours agree", func(t *testing.T) {
		t.Parallel()
		got := key(t, func(*cases.Flag) {}, mast(t, "2020-02-08T07:00:00+08:00", "2020-02-08T08:55:00+08:00", "420103", 30.618, 114.25))[0]
		if got.Key.State != evidence.Yes || len(got.Key.Refs) != 2 || len(got.Kinds) != 2 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestStreak(t *testing.T) {
	t.Parallel()
	days := func(missed int, note string) *cases.Snapshot {
		s := person()
		for d := 1; d <= 15; d++ {
			c := cases.CheckIn{Date: cases.Day(2020, time.February, d), Status: "normal"}
			if d == missed {
				c.Status, c.Note = "missed", note
			}
			s.CheckIns = append(s.CheckIns, c)
		}
		return s
	}
	t.Run("days in a row count", func(t *testing.T) {
		t.Parallel()
		if st := draw(t, days(0, ""), asOf).Streak; st.Days != 15 || st.Known.State != evidence.Yes {
			t.Errorf("got %+v", st)
		}
	})
	t.Run("a forgotten day starts anew", func(t *testing.T) {
		t.Parallel()
		if st := draw(t, days(10, "forgot"), asOf).Streak; st.Days != 5 || st.Known.State != evidence.Yes || st.Excuse.State != evidence.No {
			t.Errorf("got %+v", st)
		}
	})
	t.Run("an outage that is only claimed leaves it open", func(t *testing.T) {
		t.Parallel()
		if st := draw(t, days(10, "系统故障"), asOf).Streak; st.Known.State != evidence.Open || st.Excuse.State != evidence.Open {
			t.Errorf("got %+v", st)
		}
	})
	t.Run("an outage that is shown counts", func(t *testing.T) {
		t.Parallel()
		s := days(10, "")
		s.Appeal.Documents = []cases.Document{{Type: "screenshot", Title: "打卡页面故障", CoversFrom: cases.Day(2020, 2, 10)}}
		st := draw(t, s, asOf).Streak
		if st.Days != 15 || st.Excused != 1 || st.Excuse.State != evidence.Yes {
			t.Errorf("got %+v", st)
		}
	})
	t.Run("a paper of another day shows nothing", func(t *testing.T) {
		t.Parallel()
		s := days(10, "")
		s.Appeal.Documents = []cases.Document{{Type: "screenshot", Title: "打卡页面故障", CoversFrom: cases.Day(2020, 2, 9)}}
		if st := draw(t, s, asOf).Streak; st.Days != 5 {
			t.Errorf("got %+v", st)
		}
	})
}

func TestCodes(t *testing.T) {
	t.Parallel()
	at := func(s string) cases.Stamp { return stamp(t, "2020-02-"+s+":00+08:00") }
	change := func(when string, from, to cases.Colour) cases.StatusChange {
		return cases.StatusChange{At: at(when), From: from, To: to, System: "HZ-ALIPAY", Cause: "RULE_BATCH"}
	}
	t.Run("the first colour and one change are no flicker", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.History = []cases.StatusChange{change("12T09:00", cases.NoColour, cases.Green), change("12T15:00", cases.Green, cases.Red)}
		if got := evidence.Flickers(s); len(got) != 0 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("there and back within three days is", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.History = []cases.StatusChange{change("12T09:00", cases.Green, cases.Red), change("14T15:00", cases.Red, cases.Green)}
		want := []evidence.Flicker{{System: "HZ-ALIPAY", Refs: []string{"H1", "H2"}}}
		if diff := cmp.Diff(want, evidence.Flickers(s)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a completed streak is no flicker", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.History = []cases.StatusChange{change("12T09:00", cases.Green, cases.Red), change("13T08:00", cases.Red, cases.Green)}
		s.History[1].Cause = "CHECKIN_COMPLETE"
		if got := evidence.Flickers(s); len(got) != 0 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("another system's other colour at the same time is a conflict, an ended one is not", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Assignment.IssuedAt = at("15T12:00")
		s.OtherAssignments = []cases.CodeAssignment{
			{IssuingSystem: "SZ-WECHAT", Colour: cases.Green, IssuedAt: at("10T12:00")},
			{IssuingSystem: "ZJ", Colour: cases.Yellow, IssuedAt: at("01T12:00"), ValidUntil: at("08T12:00")},
		}
		if got := evidence.Conflicts(s); len(got) != 1 || got[0].Ref != "O1" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a colour set by hand lacks what it lacks", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Assignment.Origin, s.Assignment.AssignedBy = "MANUAL", "某某"
		if diff := cmp.Diff([]string{"unit", "order"}, evidence.Unauthorised(s)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	form := func(at string, items ...cases.Answer) cases.Questionnaire {
		return cases.Questionnaire{SubmittedAt: stamp(t, at), Items: items}
	}
	t.Run("the last form before the as-of time counts", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Questionnaires = []cases.Questionnaire{
			form("2020-02-10T09:00:00+08:00", cases.Answer{ItemCode: "SYMPTOM_COUGH", AnswerNorm: "true"}),
			form("2020-02-15T09:00:00+08:00", cases.Answer{ItemCode: "SYMPTOM_COUGH", AnswerNorm: "false"}),
			form("2020-02-17T09:00:00+08:00", cases.Answer{ItemCode: "SYMPTOM_COUGH", AnswerNorm: "true"}),
		}
		if a := draw(t, s, asOf).Answers; a.Respiratory.State != evidence.No {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("an answer edited later counts as it stood", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Questionnaires = []cases.Questionnaire{form("2020-02-10T09:00:00+08:00",
			cases.Answer{ItemCode: "OVERSEAS_14D", AnswerNorm: "true", EditedFrom: "否", EditedAt: stamp(t, "2020-02-17T09:00:00+08:00")})}
		if a := draw(t, s, asOf).Answers; a.Overseas.State != evidence.No {
			t.Errorf("got %+v", a.Overseas)
		}
	})
	t.Run("fatigue is no respiratory symptom, and a later check-in speaks last", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Questionnaires = []cases.Questionnaire{form("2020-02-10T09:00:00+08:00", cases.Answer{ItemCode: "SYMPTOM_COUGH", AnswerNorm: "true"})}
		temp := 36.5
		s.CheckIns = []cases.CheckIn{{Date: cases.Day(2020, 2, 15), Status: "normal", TempC: &temp, Symptoms: []string{"乏力"}}}
		a := draw(t, s, asOf).Answers
		if a.Respiratory.State != evidence.No || a.TempC != 36.5 || a.Measured.Refs[0] != "C1" {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("nothing answered is open, not no", func(t *testing.T) {
		t.Parallel()
		if a := draw(t, person(), asOf).Answers; a.Fever.State != evidence.Open || a.Contact.State != evidence.Open {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("a yes without a date asks when they left", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Questionnaires = []cases.Questionnaire{form("2020-02-10T09:00:00+08:00", cases.Answer{ItemCode: "KEY_AREA_14D", AnswerNorm: "true"})}
		st := draw(t, s, asOf).Stays
		if len(st) != 1 || st[0].ToWhy.Key != "evidence.no_return_date" {
			t.Errorf("got %+v", st)
		}
	})
}
