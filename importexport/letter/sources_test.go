package letter_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
)

// TestSources shows which records have a row of their own.
func TestSources(t *testing.T) {
	t.Parallel()
	p := open(t)
	scan := func(day int, division, place string, contradicts ...string) cases.Flag {
		return cases.Flag{SourceType: cases.CheckpointScan, Provider: "卡口", ObservedFrom: cases.At(at(day, 9, 0)), Division: division,
			PlaceText: place, AccuracyRadiusM: 10, Contradicts: contradicts}
	}
	in := transit(t, "zh")
	in.File.Snapshot.Appeal.HandlingDivision = "330106"
	in.File.Snapshot.Flags = append(in.File.Snapshot.Flags,
		scan(3, "330106", "小区门口"), scan(13, "330102", "超市"), scan(8, "330106", "单位"),
		scan(9, "330300", "温州站"), scan(10, "330106", "药店", "Q1"))
	in.File.Weighings = append(in.File.Weighings, cases.Weighing{Ref: "F6", Ground: "G02", Verdict: "for", Weight: "weak"})
	var got []string
	for _, s := range p.Decision(in).Sources.List {
		got = append(got, s.Kind.ZH+" "+s.Ref)
	}
	want := []string{
		"运营商基站记录 F1", "车船机票记录 F2", "卡口扫码记录 F3", // cited
		"卡口扫码记录 F6",          // weighed
		"卡口扫码记录 F7",          // elsewhere
		"卡口扫码记录 F8",          // contradicts a declaration
		"本市卡口扫码记录共2条 F4, F5", // everyday
		"您的健康申报 Q1", "您的健康打卡 C1–C3",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestCitations names evidence once and by what the letter lists.
func TestCitations(t *testing.T) {
	t.Parallel()
	p := open(t)
	in := transit(t, "zh")
	in.File.Decisions[0].Findings[0].Evidence = []string{"F1", "D1", "Q1.KEY_AREA_14D", "D2", "A", "F1", "S"}
	var zh, en []string
	for _, e := range p.Decision(in).Facts[0].Evidence {
		zh, en = append(zh, e.ZH), append(en, e.EN)
	}
	if d := cmp.Diff([]string{"运营商基站记录 F1", "您提交的材料 D1、D2", "您的健康申报 Q1", "被申诉的赋码记录", "您的陈述"}, zh); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"Carrier mast record F1", "Your papers D1, D2", "Your health declaration Q1",
		"The code you appealed against", "Your statement"}, en); d != "" {
		t.Error(d)
	}
}

// TestRedress says sorry where a mistake was made, and only there.
func TestRedress(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, c := range []struct {
		name        string
		disposition cases.Disposition
		ground      cases.Ground
		finding     cases.FindingResult
		want        string
	}{
		{"a code without basis", cases.Overturn, "G02", cases.Proved, "erred"},
		{"a term counted wrongly", cases.Vary, "G11", cases.Proved, "erred"},
		{"a right code that is too hard on somebody", cases.Vary, "G16", cases.Proved, "eased"},
		{"a wrong record", cases.CorrectRe, "G08", cases.Proved, "record"},
		{"a code lifted before the decision that was right", cases.Moot, "G02", cases.NotProved, "none"},
		{"a code that goes back", cases.Remit, "G02", cases.Undetermined, "referred"},
		{"a code that stands", cases.Uphold, "G02", cases.NotProved, "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := transit(t, "zh")
			d := &in.File.Decisions[0]
			d.Disposition, d.Findings = c.disposition, []cases.Finding{{Ground: c.ground, Finding: c.finding, Text: "x"}}
			if got := p.Decision(in).Redress.Kind; got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestSourcesOfCodes lists the code changes and the codes of other systems on
// which a finding rests, with their days; those nobody cites are left out.
func TestSourcesOfCodes(t *testing.T) {
	t.Parallel()
	p := open(t)
	in := transit(t, "zh")
	s := &in.File.Snapshot
	for day := 11; day < 15; day++ {
		s.History = append(s.History, cases.StatusChange{At: cases.At(at(day, 9, 0)), From: cases.Green, To: cases.Red, System: "HZ-ALIPAY"})
	}
	for _, system := range []string{"NAT", "SZ-WECHAT"} {
		s.OtherAssignments = append(s.OtherAssignments, cases.CodeAssignment{IssuingSystem: system, Colour: cases.Green, IssuedAt: cases.At(at(12, 8, 0))})
	}
	in.File.Decisions[0].Findings[0].Evidence = []string{"H2", "H4", "O2"}
	c := p.Decision(in)
	var got []string
	for _, r := range c.Sources.List {
		if r.Ref[0] == 'H' || r.Ref[0] == 'O' {
			got = append(got, r.Kind.ZH+" "+r.Ref+" "+r.From.Earliest().In(cases.Shanghai()).Format("1/2")+" "+r.Provider.ZH)
		}
	}
	if d := cmp.Diff([]string{"变码记录共2条 H2, H4 2/12 杭州健康码", "其他系统的健康码 O2 2/12 深圳健康码"}, got); d != "" {
		t.Error(d)
	}
	var cited []string
	for _, e := range c.Facts[0].Evidence {
		cited = append(cited, e.ZH)
	}
	if d := cmp.Diff([]string{"变码记录 H2、H4", "其他系统的健康码 O2"}, cited); d != "" {
		t.Error(d)
	}
}
