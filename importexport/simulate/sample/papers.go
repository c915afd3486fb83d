package sample

import (
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// half is a draft as an officer leaves it when the telephone rings: the first
// ground answered, the reasons begun and broken off at the end of a sentence.
func half(d cases.Draft) *cases.Draft {
	sentences := strings.SplitAfter(d.Reasons, "。")
	h := cases.Draft{Findings: d.Findings[:1], Reasons: strings.Join(sentences[:min(2, len(sentences))], ""), LetterLanguage: d.LetterLanguage}
	return &h
}

// weigh assesses the evidence that the findings cite: the resident's papers
// count for them, the record behind the colour counts as far as it reaches.
func weigh(p *Planned) []cases.Weighing {
	var list []cases.Weighing
	c := &p.Case
	for _, f := range c.Draft.Findings {
		for _, ref := range f.Evidence {
			w := cases.Weighing{Ref: ref, Ground: f.Ground}
			w.Verdict, w.Weight, w.Reasons = judge(c, ref, f.Finding)
			list = append(list, w)
		}
	}
	return list
}

func judge(c *simulate.Case, ref string, result cases.FindingResult) (verdict, weight, reasons string) {
	refuted := result == cases.NotProved
	flag := flagOf(c, ref)
	switch {
	case flag != nil && refuted && flag.SourceType.Weak():
		return "against", "moderate", "单独不足以认定，与其他来源一致时予以采信。"
	case flag != nil && refuted:
		return "against", "strong", "关联到本人证件，时间与其他来源衔接。"
	case flag != nil && flag.SourceType.Weak():
		return "against", "weak", "只说明号码、车辆或名单上的一行，不能单独说明本人在场。"
	case strings.HasPrefix(ref, "D") && !refuted:
		return "for", "strong", "能确认是本人，覆盖争议时段，与其他记录吻合。"
	case refuted:
		return "against", "moderate", "与您所述不一致，已电话核实。"
	}
	return "for", "moderate", "与您所述一致。"
}

func flagOf(c *simulate.Case, ref string) *cases.Flag {
	for _, e := range c.Snapshot.Evidence() {
		if e.Ref == ref {
			return e.Flag
		}
	}
	return nil
}

// request is a question the officer waits for: to the resident for a paper of
// their own, or to the body that set the flag.
func request(c *simulate.Case, i int, start time.Time) *cases.InfoRequest {
	if i%2 == 1 {
		return &cases.InfoRequest{
			To: "resident", ToResident: true, DueAt: start.Add(33 * time.Hour),
			Question: "请补充运营商营业厅出具的业务受理单照片，须看得清号码、证件号码和实际使用人。可以请家人拍照发送，也可以交到社区。",
		}
	}
	provider := "区疾病预防控制中心"
	if len(c.Snapshot.Flags) > 0 {
		provider = c.Snapshot.Flags[0].Provider
	}
	return &cases.InfoRequest{
		To: provider, DueAt: start.Add(9 * time.Hour),
		Question: "请核实该号码2020年1月1日以来的登记机主、入网日期和此前是否回收再投放，并附书面说明。",
	}
}

func ending(s cases.State, start time.Time) *cases.Ending {
	day := cases.Day(start.AddDate(0, 0, -1).Date())
	switch s {
	case cases.Withdrawn:
		return &cases.Ending{State: s, Date: day, Channel: "12345", Checked: "回拨登记号码并核对证件后四位", Reason: "您来电说明健康码已按期转绿，不需要再复核。"}
	case cases.Lapsed:
		return &cases.Ending{State: s, Date: cases.Day(start.Date()), Channel: "12345", Checked: "回拨登记号码，申诉人确认已见绿码", Reason: "连续打卡满7天，系统已自动转绿，已电话告知您。"}
	}
	return &cases.Ending{State: s, Date: day, Reason: "补正期满没有答复，按现有材料终结，可以重新申请。"}
}
