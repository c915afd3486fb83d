package simulate

import (
	"fmt"
	"time"

	"recourse/cases"
)

func (m *maker) selfReported() { m.s.Assignment.Origin = "SELF_REPORT" }

func (m *maker) ambiguousQuestion() {
	at := m.at(-6, 9+m.r.IntN(9), m.r.IntN(60))
	q1 := m.declare(form{at: at, keyArea: true})
	q2 := m.declare(form{at: m.at(-4, 12, m.r.IntN(60))})
	m.issue(at.Add(time.Minute))
	m.filed = m.at(-3, 8+m.r.IntN(12), m.r.IntN(60))
	m.selfReported()
	m.red("R40", "SELF_KEY_AREA", "本人申报到过重点地区", in("q.key_area_14d", "true", q1("KEY_AREA_14D")))
	m.grounds("G08")
	m.find("G08", cases.Proved, q1("KEY_AREA_14D"), q2("KEY_AREA_14D"))
	m.draft.Contradictions = []cases.Contradiction{{Item: "KEY_AREA_14D", Kind: cases.QuestionOpen, Text: m.o.words.scenarios[m.name].Contradiction, Evidence: []string{q1("KEY_AREA_14D"), q2("KEY_AREA_14D")}}}
	m.expect(cases.CorrectRe)
}

func (m *maker) overstatedAnswer() {
	q := m.declare(form{at: m.at(-5, 9, 20), contact: true})
	m.issue(m.at(-5, 15, 30))
	ref := m.exposed(m.at(-9, 18, 40), "与确诊邻居同乘电梯并在楼道交谈十余分钟，未戴口罩")
	m.grounds("G08")
	m.find("G08", cases.NotProved, q("CONTACT_14D"), ref)
	m.expect(cases.Uphold)
}

// rhinitis is worked replay case (c): yellow is right on the answer given, the
// answer needs correcting.
func (m *maker) rhinitis() {
	at := m.at(-6, 6, 5+m.r.IntN(50))
	q := m.declare(form{at: at, nasal: true, temp: 36.5})
	m.issue(at.Add(time.Minute))
	hospital := m.hospital()
	d := m.doc(paper{kind: "hospital_note", title: "门诊病历（变应性鼻炎）", by: hospital, issued: m.at(-95, 0, 0), from: m.at(-2200, 0, 0), to: m.at(-95, 0, 0), identifies: true, note: "常年性变应性鼻炎，春季加重，处方鼻用激素"})
	m.checkins(-6, -1)
	m.selfReported()
	m.say["hospital"], m.say["first_check"] = hospital, zhDay(m.at(-6, 0, 0))
	m.yellow("R50", "SYMPTOM", "申报有呼吸道症状", in("q.temp_c", "36.5", q("TEMP")), in("q.respiratory", "true", q("SYMPTOM_NASAL")))
	m.grounds("G09")
	m.find("G09", cases.Proved, d, q("SYMPTOM_NASAL"), "C1", "C6")
	m.expect(cases.CorrectRe)
}

func (m *maker) feverReal() {
	m.issue(m.at(-3, 9, 5))
	m.checkins(-6, -1)
	c1 := m.fever(-4, 37.6)
	c2 := m.fever(-3, 37.9)
	q := m.declare(form{at: m.at(-3, 8, 50), cough: true, temp: 37.9})
	m.selfReported()
	m.say["fever_day1"], m.say["fever_day2"] = zhDay(m.at(-4, 0, 0)), zhDay(m.at(-3, 0, 0))
	m.yellow("R50", "SYMPTOM", "打卡报告发热", in("q.temp_c", "37.9", c2), in("q.respiratory", "true", q("SYMPTOM_COUGH")))
	m.grounds("G09")
	m.find("G09", cases.NotProved, c1, c2, q("TEMP"))
	m.expect(cases.Uphold)
}

func (m *maker) origin() (string, place) {
	name := pick(m.r, []string{"孝感", "襄阳", "荆州"})
	return name, m.spot(map[string]string{"孝感": "xiaogan", "襄阳": "xiangyang", "荆州": "jingzhou"}[name])
}

func (m *maker) householdMismatch() {
	name, p := m.origin()
	train := pick(m.r, m.o.words.work.Trains["others"])
	real, keyed := m.at(-30, 14, 22), m.at(-9, 0, 0)
	q := m.declare(form{at: m.at(-6, 10, 0), keyArea: true, returned: keyed, edited: map[string]string{"RETURN_DATE": "1月18日"}, editedAt: m.at(-6, 22, 0)})
	ref := m.flag(m.ticket(train, name, "杭州", p, real, "已检票"))
	d1 := m.rail(train, name, "杭州", real)
	d2 := m.doc(paper{kind: "household_proof", title: "户口簿及家人健康码截图", by: "公安机关", issued: m.filed, from: m.at(-1200, 0, 0), to: m.filed, identifies: true, copied: "screenshot", note: "家人绿码，相邻座位"})
	m.say["origin"] = name
	m.selfReported()
	m.red("R40", "SELF_KEY_AREA", "本人申报到过重点地区", in("stays[0].to", keyed.Format(time.DateOnly), q("RETURN_DATE")), in("q.key_area_14d", "true", q("KEY_AREA_14D")))
	m.grounds("G10")
	m.find("G10", cases.Proved, d1, ref, q("RETURN_DATE"), d2)
	m.expect(cases.Overturn)
}

func (m *maker) householdExplained() {
	p, out := m.spot("huanggang"), m.at(-11, 12, 10)
	f1 := m.flag(m.ticket("G7349", "黄冈", "杭州东", p, out, "已检票"))
	gate := "杭州东站到达口"
	f2 := m.flag(m.gate(gate, out.Add(6*time.Hour)))
	q := m.declare(form{at: m.at(-6, 10, 30), keyArea: true, returned: out})
	m.left(out)
	m.say["gate"] = gate
	m.byStay(f1, out, p)
	m.grounds("G10")
	m.find("G10", cases.NotProved, f1, q("RETURN_DATE"), f2)
	m.expect(cases.Uphold)
}

// notice is the paper that the community puts on the door of those who
// isolate at home.
func (m *maker) notice(from, to int) string {
	return m.doc(paper{kind: "community_certificate", title: "居家隔离告知书", by: m.me.community + "社区居民委员会", issued: m.at(from, 0, 0), from: m.at(from, 0, 0), to: m.at(to, 0, 0), identifies: true,
		note: zhDay(m.at(from, 0, 0)) + "至" + zhDay(m.at(to, 0, 0))})
}

// basisDate is worked replay case (g): back on 4 February, red for 14 days from
// the day of issue instead of the day of return.
func (m *maker) basisDate() {
	name, p := m.origin()
	out := m.at(-13, 15, 40)
	m.issue(m.at(-3, 9, 0))
	f1 := m.flag(m.ticket("K529", name, "杭州", p, out, "已检票"))
	m.flag(m.tower(p, m.at(-27, 19, 0), out.Add(-time.Hour)))
	d1 := m.notice(-13, 1)
	d2 := m.rail("K529", name, "杭州", out)
	q := m.declare(form{at: m.at(-6, 9, 30), keyArea: true, returned: out})
	m.checkins(-12, -1)
	m.calm = out.Add(8 * time.Hour)
	m.say["origin"] = name
	m.byStay(f1, out, p)
	m.grounds("G11")
	m.find("G11", cases.Proved, f1, d1, d2, q("RETURN_DATE"))
	m.truth.TrueColour, m.truth.TrueEnd = cases.Red, cases.At(lastOf(out, 14))
	m.expect(cases.Vary)
}

func (m *maker) basisRight() {
	name, p := m.origin()
	out := m.at(-10, 14, 5)
	f1 := m.flag(m.ticket("K529", name, "杭州", p, out, "已检票"))
	f2 := m.flag(m.gate("杭州东站到达口", out.Add(9*time.Hour)))
	q := m.declare(form{at: m.at(-6, 10, 0), keyArea: true, returned: out})
	m.left(out)
	m.say["origin"] = name
	m.byStay(f1, out, p)
	m.grounds("G11")
	m.find("G11", cases.NotProved, f1, q("RETURN_DATE"), f2)
	m.expect(cases.Uphold)
}

func (m *maker) isolationServed() {
	p, out := m.spot("xiaogan"), m.at(-17, 11, 0)
	ref := m.flag(m.ticket("K529", "孝感", "杭州", p, out, "已检票"))
	m.until = m.at(8, 23, 59)
	m.issue(m.at(-6, 9, 0))
	m.filed = m.at(-2, 11+m.r.IntN(9), m.r.IntN(60))
	d := m.doc(paper{kind: "release_notice", title: "解除集中医学观察通知书", by: m.me.division.Name + "集中隔离医学观察点", issued: m.at(-2, 0, 0), from: m.at(-16, 0, 0), to: m.at(-2, 0, 0), identifies: true, copied: "original",
		note: "2月1日入住，2月15日上午期满解除，两次检测阴性，盖章"})
	m.calm = out.Add(10 * time.Hour)
	q := m.declare(form{at: m.at(-6, 8, 30), keyArea: true, returned: out})
	m.s.Appeal.Documents[0].AuthenticityCheck = "confirmed"
	m.s.Assignment.BasisDate = cases.Day(m.at(-6, 0, 0).Date())
	m.red("R25", "OBSERVATION", "医学观察期内", in("findings.observation_until", rfc(m.until), ""), in("q.key_area_14d", "true", q("KEY_AREA_14D")))
	m.grounds("G11")
	m.find("G11", cases.Proved, d, ref)
	m.expect(cases.Overturn)
}

func (m *maker) isolationOpen() {
	name, p := m.origin()
	out := m.at(-11, 13, 20)
	f1 := m.flag(m.ticket("K529", name, "杭州", p, out, "已检票"))
	f2 := m.flag(m.tower(p, m.at(-25, 19, 0), out.Add(-time.Hour)))
	d := m.notice(-11, 3)
	m.declare(form{at: m.at(-6, 12, 30), keyArea: true, returned: out})
	m.left(out)
	m.checkins(-10, -1)
	m.say["origin"] = name
	m.byStay(f1, out, p)
	m.grounds("G11")
	m.find("G11", cases.NotProved, d, f1, f2)
	m.expect(cases.Uphold)
}

// outageDay is worked replay case (d): fourteen check-ins, one of them lost
// when the platform was down.
func (m *maker) outageDay() {
	p, out := m.spot("huanggang"), m.at(-16, 12, 0)
	ref := m.flag(m.ticket("G7349", "黄冈", "杭州东", p, out, "已检票"))
	m.calm = out.Add(8 * time.Hour)
	m.issue(m.at(-6, 9, 40))
	m.filed = m.at(-1, 8+m.r.IntN(12), m.r.IntN(60))
	m.until = lastOf(m.issued, 14)
	m.checkins(-14, -1)
	gap := m.missed(-5, "平台19时至24时中断；社区电话登记21时体温36.4℃")
	d1 := m.doc(paper{kind: "screenshot", title: "打卡页面报错截图", by: "申诉人", issued: m.at(-5, 0, 0), from: m.at(-5, 0, 0), to: m.at(-5, 0, 0), copied: "screenshot", note: "2月12日20时37分页面报错"})
	d2 := m.doc(paper{kind: "community_certificate", title: "打卡平台故障公告及电话登记", by: m.me.community + "社区居民委员会", issued: m.at(-4, 0, 0), from: m.at(-5, 0, 0), to: m.at(-5, 0, 0), identifies: true, copied: "copy", note: "19时至24时中断；21时来电体温36.4℃"})
	m.declare(form{at: m.at(-6, 9, 0), keyArea: true, returned: out})
	m.byStay(ref, out, p)
	m.steps["R82"] = cases.TraceStep{RuleID: "R82", Outcome: "TRUE", Inputs: []cases.TraceInput{in("checkins.missed", m.at(-5, 0, 0).Format(time.DateOnly), gap)}}
	m.grounds("G12")
	m.find("G12", cases.Proved, gap, d1, d2, "C14", ref)
	m.expect(cases.Overturn)
}

func (m *maker) missedDay() {
	m.issue(m.at(-6, 15, 0))
	q := m.declare(form{at: m.at(-6, 14, 50), cough: true, temp: 36.9})
	m.checkins(-5, -1)
	gap := m.missed(-4, "当日未打卡")
	m.selfReported()
	m.yellow("R50", "SYMPTOM", "申报有呼吸道症状", in("q.respiratory", "true", q("SYMPTOM_COUGH")))
	m.steps["R82"] = cases.TraceStep{RuleID: "R82", Outcome: "TRUE", Inputs: []cases.TraceInput{in("checkins.missed", m.at(-4, 0, 0).Format(time.DateOnly), gap)}}
	m.grounds("G12")
	m.find("G12", cases.NotProved, gap, "C5", q("SYMPTOM_COUGH"))
	m.expect(cases.Uphold)
}

func (m *maker) hardshipDialysis() {
	name, p := m.origin()
	out := m.at(-11, 16, 45)
	hospital := m.hospital()
	m.quiet = true
	m.suffer("missed_treatment")
	m.s.Appeal.UrgencyWhy = "每周三次血液透析，延误危及生命"
	f1 := m.flag(m.ticket("K529", name, "杭州", p, out, "已检票"))
	d1 := m.doc(paper{kind: "hospital_note", title: "维持性血液透析证明", by: hospital, issued: m.at(-3, 0, 0), from: m.at(-900, 0, 0), to: m.at(-3, 0, 0), identifies: true, copied: "original", note: "每周一、三、五透析，延误危及生命"})
	d2 := m.doc(paper{kind: "test", title: "核酸检测报告两份", by: hospital, issued: m.at(-2, 0, 0), from: m.at(-3, 0, 0), to: m.at(-2, 0, 0), identifies: true, note: "2月14日、15日均阴性"})
	m.declare(form{at: m.at(-6, 9, 30), keyArea: true, returned: out})
	m.left(out)
	m.say["origin"], m.say["hospital"] = name, hospital
	m.byStay(f1, out, p)
	m.grounds("G16")
	m.find("G16", cases.Proved, d1, d2, f1)
	m.truth.TrueColour, m.truth.TrueEnd = cases.Yellow, cases.At(m.until)
	m.expect(cases.Vary)
}

func (m *maker) hardshipNoMilder() {
	m.suffer("lost_shift")
	ref := m.exposed(m.at(-8, 22, 0), "与确诊同屋共同居住至2月9日")
	m.grounds("G16")
	m.find("G16", cases.NotProved, ref, "S")
	m.expect(cases.Uphold)
}

func (m *maker) doorSensor() {
	name, p := m.origin()
	out, opened := m.at(-15, 14, 30), m.at(-7, 11, 20)
	seconds := 25 + m.r.IntN(30)
	m.calm = out.Add(8 * time.Hour)
	f1 := m.flag(cases.Flag{
		SourceType: cases.DoorSensor, Provider: m.me.street.Name + m.o.words.work.Providers.Sensor, ObservedFrom: cases.At(opened), ObservedTo: cases.At(opened.Add(time.Duration(seconds) * time.Second)),
		RecordedAt: cases.At(opened.Add(time.Minute)), PlaceText: m.me.Address, IdentityLink: "name", LinkedName: m.me.Name, Note: fmt.Sprintf("开门%d秒", seconds),
	})
	f2 := m.flag(m.ticket("K529", name, "杭州", p, out, "已检票"))
	f3 := m.flag(m.gps(m.home(), opened.Add(-2*time.Hour), opened.Add(6*time.Hour), 50))
	d := m.doc(paper{kind: "screenshot", title: "快递签收记录", by: "快递公司", issued: m.at(-7, 0, 0), from: m.at(-7, 0, 0), to: m.at(-7, 0, 0), copied: "screenshot", note: "2月10日11时20分放门口签收"})
	m.issue(m.at(-6, 10, 0))
	m.until = lastOf(opened, 14)
	m.filed = m.at(0, 6+m.r.IntN(2), m.r.IntN(60))
	m.declare(form{at: m.at(-6, 9, 0), keyArea: true, returned: out})
	m.checkins(-14, -1)
	m.say["origin"], m.say["door_sec"] = name, fmt.Sprint(seconds)
	m.s.Assignment.BasisDate = cases.Day(opened.Date())
	m.red("R25", "OBSERVATION", "居家观察期间外出，重新计算", in("findings.observation_until", rfc(m.until), f1))
	m.grounds("G11")
	m.find("G11", cases.Proved, f1, d, f3, f2)
	m.expect(cases.Overturn)
}
