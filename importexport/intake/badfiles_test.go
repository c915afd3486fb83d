package intake_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"recourse/importexport"
)

// badFile is a whole file as offices send it, and what must come of it.
type badFile struct {
	class   int
	name    string
	sources []*importexport.Source
	want    string   // codes of the report
	names   []string // of the people whose cases were taken, in order
}

func badFiles(t *testing.T) []badFile {
	plain := table(map[string]string{"name": "王䶮"}, map[string]string{"name": "李𠮷", "appeal_no": "A2", "doc_no": identity(2)})
	both := []string{"王䶮", "李𠮷"}
	gbk := encode(t, simplifiedchinese.GB18030.NewEncoder().String, plain)
	tabbed := strings.ReplaceAll(strings.ReplaceAll(plain, ",", "\t"), `"`, "")
	wide := encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, tabbed)
	lines := strings.SplitAfter(strings.TrimSuffix(plain, "\n")+"\n", "\n")
	mixed := lines[0] + lines[1] + encode(t, simplifiedchinese.GB18030.NewEncoder().String, strings.ReplaceAll(lines[2], "李𠮷", "李明"))
	mixedGB := encode(t, simplifiedchinese.GB18030.NewEncoder().String, lines[0]+lines[1]) + lines[2] +
		encode(t, simplifiedchinese.GB18030.NewEncoder().String, table(map[string]string{"appeal_no": "A3", "doc_no": identity(3)})[len(lines[0]):])
	one := func(content string) []*importexport.Source { return []*importexport.Source{file("x.csv", content)} }
	book := func(parts map[string]string) []*importexport.Source { return []*importexport.Source{rawBook(t, parts)} }
	headers := `申诉编号,申诉时间,申诉渠道,承办区县,申诉理由,姓名,%s,手机号,健康码颜色,赋码时间,赋码系统,赋码来源` + "\n"
	row := func(n int) string {
		return fmt.Sprintf("A%d,2020-02-15,WEB,330106,G01,王%d,%s,1380000000%d,RED,2020-02-13,HZ-ALIPAY,MANUAL\n", n, n, identity(n), n)
	}
	files := []badFile{
		{encodings, "GBK without a mark", one(gbk), "", both},
		{encodings, "UTF-8 with a mark", one("\ufeff" + plain), "", both},
		{encodings, "Unicode text of a spreadsheet", one(wide), "", both},
		{encodings, "Unicode text without a mark", one(wide[2:]), "", both},
		{encodings, "GBK lines pasted into UTF-8", one(mixed), "bad_encoding", []string{"王䶮"}},
		{encodings, "UTF-8 lines pasted into GBK", one(mixedGB), "bad_encoding", []string{"王䶮", "王小明"}},

		{badLayout, "title rows", one("登记表\n制表：2020年2月17日\n" + fmt.Sprintf(headers, "证件号码") + row(1)), "", []string{"王1"}},
		{badLayout, "a header of two rows", one("申诉,,,,,居民,,,健康码,,,\n" + fmt.Sprintf(headers, "证件号码") + row(1)), "", []string{"王1"}},
		{badLayout, "a subtotal and a note below", one(fmt.Sprintf(headers, "证件号码") + row(1) + "合计,,,,,,,,,,,\n注：数据截至2月17日,,,,,,,,,,,\n"), "total_row note_row", []string{"王1"}},
		{badLayout, "hidden and filtered rows, hidden columns", book(map[string]string{"a": sheetXML(
			`<cols><col min="3" max="3" hidden="1"/></cols>`, cellsXML(1, "", caseHeader()), cellsXML(2, `hidden="1"`, caseValues(nil)))}),
			"hidden_rows hidden_columns", []string{"王小明"}},
		{badLayout, "a hidden sheet", book(map[string]string{"a": sheetXML("", cellsXML(1, "", caseHeader()), cellsXML(2, "", caseValues(nil))),
			"z hidden": sheetXML("", cellsXML(1, "", []string{"x"}))}), "unknown_sheet hidden_sheet", []string{"王小明"}},
		{badLayout, "merged cells with a value in the first only", book(map[string]string{"a": strings.Replace(sheetXML("",
			cellsXML(1, "", caseHeader()), cellsXML(2, "", caseValues(nil)), cellsXML(3, "", caseValues(map[string]string{"appeal_no": "A2", "doc_no": identity(2), "handling_division": ""}))),
			"</worksheet>", `<mergeCells><mergeCell ref="D2:D3"/></mergeCells></worksheet>`, 1)}), "merged_cells", []string{"王小明", "王小明"}},
		{badLayout, "a sheet for each street", book(map[string]string{
			"文新街道": sheetXML("", cellsXML(1, "", caseHeader()), cellsXML(2, "", caseValues(map[string]string{"name": "王一"}))),
			"西溪街道": sheetXML("", cellsXML(1, "", caseHeader()), cellsXML(2, "", caseValues(map[string]string{"name": "王二", "appeal_no": "A2", "doc_no": identity(2)}))),
		}), "", []string{"王一", "王二"}},
		{badLogic, "an error, a formula and one that was never worked out", book(map[string]string{"a": sheetXML("",
			cellsXML(1, "", caseHeader()),
			cellsXML(2, "", caseValues(map[string]string{"name": "<e>#N/A"})),
			cellsXML(3, "", caseValues(map[string]string{"name": "<f>王二", "appeal_no": "A2", "doc_no": identity(2)})),
			cellsXML(4, "", caseValues(map[string]string{"name": "<f>", "appeal_no": "A3", "doc_no": identity(3)})))}),
			"error_cell formula_without_value read_formula", []string{"王二"}},
		{badDates, "formats of a workbook and both epochs", book(map[string]string{"a": sheetXML("", cellsXML(1, "", caseHeader()),
			cellsXML(2, "", caseValues(map[string]string{"filed_at": "<1>43876"})))}), "", []string{"王小明"}},
	}
	for i, header := range []string{"证件号", "身份证号", "身份证号码", "idcard", "ZJHM"} {
		files = append(files, badFile{badLayout, "the same column as " + header, one(fmt.Sprintf(headers, header) + row(i+1)), "", []string{fmt.Sprintf("王%d", i+1)}})
	}
	return files
}

func encode(t *testing.T, with func(string) (string, error), text string) string {
	t.Helper()
	out, err := with(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBadFiles(t *testing.T) {
	t.Parallel()
	for _, test := range badFiles(t) {
		t.Run(className(test.class)+": "+test.name, func(t *testing.T) {
			t.Parallel()
			g := read(t, options(t), test.sources...)
			if g.codes() != test.want {
				t.Errorf("codes %q, want %q", g.codes(), test.want)
			}
			if diff := cmp.Diff(test.names, people(g)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func people(g got) []string {
	var names []string
	for _, d := range g.drafts {
		names = append(names, d.Snapshot.Resident.Name)
	}
	return names
}

// Both epochs give the same day for their own number.
func TestBothEpochs(t *testing.T) {
	t.Parallel()
	for number, epoch := range map[string]string{"43876": "", "42414": `<workbookPr date1904="1"/>`} {
		for _, style := range []string{"1", "2", "3", "4"} {
			parts := map[string]string{"a": sheetXML("", cellsXML(1, "", caseHeader()), cellsXML(2, "", caseValues(map[string]string{"filed_at": "<" + style + ">" + number})))}
			g := read(t, options(t), rawBookOf(t, parts, epoch))
			if len(g.drafts) != 1 || g.drafts[0].Snapshot.Appeal.FiledAt.String() != "2020-02-15" {
				t.Errorf("%s in format %s: %s, %d drafts", number, style, g.codes(), len(g.drafts))
			}
		}
	}
}

// A file whose name says something else is read for what it is.
func TestWrongExtensionIsNoMatter(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"cases.xlsx", "cases.txt", "cases.ndjson", "cases"} {
		if g := read(t, options(t), file(name, table(nil))); len(g.drafts) != 1 {
			t.Errorf("%s: %s", name, g.codes())
		}
	}
	if g, err := tryRead(options(t), importexport.BytesSource("x.csv", bytesOf(t, rawBook(t, map[string]string{"a": sheetXML("", cellsXML(1, "", caseHeader()), cellsXML(2, "", caseValues(nil)))})))); err != nil || len(g.drafts) != 1 {
		t.Errorf("a workbook named .csv: %v", err)
	}
}

func bytesOf(t *testing.T, src *importexport.Source) []byte {
	t.Helper()
	content := make([]byte, src.Size)
	if _, err := src.ReaderAt().ReadAt(content, 0); err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return content
}
