package guess_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport/guess"
)

const street = `
翠苑街道登记表（2020年2月）|||||
编号|申诉人||登记时间|健康码|
|姓名|身份证号||颜色|判定时间
A1|王伟|330199197001102005|2020-02-15|红码|2020-02-13
A2|李娜|330199197102102012|15/02/2020|1|2020-02-12
A3|张敏|3.30199E+17|2020-02-16|RED|2020-02-12
`

func TestHeadings(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("a.csv", street))
	var got []string
	for _, c := range d.Columns {
		got = append(got, c.Heading)
	}
	want := []string{"编号", "申诉人姓名", "申诉人身份证号", "登记时间", "健康码颜色", "健康码判定时间"}
	if diff := cmp.Diff(want, got); diff != "" || d.Head != (guess.Head{First: 1, Rows: 2}) {
		t.Errorf("headings at %+v (-want +got):\n%s", d.Head, diff)
	}
	if len(d.Data()) != 3 {
		t.Errorf("%d rows of data, want 3", len(d.Data()))
	}
	d.SetHead(guess.Head{First: 99, Rows: 7})
	if d.Head.First+d.Head.Rows > len(d.Table.Rows) {
		t.Errorf("headings beyond the table: %+v", d.Head)
	}
}

func codes(d *guess.Draft) []string {
	var out []string
	for _, p := range d.Problems() {
		out = append(out, p.Code+" "+p.Field+p.Args["value"])
	}
	return out
}

func TestProblems(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("a.csv", street))
	want := []string{
		"missing appeal.channel", "missing appeal.handling_division", "missing appeal.grounds",
		"missing_code assignment.issuing_system", "missing_code assignment.origin",
		"colour assignment.colour红码", "colour assignment.colour1",
		"date_order_day appeal.filed_at15/02/2020", "untaken resident.doc_no3.3019*E+17",
	}
	if diff := cmp.Diff(want, codes(d)); diff != "" {
		t.Errorf("what stands in the way comes first; a colour's own code is not asked for (-want +got):\n%s", diff)
	}
	d.SayColour("红码", "RED")
	d.SayColour("1", "GREEN")
	d.Answers.Incomplete = true
	if d.Blocked() || slices.Contains(codes(d), "colour assignment.colour1") {
		t.Errorf("answered, there remain %v", codes(d))
	}
	d.Choose(0, "")
	if !d.Blocked() {
		t.Error("cases without a number are let in")
	}
}

func TestColoursAndMeasuresAreNeverGuessed(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("基站.csv", "手机号|首次时间|经度|纬度|误差|健康码\n13812345678|2020-01-20 13:10|114.3051|30.5928|2000|红\n"))
	if d.Kind != "flags" || d.Source != cases.CarrierTower || !d.AsksDatum() || !d.AsksZone() {
		t.Errorf("taken for %s %s, datum asked %v, zone asked %v", d.Kind, d.Source, d.AsksDatum(), d.AsksZone())
	}
	if diff := cmp.Diff([]string{"flag.accuracy_radius_m"}, d.AsksUnits()); diff != "" {
		t.Error(diff)
	}
	p, err := d.Profile("p", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, mapped := p.Colours["红"]; mapped || p.Datum != "" || len(p.Units) > 0 {
		t.Errorf("the profile says what nobody said: %+v %q %v", p.Colours, p.Datum, p.Units)
	}
	if !d.SayUnit("flag.accuracy_radius_m", "km") || d.SayUnit("flag.accuracy_radius_m", "℃") || d.SayAlways("appeal.channel", "WEB") || d.SayValue("flag.datum:x", "NAD27") {
		t.Error("an answer is taken that the table has no place for, or the other way round")
	}
	if p, err = d.Profile("p", nil); err != nil || p.UnitOf("flags", "flag.accuracy_radius_m") != "km" {
		t.Errorf("the unit is %q, %v", p.UnitOf("flags", "flag.accuracy_radius_m"), err)
	}
}

// A column may be known by heading and refused by its values: then it says so.
func TestHeadingAgainstValues(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("a.csv", "申诉编号|姓名|手机号|申诉时间\nA1|王伟|2020-02-15|2020-02-15\nA2|李娜|2020-02-16|2020-02-15\n"))
	c := d.Columns[2]
	if c.Field != "" {
		t.Errorf("a column of dates is taken for %s", c.Field)
	}
	if !slices.ContainsFunc(c.Guesses, func(g guess.Guess) bool {
		return g.Field == "resident.phone" && slices.ContainsFunc(g.Reasons, func(r guess.Reason) bool { return r.Code == "unlike" })
	}) {
		t.Errorf("the guesses do not say why: %+v", c.Guesses)
	}
}

func TestSameHeadings(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("a.csv", "证件号码|打卡日期|备注(一)|备注 |体温|状态\n330199199001010011|2020-02-15|咳嗽|已核实|36.5|正常\n"))
	d.Choose(2, "checkin.symptoms")
	d.Choose(3, "checkin.note")
	if d.Blocked() || d.Columns[3].Name() != "备注#2" || !slices.Contains(codes(d), "same_heading checkin.note") {
		t.Fatalf("two columns of one heading: %q, %v", d.Columns[3].Name(), codes(d))
	}
	p, err := d.Profile("p", nil)
	if err != nil {
		t.Fatal(err)
	}
	columns := p.Tables["checkins"].Columns
	if diff := cmp.Diff([][]string{{"备注(一)#1"}, {"备注#2"}}, [][]string{columns["checkin.symptoms"], columns["checkin.note"]}); diff != "" {
		t.Errorf("the profile tells them apart by their place (-want +got):\n%s", diff)
	}
}

func TestID(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Street List (Feb)": "street-list-feb", "翠苑街道 登记": "翠苑街道-登记", "--": "", "Ａ1": "a1"} {
		if got := guess.ID(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

// Subtotals and remarks are no data: they are neither counted nor refused.
func TestSubtotalsAreNoData(t *testing.T) {
	t.Parallel()
	d := known(t).Guess(table("打卡.csv", "证件号码|打卡日期|体温(华氏)|状态\n330199199001010011|2020-02-15|97.7|正常\n小计|1人|||\n330199199001010011|2020-02-16|98.6|正常\n注：由社区填报|||\n"))
	if len(d.Data()) != 2 || d.Columns[0].Filled != 2 {
		t.Errorf("%d rows of data, %d numbers", len(d.Data()), d.Columns[0].Filled)
	}
	if d.Columns[2].Field != "checkin.temp_c" || !slices.Contains(d.AsksUnits(), "checkin.temp_c") {
		t.Errorf("degrees of Fahrenheit are taken for %q", d.Columns[2].Field)
	}
	p, err := d.Profile("p", nil)
	if err != nil || !slices.Contains(p.Totals, "小计") || !slices.Contains(p.Notes, "注:") {
		t.Errorf("the import would take them for data: %v %v, %v", p.Totals, p.Notes, err)
	}
	if d.Doubtful() || !known(t).Guess(table("封面.csv", "健康码申诉汇总\n2020年2月\n")).Doubtful() {
		t.Error("a cover is taken for a table, or a table for a cover")
	}
}
