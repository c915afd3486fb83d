package simulate

import (
	"fmt"
	"math"
	"time"

	"recourse/cases"
)

// The border of Xihu and Yuhang west of Jiangcun, as the shipped outlines draw
// it: homes of the scenarios lie some 900 m inside Xihu, the mast as far inside
// Yuhang, so that each lies in the other's circle.
const (
	borderLat, borderLon = 30.2950, 120.0600
	mastLon              = 120.0510
	homeLon              = 120.0694
)

// BadBatch is the carrier list of the planted systemic error: every row of it
// comes from one mast on the border.
const BadBatch = "YD-0213-A"

// batchRows is how many rows the bad batch has in this office.
func (o *Office) batchRows() int { return 46 + o.opts.Residents/50 }

// toBorder moves the person to the edge of Xihu, whatever district the office
// has: a resident's district and the mast must belong together.
func (m *maker) toBorder() {
	d := m.o.words.division("330106")
	m.me.division = d
	m.me.street = &d.Streets[4]
	m.me.community = pick(m.r, m.me.street.Communities)
	m.me.ResidenceDivision, m.me.HouseholdDivision, m.me.ResidenceStreet = d.Code, d.Code, m.me.street.Code
	m.me.Address = fmt.Sprintf("%s%s文二西路%d号%s%d幢%d单元%d02室", d.Name, m.me.street.Name, 780+m.r.IntN(60),
		pick(m.r, m.o.words.places.Estates), 1+m.r.IntN(20), 1+m.r.IntN(3), 1+m.r.IntN(11))
	m.me.setHome(borderLat+(m.r.Float64()-0.5)*0.006, homeLon+(m.r.Float64()-0.5)*0.0016)
	m.say["border"] = fmt.Sprint(math.Round(metres(*m.me.HomeLat, *m.me.HomeLon, *m.me.HomeLat, borderLon)/10) * 10)
}

// mast is the border mast's record of the phone: the place it names is Yuhang,
// its circle reaches far into Xihu.
func (m *maker) mast(from, to time.Time) cases.Flag {
	f := m.tower(place{Name: "余杭区五常街道", Division: "330110"}, from, to)
	lat, lon := borderLat, mastLon
	f.Lat, f.Lon, f.RawRef = &lat, &lon, "460-00-22E1-0C31"
	return f
}

func (m *maker) byHigher(ref string, to time.Time) {
	m.yellow("R55", "HIGHER_RISK_AREA", reasonHigher, append(stay(ref, to, "330110"), in("stays[0].risk", "HIGHER", ref), in("stays[0].radius_m", "2000", ref))...)
}

// borderTower is worked replay case (b).
func (m *maker) borderTower() {
	m.toBorder()
	from := m.at(-5, 14, 5)
	ref := m.flag(m.listed(m.mast(from, from.Add(35*time.Minute)), "跨区活动用户清单", "YD-0213-C", m.at(-4, 21, 0)))
	m.issue(m.at(-3, 7, 30+m.r.IntN(20)))
	m.calm = m.at(-4, 0, 0)
	m.byHigher(ref, from.Add(35*time.Minute))
	m.grounds("G04")
	m.find("G04", cases.Undetermined, ref, "A")
	m.expect(cases.Overturn)
}

func (m *maker) borderReal() {
	m.toBorder()
	p, from := m.spot("linping"), m.at(-5, 10, 20)
	f1 := m.flag(m.gps(p, from, from.Add(7*time.Hour), 50))
	scan := m.gate("临平东湖公园门岗", m.at(-5, 12, 41))
	lat, lon := round6(p.Lat), round6(p.Lon)
	scan.Division, scan.Lat, scan.Lon, scan.Datum = p.Division, &lat, &lon, "WGS-84"
	f2 := m.flag(scan)
	f3 := m.flag(m.mast(m.at(-5, 19, 0), m.at(-5, 20, 0)))
	m.issue(m.at(-4, 7, 12))
	m.say["yuhang_gate"] = "临平东湖公园门岗"
	m.byHigher(f1, from.Add(7*time.Hour))
	m.grounds("G04")
	m.find("G04", cases.NotProved, f1, f2, f3)
	m.expect(cases.Uphold)
}

// badBatch is one appeal out of the planted batch.
func (m *maker) badBatch() {
	m.toBorder()
	m.issue(m.at(-3, 6, 5))
	from := m.at(-5, 7+m.r.IntN(12), m.r.IntN(60))
	to := from.Add(time.Duration(15+m.r.IntN(70)) * time.Minute)
	ref := m.flag(m.listed(m.mast(from, to), "跨区活动用户清单", BadBatch, m.at(-4, 22, 0)))
	m.calm = m.at(-4, 0, 0)
	m.say["batch"], m.say["batch_rows"] = BadBatch, fmt.Sprint(m.o.batchRows())
	m.checkins(-6, -1)
	m.byHigher(ref, to)
	m.grounds("G01", "G04")
	m.find("G01", cases.Undetermined, ref, "C3")
	m.find("G04", cases.Proved, ref)
	m.expect(cases.Overturn)
}
