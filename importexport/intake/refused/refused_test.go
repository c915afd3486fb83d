package refused_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/intake/refused"
	"recourse/importexport/xlsxfile"
)

func words(key string, _ map[string]string) string { return key[strings.LastIndexByte(key, '.')+1:] }

func problem(code importexport.Code, column string) *importexport.Problem {
	return &importexport.Problem{File: "in.xlsx", Sheet: "申诉", Row: 7, Column: column, Value: "v", Code: code, Level: importexport.Refused}
}

// sample is a report of two tables and a problem that stands with no row.
func sample() *refused.Report {
	one, two, other, alone := problem("missing", "name"), problem("bad_date", "filed_at"), problem("no_key", ""), problem("hidden_rows", "")
	return &refused.Report{
		Tables: []refused.Table{
			{Kind: "appeals", Headers: []string{"appeal_no", "doc_no", "statement"}, Rows: []refused.Row{
				{Cells: []string{"A1", "330199199001010011", "=1+1"}, Problems: []*importexport.Problem{one, two}},
				{Cells: []string{"A2", "007", strings.Repeat("长", 20_000)}, Problems: []*importexport.Problem{problem("text_too_long", "statement")}},
			}},
			{Kind: "flags", Headers: []string{"flag_id"}, Rows: []refused.Row{{Cells: []string{"\xff\x00F1"}, Problems: []*importexport.Problem{other}}}},
		},
		Problems: []*importexport.Problem{one, two, other, alone},
		Lines:    [][]byte{[]byte(`{"a":1}`), []byte(`{"b":2}`)},
	}
}

func TestWorkbookHasASheetForEachTable(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "r.xlsx")
	names, err := sample().Save(path, words)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{path, strings.TrimSuffix(path, ".xlsx") + "-refused.ndjson"}, names); diff != "" {
		t.Error(diff)
	}
	src, err := importexport.OpenSource(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	r, err := xlsxfile.Open(t.Context(), src, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, table := range r.Tables() {
		for row, err := range r.Rows(t.Context(), i) {
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range row.Cells {
				if c.Kind == importexport.Number && c.Text != "7" {
					t.Errorf("%s is a number", c.Text)
				}
			}
			last := row.Cells[len(row.Cells)-1].Text
			got = append(got, table.Name+": "+row.Cells[5].Text+" "+last[:min(len(last), 12)])
		}
	}
	want := []string{
		"1 appeals: code statement", "1 appeals: missing; bad_date =1+1", "1 appeals: text_too_long 长长长长",
		"2 flags: code flag_id", "2 flags: no_key \uFFFD\uFFFDF1", "sheet_rest: code remedy", "sheet_rest: hidden_rows hidden_rows",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextFilesStandBesideEachOther(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "r.csv")
	names, err := sample().Save(path, words)
	if err != nil || len(names) != 3 {
		t.Fatalf("%v, %v", names, err)
	}
	main, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if text := string(main); !strings.Contains(text, "'=1+1") || !strings.Contains(text, "hidden_rows") || strings.Contains(text, "no_key,") && !strings.Contains(text, "no_key") {
		t.Errorf("report %.500s", text)
	}
	lines, err := os.ReadFile(names[2])
	if err != nil || string(lines) != "{\"a\":1}\n{\"b\":2}\n" {
		t.Errorf("lines %q, %v", lines, err)
	}
}

func TestNothingRefusedIsAReportAllTheSame(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"r.csv", "r.xlsx"} {
		if names, err := (&refused.Report{}).Save(filepath.Join(t.TempDir(), name), words); err != nil || len(names) != 1 {
			t.Errorf("%s: %v, %v", name, names, err)
		}
	}
}
