package evidence_test

import (
	"slices"
	"testing"

	"recourse/cases"
	"recourse/review/evidence"
)

// keysOf are the sentences about the one record of a file.
func keysOf(t *testing.T, f cases.Flag, change ...func(*cases.Snapshot)) []string {
	t.Helper()
	s := person()
	s.Flags = []cases.Flag{f}
	for _, c := range change {
		c(s)
	}
	in := input(t, s, asOf)
	var keys []string
	for _, n := range evidence.Statements(in, evidence.Build(in))[0].Notes {
		keys = append(keys, n.Key)
	}
	return keys
}

func TestStatements(t *testing.T) {
	t.Parallel()
	night := [2]string{"2020-02-13T20:00:00+08:00", "2020-02-14T07:00:00+08:00"}
	of := func(s cases.Source, change func(*cases.Flag)) cases.Flag {
		f := cases.Flag{SourceType: s, IdentityLink: "id", Division: "330106", ObservedFrom: stamp(t, night[0])}
		if change != nil {
			change(&f)
		}
		return f
	}
	speed, minutes := 98.0, 13
	for _, c := range []struct {
		name string
		flag cases.Flag
		want string
	}{
		{"a circle across the border", mast(t, night[0], night[1], "330110", 30.28, 120.06937), "evidence.st.border"},
		{"a circle inside", mast(t, night[0], night[1], "330110", 30.45, 120.10), "evidence.st.inside"},
		{"a circle in another county than the record names", mast(t, night[0], night[1], "330110", 30.05, 119.96), "evidence.st.not_consistent"},
		{"a mast without a position", of(cases.CarrierTower, nil), "evidence.st.no_position"},
		{"a phone at motorway speed", of(cases.CarrierTower, func(f *cases.Flag) { f.SpeedKmh = &speed }), "evidence.passing"},
		{"thirteen minutes of a mast", of(cases.CarrierTower, func(f *cases.Flag) { f.DwellMin = &minutes }), "evidence.too_short"},
		{"a single fix of a mast", of(cases.CarrierTower, nil), "evidence.single_fix"},
		{"a simulated position", of(cases.AppGPS, func(f *cases.Flag) { f.Detail.Mock = "yes" }), "evidence.mock"},
		{"the clock of a checkpoint", of(cases.CheckpointScan, nil), "evidence.st.clock"},
		{"a phone at the gate", of(cases.CheckpointScan, nil), "evidence.st.scan"},
		{"an order", of(cases.PurchaseRecord, nil), "evidence.st.purchase"},
		{"a booking", of(cases.TravelTicket, nil), "evidence.st.ticket_booked"},
		{"a refund", of(cases.TravelTicket, func(f *cases.Flag) { f.Detail.Status = "refunded" }), "evidence.st.ticket_refunded"},
		{"a change of train", of(cases.TravelTicket, func(f *cases.Flag) { f.Detail.Status = "rebooked" }), "evidence.st.ticket_rebooked"},
		{"a checked ticket", of(cases.TravelTicket, func(f *cases.Flag) { f.Detail.Status = "boarded" }), "evidence.st.ticket_boarded"},
		{"a plate", of(cases.TollPlate, func(f *cases.Flag) { f.IdentityLink = "plate" }), "evidence.plate_only"},
		{"a plate joined by number still names no driver", of(cases.TollPlate, nil), "evidence.plate_only"},
		{"a line somebody else entered", of(cases.BuildingRegister, func(f *cases.Flag) { f.SetBy = "网格员" }), "evidence.st.register_hearsay"},
		{"a line of the resident's own", of(cases.BuildingRegister, func(f *cases.Flag) { f.Detail.Reporter = "self" }), "evidence.st.register_self"},
		{"a line typed up days later", of(cases.BuildingRegister, func(f *cases.Flag) { f.RecordedAt = stamp(t, "2020-02-16T08:00:00+08:00") }), "evidence.st.lag"},
		{"a hotel", of(cases.HotelRegister, nil), "evidence.st.hotel"},
		{"a contact", of(cases.ContactList, nil), "evidence.st.contact"},
		{"a list", of(cases.KeyAreaList, func(f *cases.Flag) { f.ListName = "名单" }), "evidence.st.list"},
		{"a row that was taken off", of(cases.KeyAreaList, func(f *cases.Flag) { f.Detail.RemovedAt = "2020-02-15" }), "evidence.st.list_removed"},
		{"two statements that differ", of(cases.SelfReportInconsistency, nil), "evidence.st.mismatch"},
		{"a door", of(cases.DoorSensor, nil), "evidence.st.door"},
		{"a day without an hour", of(cases.HotelRegister, func(f *cases.Flag) { f.ObservedFrom = stamp(t, "2020-02-13") }), "evidence.st.day_only"},
		{"a hand without an order", of(cases.KeyAreaList, func(f *cases.Flag) { f.SetBy = "某某" }), "evidence.st.no_order"},
		{"what happened after the code", of(cases.HotelRegister, func(f *cases.Flag) { f.ObservedFrom = stamp(t, "2020-02-18T08:00:00+08:00") }), "evidence.st.later"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := keysOf(t, c.flag); !slices.Contains(got, c.want) {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
	t.Run("the border is as far as it is on the map", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{mast(t, night[0], night[1], "330110", 30.28, 120.06937)}
		in := input(t, s, asOf)
		n := evidence.Statements(in, evidence.Build(in))[0].Notes[0]
		if n.Args["border"] != "900" || n.Args["radius"] != "2000" || n.Args["area"] != "330106" || n.Args["other"] != "330110" {
			t.Errorf("got %+v", n)
		}
	})
	t.Run("a row that was taken off the list is no stay", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Flags = []cases.Flag{of(cases.KeyAreaList, func(f *cases.Flag) { f.Detail.RemovedAt = "2020-02-15" })}
		if got := draw(t, s, asOf).Stays; len(got) != 0 {
			t.Errorf("got %+v", got)
		}
	})
}
