package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
	"recourse/importexport/ndjsonfile"
	"recourse/importexport/xlsxfile"
)

// appeals is a table of two cases without codes, which come in a table of
// their own.
const appeals = `appeal_no,filed_at,channel,handling_division,grounds,name,doc_no,phone,assignment_id
A1,2020-02-15,WEB,330106,G02,王小明,330199199001010011,13800000001,C1
A2,2020-02-15,WEB,330106,G01,李小红,330199198503071231,13800000002,
`

const assignments = `证件号码,手机号,赋码标识,健康码颜色,赋码时间,赋码系统,赋码来源
330199199001010011,13800000001,C1,红码,2020-02-13 21:06,HZ-ALIPAY,规则批量
330199199001010011,13800000001,C0,绿码,2020-02-11 08:00,HZ-ALIPAY,自主申报
330199198503071231,13800000002,C2,黄码,2020-02-14 08:00,HZ-ALIPAY,人工
330199197001010019,13800000009,C9,红码,2020-02-13 21:06,HZ-ALIPAY,规则批量
`

const flags = `手机号,标记编号,来源类型,数据来源,首次时间,末次时间,到访地,经度,纬度,坐标系,驻留分钟,名单批次
13800000001,F1,运营商基站,某运营商,2020-01-20 13:10,2020-01-20 13:52,武汉站,114.42,30.61,WGS-84,42,B7
13800000001,F2,人脸识别,某平台,2020-01-20 13:10,,武汉站,,,,,
13800000009,F3,运营商基站,某运营商,2020-01-20 13:10,,武汉站,,,,,B7
13800000002,F4,运营商基站,某运营商,2020-01-20 13:10,2020-01-19,武汉站,,,,,B7
13800000002,F5,运营商基站,某运营商,2020-01-20 13:10,,武汉站,114.42,,,,B7
`

const answers = `申报编号,证件号码,提交时间,题目代码,题目,答案
Q1,330199199001010011,2020-02-11 10:00,CONTACT_14D,14天内是否接触,否
Q1,330199199001010011,2020-02-11 10:00,TEMP,体温,36.5℃
`

const forms = `申报编号,证件号码,提交时间,是否在杭,体温,定位地址
Q2,330199198503071231,2020-02-11 10:00,是,36.4,西湖区
Q3,330199198503071231,2020-02-12 10:00,是,50.2,西湖区
`

const trace = `appeal_no,trace_id,evaluated_at,rule_set_id,rule_set_version,rule_id,inputs,outcome,effect_colour,effect_days,result
A1,T1,2020-02-13 21:00,HZ-2020-02,2020-02-17.recon1,R40,stays.key.to=2020-01-20@F1,TRUE,RED,14,RED
A1,T1,2020-02-13 21:00,HZ-2020-02,2020-02-17.recon1,R50,,FALSE,,,
`

const history = `appeal_no,at,from,to,cause,system
A1,2020-02-13 21:06,绿码,红码,规则批量,HZ-ALIPAY
`

const checkins = `证件号码,日期,体温,状态
330199199001010011,2020-02-14,36.5,正常
330199199001010011,2020-02-01,36.5,正常
`

const documents = `appeal_no,doc_id,type,summary
A1,D1,ticket,G585次车票
`

func delivery() []*importexport.Source {
	return []*importexport.Source{
		file("appeals.csv", appeals), file("assignments.csv", assignments), file("flags.csv", flags), file("questionnaire.csv", answers),
		file("问卷2.csv", forms), file("trace.csv", trace), file("history.csv", history), file("checkins.csv", checkins), file("documents.csv", documents),
	}
}

func TestTablesAreJoined(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), delivery()...)
	if len(g.drafts) != 2 {
		t.Fatalf("%d drafts, problems %s", len(g.drafts), g.codes())
	}
	first, second := g.drafts[0].Snapshot, g.drafts[1].Snapshot
	if first.Assignment.AssignmentID != "C1" || len(first.OtherAssignments) != 1 || second.Assignment.AssignmentID != "C2" {
		t.Errorf("codes %q with %d others, %q", first.Assignment.AssignmentID, len(first.OtherAssignments), second.Assignment.AssignmentID)
	}
	if len(first.Flags) != 1 || first.Flags[0].IdentityLink != "phone" || first.Flags[0].AccuracyRadiusM != 2000 || !first.Flags[0].RadiusAssumed || *first.Flags[0].DwellMin != 42 {
		t.Errorf("flags %+v", first.Flags)
	}
	want := []cases.Answer{
		{ItemCode: "CONTACT_14D", QuestionText: "14天内是否接触", AnswerRaw: "否", AnswerNorm: "false"},
		{ItemCode: "TEMP", QuestionText: "体温", AnswerRaw: "36.5℃", AnswerNorm: "36.5", Unit: "°C"},
	}
	if diff := cmp.Diff(want, first.Questionnaires[0].Items); diff != "" {
		t.Error(diff)
	}
	if len(second.Questionnaires) != 1 || second.Questionnaires[0].Items[1].AnswerNorm != "36.4" {
		t.Errorf("questionnaires %+v", second.Questionnaires)
	}
	if tr := first.RuleTrace; tr == nil || len(tr.Steps) != 2 || tr.Result != cases.Red || tr.Steps[0].Inputs[0] != (cases.TraceInput{Name: "stays.key.to", Value: "2020-01-20", EvidenceRef: "F1"}) {
		t.Errorf("trace %+v", first.RuleTrace)
	}
	if len(first.History) != 1 || first.History[0].From != cases.Green || len(first.CheckIns) != 2 || len(first.Appeal.Documents) != 1 {
		t.Errorf("history %v, check-ins %v", first.History, first.CheckIns)
	}
	if got := second.Appeal.ParseWarnings; len(got) != 1 || got[0] != "rows_left_out:3" {
		t.Errorf("warnings %v", got)
	}
}

func TestEveryDetailRowIsAccountedFor(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), delivery()...)
	r := g.report
	if r.Details != 19 || r.DetailsAttached != 13 || r.DetailsRefused != 4 || r.DetailsForeign != 2 {
		t.Errorf("%d rows: %d attached, %d refused, %d foreign", r.Details, r.DetailsAttached, r.DetailsRefused, r.DetailsForeign)
	}
	if got := g.codes(); got != "forbidden_images checkin_before_application bad_temperature ends_before_start half_position" {
		t.Errorf("codes %s", got)
	}
}

func TestRegister(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), delivery()...)
	var entries []intake.RegisterEntry
	for e, err := range g.delivery.Register(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	if len(entries) != 1 || entries[0].Assignment.AssignmentID != "C9" || entries[0].Batch != "B7" || entries[0].Link != "phone" || entries[0].Source != cases.CarrierTower {
		t.Errorf("entries %+v", entries)
	}
}

func TestAmbiguousCode(t *testing.T) {
	t.Parallel()
	both := assignments + "330199198503071231,13800000002,C3,红码,2020-02-14 09:00,HZ-ALIPAY,人工\n"
	g := read(t, options(t), file("appeals.csv", appeals), file("assignments.csv", both))
	if g.codes() != "ambiguous_assignment" || len(g.drafts) != 1 {
		t.Errorf("codes %s", g.codes())
	}
}

// workbook holds the same tables as sheets.
func workbook(t *testing.T) []byte {
	t.Helper()
	sheets := []struct{ name, content string }{
		{"申诉", appeals}, {"赋码", assignments}, {"标记", flags}, {"问卷", answers}, {"规则", trace}, {"变更", history}, {"打卡", checkins}, {"材料", documents}, {"说明", "这是说明\n"},
	}
	var b bytes.Buffer
	var list []xlsxfile.Sheet
	for _, s := range sheets {
		list = append(list, xlsxfile.Sheet{Name: s.name})
	}
	w, err := xlsxfile.NewWriter(&b, list...)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range sheets {
		if i > 0 {
			if err := w.NextSheet(); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(s.content) {
			var cells []importexport.Cell
			for text := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), ",") {
				cells = append(cells, importexport.TextCell(text))
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbookGivesTheSameCases(t *testing.T) {
	t.Parallel()
	plain := read(t, options(t), delivery()...)
	book := read(t, options(t), importexport.BytesSource("交付.xlsx", workbook(t)))
	if len(book.drafts) != 2 {
		t.Fatalf("problems %s", book.codes())
	}
	ignore := cmp.FilterValues(func(a, b cases.Provenance) bool { return true }, cmp.Ignore())
	if diff := cmp.Diff(plain.drafts[0].Snapshot, book.drafts[0].Snapshot, ignore); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(book.codes(), "unknown_sheet") {
		t.Errorf("the sheet of remarks is not mentioned: %s", book.codes())
	}
}

func zipped(t *testing.T, files map[string]string) *importexport.Source {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return importexport.BytesSource("delivery.zip", b.Bytes())
}

func TestZipOfSeveralFiles(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), zipped(t, map[string]string{"a/appeals.csv": appeals, "a/assignments.csv": assignments, "__MACOSX/x": "y"}))
	if len(g.drafts) != 2 || g.drafts[0].File != "delivery.zip/a/appeals.csv" {
		t.Errorf("%d drafts, problems %s", len(g.drafts), g.codes())
	}
}

func TestLostDigitsInAWorkbook(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w, err := xlsxfile.NewWriter(&b, xlsxfile.Sheet{Name: "申诉"})
	if err != nil {
		t.Fatal(err)
	}
	var header, row []importexport.Cell
	for _, c := range caseColumns {
		header = append(header, importexport.TextCell(c[0]))
		cell := importexport.TextCell(c[1])
		switch c[0] {
		case "doc_no":
			cell = importexport.Cell{Text: "330199199001010011", Kind: importexport.Number}
		case "phone":
			cell = importexport.Cell{Text: "1.3800000001E10", Kind: importexport.Number}
		case "filed_at":
			cell = importexport.Cell{Text: "43876", Kind: importexport.Number}
		}
		row = append(row, cell)
	}
	for _, cells := range [][]importexport.Cell{header, row} {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	g := read(t, options(t), importexport.BytesSource("x.xlsx", b.Bytes()))
	if g.codes() != "lost_precision" || g.report.Problems[0].Value != "330199********0011" || g.report.Problems[0].Column != "doc_no" {
		t.Errorf("problems %+v", g.report.Problems)
	}
}

func TestCanonicalLines(t *testing.T) {
	t.Parallel()
	plain := read(t, options(t), delivery()...)
	var b bytes.Buffer
	w := ndjsonfile.NewWriter(&b)
	for _, d := range plain.drafts {
		s := *d.Snapshot
		if err := w.Write(s); err != nil {
			t.Fatal(err)
		}
	}
	broken := *plain.drafts[0].Snapshot
	broken.Appeal.AppealNo, broken.Resident.DocNo = "A3", "330199199001010012"
	if err := w.Write(broken); err != nil {
		t.Fatal(err)
	}
	forbidden := *plain.drafts[0].Snapshot
	forbidden.Appeal.AppealNo, forbidden.Flags = "A4", []cases.Flag{{FlagID: "F9", SourceType: "CHAT_MESSAGE"}}
	if err := w.Write(forbidden); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	g := read(t, options(t), importexport.BytesSource("cases.ndjson", b.Bytes()))
	if len(g.drafts) != 3 || g.codes() != "checkin_before_application bad_check_character forbidden_messages checkin_before_application" {
		t.Fatalf("%d drafts, codes %s", len(g.drafts), g.codes())
	}
	if len(g.drafts[2].Snapshot.Flags) != 0 {
		t.Error("forbidden evidence was kept")
	}
	ignore := cmp.FilterValues(func(a, b cases.Provenance) bool { return true }, cmp.Ignore())
	if diff := cmp.Diff(plain.drafts[1].Snapshot, g.drafts[1].Snapshot, ignore); diff != "" {
		t.Error(diff)
	}
}
