package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// deal is one case to be decided with the keyboard: what the window and the
// letter must say of it, and what the officer writes.
type deal struct {
	name   string // of a worked case or of a scenario
	hangs  string // the evidence on which it hangs
	card   string // a piece of what stands at the top of the case
	cardEN string
	second bool // it goes to the second level

	id       cases.ID
	snapshot cases.Snapshot
	draft    cases.Draft
}

func (d *deal) no() string { return d.snapshot.Appeal.AppealNo }

// decisive are the references of the evidence on which the case hangs.
func (d *deal) decisive() []string { return strings.Fields(d.hangs) }

// ofGrounds has one case for every ground from G01 to G18, in their order.
func ofGrounds() []deal {
	return []deal{
		{name: "never-there", hangs: "F1", card: "才为红码"},
		{name: "motorway-pass", hangs: "F1", card: "车牌通行记录", cardEN: "one toll record by number plate"},
		{name: "left-before", hangs: "F1", card: "离开时间不早于"},
		{name: "border-tower", hangs: "F1", card: "停留地不是居住地（F1，基站记录", cardEN: "outside the county of residence (F1, one mast record"},
		{name: "phone-family", hangs: "F1", card: "按手机号关联：尚未查明"},
		{name: "ticket-refund", hangs: "F1", card: "车票记录，按证件号关联：尚未查明"},
		{name: "name-twin", hangs: "F1", card: "密接名单中的一行，按姓名关联：尚未查明"},
		{name: "ambiguous-question", hangs: "Q1.KEY_AREA_14D", card: "填报的“14天内到过重点地区”"},
		{name: "rhinitis", hangs: "Q1.SYMPTOM_NASAL", card: "若排除Q1.SYMPTOM_NASAL", cardEN: "Green if Q1.SYMPTOM_NASAL is set aside"},
		{name: "household-mismatch", hangs: "Q1.RETURN_DATE F1", card: "离开时间不早于"},
		{name: "basis-date", hangs: "F1 F2 Q1.RETURN_DATE", card: "起算至"},
		{name: "outage-day", hangs: "F1 Q1.RETURN_DATE", card: "起算至"},
		{name: "not-contact", hangs: "F1", card: "若排除F1（密接名单中的一行"},
		{name: "flicker", hangs: "H2 H4", card: "颜色短时间内变动"},
		{name: "other-city", hangs: "F1", card: "车票记录"},
		{name: "hardship-dialysis", hangs: "F1 Q1.KEY_AREA_14D", card: "若同时排除"},
		{name: "concealed-true", hangs: "F1 F2 F3", card: "红码由2条规则共同支持", cardEN: "Red stands on 2 rules, and all of them must fall for green", second: true},
		{name: "gift-order", hangs: "F1", card: "购物记录"},
	}
}

// pick takes the cases of some scenarios out of a table.
func pick(list []deal, names ...string) (out []deal) {
	for _, n := range names {
		for _, d := range list {
			if d.name == n {
				out = append(out, d)
			}
		}
	}
	return out
}

// simulated makes the cases of the scenarios, numbered from 501, with what a
// careful officer would write.
func simulated(t testing.TB, list []deal) []deal {
	t.Helper()
	o, err := simulate.New(simulate.Options{Appeals: len(list), Seed: 7, Division: "330106", Routine: -1, FirstNo: 501})
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		c, err := o.CaseOf(i, list[i].name)
		if err != nil {
			t.Fatal(err)
		}
		list[i].snapshot, list[i].draft = c.Snapshot, c.Draft
		list[i].draft.Reasons = opening(c.Draft.Reasons)
	}
	return list
}

// opening are the first sentences of reasons, as many as must be written.
func opening(reasons string) string {
	var out string
	for _, sentence := range strings.SplitAfter(reasons, "。") {
		if utf8.RuneCountInString(out) < cases.MinReasons {
			out += sentence
		}
	}
	return out
}

// finding is an officer's answer to a ground.
func finding(g cases.Ground, r cases.FindingResult, text string, refs ...string) cases.Finding {
	return cases.Finding{Ground: g, Finding: r, Text: text, Evidence: refs}
}

// green is a decision that takes a code away or corrects what it rests on.
func green(d cases.Disposition, reasons string, findings ...cases.Finding) cases.Draft {
	return cases.Draft{Findings: findings, Disposition: d, NewColour: cases.Green, Reasons: reasons}
}

// worked are the seven worked cases of the domain description with the
// decisions of an officer who read them.
func worked(t testing.TB) []deal {
	t.Helper()
	list := []deal{
		{name: "a-transit", hangs: "F1", card: "只有离开时间不早于2020年1月31日（F1，基站记录，误差约2公里", draft: green(cases.Overturn,
			"红码只依据一条基站记录，位置误差约2公里：1月20日13时10分至13时52分，您的手机在武汉站一带。两张车票说明您当天在武汉站换乘，没有出站；到赋码之日已有24天，超过14天。红码没有依据。",
			finding("G02", cases.Proved, "1月20日在武汉站换乘42分钟，车票与基站时间吻合。", "F1", "D1"),
			finding("G03", cases.Proved, "从1月20日到赋码之日已有24天，超过14天。", "F1", "A"))},
		{name: "b-border", hangs: "F1", card: "停留地属较高风险县（市、区）", draft: green(cases.Overturn,
			"黄码只依据2月14日晚至15日早的一条基站记录，误差2000米。您的住处离区界不足一公里，这条记录分不清您在西湖区还是余杭区，也没有第二类来源，无法查明的事实不作对您不利的认定。",
			finding("G04", cases.Undetermined, "区界在误差圆之内，一条基站记录不能认定您在余杭区。", "F1"))},
		{name: "c-rhinitis", hangs: "Q1.SYMPTOM_NASAL", card: "若排除Q1.SYMPTOM_NASAL", draft: func() cases.Draft {
			d := green(cases.CorrectRe,
				"您如实填报了鼻塞，系统按规则显示黄码。门诊病历记载您多年患过敏性鼻炎，形成在疫情之前，体温一直正常，没有接触史和旅居史。鼻塞应当注明为慢性病症状，并重新评估。",
				finding("G09", cases.Proved, "门诊病历载明过敏性鼻炎，鼻塞不是感染表现。", "Q1.SYMPTOM_NASAL", "D1"))
			d.CorrectInstruction = "将鼻塞一项注明为过敏性鼻炎（既往），不作为呼吸道感染症状，重新评估。"
			return d
		}()},
		{name: "e-flicker", hangs: "H2 H3 H4", card: "颜色短时间内变动", draft: green(cases.Overturn,
			"状态记录显示，您的码2月15日由绿变红、转绿、又变红，三次变化之间没有任何关于您的新事实，也没有一条公布的规则能够得出红码。来回变动而没有依据的红码不能维持，予以撤销。",
			finding("G14", cases.Proved, "2月15日三次变码，其间没有新的事实，也没有规则。", "H2", "H3", "H4"),
			finding("G15", cases.NotDecisive, "深圳的码同日为绿码；本决定只处理杭州健康码。", "O1"))},
		{name: "f-namesake", hangs: "F1", card: "密接名单所列为本人（F1", draft: green(cases.Overturn,
			"红码依据密切接触者名单中2月10日的一行，只按姓名与您关联，没有证件号码，同名的人很多。没有其他来源说明这一行就是您，不能据此认定您是密切接触者，红码予以撤销。",
			finding("G07", cases.Proved, "名单一行只有姓名，没有证件号码，不能认定是您。", "F1"),
			finding("G13", cases.Undetermined, "名单不能说明您与病例有过接触。", "F1"))},
		{name: "g-basis", hangs: "F1 Q1.RETURN_DATE", card: "自2020年2月4日起算至2020年2月18日，而非2020年2月28日", draft: cases.Draft{
			Disposition: cases.Vary, NewColour: cases.Red, IsolationEnd: stamp(t, "2020-02-18"),
			Findings: []cases.Finding{finding("G11", cases.Proved, "车票载明2月4日离开，期限应从离开之日起算，到2月18日为止。", "F1", "Q1.RETURN_DATE")},
			Reasons:  "车票证明您2月4日离开武汉，问卷所填返回日期也是这一天。规则写的是离开重点地区后14天，系统却从2月14日发码当天起算到2月28日。期限应当到2月18日为止，期满按绿码处理，不需要另行申请。"}},
		{name: "d-outage", hangs: "C7 D1", card: "有一日漏打卡", draft: green(cases.Overturn,
			"系统认为您2月18日漏打卡，连续天数要重新计算。平台公告和您提交的截图说明，当天打卡页面发生故障；因系统故障未能打卡、有证明的，当天应当计入。连续打卡已满14天，红码没有依据，予以撤销。",
			finding("G12", cases.Proved, "2月18日页面故障，有公告和截图，当天应当计入。", "C7", "D1"))},
	}
	for i := range list {
		text, err := os.ReadFile(filepath.Join("..", "review", "testdata", "worked", list[i].name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &list[i].snapshot); err != nil {
			t.Fatal(err)
		}
		list[i].snapshot.Appeal.Statement = "对健康码有异议，请予复核。" // the rules' own tests need none
	}
	return list
}

func stamp(t testing.TB, text string) cases.Stamp {
	t.Helper()
	s, err := cases.ParseStamp(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
