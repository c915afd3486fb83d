package session_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport/guess"
)

// workbook writes a street's own workbook: a title over merged cells, headings
// of two rows, a number that Excel rounded, dates in every form, a sheet of
// remarks beside it.
func workbook(t *testing.T, path string) {
	t.Helper()
	f := excelize.NewFile()
	const sheet = "翠苑街道"
	must(t, f.SetSheetName("Sheet1", sheet))
	put := func(cell string, v any) { t.Helper(); must(t, f.SetCellValue(sheet, cell, v)) }
	merge := func(from, to string) { t.Helper(); must(t, f.MergeCell(sheet, from, to)) }
	put("A1", "翠苑街道健康码申诉登记表（2020年2月）")
	merge("A1", "J1")
	put("A2", "填报单位：翠苑街道　填报人：老陈")
	for cell, text := range map[string]string{"A3": "编号", "B3": "申诉人", "E3": "登记时间", "F3": "健康码", "H3": "诉求内容", "I3": "所属区", "J3": "住址", "B4": "姓名", "C4": "身份证号", "D4": "手机", "F4": "颜色", "G4": "判定时间"} {
		put(cell, text)
	}
	for _, m := range [][2]string{{"A3", "A4"}, {"B3", "D3"}, {"E3", "E4"}, {"F3", "G3"}, {"H3", "H4"}, {"I3", "I4"}, {"J3", "J4"}} {
		merge(m[0], m[1])
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(t, err)
	rows := [][]any{
		{"翠苑001", "王伟", "330199197001102005", "13810000000", "2020-02-15", "红码", "2020-02-13 21:06"},
		{"翠苑002", "李䶮", "330199197102102012", 13810000137, "2020/2/16 9:30", "黄码", "2020/2/12 8:00"},
		{"翠苑003", "张敏", "33019919720310202X", "138-1000-0274", 43876, "红码", "2020-02-13 21:06"},
		{"翠苑004", "刘洋", "330199197304103039", "13810000411", "2020年2月16日", "红码", "2020/2/12 8:00"},
		{"翠苑005", "陈静", 330199197405104066, "13810000548", "2020-02-14", "黄码", "2020-02-13 21:06"},
		{"翠苑006", "杨柳", "330199197506104073", "13810000685", "15/02/2020", "红码", "2020/2/12 8:00"},
		{"翠苑007", "黄磊", "330199197607104080", "13810000822", "2020-02-15", "紫码", "2020-02-13 21:06"},
	}
	for i, r := range rows {
		row := 5 + i
		cell, _ := excelize.CoordinatesToCellName(1, row)
		r = append(r, "从未到过湖北", "西湖区", "翠苑街道")
		must(t, f.SetSheetRow(sheet, cell, &r))
		if _, serial := r[4].(int); serial {
			at, _ := excelize.CoordinatesToCellName(5, row)
			must(t, f.SetCellStyle(sheet, at, at, day))
		}
	}
	_, err = f.NewSheet("说明")
	must(t, err)
	must(t, f.SetCellValue("说明", "A1", "本表由各社区汇总"))
	must(t, f.SaveAs(path))
	must(t, f.Close())
}

// A workbook that no profile knows goes in by what a person says of it, and
// every refused row can be corrected in a spreadsheet and fed back.
func TestUnknownWorkbookFindsItsWayIn(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	s, _, err := session.Create(ctx, session.Options{Wall: time.Now}, session.NewOffice{
		Path: filepath.Join(dir, "o.recourse"), Name: "试用办", Authority: "试用机关", Division: "330106", Demo: true,
		Admin: session.NewPerson{ID: "admin", Name: "管理员", Roles: []cases.Role{cases.Administrator, cases.Intake, cases.Auditor}}, Passphrase: "recourse-demo",
	})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close(ctx)) })
	path := filepath.Join(dir, "街道.xlsx")
	workbook(t, path)
	order := session.ImportOptions{Paths: []string{path}, Words: func(key string, _ map[string]string) string { return key }}
	if _, err := s.Import(ctx, order); err == nil {
		t.Fatal("the workbook is known already")
	}

	d := draft(t, s, order)
	for field, heading := range map[string]string{
		"appeal.appeal_no": "编号", "resident.name": "申诉人姓名", "resident.doc_no": "申诉人身份证号", "resident.phone": "申诉人手机", "appeal.filed_at": "登记时间",
		"assignment.colour": "健康码颜色", "assignment.issued_at": "健康码判定时间", "appeal.statement": "诉求内容", "appeal.handling_division": "所属区", "resident.address": "住址",
	} {
		if c := d.Of(field); c == nil || c.Heading != heading {
			t.Errorf("%s is not found in %s", field, heading)
		}
	}
	d.SayColour("红码", "RED")
	d.SayColour("黄码", "YELLOW")
	for field, code := range map[string]string{"appeal.channel": "COMMUNITY", "appeal.grounds": "G01", "assignment.issuing_system": "HZ-ALIPAY", "assignment.origin": "UNKNOWN"} {
		d.SayAlways(field, code)
	}
	text, err := d.YAML("street", map[string]string{"zh": "街道登记表"})
	must(t, err)
	if _, err := s.SaveProfile(ctx, text, false); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveProfile(ctx, text, false); !errors.Is(err, cases.Refuse("profile_taken")) {
		t.Errorf("the same id again: %v", err)
	}

	order.Report = filepath.Join(dir, "未接收.xlsx")
	got, err := s.Import(ctx, order)
	must(t, err)
	if got.Stored != 3 || got.Refused != 4 {
		for _, p := range got.Problems {
			t.Logf("%+v", p)
		}
		t.Fatalf("%d stored and %d refused, want 3 and 4", got.Stored, got.Refused)
	}

	correct(t, order.Report, map[string]string{
		"330199197304103039": "33019919730410303X", "3.30199197405104E+17": "330199197405104066", "330199197405104060": "330199197405104066", "330199197405104000": "330199197405104066",
		"15/02/2020": "2020-02-15", "紫码": "红码",
	})
	again, err := s.Import(ctx, session.ImportOptions{Paths: []string{order.Report}})
	must(t, err)
	if again.Stored != 4 || again.Refused != 0 {
		for _, p := range again.Problems {
			t.Logf("%+v", p)
		}
		t.Fatalf("corrected: %d stored and %d refused, want all 4", again.Stored, again.Refused)
	}
	v, err := s.Verify(ctx, nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record is not whole: %+v", v.Findings)
	}
}

// draft guesses the first table of a delivery.
func draft(t *testing.T, s *session.Session, o session.ImportOptions) *guess.Draft {
	t.Helper()
	ctx := context.Background()
	bundles, err := s.Bundles(ctx, o)
	must(t, err)
	d := bundles[0].Guess()
	if d.Kind != "appeals" || d.Head.Rows != 2 {
		t.Fatalf("taken for %s with headings %+v", d.Kind, d.Head)
	}
	return d
}

// correct replaces values behind the remarks of a report, as a person does in a
// spreadsheet.
func correct(t *testing.T, path string, with map[string]string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	must(t, err)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		must(t, err)
		for y, row := range rows {
			at := slices.IndexFunc(rows[0], func(h string) bool { return h == "编号" })
			for x, v := range row {
				if to := with[strings.TrimSpace(v)]; to != "" && at >= 0 && x >= at {
					cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
					must(t, f.SetCellStr(sheet, cell, to))
				}
			}
		}
	}
	must(t, f.Save())
	must(t, f.Close())
}
