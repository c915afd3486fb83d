package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/intake"
)

// wide is a table of forty columns, the shape of the import figures.
func wide(b *testing.B, rows int) []byte {
	columns := []string{
		"appeal_id", "appeal_no", "filed_at", "channel", "filed_by", "handling_division", "grounds", "statement", "consequences", "urgency",
		"urgency_why", "due_at", "resident_id", "name", "doc_type", "doc_no", "sex", "nationality", "phone", "phone_owner",
		"household_division", "residence_division", "residence_street", "address", "language", "vulnerability", "assignment_id", "issuing_system",
		"platform", "authority", "colour", "issued_at", "valid_from", "valid_until", "basis_date", "measure", "reason_code", "reason_text", "origin", "rule_set_id",
	}
	var out bytes.Buffer
	w, err := csvfile.NewWriter(&out, csvfile.WriterOptions{})
	if err != nil {
		b.Fatal(err)
	}
	write := func(values []string) {
		cells := make([]importexport.Cell, len(values))
		for i, v := range values {
			cells[i] = importexport.TextCell(v)
		}
		if err := w.Write(cells); err != nil {
			b.Fatal(err)
		}
	}
	write(columns)
	for i := range rows {
		write([]string{
			fmt.Sprint("A", i), fmt.Sprintf("HZXH-2020-%06d", i), "2020-02-15 09:30:00", "支付宝", "本人", "西湖区", "G02,G04", "我只是在武汉站换乘了四十分钟，没有出站。", "lost_shift", "一般",
			"", "2020-02-19", fmt.Sprint("R", i), "王小明", "01", identity(i), "", "CHN", fmt.Sprintf("138%08d", i), "本人",
			"330106", "330106", "330106003", "文三路1号1幢101室", "zh", "", fmt.Sprint("C", i), "HZ-ALIPAY",
			"支付宝", "杭州市", "红码", "2020-02-13T21:06:00+08:00", "2020-02-13 21:06", "2020-02-27 21:06", "2020-01-20", "home 14", "R40", "14天内到过重点地区", "规则批量", "HZ-2020-02",
		})
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkFlat(b *testing.B) {
	const rows = 20_000
	content := wide(b, rows)
	opts := options(b)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		d, err := intake.Open(context.Background(), []*importexport.Source{importexport.BytesSource("x.csv", content)}, opts)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for _, err := range d.Drafts(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != rows {
			b.Fatalf("%d drafts, problems %v", n, d.Report().Problems[:3])
		}
	}
}
