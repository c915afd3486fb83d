package simulate

import (
	"time"

	"recourse/cases"
)

func (m *maker) phoneFamily() {
	p, from, to := m.spot("huanggang"), m.at(-24, 18, 0), m.at(-8, 22, 0)
	second := phone(walk(2*m.i+1, m.o.opts.Seed, phoneSpace))
	f := m.listed(m.tower(p, from, to), "漫游湖北用户清单", "YD-0211-B", m.at(-6, 18, 0))
	f.Phone = second
	ref := m.flag(f)
	f2 := m.flag(m.gps(m.home(), m.at(-12, 9, 0), m.at(-12, 21, 0), 50))
	d := m.doc(paper{kind: "carrier_statement", title: "副卡业务受理单", by: m.s.Flags[0].Provider, issued: m.filed, from: m.at(-1800, 0, 0), to: m.filed,
		identifies: true, note: "副卡" + cases.MaskPhone(second) + "，登记使用人为亲属"})
	m.byStay(ref, to, p)
	m.grounds("G05")
	m.find("G05", cases.Proved, d, f2, ref)
	m.expect(cases.Overturn)
}

func (m *maker) phoneOwn() {
	p, from, out := m.spot("jingzhou"), m.at(-21, 12, 0), m.at(-11, 10, 24)
	f1 := m.flag(m.gps(p, from, out.Add(-2*time.Hour), 50))
	m.s.Flags[0].Note = "登录账户为本人，期间3次人脸实名认证通过"
	f2 := m.flag(m.ticket("D2190", "荆州", "杭州东", p, out, "已检票"))
	m.left(out)
	m.byStay(f1, out, p)
	m.grounds("G05")
	m.find("G05", cases.NotProved, f1, f2)
	m.expect(cases.Uphold)
}

func (m *maker) recycledNumber() {
	p, from, to := m.spot("wuchang"), m.at(-29, 8, 0), m.at(-23, 22, 0)
	m.me.PhoneOwner = "self"
	m.issue(m.at(-6, 14+m.r.IntN(6), 25))
	ref := m.flag(m.listed(m.tower(p, from, to), "漫游湖北用户清单", "YD-0211-A", m.at(-6, 12, 0)))
	d := m.doc(paper{kind: "carrier_statement", title: "入网协议及号码投放说明", by: m.s.Flags[0].Provider, issued: m.at(-14, 0, 0), from: m.at(-14, 0, 0), to: m.filed,
		identifies: true, note: "2月3日起启用；1月30日前机主销户后重新投放"})
	m.byStay(ref, to.AddDate(0, 0, 9), p)
	m.grounds("G05")
	m.find("G05", cases.Proved, d, ref)
	m.expect(cases.Overturn)
}

// nameTwin is worked replay case (f): a contact row with another person's ID.
func (m *maker) nameTwin() {
	m.me.Name = pick(m.r, m.o.words.names.Twins)
	other, _, _ := identity(walk(2*m.i+1, m.o.opts.Seed, idSpace))
	last := m.at(-8, 19, 0)
	f := m.contact(last, m.me.Name, other, "同乘大巴，座位相邻")
	f.IdentityLink = "name"
	ref := m.flag(f)
	d := m.doc(paper{kind: "household_proof", title: "身份证正反面", by: "公安机关", issued: m.at(-1500, 0, 0), from: m.at(-1500, 0, 0), to: m.at(2150, 0, 0), identifies: true, note: "证件号码与名单不同"})
	m.say["twin_masked"] = cases.MaskDocNo(other)
	m.red("R20", "CLOSE_CONTACT", "疑似密切接触者", in("contacts[0].last_exposure", rfc(last), ref), in("contacts[0].listed_by", m.s.Flags[0].Provider, ref))
	m.grounds("G07")
	m.find("G07", cases.Proved, ref, d)
	m.expect(cases.Overturn)
}

func (m *maker) typoID() {
	no := []byte(m.me.DocNo)
	if no[14] == no[15] {
		no[15] = '0' + (no[15]-'0'+4)%10
	} else {
		no[14], no[15] = no[15], no[14]
	}
	f := m.register(m.at(-7, 18, 30), "楼道管理员", "湖北返杭（备注原在下一行）")
	f.LinkedDocNo = string(no)
	f.Division = m.spot("xiaogan").Division
	ref := m.flag(f)
	d := m.doc(paper{kind: "household_proof", title: "身份证正反面", by: "公安机关", issued: m.at(-2100, 0, 0), from: m.at(-2100, 0, 0), to: m.at(1500, 0, 0), identifies: true, note: "第15、16位与登记表相反"})
	m.byStay(ref, m.at(-7, 23, 59), m.spot("xiaogan"))
	m.grounds("G07")
	m.find("G07", cases.Proved, ref, d)
	m.expect(cases.CorrectRe)
}

func (m *maker) registerNamesake() {
	m.me.HouseholdDivision = "420902"
	f := m.register(m.at(-7, 17, 0), "物业经理", "14日内湖北旅居：是（据身份证地址填写）")
	f.Division, f.IdentityLink = m.spot("xiaogan").Division, "name"
	ref := m.flag(f)
	d := m.doc(paper{kind: "employer_certificate", title: "考勤及社保证明", by: m.me.employer, issued: m.filed, from: m.at(-132, 0, 0), to: m.at(-3, 0, 0), identifies: true, copied: "original", note: "2019年10月8日以来每工作日在岗"})
	m.checkins(-6, -1)
	m.byStay(ref, m.at(-7, 23, 59), m.spot("xiaogan"))
	m.grounds("G01")
	m.find("G01", cases.Proved, d, ref, "C1")
	m.expect(cases.Overturn)
}

func (m *maker) notContact() {
	last := m.at(-17, 18, 0)
	m.issue(m.at(-4, 15, 20+m.r.IntN(30)))
	ref := m.flag(m.contact(last, m.me.Name, m.me.DocNo, "与病例同单位；末次接触时间、距离未填写"))
	d := m.doc(paper{kind: "employer_certificate", title: "1月31日排班表及门禁记录", by: m.me.employer, issued: m.filed, from: m.at(-17, 0, 0), to: m.at(-14, 0, 0), identifies: true, copied: "copy", note: "1月31日休息，无门禁记录"})
	m.red("R20", "CLOSE_CONTACT", "密切接触者", in("contacts[0].last_exposure", rfc(m.at(-4, 12, 0)), ref))
	m.grounds("G13")
	m.find("G13", cases.Undetermined, d, ref)
	m.expect(cases.Remit)
}

// exposed colours red from a close contact on the disease control list.
func (m *maker) exposed(last time.Time, note string) string {
	m.until = lastOf(last, 14)
	m.s.Assignment.BasisDate = cases.Day(last.Date())
	ref := m.flag(m.contact(last, m.me.Name, m.me.DocNo, note))
	m.red("R20", "CLOSE_CONTACT", "密切接触者", in("contacts[0].last_exposure", rfc(last), ref), in("contacts[0].listed_by", m.s.Flags[0].Provider, ref))
	return ref
}

func (m *maker) contactRight() {
	ref := m.exposed(m.at(-11, 20, 30), "2月6日晚同桌就餐约2小时，间隔2人，未戴口罩")
	m.grounds("G13")
	m.find("G13", cases.NotProved, ref, "S")
	m.expect(cases.Uphold)
}

// mismatch says that the answers were found to contradict each other.
func (m *maker) mismatch(ref, what string) {
	m.steps["R70"] = cases.TraceStep{RuleID: "R70", Outcome: "TRUE", OverriddenBy: m.rule, Inputs: []cases.TraceInput{in("mismatch", what, ref)}}
}

func (m *maker) accusedLying() {
	m.issue(m.at(-3, 10, 15))
	q := m.declare(form{at: m.at(-4, 8, 40), returned: m.at(-15, 0, 0)})
	ref := m.flag(cases.Flag{
		SourceType: cases.SelfReportInconsistency, Provider: m.o.words.work.Providers.City, ObservedFrom: cases.At(m.at(-4, 8, 40)), ObservedTo: cases.At(m.at(-4, 8, 40)),
		RecordedAt: cases.At(m.at(-3, 9, 50)), PlaceText: m.me.division.Name, Note: "“14天内到过重点地区”答否，但填写返回日期2月2日，且1月有武汉购票记录",
		Contradicts: []string{q("KEY_AREA_14D"), q("RETURN_DATE")},
	})
	wuhan := m.spot("hankou_station")
	t1 := m.flag(m.ticket("G585", "汉口", "杭州东", wuhan, m.at(-32, 15, 2), "已检票"))
	d := m.rail("G7558", "宁波", "杭州东", m.at(-15, 16, 20))
	m.red("R30", "FALSE_DECLARATION", "申报不实", in("findings.false_declaration", "true", ref))
	m.mismatch(ref, "RETURN_DATE/KEY_AREA_14D")
	m.grounds("G17")
	m.find("G17", cases.Proved, q("RETURN_DATE"), q("KEY_AREA_14D"), d, t1, ref)
	m.draft.DishonestyFinding = "not_proven"
	m.expect(cases.Overturn)
}

func (m *maker) concealedTrue() {
	p, out := m.spot("xiaogan"), m.at(-7, 10, 10)
	f1 := m.flag(m.ticket("K529", "孝感", "杭州", p, out, "已检票"))
	f2 := m.flag(m.tower(p, m.at(-24, 17, 0), out.Add(-time.Hour)))
	m.declare(form{at: m.at(-6, 19, 2), keyArea: true, returned: out})
	q := m.declare(form{at: m.at(-6, 19, 33), edited: map[string]string{"KEY_AREA_14D": "是", "TRAVEL_14D": "是"}, editedAt: m.at(-6, 19, 33)})
	f3 := m.flag(cases.Flag{
		SourceType: cases.SelfReportInconsistency, Provider: m.o.words.work.Providers.City, ObservedFrom: cases.At(m.at(-6, 19, 2)), ObservedTo: cases.At(m.at(-6, 19, 33)),
		RecordedAt: cases.At(m.at(-5, 9, 0)), PlaceText: m.me.division.Name, Note: "31分钟内三项答案由是改为否", Detail: cases.FlagDetail{Item: "KEY_AREA_14D"}, Contradicts: []string{q("KEY_AREA_14D")},
	})
	m.issue(m.at(-5, 20, 10))
	m.left(out)
	m.byStay(f1, out, p)
	m.mismatch(f3, "KEY_AREA_14D")
	m.grounds("G17")
	m.find("G17", cases.NotProved, q("KEY_AREA_14D"), f1, f2, f3)
	m.draft.DishonestyFinding = "proven"
	m.draft.Dishonesty = &cases.Dishonesty{Text: m.o.words.scenarios[m.name].Dishonesty, Evidence: []string{q("KEY_AREA_14D"), f1, f2}}
	m.draft.Contradictions = []cases.Contradiction{{Item: "KEY_AREA_14D", Kind: cases.AnswerFalse, Text: m.o.words.scenarios[m.name].Contradiction, Evidence: []string{q("KEY_AREA_14D"), f1}}}
	m.expect(cases.Uphold)
}

func (m *maker) giftOrder() {
	p, ordered := m.spot("wuchang"), m.at(-15, 21, 12)
	ref := m.flag(m.listed(cases.Flag{
		SourceType: cases.PurchaseRecord, Provider: m.o.words.work.Providers.Shop, IdentityLink: "phone",
		ObservedFrom: cases.At(ordered), ObservedTo: cases.At(m.at(-12, 15, 30)), PlaceText: p.Name + "（收货地址）", Division: p.Division,
		Note:   "食品、日用品；收货人与买家不同；2月5日签收",
		Detail: cases.FlagDetail{OrderedAt: rfc(ordered), DeliveredAt: rfc(m.at(-12, 15, 30)), Receiver: "other", Goods: "食品、日用品"},
	}, "网购收货地址比对结果", "DS-0212", m.at(-5, 11, 0)))
	gate := pick(m.r, m.o.words.places.Gates)
	scan := m.flag(m.gate(gate, m.at(-12, 15, 10)))
	m.say["gate"] = gate
	m.byStay(ref, m.at(-12, 15, 30), p)
	m.grounds("G01", "G18")
	m.find("G01", cases.Proved, ref, scan)
	m.find("G18", cases.Proved, ref)
	m.expect(cases.Overturn)
}
