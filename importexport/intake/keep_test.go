package intake_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"recourse/importexport"
)

// Refused rows of a workbook mean the same when they come back as text: day
// numbers of 1904 and numbers in powers of ten among them.
func TestRefusedCellsKeepTheirMeaning(t *testing.T) {
	t.Parallel()
	sheet := map[string]string{"a": sheetXML("", cellsXML(1, "", caseHeader()),
		cellsXML(2, "", caseValues(map[string]string{"filed_at": "<0>42414", "phone": "<0>1.3800000001E10", "doc_no": "330199199001010012"})))}
	g := read(t, options(t), rawBookOf(t, sheet, `<workbookPr date1904="1"/>`))
	if g.report.Refused != 1 {
		t.Fatalf("codes %s", g.codes())
	}
	path := filepath.Join(t.TempDir(), "r.xlsx")
	if _, err := g.delivery.SaveReport(path, words); err != nil {
		t.Fatal(err)
	}
	src, err := importexport.OpenSource(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	again := read(t, options(t), src)
	if again.codes() != "bad_check_character" {
		t.Fatalf("codes %s: the row is refused for something else now", again.codes())
	}
}

// What is kept for correction is bounded in bytes; what is reported is not
// lost, and the report says how much is missing.
func TestRefusedRowsHaveABudget(t *testing.T) {
	t.Parallel()
	opts := options(t)
	opts.Limits = importexport.DefaultLimits()
	opts.Limits.RefusedBytes = 1000
	bad := func(no string) map[string]string {
		return map[string]string{"appeal_no": no, "doc_no": "330199199001010012", "statement": strings.Repeat("长", 200)}
	}
	g := read(t, opts, file("x.csv", table(bad("A1"), bad("A2"), bad("A3"))))
	if g.codes() != "bad_check_character bad_check_character bad_check_character refused_not_kept" {
		t.Errorf("codes %s", g.codes())
	}
	if p := g.report.Problems[3]; p.Args["count"] != "2" {
		t.Errorf("args %v", p.Args)
	}
}

func TestTooManyCases(t *testing.T) {
	t.Parallel()
	opts := options(t)
	opts.Limits = importexport.DefaultLimits()
	opts.Limits.Cases = 1
	if _, err := tryRead(opts, file("x.csv", table(nil, map[string]string{"appeal_no": "A2"}))); !errors.Is(err, &importexport.Problem{Code: "too_many_cases"}) {
		t.Errorf("error %v", err)
	}
}
