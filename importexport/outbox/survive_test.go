package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
	"recourse/importexport/xlsxfile"
)

// hard are the values that spreadsheets like to change.
func hard() []importexport.Cell {
	var out []importexport.Cell
	for _, s := range []string{
		"330199199001010011", "013800000001", "000106", "1-2", "3/4", "1E5", "0x1F", "TRUE", "2020-02-30", "2020-02-17", "12:30", "1,234", "¥5", "50%",
		"=cmd|' /C calc'!A0", "=1+1", "+86 571", "-1+cmd", "@SUM(1)", "＝1+1", "'330199", "''x", "\t=1", "a\nb\n\nc", "他说：“好”, \"x\"",
		" 前后有空格 ", "𠮷野家 👩‍👩‍👧", "_x000D_", "<b>&amp;</b>", "杭健申〔2020〕106号", strings.Repeat("长", 32_000),
	} {
		out = append(out, importexport.TextCell(s))
	}
	for _, s := range []string{"0", "1", "-5", "1.25", "123456789012345"} {
		out = append(out, importexport.Cell{Text: s, Kind: importexport.Number})
	}
	for _, s := range []string{"2020-02-17", "2020-02-17T13:05:09", "2020-02-29T23:59:59", "2020-03-01T00:00:01"} {
		out = append(out, importexport.Cell{Text: s, Kind: importexport.Date})
	}
	return out
}

// hardTable has one hard value in each row, and its number beside it.
func hardTable() outbox.Table {
	list := hard()
	return outbox.Table{
		Name: "难 & <Hard>", Count: len(list), Columns: []outbox.Column{{Key: "n", Zh: "序号", En: "Number"}, {Key: "v", Zh: "值", En: "Value", Width: 30}},
		Rows: func(yield func([]importexport.Cell, error) bool) {
			for i, c := range list {
				if !yield([]importexport.Cell{{Text: fmt.Sprint(i), Kind: importexport.Number}, c}, nil) {
					return
				}
			}
		},
	}
}

func writeHard(t *testing.T, f importexport.Format) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hard."+string(f))
	if _, err := outbox.WriteTable(context.Background(), path, "audit", hardTable(), order(f)); err != nil {
		t.Fatal(err)
	}
	return path
}

// cells reads the second column of a workbook's first sheet, head left out.
func cells(t *testing.T, path string) []importexport.Cell {
	t.Helper()
	src, err := importexport.OpenSource(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	r, err := xlsxfile.Open(context.Background(), src, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var out []importexport.Cell
	for row, err := range r.Rows(context.Background(), 0) {
		if err != nil || row.Problem != nil {
			t.Fatal(err, row)
		}
		if row.Number > 1 {
			out = append(out, row.Cells[1])
		}
	}
	return out
}

// Another program's reader finds every value and its type, the true range, the
// frozen head with its filters, and nothing to compute.
func TestWorkbooksForOtherPrograms(t *testing.T) {
	t.Parallel()
	list, path := hard(), writeHard(t, importexport.XLSX)
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if d := cmp.Diff([]string{"难 & <Hard>", "说明 Legend", "代码 Codes"}, book.GetSheetList()); d != "" {
		t.Error(d)
	}
	name := book.GetSheetName(0)
	if d, err := book.GetSheetDimension(name); err != nil || d != fmt.Sprintf("A1:C%d", len(list)+1) {
		t.Errorf("dimension %q, %v", d, err)
	}
	panes, err := book.GetPanes(name)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if w, err := book.GetColWidth(name, "B"); err != nil || w != 30 {
		t.Errorf("width %v, %v", w, err)
	}
	kinds := map[importexport.Kind][]excelize.CellType{
		importexport.Text: {excelize.CellTypeInlineString}, importexport.Number: {excelize.CellTypeNumber, excelize.CellTypeUnset},
		importexport.Date: {excelize.CellTypeNumber, excelize.CellTypeUnset},
	}
	for i, want := range list {
		at := fmt.Sprintf("B%d", i+2)
		got, err := book.GetCellValue(name, at)
		if want.Kind == importexport.Date {
			want.Text = strings.ReplaceAll(want.Text, "T", " ")
		}
		if err != nil || got != want.Text {
			t.Errorf("%s: %q instead of %q, %v", at, importexport.Shorten(got), importexport.Shorten(want.Text), err)
		}
		if formula, err := book.GetCellFormula(name, at); formula != "" || err != nil {
			t.Errorf("%s: formula %q, %v", at, formula, err)
		}
		kind, err := book.GetCellType(name, at)
		if err != nil || kind != kinds[want.Kind][0] && kind != kinds[want.Kind][len(kinds[want.Kind])-1] {
			t.Errorf("%s (%q): type %v, %v", at, importexport.Shorten(want.Text), kind, err)
		}
	}
}

// A text that no cell holds is refused with the way out, not cut; the file of
// before stays.
func TestATextTooLongForAWorkbook(t *testing.T) {
	t.Parallel()
	long := outbox.Table{Name: "x", Columns: []outbox.Column{{Key: "v", Zh: "值", En: "Value"}}, Count: 1, Rows: func(yield func([]importexport.Cell, error) bool) {
		yield([]importexport.Cell{importexport.TextCell(strings.Repeat("长", 32_768))}, nil)
	}}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := outbox.WriteTable(context.Background(), path, "audit", long, order(importexport.XLSX))
	if content, rerr := os.ReadFile(path); !errors.Is(err, cases.Refuse("export.too_long")) || rerr != nil || string(content) != "old" {
		t.Errorf("error %v, %q, %v", err, content, rerr)
	}
	if _, err := outbox.WriteTable(context.Background(), filepath.Join(t.TempDir(), "x.csv"), "audit", long, order(importexport.CSV)); err != nil {
		t.Error(err)
	}
}

// A list that goes on behind the last row of a sheet has a head on each, and
// says of each how far it goes.
func TestALongListTakesFurtherSheets(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("writes a million rows")
	}
	const n = 1<<20 + 5
	table := outbox.Table{Name: "x", Columns: []outbox.Column{{Key: "n", Zh: "序号", En: "Number"}}, Count: n, Rows: func(yield func([]importexport.Cell, error) bool) {
		for i := range n {
			if !yield([]importexport.Cell{{Text: fmt.Sprint(i), Kind: importexport.Number}}, nil) {
				return
			}
		}
	}}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if _, err := outbox.WriteTable(context.Background(), path, "audit", table, order(importexport.XLSX)); err != nil {
		t.Fatal(err)
	}
	rest := sheet(t, path, 1)
	if len(rest) != 7 || rest[1][0] != "1048575" || rest[6][0] != fmt.Sprint(n-1) || !strings.HasPrefix(rest[0][0], "序号") {
		t.Errorf("the second sheet is %v", rest)
	}
}

// What went out comes back, kind and all; from a CSV file as texts.
func TestExportsComeBack(t *testing.T) {
	t.Parallel()
	if d := cmp.Diff(hard(), cells(t, writeHard(t, importexport.XLSX))); d != "" {
		t.Error(d)
	}
	var want []string
	for _, c := range hard() {
		if c.Kind == importexport.Date {
			c.Text = strings.ReplaceAll(c.Text, "T", " ")
		}
		want = append(want, c.Text)
	}
	var got []string
	for _, row := range rows(t, writeHard(t, importexport.CSV))[1:] {
		got = append(got, row[1])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A receiver answers in the very workbook it got: a column behind the others
// says what became of each instruction. Another program saved it.
func TestAnInstructionWorkbookComesBackAnswered(t *testing.T) {
	t.Parallel()
	list, path := instructions(t, 3), filepath.Join(t.TempDir(), "out.xlsx")
	if _, err := outbox.WriteInstructions(context.Background(), path, list, order(importexport.XLSX)); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name, column := book.GetSheetName(0), importexport.ColumnName(len(outbox.InstructionColumns()))
	for i, said := range []string{"执行结果", "已执行", "已变更", "成功"} {
		if err := book.SetCellStr(name, fmt.Sprint(column, i+1), said); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(book.Save(), book.Close()); err != nil {
		t.Fatal(err)
	}
	src, err := importexport.OpenSource(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	answers, problems, err := outbox.ReadAnswers(context.Background(), src, importexport.DefaultLimits(), outbox.PendingOf(list))
	if err != nil || len(problems) > 0 || len(answers) != 3 {
		t.Fatalf("%v, %v, %d answers", err, problems, len(answers))
	}
	for i, a := range answers {
		if !a.Ack.Accepted || a.Ack.IdempotencyKey != list[i].IdempotencyKey {
			t.Errorf("answer %d: %+v", i, a)
		}
	}
}

// LibreOffice opens both files and saves them as workbooks of its own: every
// value and its kind are the same then. In CSV its reader is asked to heed
// quotation marks, and the guard before a formula is seen.
func TestExportsSurviveLibreOffice(t *testing.T) {
	t.Parallel()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed; the same values are read back by excelize in TestWorkbooksForOtherPrograms")
	}
	for _, f := range []importexport.Format{importexport.XLSX, importexport.CSV} {
		file, out := writeHard(t, f), t.TempDir()
		args := []string{"--headless", "-env:UserInstallation=file://" + t.TempDir(), "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}
		if f == importexport.CSV {
			args = append(args, "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,true,true")
		}
		if said, err := exec.Command(office, append(args, file)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		saved := filepath.Join(out, "hard.xlsx")
		if _, err := os.Stat(saved); err != nil {
			t.Fatal(err)
		}
		want := hard()
		for i := range want {
			if f == importexport.CSV && want[i].Kind == importexport.Text {
				want[i].Text = importexport.Guard(want[i].Text)
			}
		}
		if d := cmp.Diff(want, cells(t, saved)); d != "" {
			t.Errorf("%s: %s", f, d)
		}
	}
}
