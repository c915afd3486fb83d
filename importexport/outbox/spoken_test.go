package outbox_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/outbox"
)

// both says a few codes in both languages.
func both(list, code string) string {
	return map[string]string{
		"state.registered": "已受理 / Registered", "ground.G01": "未到过该地区 / Never in the area", "disposition.overturn": "撤销 / Overturn",
		"colour.GREEN": "绿码 / Green", "purpose.appeal": "申诉 / an appeal", "legend.masked": "已遮盖 / masked",
		"column.due_at": "期限 / by when the decision is due",
	}[list+"."+code]
}

// column is a column of a table that was read back, by the Chinese words of
// its header.
func column(t *testing.T, table [][]string, head string) []string {
	t.Helper()
	at := slices.IndexFunc(table[0], func(h string) bool { return importexport.NormalHeader(h) == head })
	if at < 0 {
		t.Fatalf("no column %s in %v", head, table[0])
	}
	var out []string
	for _, row := range table {
		out = append(out, row[at])
	}
	return out
}

// People read heads and words in both languages; programs and imports find the
// codes where they were.
func TestListsSpeakBothLanguagesAndKeepTheirCodes(t *testing.T) {
	t.Parallel()
	for _, f := range []importexport.Format{importexport.CSV, importexport.XLSX} {
		path := filepath.Join(t.TempDir(), "list."+string(f))
		o := order(f)
		o.Words = both
		r, err := outbox.WriteCases(context.Background(), path, lines(1), o)
		if err != nil {
			t.Fatal(err)
		}
		got := rows(t, path)
		for head, want := range map[string][]string{
			"申诉编号": {"申诉编号 (Appeal number) [appeal_no]", "A1"},
			"状态":   {"状态 (State) [state]", "registered"},
			"状态说明": {"状态说明 (State in words)", "已受理 / Registered"},
			"理由":   {"理由 (Grounds) [grounds]", "G01,G02"},
			"理由说明": {"理由说明 (Grounds in words)", "未到过该地区 / Never in the area; G02"},
			"颜色说明": {"颜色说明 (Colour in words)", ""},
		} {
			if f == importexport.XLSX { // the legend has the fields
				want[0], _, _ = strings.Cut(strings.Replace(want[0], " (", "\n(", 1), " [")
			}
			if d := cmp.Diff(want, column(t, got, head)); d != "" {
				t.Errorf("%s: %s\n%s", f, head, d)
			}
		}
		if slices.Contains(r.Fields, "") || len(r.Fields) != len(outbox.CaseColumns())+1 {
			t.Errorf("the receipt names %v", r.Fields)
		}
	}
}

// An import reads the heads of a list as it reads any other table's.
func TestHeadsAreRecognised(t *testing.T) {
	t.Parallel()
	for _, c := range append(outbox.CaseColumns(), outbox.InstructionColumns()...) {
		if c.Key == "" || c.Zh == "" || c.En == "" || c.En == c.Key {
			t.Errorf("column %+v has no words in both languages", c)
		}
	}
	path := filepath.Join(t.TempDir(), "out.csv")
	o := order(importexport.CSV)
	o.Words = both
	if _, err := outbox.WriteInstructions(context.Background(), path, instructions(t, 1), o); err != nil {
		t.Fatal(err)
	}
	got := rows(t, path)
	for i, h := range got[0] {
		zh, _, _ := strings.Cut(h, " (")
		if importexport.NormalHeader(h) != importexport.NormalHeader(zh) {
			t.Errorf("head %d is read as %q", i, importexport.NormalHeader(h))
		}
	}
	if d := cmp.Diff([]string{"overturn", "GREEN"}, []string{column(t, got, "处理结果")[1], column(t, got, "新颜色")[1]}); d != "" {
		t.Error(d)
	}
}

// Long lists say how far they are, and stop when they are told to.
func TestWritersTellHowFarTheyAre(t *testing.T) {
	t.Parallel()
	for _, f := range []importexport.Format{importexport.CSV, importexport.XLSX, importexport.NDJSON} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			var told []int
			o := order(f)
			o.Tell = func(rows int) { told = append(told, rows) }
			if _, err := outbox.WriteCases(context.Background(), filepath.Join(t.TempDir(), "x"), lines(1600), o); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]int{500, 1000, 1500}, told); d != "" {
				t.Error(d)
			}
			ctx, cancel := context.WithCancel(context.Background())
			o.Tell = func(int) { cancel() }
			path := filepath.Join(t.TempDir(), "y")
			_, err := outbox.WriteCases(ctx, path, lines(1600), o)
			if left, _ := filepath.Glob(path + "*"); err == nil || len(left) > 0 {
				t.Errorf("stopping gave %v and left %v", err, left)
			}
		})
	}
}

// The legend says what the file is, who took it and how it is masked, and what
// every column and every code means.
func TestTheLegendNamesWhatTheFileIs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "list.xlsx")
	o := order(importexport.XLSX)
	o.Words = both
	if _, err := outbox.WriteCases(context.Background(), path, lines(1), o); err != nil {
		t.Fatal(err)
	}
	legend := map[string][]string{}
	for _, row := range sheet(t, path, 1) {
		legend[row[0]] = row[1:]
	}
	for item, want := range map[string][]string{
		"用途 Purpose":                   {"", "申诉 / an appeal [appeal]"},
		"导出人 By":                       {"", "收件员 [intake]"},
		"遮盖 Masking":                   {"", "已遮盖 / masked [masked]"},
		"行数 Rows":                      {"", "1"},
		"办理期限 / Due at, UTC+8":         {"due_at", "期限 / by when the decision is due"},
		"申诉编号 / Appeal number":         {"appeal_no"},
		"水印 / Watermark":               {"watermark"},
		"新颜色 / New colour":             {"new_colour"},
		"赋码时间 / Code issued at, UTC+8": {"issued_at"},
	} {
		if d := cmp.Diff(want, legend[item]); d != "" {
			t.Errorf("%s: %s", item, d)
		}
	}
	want := [][]string{
		{"列 (Column)", "代码 (Code)", "含义 (Meaning)"}, {"状态 / State", "registered", "已受理 / Registered"},
		{"理由 / Grounds", "G01", "未到过该地区 / Never in the area"}, {"理由 / Grounds", "G02"},
	}
	if d := cmp.Diff(want, sheet(t, path, 2)); d != "" {
		t.Error(d)
	}
}

// A legend of data in full says why it left so, and who approved it.
func TestTheLegendOfUnmaskedData(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "list.xlsx")
	o := order(importexport.XLSX)
	o.Unmask, o.Approver = "核对电话", "supervisor"
	if _, err := outbox.WriteCases(context.Background(), path, lines(2), o); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(sheet(t, path, 1))
	if !strings.Contains(got, "[unmasked]: 核对电话; supervisor") {
		t.Errorf("the legend reads %s", got)
	}
}
