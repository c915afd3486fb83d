package paper_test

import (
	"os"
	"testing"
	"time"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/paper"
	"recourse/importexport/letter/typeset"
)

func TestTry(t *testing.T) {
	t0 := time.Now()
	fs, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Log("load", time.Since(t0))
	l := typeset.Letter{Title: "复核决定书", Parts: []typeset.Part{{Lang: "zh-CN", Blocks: []typeset.Block{
		typeset.Letterhead{Authority: "杭州市西湖区新冠肺炎疫情防控指挥部", Number: "杭健码复〔2020〕1234号"},
		typeset.Title{Lines: []string{"复核决定书", "您的红码予以撤销"}},
		typeset.Para{Text: "王小明先生：", Flush: true},
		typeset.Panel{Head: "决定：撤销红码", Paras: []string{"从2020年2月17日18时起，您的健康码应显示为绿码（“绿色”）。"}},
		typeset.Heading{Text: "一、您告诉我们的情况"},
		typeset.Para{Text: "您于2020年2月15日提出的申诉，我们已经复核。2月13日21时06分，杭州健康码把您标为红码，系统给出的原因是“14天内到过重点地区”。这一判断只依据一条运营商基站记录：1月20日13时10分至13时52分，您的手机出现在武汉，位置误差最大约2公里。您提交的两张车票说明，您当天在武汉站换乘，停留42分钟。我们采信车票，因为它与基站时间吻合，而且能确认是您本人。从1月20日到2月13日已有24天，超过规则规定的14天。因此，红码没有事实和规则依据，现予撤销。𠮷野家。"},
		typeset.Table{Widths: []int{250, 350, 150, 250}, Head: []string{"来源", "时段", "精度", "提供单位"}, Rows: [][]string{{"运营商基站记录（F1）", "2020年1月20日13时10分至13时52分", "约2000米", "浙江移动"}}},
		typeset.Item{Label: "1.", Text: "您于2020年2月15日提出的申诉，我们已经复核。您提交的两张车票说明，您当天在武汉站换乘，停留42分钟。您提交的两张车票说明，您当天在武汉站换乘。"},
	}}}}
	for range 3 {
		t0 = time.Now()
		lay := typeset.Compose(fs, l)
		t1 := time.Now()
		b, err := paper.Write(fs, lay, paper.Info{At: time.Date(2020, 2, 17, 18, 0, 0, 0, time.FixedZone("", 8*3600))})
		if err != nil {
			t.Fatal(err)
		}
		t.Log(t1.Sub(t0), time.Since(t1), len(b), len(lay.Pages))
		os.WriteFile("/tmp/letter/try/a.pdf", b, 0o644)
	}
}
