package guess_test

import (
	"testing"

	"pgregory.net/rapid"

	"recourse/importexport"
	"recourse/importexport/guess"
)

// Whatever a table holds: no field gets two columns, the guess is the same
// each time, every guess has a reason, and the profile of it can be followed.
func TestLawOfGuesses(t *testing.T) {
	t.Parallel()
	known := known(t)
	heading := rapid.SampledFrom([]string{
		"", "编号", "姓名", "身份证号", "证件号码", "手机", "联系电话", "时间", "日期", "颜色", "颜色(旧)", "健康码", "到访地", "经度", "纬度", "备注", "区县", "体温", "name", "ID No.", "phone", "x:y", "{a}", "# -", "'", "列\n一",
	})
	value := rapid.OneOf(
		rapid.SampledFrom([]string{"", "330199199001010011", "33019919900101001X", "3.30199E+17", "13812345678", "2020-02-15", "15/02/2020", "红", "red", "0", "36.5", "30.25", "120.15", "王伟", "西湖区", "是", "null", "~", "#N/A"}),
		rapid.String(),
	)
	rapid.Check(t, func(r *rapid.T) {
		table := &guess.Table{File: "t.csv", Sheet: rapid.SampledFrom([]string{"", "申诉", "赋码", "Sheet1"}).Draw(r, "sheet")}
		width := rapid.IntRange(1, 8).Draw(r, "width")
		for n := range rapid.IntRange(1, 6).Draw(r, "rows") {
			row := guess.Row{Number: n + 1}
			for range width {
				g := value
				if n < 2 && rapid.Bool().Draw(r, "heading") {
					g = heading
				}
				row.Cells = append(row.Cells, importexport.TextCell(g.Draw(r, "cell")))
			}
			table.Rows = append(table.Rows, row)
		}
		d := known.Guess(table)
		check(r, d)
		again := known.Guess(table)
		for i := range d.Columns {
			if d.Columns[i].Field != again.Columns[i].Field {
				r.Fatalf("column %d is %q and then %q", i, d.Columns[i].Field, again.Columns[i].Field)
			}
		}
		d.Choose(rapid.IntRange(0, len(d.Columns)).Draw(r, "chosen"), "key.doc_no")
		check(r, d)
	})
}

func check(r *rapid.T, d *guess.Draft) {
	seen := map[string]int{}
	for i := range d.Columns {
		c := &d.Columns[i]
		if c.Field == "" {
			continue
		}
		if other, twice := seen[c.Field]; twice {
			r.Fatalf("columns %d and %d both mean %s", other, i, c.Field)
		}
		seen[c.Field] = i
		if !c.Chosen && (len(c.Guesses) == 0 || len(c.Guesses[0].Reasons) == 0) {
			r.Fatalf("column %d means %s for no reason", i, c.Field)
		}
	}
	if _, err := d.Profile("p", nil); err != nil {
		r.Fatalf("the profile of the draft cannot be followed: %v", err)
	}
}
