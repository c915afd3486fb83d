package simulate

import (
	"fmt"
	"time"

	"recourse/cases"
)

const (
	reasonKeyArea = "14天内到过重点地区"
	reasonHigher  = "14天内到过风险等级较高地区"
	keyAreaList   = "重点地区往来人员名单"
)

// stay is the input line of a rule that fired on a stay.
func stay(ref string, to time.Time, region string) []cases.TraceInput {
	return []cases.TraceInput{in("stays[0].region", region, ref), in("stays[0].to", rfc(to), ref)}
}

// byStay colours red on one record of a stay in a key area.
func (m *maker) byStay(ref string, to time.Time, p place) {
	m.red("R40", "KEY_AREA", reasonKeyArea, append(stay(ref, to, p.Division), in("stays[0].key_area", "true", ref))...)
}

// transitWuhan is worked replay case (a): 40 minutes in Wuhan on 20 January.
func (m *maker) transitWuhan() {
	trains := m.o.words.work.Trains
	wuhan, arrives := m.spot("wuhan_station"), m.at(-28, 13, 10)
	leaves := arrives.Add(42 * time.Minute)
	from := pick(m.r, []string{"长沙", "岳阳", "衡阳", "株洲"})
	t1, t2 := pick(m.r, trains["to_wuhan"]), pick(m.r, trains["wuhan_hangzhou"])
	ref := m.flag(m.listed(m.tower(wuhan, arrives, leaves), "漫游湖北用户清单", "YD-0211-A", m.at(-5, 17, 30)))
	d1 := m.rail(t1, from, "武汉", arrives.Add(-100*time.Minute))
	d2 := m.rail(t2, "武汉", "杭州东", leaves)
	m.say["from"], m.say["train1"], m.say["train2"], m.say["dwell"] = from, t1, t2, "42"
	m.say["days"] = fmt.Sprint(int(m.issued.Sub(arrives).Hours() / 24))
	m.byStay(ref, leaves, wuhan)
	m.grounds("G02", "G03")
	m.find("G02", cases.Proved, ref, d1, d2)
	m.find("G03", cases.Proved, ref, "A")
	m.expect(cases.Overturn)
}

func (m *maker) plate() string {
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	return fmt.Sprintf("浙A·%c%05d", letters[m.r.IntN(len(letters))], m.r.IntN(100000))
}

func (m *maker) toll(p place, plate string, from, to time.Time, note string) cases.Flag {
	dwell := int(to.Sub(from).Minutes())
	return cases.Flag{
		SourceType: cases.TollPlate, Provider: m.o.words.work.Providers.Toll, IdentityLink: "plate",
		ObservedFrom: cases.At(from), ObservedTo: cases.At(to), RecordedAt: cases.At(to), PlaceText: p.Name,
		Division: p.Division, DwellMin: &dwell, Note: "车牌 " + plate + "；" + note,
		Detail: cases.FlagDetail{Plate: plate},
	}
}

func (m *maker) motorwayPass() {
	p, enters := m.spot("huangmei_toll"), m.at(-10, 14, 20+m.r.IntN(20))
	leaves := enters.Add(time.Duration(13+m.r.IntN(4)) * time.Minute)
	speed := 96 + float64(m.r.IntN(10))
	plate := m.plate()
	f := m.toll(p, plate, enters, leaves, "门架通行，未驶离高速")
	f.SpeedKmh = &speed
	ref := m.flag(m.listed(f, keyAreaList, "ETC-0212", m.at(-5, 9, 0)))
	d := m.doc(paper{kind: "toll_record", title: "ETC通行明细", by: "浙江高速信息", issued: m.filed, from: m.at(-10, 0, 0), to: m.at(-10, 0, 0),
		copied: "screenshot", note: "九江至黄梅小池路段门架记录，" + fmt.Sprint(*f.DwellMin) + "分钟"})
	m.say["plate"], m.say["dwell"], m.say["speed"] = plate, fmt.Sprint(*f.DwellMin), fmt.Sprint(int(speed))
	m.declare(form{at: m.issued.Add(-20 * time.Hour), returned: m.at(-10, 0, 0)})
	m.byStay(ref, leaves, p)
	if chance(m.r, 0.3) {
		m.suffer("stranded")
	}
	m.grounds("G02")
	m.find("G02", cases.Proved, ref, d)
	m.expect(cases.Overturn)
}

func (m *maker) motorwayStay() {
	p, off, on := m.spot("huangmei_toll"), m.at(-12, 16, 40), m.at(-9, 9, 15)
	plate := m.plate()
	f1 := m.flag(m.toll(p, plate, off, on, "小池收费站驶出后再次驶入"))
	f2 := m.flag(m.hotel(place{Name: "黄梅县小池镇", Division: p.Division}, off.Add(50*time.Minute), on.Add(-40*time.Minute)))
	m.left(on)
	m.declare(form{at: m.at(-6, 10, 0), returned: m.at(-9, 0, 0)})
	m.say["hours"] = fmt.Sprint(int(on.Sub(off).Hours()))
	m.byStay(f1, on, p)
	m.grounds("G02")
	m.find("G02", cases.NotProved, f1, f2)
	m.expect(cases.Uphold)
}

func (m *maker) neverThere() {
	m.issue(m.at(-5, 8, 20))
	p := m.spot("wenzhou")
	f := cases.Flag{
		SourceType: cases.KeyAreaList, Provider: m.o.words.work.Providers.City, IdentityLink: "name", LinkedName: m.me.Name,
		ObservedFrom: cases.Day(m.at(-19, 0, 0).Date()), ObservedTo: cases.Day(m.at(-19, 0, 0).Date()), PlaceText: p.Name, Division: p.Division,
	}
	ref := m.flag(m.listed(f, keyAreaList, "ZD-0211", m.at(-6, 20, 0)))
	gate := pick(m.r, m.o.words.places.Gates)
	scan := m.flag(m.gate(gate, m.at(-19, 12, 6)))
	d := m.doc(paper{kind: "employer_certificate", title: "在岗考勤证明", by: m.me.employer, issued: m.filed, from: m.at(-25, 0, 0), to: m.at(-6, 0, 0),
		identifies: true, copied: "original", note: "1月28日至30日每日在岗，附打卡明细"})
	m.say["gate"] = gate
	m.byStay(ref, m.at(-19, 18, 0), p)
	m.grounds("G01")
	m.find("G01", cases.Proved, d, scan, ref)
	m.expect(cases.Overturn)
}

func (m *maker) neverThereHotel() {
	p, in, out := m.spot("xiaogan"), m.at(-22, 15, 0), m.at(-11, 13, 30)
	f1 := m.flag(m.hotel(p, in, out.Add(-2*time.Hour)))
	f2 := m.flag(m.ticket("D3205", "孝感东", "杭州东", p, out, "已检票"))
	f3 := m.flag(m.listed(m.tower(p, in, out.Add(-time.Hour)), "漫游湖北用户清单", "YD-0211-B", m.at(-6, 18, 0)))
	m.left(out)
	m.byStay(f1, out, p)
	m.grounds("G01")
	m.find("G01", cases.NotProved, f1, f2, f3)
	m.expect(cases.Uphold)
}

func (m *maker) leftBefore() {
	p := m.spot("wuchang")
	f := cases.Flag{
		SourceType: cases.KeyAreaList, Provider: m.o.words.work.Providers.City, LinkedName: m.me.Name, LinkedDocNo: m.me.DocNo,
		ObservedFrom: cases.Day(m.at(-31, 0, 0).Date()), PlaceText: p.Name, Division: p.Division, Note: "名单未写明离开日期",
	}
	m.issue(m.at(-5, 18, 10+m.r.IntN(40)))
	ref := m.flag(m.listed(f, keyAreaList, "ZD-0211", m.at(-6, 20, 0)))
	reg := m.flag(m.register(m.at(-24, 10, 0), m.me.community+"网格员", "1月17日武汉返杭，居家观察至2月7日，无异常"))
	train := pick(m.r, m.o.words.work.Trains["wuhan_hangzhou"])
	d := m.rail(train, "武汉", "杭州东", m.at(-31, 9, 12))
	m.say["train1"], m.say["days"] = train, fmt.Sprint(int(m.issued.Sub(m.at(-31, 9, 12)).Hours()/24))
	m.byStay(ref, m.at(-6, 20, 0), p)
	m.grounds("G03")
	m.find("G03", cases.Proved, d, reg, ref)
	m.expect(cases.Overturn)
}

func (m *maker) leftLate() {
	p, out := m.spot("jingzhou"), m.at(-12, 10, 24)
	f1 := m.flag(m.ticket("D2190", "荆州", "杭州东", p, out, "已检票"))
	f2 := m.flag(m.listed(m.tower(p, m.at(-25, 18, 0), out.Add(-time.Hour)), "漫游湖北用户清单", "DX-0212-A", m.at(-6, 16, 0)))
	gate := "杭州东站到达口"
	f3 := m.flag(m.gate(gate, out.Add(9*time.Hour)))
	m.s.Flags[2].Note = "湖北荆州返杭，体温36.5℃，通知社区"
	m.left(out)
	m.say["gate"] = gate
	m.declare(form{at: m.at(-6, 11, 0), keyArea: true, returned: out})
	m.byStay(f1, out, p)
	m.grounds("G03")
	m.find("G03", cases.NotProved, f1, f3, f2)
	m.expect(cases.Uphold)
}

func (m *maker) ticketRefund() {
	p := m.spot("wuhan_station")
	train := pick(m.r, m.o.words.work.Trains["to_wuhan"])
	m.issue(m.at(-6, 9+m.r.IntN(8), m.r.IntN(60)))
	ref := m.flag(m.listed(m.ticket(train, "杭州东", "武汉", p, m.at(-26, 8, 5), "售出"), keyAreaList, "TL-0211", m.at(-6, 8, 0)))
	gate := pick(m.r, m.o.words.places.Gates)
	scan := m.flag(m.gate(gate, m.at(-25, 17, 40)))
	d := m.doc(paper{kind: "refund_record", title: train + "次退票凭据", by: m.o.words.work.Providers.Rail, issued: m.at(-27, 22, 14), from: m.at(-27, 0, 0), to: m.at(-26, 0, 0),
		identifies: true, copied: "screenshot", note: "1月21日22时14分退票成功，扣退票费"})
	m.say["train1"], m.say["gate"] = train, gate
	m.byStay(ref, m.at(-6, 8, 0), p)
	m.grounds("G06")
	m.find("G06", cases.Proved, d, ref, scan)
	m.expect(cases.Overturn)
}

func (m *maker) ticketRebooked() {
	p, out := m.spot("huanggang"), m.at(-13, 11, 50)
	t1, t2 := pick(m.r, m.o.words.work.Trains["to_wuhan"]), pick(m.r, m.o.words.work.Trains["others"])
	f1 := m.flag(m.ticket(t1, "杭州东", "黄冈", p, m.at(-26, 9, 30), "已退"))
	f2 := m.flag(m.ticket(t2, "杭州东", "黄冈", p, m.at(-25, 9, 30), "已检票"))
	f3 := m.flag(m.ticket("G7349", "黄冈", "杭州东", p, out, "已检票"))
	f4 := m.flag(m.listed(m.tower(p, m.at(-25, 17, 0), out.Add(-time.Hour)), "漫游湖北用户清单", "YD-0211-B", m.at(-6, 18, 0)))
	d := m.doc(paper{kind: "refund_record", title: t1 + "次退票凭据", by: m.o.words.work.Providers.Rail, issued: m.at(-26, 7, 2), from: m.at(-26, 0, 0), to: m.at(-26, 0, 0), identifies: true, copied: "screenshot", note: "1月22日退票成功"})
	m.left(out)
	m.say["train2"] = t2
	m.byStay(f3, out, p)
	m.grounds("G06")
	m.find("G06", cases.NotDecisive, d, f1, f2, f3, f4)
	m.expect(cases.Uphold)
}

func (m *maker) hubeiStay() {
	p, out := m.spot("xiangyang"), m.at(-7, 9, 36)
	f1 := m.flag(m.ticket("K529", "襄阳", "杭州", p, out, "已检票"))
	f2 := m.flag(m.listed(m.tower(p, m.at(-26, 20, 0), out.Add(-time.Hour)), "漫游湖北用户清单", "LT-0212-A", m.at(-6, 12, 0)))
	m.left(out)
	q := m.declare(form{at: m.at(-6, 9, 10), keyArea: true, returned: out})
	m.suffer("lost_shift")
	m.byStay(f1, out, p)
	m.grounds("G16")
	m.find("G16", cases.NotProved, f1, q("RETURN_DATE"), f2)
	m.expect(cases.Uphold)
}
