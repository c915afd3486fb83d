package intake_test

import (
	"errors"
	"strings"
	"testing"

	"recourse/importexport"
)

// Whatever a table says, every row of it is accounted for, and a case that is
// taken has what a case must have.
func FuzzTable(f *testing.F) {
	f.Add("HZXH-1", "2020-02-15", "330199199001010011", "13800000001", "RED", "G01")
	f.Add("３", "2020年2月15日 下午1时5分", "33019919900101001x", "+86 138", "绿", "G01；G18")
	f.Add("=1+1", "43876", "3.3E+17", "1.38E+10", "1", "")
	f.Add("'", "20200215130500", "\u200b", "0571-88888888", "红码", "G19")
	f.Add("a\"b", "1581735600000", "-", "无", "red", "g01")
	opts := options(f)
	f.Fuzz(func(t *testing.T, no, filed, doc, phone, colour, grounds string) {
		row := map[string]string{"appeal_no": no, "filed_at": filed, "doc_no": doc, "phone": phone, "colour": colour, "grounds": grounds}
		g, err := tryRead(opts, file("x.csv", table(nil, row)))
		var p *importexport.Problem
		if err != nil {
			if !errors.As(err, &p) {
				t.Fatal(err)
			}
			return
		}
		for _, d := range g.drafts {
			s := d.Snapshot
			if s.Appeal.AppealNo == "" || s.Resident.DocStatus == "bad" || !s.Assignment.Colour.Valid() || s.Appeal.FiledAt.IsZero() || len(s.Appeal.Grounds) == 0 {
				t.Fatalf("taken: %+v", s)
			}
		}
		for _, p := range g.report.Problems {
			if len(doc) > 10 && p.Value != "" && strings.Contains(p.Value, doc) && p.Column == "doc_no" {
				t.Fatalf("a document number in clear: %+v", p)
			}
		}
	})
}
