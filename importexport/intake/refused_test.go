package intake_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
)

func words(key string, _ map[string]string) string {
	return key[strings.LastIndexByte(key, '.')+1:]
}

func saved(t *testing.T, g got) (string, []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.csv")
	names, err := g.delivery.SaveReport(path, words)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content), names
}

func TestReportCanBeCorrectedAndImportedAlone(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), file("cases.csv", table(nil,
		map[string]string{"appeal_no": "A2", "doc_no": "330199198503071232", "filed_at": "2020-02-30", "statement": "=第一行，\n\"第二行\""})))
	if g.report.Refused != 1 {
		t.Fatalf("codes %s", g.codes())
	}
	content, names := saved(t, g)
	if len(names) != 1 || strings.Contains(strings.Split(content, "appeal_no")[0], "330199198503071232") {
		t.Errorf("names %v, report %s", names, content)
	}
	if !strings.Contains(content, "impossible_date") || strings.Count(content, "report.csv") != 0 {
		t.Errorf("report %s", content)
	}
	content = strings.ReplaceAll(content, "330199198503071232", "330199198503071231")
	at := strings.LastIndex(content, "2020-02-30")
	content = content[:at] + "2020-02-15" + content[at+10:]
	again := read(t, options(t), file("report.csv", content))
	if len(again.drafts) != 1 || again.report.Read != 1 {
		t.Fatalf("the corrected report gave %d drafts, problems %v", len(again.drafts), again.report.Problems)
	}
	if s := again.drafts[0].Snapshot.Appeal.Statement; s != "=第一行，\n\"第二行\"" {
		t.Errorf("the statement came back as %q", s)
	}
}

func TestReportsOfOtherTables(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), delivery()...)
	_, names := saved(t, g)
	if len(names) != 2 || !strings.HasSuffix(names[1], "flags.csv") {
		t.Errorf("names %v", names)
	}
}

// A detail row that was corrected finds its case in the office.
func TestCorrectedDetailAlone(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), delivery()...)
	opts := options(t)
	opts.Known = func(no string) (*cases.Snapshot, error) {
		if no == "A1" {
			return g.drafts[0].Snapshot, nil
		}
		return nil, nil
	}
	again := read(t, opts, file("checkins.csv", "appeal_no,日期,状态\nA1,2020-02-15,正常\nA7,2020-02-15,正常\n"))
	if len(again.drafts) != 1 || len(again.drafts[0].Snapshot.CheckIns) != 3 || again.report.DetailsForeign != 1 {
		t.Errorf("%d drafts, report %+v", len(again.drafts), again.report)
	}
}

func TestFilesThatAreNotTaken(t *testing.T) {
	t.Parallel()
	ole := append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 2000)...)
	ole[30], ole[48] = 9, 1
	locked := append([]byte(nil), ole...)
	for i, c := range []byte("EncryptedPackage") {
		locked[1024+2*i] = c
	}
	for name, test := range map[string]struct {
		content string
		code    importexport.Code
	}{
		"nothing":               {"", "empty_file"},
		"old workbook":          {string(ole), "old_workbook"},
		"password":              {string(locked), "password_protected"},
		"PDF":                   {"%PDF-1.7 x", "pdf_file"},
		"picture":               {"\x89PNG\r\n", "image_file"},
		"other archive":         {"Rar!\x1a\x07\x00", "foreign_archive"},
		"web page named .xls":   {"<html><table><tr><td>x</td></tr></table>", "html_file"},
		"zeros":                 {string(make([]byte, 100_000)), "not_text"},
		"unknown columns":       {"a,b,c\n1,2,3\n", "unknown_table"},
		"a million columns":     {strings.Repeat("a,", 1_000_000) + "\n1\n", "too_many_columns"},
		"one field twice":       {strings.Replace(table(nil), "statement", "姓名", 1), "duplicate_column"},
		"cut archive":           {"PK\x03\x04xxxx", "damaged_archive"},
		"bytes of no encoding":  {"\xff\x80\x80\n\xff\x80\x80\n\xfe\x81\n", "unknown_encoding"},
		"JSON that is no lines": {"[{}]", "json_array"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := tryRead(options(t), file("wrong.csv", test.content))
			if !errors.Is(err, &importexport.Problem{Code: test.code}) {
				t.Errorf("error %v, want %s", err, test.code)
			}
		})
	}
	t.Run("zip in a zip", func(t *testing.T) {
		t.Parallel()
		inner := zipped(t, map[string]string{"a.csv": "x"})
		var b strings.Builder
		buf := make([]byte, inner.Size)
		if _, err := inner.ReaderAt().ReadAt(buf, 0); err != nil {
			t.Fatal(err)
		}
		b.Write(buf)
		_, err := tryRead(options(t), zipped(t, map[string]string{"inner.zip": b.String()}))
		if !errors.Is(err, &importexport.Problem{Code: "zip_in_zip"}) {
			t.Errorf("error %v", err)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	d, err := intake.Open(ctx, []*importexport.Source{file("cases.csv", table(nil))}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, err := range d.Drafts(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	}
}

func TestTimeLimit(t *testing.T) {
	t.Parallel()
	opts := options(t)
	opts.Limits = importexport.DefaultLimits()
	opts.Limits.Time = 1
	_, err := tryRead(opts, file("cases.csv", table(nil)))
	if !errors.Is(err, &importexport.Problem{Code: "took_too_long"}) {
		t.Errorf("error %v", err)
	}
}

// Rows the office has already change nothing; one with the same number and
// other content takes the place of the old one.
func TestTableAgainAlone(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), delivery()...)
	before := len(g.drafts[0].Snapshot.CheckIns)
	opts := options(t)
	opts.Known = func(string) (*cases.Snapshot, error) { return g.drafts[0].Snapshot, nil }
	for range 2 {
		read(t, opts, file("checkins.csv", "appeal_no,日期,状态\nA1,2020-02-15,正常\n"))
	}
	if got := len(g.drafts[0].Snapshot.CheckIns); got != before+1 {
		t.Errorf("%d check-ins, want %d", got, before+1)
	}
	for _, place := range []string{"断桥", "断桥", "孤山"} {
		read(t, opts, file("flags.csv", "appeal_no,标记编号,来源类型,首次时间,到访地\nA1,FL9,CARRIER_TOWER,2020-02-10T08:00:00+08:00,"+place+"\n"))
	}
	var places []string
	for _, f := range g.drafts[0].Snapshot.Flags {
		if f.FlagID == "FL9" {
			places = append(places, f.PlaceText)
		}
	}
	if len(places) != 1 || places[0] != "孤山" {
		t.Errorf("flag FL9 stands at %v, want 孤山 once", places)
	}
}
