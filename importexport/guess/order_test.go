package guess_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/importexport"
	"recourse/importexport/guess"
)

// dated is a list of check-ins with these dates.
func dated(dates ...string) string {
	text := "证件号码|打卡日期|体温\n"
	for i, d := range dates {
		text += fmt.Sprintf("33019919900101001%d|%s|36.5\n", i%10, d)
	}
	return text
}

// The order is proposed with what speaks for it and how many dates say nothing,
// and taken from nobody but the person.
func TestOrderIsProposedAndAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, dates, code string
		proposed          importexport.DateOrder
		first, second     string
		either            string
	}{
		{"the day first", "25/02/2020|03/02/2020|14.02.2020 13:05|05-05-2020", "date_order_day", importexport.DayFirst, "2", "0", "1"},
		{"the month first", "02/25/2020|03/02/2020", "date_order_month", importexport.MonthFirst, "0", "1", "1"},
		{"both", "02/25/2020|25/02/2020|03/02/2020", "date_order_both", "", "1", "1", "1"},
		{"neither", "03/02/2020|04/02/2020", "date_order_none", "", "0", "0", "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := known(t).Guess(table("打卡.csv", dated(strings.Split(c.dates, "|")...)))
			asked := d.AsksOrder()
			if len(asked) != 1 || asked[0].Field != "checkin.date" || asked[0].Order().Proposed() != c.proposed {
				t.Fatalf("asked of %d columns, proposed %q", len(asked), asked[0].Order().Proposed())
			}
			p := d.OrderProblem(asked[0])
			if got := []string{p.Code, p.Args["first"], p.Args["second"], p.Args["either"]}; !slices.Equal(got, []string{c.code, c.first, c.second, c.either}) {
				t.Errorf("said %v", got)
			}
			if !slices.ContainsFunc(d.Problems(), func(q guess.Problem) bool { return q.Code == c.code }) {
				t.Errorf("the problems are %v", codes(d))
			}
			profile, err := d.Profile("p", nil)
			if err != nil || profile.DateOrderOf("checkins", "checkin.date") != "" {
				t.Errorf("the profile has order %q that nobody said, %v", profile.DateOrderOf("checkins", "checkin.date"), err)
			}
		})
	}
}

func TestOrderIsSaid(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("打卡.csv", dated("25/02/2020", "02/25/2020", "2020-02-25", "31/04/2020")))
	if d.SayOrder("checkin.date", "xyz") || d.SayOrder("checkin.temp_c", importexport.DayFirst) || !d.SayOrder("checkin.date", importexport.DayFirst) {
		t.Fatal("an answer is taken that there is not, or the other way round")
	}
	p, err := d.Profile("p", nil)
	if err != nil || p.DateOrderOf("checkins", "checkin.date") != importexport.DayFirst {
		t.Fatalf("the profile has order %q, %v", p.DateOrderOf("checkins", "checkin.date"), err)
	}
	var whys []string
	for _, q := range d.Problems() {
		if q.Code == "untaken" && q.Field == "checkin.date" {
			whys = append(whys, q.Args["why"]+" "+q.Args["n"])
		}
	}
	if diff := cmp.Diff([]string{"date_against_order 1", "impossible_date 1"}, whys); diff != "" {
		t.Errorf("what the answer cannot take is shown at once (-want +got):\n%s", diff)
	}
	if d.SayOrder("checkin.date", ""); !slices.ContainsFunc(d.Problems(), func(q guess.Problem) bool { return q.Code == "date_order_both" }) {
		t.Errorf("an answer that was taken back is not asked again: %v", codes(d))
	}
}

// A spreadsheet of another country exchanges day and month where it can and
// leaves the rest as text.
func TestDatesTurnedByASpreadsheet(t *testing.T) {
	t.Parallel()
	turned := table("打卡.csv", dated("25/02/2020", "x", "y"))
	for i, text := range []string{"2020-03-02", "2020-05-02"} {
		turned.Rows[2+i].Cells[1] = importexport.Cell{Text: text, Kind: importexport.Date}
	}
	has := func(table *guess.Table) bool {
		return slices.ContainsFunc(known(t).Guess(table).Problems(), func(p guess.Problem) bool { return p.Code == "dates_turned" })
	}
	if !has(turned) {
		t.Error("exchanged dates are not suspected")
	}
	turned.Rows[2].Cells[1].Text = "2020-02-25"
	if has(turned) {
		t.Error("a real date with a day above twelve was not exchanged")
	}
}

// Of a column written in one order the other one is never proposed.
func TestOrderLaw(t *testing.T) {
	t.Parallel()
	k := known(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "n")
		var dates []string
		decided := false
		for range n {
			d, m := rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(1, 12).Draw(t, "month")
			decided = decided || d > 12
			dates = append(dates, fmt.Sprintf("%02d/%02d/2020", d, m))
		}
		d := k.Guess(table("打卡.csv", dated(dates...)))
		d.Choose(1, "checkin.date")
		o := d.AsksOrder()[0].Order()
		if want := map[bool]importexport.DateOrder{true: importexport.DayFirst}[decided]; o.Proposed() != want || o.Dates != n {
			t.Fatalf("%v: proposed %q of %d", dates, o.Proposed(), o.Dates)
		}
	})
}
