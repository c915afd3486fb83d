package xlsxfile_test

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"recourse/importexport"
)

// cellValue draws one value of each kind that a workbook can hold.
func cellValue() *rapid.Generator[any] {
	words := rapid.OneOf(
		rapid.StringMatching(`\p{Han}{1,6}[ a-z&<>"']{0,3}`), rapid.StringMatching(`[0-9]{17}[0-9X]`), rapid.SampledFrom([]string{"_x0041_", "a_b", " x ", "=1+1"}),
	)
	return rapid.OneOf(
		rapid.Map(words, func(s string) any { return s }),
		rapid.Map(rapid.Int64Range(-1e12, 1e12), func(n int64) any { return n }),
		rapid.Map(rapid.Float64Range(-1e6, 1e6), func(n float64) any { return n }),
		rapid.Map(rapid.SampledFrom([]float64{3.30199199001010011e17, 1.38e10, 1e-7, 1e21}), func(n float64) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.IntRange(0, 86400*3000), func(n int) any {
			return time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Minute)
		}),
		rapid.Map(words, func(s string) any {
			return []excelize.RichTextRun{{Text: s}, {Text: "丙", Font: &excelize.Font{Bold: true}}}
		}),
		rapid.Just[any](nil),
	)
}

func build1(t *rapid.T, epoch1904 bool) *excelize.File {
	f := excelize.NewFile()
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &epoch1904}); err != nil {
		t.Fatal(err)
	}
	for r := 1; r <= rapid.IntRange(1, 12).Draw(t, "rows"); r++ {
		for c := 1; c <= rapid.IntRange(0, 6).Draw(t, "columns"); c++ {
			ref, _ := excelize.CoordinatesToCellName(c, r*2-1)
			var err error
			switch v := cellValue().Draw(t, "value").(type) {
			case []excelize.RichTextRun:
				err = f.SetCellRichText("Sheet1", ref, v)
			default:
				err = f.SetCellValue("Sheet1", ref, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if rapid.Bool().Draw(t, "merge") {
		if err := f.MergeCell("Sheet1", "H1", "I3"); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "K1", "1+1"); err != nil {
		t.Fatal(err)
	}
	return f
}

// Our scanner sees in a workbook exactly what excelize sees: the same cells at
// the same places, the same raw values, and dates that are the same moment.
func TestSameAsExcelize(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		epoch1904 := rapid.Bool().Draw(t, "1904")
		f := build1(t, epoch1904)
		defer f.Close()
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		theirs, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer theirs.Close()
		want, err := theirs.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := readAll(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var ours [][]string
		for _, r := range rows {
			if r.Code != "" {
				t.Fatalf("row %d: %s", r.Number, r.Code)
			}
			for len(ours) < r.Number {
				ours = append(ours, nil)
			}
			ours[r.Number-1] = comparable1(r.Cells, want[min(r.Number, len(want))-1], epoch1904)
		}
		for i := range want {
			want[i] = trimmed(want[i])
		}
		if diff := cmp.Diff(trimmedRows(want), trimmedRows(ours)); diff != "" {
			t.Error(diff)
		}
	})
}

// comparable1 puts dates back into the serial numbers that raw values are, if
// they mean the same moment.
func comparable1(cells []importexport.Cell, raw []string, epoch1904 bool) []string {
	var texts []string
	for i, c := range cells {
		text := c.Text
		if c.Kind == importexport.Bool {
			text = map[string]string{"TRUE": "1", "FALSE": "0"}[text]
		}
		if c.Kind == importexport.Date && i < len(raw) {
			if serial, err := strconv.ParseFloat(raw[i], 64); err == nil {
				at, err := excelize.ExcelDateToTime(serial, epoch1904)
				layout := "2006-01-02T15:04:05"[:len(text)]
				if err == nil && at.Round(time.Second).Format(layout) == text {
					text = raw[i]
				}
			}
		}
		texts = append(texts, text)
	}
	return trimmed(texts)
}

func trimmed(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	return cells
}

func trimmedRows(rows [][]string) [][]string {
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// A spreadsheet keeps fifteen digits: what excelize wrote as an eighteen-digit
// number must be recognisable as lost.
func TestLostDigits(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellValue("Sheet1", "A1", 330199199001010011.0); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	c := mustRead(t, b.Bytes())[0].Cells[0]
	digits, exact, ok := importexport.WholeNumber(c.Text)
	if c.Kind != importexport.Number || !ok || exact || len(digits) != 18 || !strings.HasPrefix(digits, "330199199001010") {
		t.Errorf("cell %+v: digits %s, exact %v", c, digits, exact)
	}
	if n, err := strconv.ParseFloat(digits, 64); err != nil || math.Abs(n-330199199001010011) > 1000 {
		t.Errorf("digits %s", digits)
	}
}
