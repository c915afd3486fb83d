package intake_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"recourse/importexport"
	"recourse/importexport/intake"
	"recourse/importexport/xlsxfile"
)

// sheets is a workbook with a sheet of two cases for each name, of which the
// second row is to be refused.
func sheets(t *testing.T, names ...string) *importexport.Source {
	t.Helper()
	var list []xlsxfile.Sheet
	for _, n := range names {
		list = append(list, xlsxfile.Sheet{Name: n})
	}
	var b bytes.Buffer
	w, err := xlsxfile.NewWriter(&b, list...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		if i > 0 {
			if err := w.NextSheet(); err != nil {
				t.Fatal(err)
			}
		}
		header, row := make([]importexport.Cell, len(caseColumns)), make([]importexport.Cell, len(caseColumns))
		for k, c := range caseColumns {
			header[k], row[k] = importexport.TextCell(c[0]), importexport.TextCell(c[1])
		}
		row[0], row[1] = importexport.TextCell("A"+string(rune('1'+i))), importexport.TextCell("2.15")
		for _, cells := range [][]importexport.Cell{header, row} {
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return importexport.BytesSource("街道.xlsx", b.Bytes())
}

// What the name of a sheet says of its rows is not lost on the way through the
// workbook of refused rows, and that workbook's own names say nothing.
func TestRefusedRowsKeepTheNameOfTheirSheet(t *testing.T) {
	t.Parallel()
	p := ordered(t, "", "").Profiles[0]
	spec := p.Tables["appeals"]
	spec.SheetName = "resident.residence_street"
	p.Tables["appeals"] = spec
	opts := intake.Options{Profiles: []*importexport.Profile{p}}
	plain := file("表.csv", table(map[string]string{"appeal_no": "A9", "filed_at": "2.15"}))
	g := read(t, opts, sheets(t, "翠苑街道", "古荡街道"), plain)
	if g.report.Refused != 3 {
		t.Fatalf("%d rows are refused, want 3: %s", g.report.Refused, g.codes())
	}
	path := filepath.Join(t.TempDir(), "未接收.xlsx")
	if _, err := g.delivery.SaveReport(path, func(key string, _ map[string]string) string { return key }); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Declared afterwards, the order lets the rows in as they are but for the date.
	got := map[string]string{}
	again := read(t, opts, corrected(t, raw, "2.15", "2020-02-15"))
	for _, d := range again.drafts {
		got[d.Snapshot.Appeal.AppealNo] = d.Snapshot.Resident.ResidenceStreet
	}
	if diff := cmp.Diff(map[string]string{"A1": "翠苑街道", "A2": "古荡街道", "A9": ""}, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", again.codes(), diff)
	}
}

// corrected replaces the cells of a workbook that hold just a text, as a person
// does in a spreadsheet.
func corrected(t *testing.T, raw []byte, from, to string) *importexport.Source {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, v := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err == nil && v == from {
					err = f.SetCellStr(sheet, cell, to)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return importexport.BytesSource("改正.xlsx", b.Bytes())
}
