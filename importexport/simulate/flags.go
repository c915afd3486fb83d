package simulate

import (
	"fmt"
	"strings"
	"time"

	"recourse/cases"
)

// flag adds a record to the case and returns its reference (F1, F2, ...).
func (m *maker) flag(f cases.Flag) string {
	n := len(m.s.Flags) + 1
	f.FlagID = fmt.Sprintf("FL%08d-%02d", m.no(), n)
	f.ResidentID = m.me.ResidentID
	if f.IdentityLink == "" {
		f.IdentityLink = "id"
	}
	if f.IdentityLink == "phone" && f.Phone == "" {
		f.Phone = m.me.Phone
	}
	if f.RawRef == "" && f.ListName != "" {
		f.RawRef = fmt.Sprintf("%s#%d", f.ListName, f.ListRow)
	}
	m.s.Flags = append(m.s.Flags, f)
	return fmt.Sprintf("F%d", n)
}

func (m *maker) spot(name string) place { return m.o.words.places.Elsewhere[name] }

// home is the person's own flat as a place.
func (m *maker) home() place {
	return place{Name: m.me.division.Name + m.me.street.Name, Division: m.me.division.Code, Lat: *m.me.HomeLat, Lon: *m.me.HomeLon}
}

// tower is a carrier's record of the phone at a mast, recorded the day after.
// Its error is the assumed upper bound of two kilometres.
func (m *maker) tower(p place, from, to time.Time) cases.Flag {
	lat, lon := round6(p.Lat+(m.r.Float64()-0.5)*0.006), round6(p.Lon+(m.r.Float64()-0.5)*0.006)
	dwell := int(to.Sub(from).Minutes())
	return cases.Flag{
		SourceType: cases.CarrierTower, Provider: pick(m.r, m.o.words.work.Providers.Carrier), IdentityLink: "phone",
		ObservedFrom: cases.At(from), ObservedTo: cases.At(to), RecordedAt: cases.At(to.Add(between(m.r, 9, 30)).Truncate(time.Minute)),
		PlaceText: p.Name, Division: p.Division, Lat: &lat, Lon: &lon, Datum: "WGS-84",
		AccuracyRadiusM: 2000, RadiusAssumed: true, DwellMin: &dwell,
		LegalBasis: "疫情防控领导小组数据专班调取函",
	}
}

// listed puts a flag on a named list with a row and a batch.
func (m *maker) listed(f cases.Flag, name, batch string, at time.Time) cases.Flag {
	f.ListName, f.Batch, f.ListDate, f.ListRow = name, batch, cases.Day(at.Date()), 2+m.r.IntN(1800)
	f.RecordedAt = cases.At(at)
	return f
}

// gps is a fix of the phone's own position, in the datum of map services.
func (m *maker) gps(p place, from, to time.Time, radius int) cases.Flag {
	lat, lon := toGCJ(p.Lat+(m.r.Float64()-0.5)*0.001, p.Lon+(m.r.Float64()-0.5)*0.001)
	lat, lon = round6(lat), round6(lon)
	dwell := int(to.Sub(from).Minutes())
	return cases.Flag{
		SourceType: cases.AppGPS, Provider: m.o.words.work.Providers.GPS, LegalBasis: "本人授权定位",
		ObservedFrom: cases.At(from), ObservedTo: cases.At(to), RecordedAt: cases.At(to),
		PlaceText: p.Name, Division: p.Division, Lat: &lat, Lon: &lon, Datum: "GCJ-02",
		AccuracyRadiusM: radius, DwellMin: &dwell, Detail: cases.FlagDetail{Mock: "no"},
	}
}

// ticket is a row of the railway's booking system.
func (m *maker) ticket(train, from, to string, p place, departs time.Time, status string) cases.Flag {
	return cases.Flag{
		SourceType: cases.TravelTicket, Provider: m.o.words.work.Providers.Rail, LinkedName: m.me.Name, LinkedDocNo: m.me.DocNo,
		ObservedFrom: cases.At(departs), ObservedTo: cases.At(departs), RecordedAt: cases.At(departs.Add(-between(m.r, 30, 200)).Truncate(time.Minute)),
		PlaceText: from + "→" + to, Division: p.Division,
		Note:   fmt.Sprintf("%s次，%02d车%02d%s号，票状态：%s", train, 1+m.r.IntN(16), 1+m.r.IntN(18), pick(m.r, []string{"A", "B", "C", "D", "F"}), status),
		Detail: cases.FlagDetail{Train: train, Status: ticketStatus(status)},
	}
}

// ticketStatus is the code of a ticket's status.
func ticketStatus(status string) string {
	switch {
	case strings.Contains(status, "检"):
		return "boarded"
	case strings.Contains(status, "退"):
		return "refunded"
	case strings.Contains(status, "改签"):
		return "rebooked"
	}
	return "issued"
}

// gate is a checkpoint scan in the person's own district.
func (m *maker) gate(name string, at time.Time) cases.Flag {
	f := cases.Flag{
		SourceType: cases.CheckpointScan, Provider: m.o.words.work.Providers.Gate,
		ObservedFrom: cases.At(at), ObservedTo: cases.At(at), RecordedAt: cases.At(at),
		PlaceText: name, AccuracyRadiusM: 10,
	}
	temp := fmt.Sprintf("%.1f", 36.1+float64(m.r.IntN(7))/10)
	f.Note, f.Detail = "扫码核验，体温"+temp+"℃", cases.FlagDetail{Method: "scanned", TempC: temp}
	if m.me.division.Risk != "HIGHER" {
		f.Division = m.me.division.Code
	}
	return f
}

// hotel is a stay in the hotel register by the shown identity card.
func (m *maker) hotel(p place, from, to time.Time) cases.Flag {
	return cases.Flag{
		SourceType: cases.HotelRegister, Provider: m.o.words.work.Providers.Hotel, LinkedName: m.me.Name, LinkedDocNo: m.me.DocNo,
		ObservedFrom: cases.At(from), ObservedTo: cases.At(to), RecordedAt: cases.At(from),
		PlaceText: p.Name + pick(m.r, m.o.words.places.Hotels), Division: p.Division,
	}
}

// contact is a row of the disease control centre's list of close contacts.
func (m *maker) contact(last time.Time, name, docNo, note string) cases.Flag {
	return m.listed(cases.Flag{
		SourceType: cases.ContactList, Provider: m.me.division.Name + m.o.words.work.Providers.CDC,
		ObservedFrom: cases.At(last), ObservedTo: cases.At(last), PlaceText: m.me.division.Name,
		LinkedName: name, LinkedDocNo: docNo, Note: note,
	}, "密切接触者管理名单", "", m.issued.Add(-between(m.r, 1, 6)).Truncate(time.Minute))
}

// register is a line of a building's paper register, typed up later.
func (m *maker) register(at time.Time, who, note string) cases.Flag {
	return cases.Flag{
		SourceType: cases.BuildingRegister, Provider: m.me.community + "社区", SetBy: who,
		ObservedFrom: cases.Day(at.Date()), ObservedTo: cases.Day(at.Date()), RecordedAt: cases.At(at.Add(between(m.r, 4, 40)).Truncate(time.Minute)),
		PlaceText: m.me.Address, LinkedName: m.me.Name, Note: note, Detail: cases.FlagDetail{Reporter: "grid_worker"},
	}
}

// routine adds everyday records that say nothing against the person, all from
// days on which they were in the city and for which the risk class of the
// city's districts is known (12 February and later).
func (m *maker) routine() {
	for range m.o.opts.Routine {
		at := m.at(-1-m.r.IntN(5), 8+m.r.IntN(11), m.r.IntN(60))
		end := at.Add(between(m.r, 1, 6))
		if at.Before(m.calm) || end.After(m.filed) {
			continue
		}
		switch {
		case m.me.division.Risk == "HIGHER":
			m.flag(m.register(at, m.me.community+"网格员", "在家，体温正常，无外出"))
		case chance(m.r, 0.5):
			m.flag(m.gate(pick(m.r, m.o.words.places.Gates), at))
		default:
			m.flag(m.gps(m.home(), at, end, 200))
		}
	}
}
