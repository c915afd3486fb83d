package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"recourse/importexport"
	"recourse/importexport/intake"
)

func profiles(t testing.TB) []*importexport.Profile {
	t.Helper()
	content, err := os.ReadFile("../../assets/profiles/canonical.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := importexport.ParseProfile(content)
	if err != nil {
		t.Fatal(err)
	}
	return []*importexport.Profile{p}
}

func options(t testing.TB) intake.Options { return intake.Options{Profiles: profiles(t)} }

// got is what a delivery gave.
type got struct {
	drafts   []*intake.Draft
	report   *importexport.Report
	delivery *intake.Delivery
}

func (g got) codes() string {
	var codes []string
	for _, p := range g.report.Problems {
		codes = append(codes, string(p.Code))
	}
	return strings.Join(codes, " ")
}

func read(t testing.TB, opts intake.Options, sources ...*importexport.Source) got {
	t.Helper()
	g, err := tryRead(opts, sources...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func tryRead(opts intake.Options, sources ...*importexport.Source) (got, error) {
	ctx := context.Background()
	d, err := intake.Open(ctx, sources, opts)
	if err != nil {
		return got{}, err
	}
	g := got{delivery: d}
	for draft, err := range d.Drafts(ctx) {
		if err != nil {
			return g, err
		}
		g.drafts = append(g.drafts, draft)
		d.Settle(draft, intake.Stored, nil)
	}
	g.report = d.Report()
	if !g.report.Balanced() {
		return g, fmt.Errorf("report is not balanced: %+v", *g.report)
	}
	return g, nil
}

func file(name, content string) *importexport.Source {
	return importexport.BytesSource(name, []byte(content))
}

// caseColumns are the columns of the smallest table of cases, with one good row.
var caseColumns = [][2]string{
	{"appeal_no", "HZXH-2020-000001"}, {"filed_at", "2020-02-15 09:30"}, {"channel", "WEB"}, {"handling_division", "330106"},
	{"grounds", "G02"}, {"statement", "我只是在武汉换乘"}, {"name", "王小明"}, {"doc_no", "330199199001010011"}, {"phone", "13800000001"},
	{"colour", "RED"}, {"issued_at", "2020-02-13 21:06"}, {"issuing_system", "HZ-ALIPAY"}, {"origin", "RULE_BATCH"},
}

// table is a CSV file of cases; each row changes some columns of the good one.
func table(rows ...map[string]string) string {
	var b bytes.Buffer
	columns := caseColumns
	known := map[string]bool{}
	for _, c := range columns {
		known[c[0]] = true
	}
	for _, row := range rows {
		for name := range row {
			if !known[name] {
				known[name] = true
				columns = append(columns[:len(columns):len(columns)], [2]string{name, ""})
			}
		}
	}
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(c[0])
	}
	for _, row := range rows {
		b.WriteByte('\n')
		for i, c := range columns {
			if i > 0 {
				b.WriteByte(',')
			}
			if v, ok := row[c[0]]; ok {
				b.WriteString(`"` + strings.ReplaceAll(v, `"`, `""`) + `"`)
			} else {
				b.WriteString(c[1])
			}
		}
	}
	b.WriteByte('\n')
	return b.String()
}

// identity returns the n-th synthetic resident ID: an unassigned division and
// a right check character.
func identity(n int) string {
	base := fmt.Sprintf("330199%04d%02d%02d%03d", 1950+n%60, 1+n%12, 1+n%28, n%999+1)
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(base[i]-'0') * w
	}
	return base + string("10X98765432"[sum%11])
}
