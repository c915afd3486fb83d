package intake_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"recourse/importexport"
	"recourse/importexport/intake"
)

// ordered is what the tables of cases are read by when somebody has said in
// which order the parts of their dates stand.
func ordered(t testing.TB, whole, filedAt importexport.DateOrder) intake.Options {
	t.Helper()
	text := `id: ordered
version: 1
timezone: Asia/Shanghai
colours: {RED: RED}
lists: ",;"
`
	if whole != "" {
		text += "date_order: " + string(whole) + "\n"
	}
	text += `tables:
  appeals:
    requires: [appeal.appeal_no]
    defaults: {resident.doc_type: "01"}
    columns:
`
	for _, c := range []string{
		"appeal.appeal_no", "appeal.filed_at", "appeal.channel", "appeal.handling_division", "appeal.grounds", "appeal.statement", "resident.name", "resident.doc_no",
		"resident.phone", "assignment.colour", "assignment.issued_at", "assignment.issuing_system", "assignment.origin",
	} {
		text += fmt.Sprintf("      %s: [%s]\n", c, leafOf(c))
	}
	if filedAt != "" {
		text += "    date_orders: {appeal.filed_at: " + string(filedAt) + "}\n"
	}
	p, err := importexport.ParseProfile([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return intake.Options{Profiles: []*importexport.Profile{p}}
}

func leafOf(field string) string {
	for i := len(field) - 1; i >= 0; i-- {
		if field[i] == '.' {
			return field[i+1:]
		}
	}
	return field
}

// What a written date becomes depends on what somebody said of its order, and
// on nothing else.
func TestOrderOfADatesParts(t *testing.T) {
	t.Parallel()
	const d, m, y = importexport.DayFirst, importexport.MonthFirst, importexport.YearFirst
	for _, c := range []struct {
		name           string
		whole, filedAt importexport.DateOrder
		value          string
		code, want     string
	}{
		{"the day first, as declared", d, "", "25/02/2020", "read_day_first", "2020-02-25"},
		{"points between", d, "", "25.02.2020", "read_day_first", "2020-02-25"},
		{"one digit", d, "", "5.2.2020", "read_day_first", "2020-02-05"},
		{"with a time", d, "", "25/02/2020 下午1:05", "read_day_first", "2020-02-25T13:05:00+08:00"},
		{"with seconds", d, "", "25-02-2020 13:05:09", "read_day_first", "2020-02-25T13:05:09+08:00"},
		{"the month first, as declared", m, "", "02/25/2020", "read_month_first", "2020-02-25"},
		{"a half of the day behind", m, "", "2/5/2020 1:05 PM", "read_month_first", "2020-02-05T13:05:00+08:00"},
		{"either could be the month", d, "", "03/02/2020", "read_day_first", "2020-02-03"},
		{"either could be the month, the other way", m, "", "03/02/2020", "read_month_first", "2020-03-02"},
		{"a year in front needs no order", d, "", "2020-02-25", "", "2020-02-25"},
		{"nobody has said", "", "", "03/02/2020", "ambiguous_date", ""},
		{"nobody has said, although it can be but one", "", "", "25/02/2020", "ambiguous_date", ""},
		{"a column has its own order", d, m, "02/25/2020", "read_month_first", "2020-02-25"},
		{"a column alone has one", "", d, "25/02/2020", "read_day_first", "2020-02-25"},
		{"against the declared order", d, "", "02/25/2020", "date_against_order", ""},
		{"against the declared order, the other way", m, "", "25/02/2020", "date_against_order", ""},
		{"the year first is declared", y, "", "25/02/2020", "date_against_order", ""},
		{"no such day", d, "", "30/02/2020", "impossible_date", ""},
		{"no such day in any order", d, "", "31/31/2020", "impossible_date", ""},
		{"two digits of a year", d, "", "25/02/20", "ambiguous_date", ""},
		{"two marks", d, "", "25/02-2020", "ambiguous_date", ""},
		{"no year", m, "", "2.15", "ambiguous_date", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := read(t, ordered(t, c.whole, c.filedAt), file("x.csv", table(map[string]string{"filed_at": c.value, "issued_at": "2020-01-01"})))
			if g.codes() != c.code {
				t.Fatalf("codes %q, want %q", g.codes(), c.code)
			}
			if c.want == "" {
				p := g.report.Problems[0]
				if len(g.drafts) > 0 || p.Row != 2 || p.Column != "filed_at" || p.Value != c.value {
					t.Errorf("%d drafts; row %d, column %q, value %q", len(g.drafts), p.Row, p.Column, p.Value)
				}
				return
			}
			a := &g.drafts[0].Snapshot.Appeal
			if got := a.FiledAt.String(); got != c.want {
				t.Errorf("%q was read as %s, want %s", c.value, got, c.want)
			}
			if kept := a.RawJSON != ""; kept != (c.code != "") {
				t.Errorf("what was written is kept: %v", kept)
			}
		})
	}
}

// A real date of a workbook is one whatever the order of written ones.
func TestOrderLeavesDatesOfAWorkbook(t *testing.T) {
	t.Parallel()
	g := read(t, ordered(t, importexport.DayFirst, ""), caseBook(t, map[string]importexport.Cell{"filed_at": {Text: "2020-03-02", Kind: importexport.Date}}))
	if got := g.drafts[0].Snapshot.Appeal.FiledAt.String(); got != "2020-03-02" || g.codes() != "" {
		t.Errorf("read as %s, with %q", got, g.codes())
	}
}

// Every day written in a declared order is that day; in the other order it is
// another day or refused, never the same unless day and month are equal.
func TestOrderLaw(t *testing.T) {
	t.Parallel()
	day, month := ordered(t, importexport.DayFirst, ""), ordered(t, importexport.MonthFirst, "")
	rapid.Check(t, func(rt *rapid.T) {
		y, m, d := rapid.IntRange(2019, 2021).Draw(rt, "year"), rapid.IntRange(1, 12).Draw(rt, "month"), rapid.IntRange(1, 28).Draw(rt, "day")
		mark := rapid.SampledFrom([]string{"/", ".", "-"}).Draw(rt, "mark")
		row := map[string]string{"issued_at": "2018-12-01", "filed_at": fmt.Sprintf("%d%s%d%s%d", d, mark, m, mark, y)}
		want := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		g := read(t, day, file("x.csv", table(row)))
		if got := g.drafts[0].Snapshot.Appeal.FiledAt.String(); got != want {
			rt.Fatalf("%s was read as %s", row["filed_at"], got)
		}
		g = read(t, month, file("x.csv", table(row)))
		switch {
		case d > 12 && g.codes() != "date_against_order":
			rt.Fatalf("%s gives %q", row["filed_at"], g.codes())
		case d <= 12 && (g.drafts[0].Snapshot.Appeal.FiledAt.String() == want) != (d == m):
			rt.Fatalf("%s was read as %s with the month first", row["filed_at"], want)
		}
	})
}
