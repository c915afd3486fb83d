package simulate

import (
	"fmt"
	"time"

	"recourse/cases"
)

// flicker is worked replay case (e): green, red, green, red within a day, and
// the province's code green all along.
func (m *maker) flicker() {
	m.issue(m.at(-3, 18, 40+m.r.IntN(15)))
	start := m.at(-3, 2, 11)
	m.past = true
	m.change(m.at(-6, 10, 0), cases.NoColour, cases.Green, "SELF_REPORT", "", "")
	h1 := m.change(start, cases.Green, cases.Red, "RULE_BATCH", "HZ-0213-17", "")
	h2 := m.change(m.at(-3, 12, 3), cases.Red, cases.Green, "CHECKIN_COMPLETE", "", "")
	h3 := m.change(m.issued, cases.Green, cases.Red, "RULE_BATCH", "HZ-0213-17", "")
	o := m.other("ZJ", "浙里办", "浙江省疫情防控工作领导小组", cases.Green, m.at(-5, 9, 0))
	d := m.doc(paper{kind: "screenshot", title: "健康码四次截图", by: "申诉人", issued: m.issued, from: m.at(-4, 0, 0), to: m.at(-3, 0, 0), identifies: true, copied: "screenshot", note: "每张均有时间水印"})
	m.s.Assignment.Origin = "RULE_BATCH"
	m.bare = true
	m.red("", "BATCH", "")
	m.grounds("G14", "G15")
	m.find("G14", cases.Proved, h1, h2, h3, d)
	m.find("G15", cases.NotDecisive, o)
	m.expect(cases.Overturn)
}

func (m *maker) flickerExplained() {
	m.issue(m.at(-3, 16, 30))
	m.past = true
	m.checkins(-6, -1)
	q1 := m.declare(form{at: m.at(-5, 8, 10), cough: true})
	q2 := m.declare(form{at: m.at(-4, 9, 0)})
	ref := m.exposed(m.at(-10, 18, 0), "2月7日与确诊同事同车往返")
	m.change(m.at(-6, 10, 0), cases.NoColour, cases.Green, "SELF_REPORT", "", "")
	h1 := m.change(m.at(-5, 8, 11), cases.Green, cases.Yellow, "SELF_REPORT", q1("SYMPTOM_COUGH"), "")
	h2 := m.change(m.at(-4, 9, 1), cases.Yellow, cases.Green, "SELF_REPORT", q2("SYMPTOM_COUGH"), "")
	h3 := m.change(m.issued, cases.Green, cases.Red, "DATA_PUSH", ref, "")
	m.grounds("G14")
	m.find("G14", cases.NotProved, h1, h2, h3, ref)
	m.expect(cases.Uphold)
}

func (m *maker) otherCity() {
	p, came := m.spot("shenzhen"), m.at(-9, 17, 0)
	m.issue(m.at(-5, 9, 30))
	f := m.flag(m.ticket("G1006", "深圳北", "杭州东", p, came.Add(-8*time.Hour), "已检票"))
	o := m.other("SZ-WECHAT", "微信", "深圳市疫情防控指挥部", cases.Green, m.at(-8, 8, 0))
	d := m.doc(paper{kind: "screenshot", title: "深圳健康码及打卡记录", by: "深圳市疫情防控指挥部", issued: m.filed, from: m.at(-16, 0, 0), to: m.at(-9, 0, 0), identifies: true, copied: "screenshot", note: "2月1日起每日正常，显示姓名和日期"})
	m.declare(form{at: m.at(-5, 9, 0), returned: came})
	m.calm = came
	m.yellow("R55", "OUTSIDE_STREAK", "外地来杭，打卡未满", in("stays[0].region", p.Division, f), in("checkins.streak_days", "3", ""))
	m.grounds("G15")
	m.find("G15", cases.Proved, o, d, f)
	m.expect(cases.Overturn)
}

func (m *maker) otherCityTransfer() {
	a := &m.s.Assignment
	a.IssuingSystem, a.Platform, a.Authority = "NB", "甬行码", "宁波市新冠肺炎疫情防控工作领导小组"
	a.RuleSetID = "unknown"
	m.bare, m.past = true, true
	m.issue(m.at(-4, 10, 0))
	m.change(m.issued, cases.Green, cases.Red, "DATA_PUSH", "", "")
	m.s.History[0].System = "NB"
	p := m.spot("ningbo")
	f := m.flag(m.gps(p, m.at(-8, 9, 0), m.at(-8, 17, 30), 50))
	o := m.other("HZ-ALIPAY", "支付宝", "杭州市疫情防控工作领导小组", cases.Green, m.at(-6, 11, 0))
	m.red("", "NB-CHECK", "海曙区核查")
	m.grounds("G15")
	m.find("G15", cases.NotDecisive, o, "A", f)
	m.expect(cases.TransferTo)
}

func (m *maker) manualNoAuthority() {
	m.byHand("操作员07", pick(m.r, []string{"区金融服务办公室", "街道综合信访室"}))
}

// manualBatch is one of many colours that one hand set within an afternoon for
// no reason of health. It occurs only where it is asked for, so that a planted
// batch can be counted.
func (m *maker) manualBatch() {
	m.issue(m.at(-4, 14, m.r.IntN(180)))
	m.byHand("操作员11", "区金融服务办公室")
}

// byHand sets the colour by a hand without authority, order or cause.
func (m *maker) byHand(author, unit string) {
	a := &m.s.Assignment
	a.Origin, a.AssignedBy, a.AssignedUnit = cases.ByHand, author, unit
	m.bare = true
	a.RuleSetID = "unknown"
	m.say["bank"] = "村镇银行"
	m.red("", "", "")
	m.grounds("G14", "G18")
	m.find("G14", cases.Proved, "A", "H2")
	m.find("G18", cases.Proved, "A")
	m.expect(cases.Overturn)
}

func (m *maker) manualWithOrder() {
	a := &m.s.Assignment
	order := fmt.Sprintf("杭疾控观〔2020〕%d号", 40+m.r.IntN(400))
	m.say["order"] = order
	a.Origin, a.AssignedBy, a.AssignedUnit, a.AuthorityRef = "MANUAL", "周处置", m.me.division.Name+"疾病预防控制中心", order
	last := m.at(-7, 20, 0)
	m.until = lastOf(last, 14)
	a.BasisDate = cases.Day(last.Date())
	f := m.contact(last, m.me.Name, m.me.DocNo, "同住家属2月10日确诊；医学观察决定书"+order)
	f.OrderRef, f.SetBy = order, "周处置"
	ref := m.flag(f)
	m.red("R25", "OBSERVATION", "医学观察", in("findings.observation_until", rfc(m.until), ref))
	m.grounds("G14")
	m.find("G14", cases.NotProved, "A", ref)
	m.expect(cases.Uphold)
}

func (m *maker) alreadyGreen() {
	m.issue(m.at(-6, 6, 40))
	m.past = true
	m.checkins(-6, 0)
	m.checks[len(m.checks)-1].Time = "07:14"
	c := m.declare(form{at: m.at(-6, 6, 20), cough: true, temp: 36.6})("SYMPTOM_COUGH")
	m.filed = m.at(-1, 9+m.r.IntN(8), m.r.IntN(60))
	green := m.at(0, 7, 30)
	h1 := m.change(m.issued, cases.Green, cases.Yellow, "SELF_REPORT", c, "")
	h2 := m.change(green, cases.Yellow, cases.Green, "CHECKIN_COMPLETE", "", "")
	m.selfReported()
	m.say["fever_day"], m.say["green_at"] = zhDay(m.at(-6, 0, 0)), zhTime(green)
	m.yellow("R50", "SYMPTOM", "申报有呼吸道症状", in("q.respiratory", "true", c))
	m.grounds("G14")
	m.find("G14", cases.NotDecisive, h1, h2)
	m.expect(cases.Moot)
}
